"""Typing in a statutory table: the editor of a cell, and where each key leads from it."""

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from gui.grid.model import GridModel
from gui.grid.paint import paint_label
from gui.theme import Colour
from gui.widgets.cell_delegate import CellDelegate, Index, TextEditor, draw_focus
from gui.widgets.cell_line import CellLine

__all__ = ["GridDelegate"]

_SELECTED = 36
"""How much of the accent lies over a selected cell, of 255: its own colour stays visible."""


class GridDelegate(CellDelegate):
    """The cells of a statutory table."""

    def __init__(self, model: GridModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model

    def make_editor(self, parent: QWidget, index: Index) -> TextEditor:
        """A line for one number."""
        editor = CellLine("", parent)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        editor.setAccessibleName(index.data(Qt.ItemDataRole.AccessibleTextRole))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """The whole cell, spanned or not."""
        editor.setGeometry(QRect(option.rect))  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A label as in the head; a figure with a frame while the next key goes to it."""
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        shape = self._model.shape
        place = index.row() + shape.frozen_rows, index.column() + shape.frozen_columns
        painter.save()
        if not self._model.key(index.row(), index.column()):
            text, wrong = index.data() or "", place in self._model.wrong_labels
            centred = shape.centred(place)
            paint_label(painter, rect, rect, text, centred=centred, wrong=wrong)
        else:
            self._paint_figure(painter, rect, option, index)
        painter.restore()

    def _paint_figure(
        self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index
    ) -> None:
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        plain = QStyleOptionViewItem(option)
        plain.state = state & ~(  # type: ignore[attr-defined]
            QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus
        )
        super().paint(painter, plain, index)
        if state & QStyle.StateFlag.State_Selected:
            veil = Colour.ACCENT.colour
            veil.setAlpha(_SELECTED)
            painter.fillRect(rect, veil)
        if state & QStyle.StateFlag.State_HasFocus:
            draw_focus(painter, rect)
