"""Typing in a statutory table: the editor of a cell, and where each key leads from it."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.grid.model import GridModel
from gui.grid.paint import paint_label
from gui.ledger.cell_line import CellLine
from gui.theme import Colour

__all__ = ["GridDelegate"]

_Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SELECTED = 36
"""How much of the accent lies over a selected cell, of 255: its own colour stays visible."""


class GridDelegate(QStyledItemDelegate):
    """``left`` tells by how many rows and columns the clerk moves on from a finished cell."""

    left = Signal(int, int)

    def __init__(self, model: GridModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._editor: CellLine | None = None
        self._before = ""

    def finish(self) -> None:
        """Keep what is being typed and stay in the cell."""
        if self._editor is not None:
            self._editor.finish()

    # -- the editor ----------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """A line for one number."""
        editor = CellLine("", parent)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        editor.setProperty("role", "cell")
        editor.setAccessibleName(index.data(Qt.ItemDataRole.AccessibleTextRole))
        self._before = index.data(Qt.ItemDataRole.EditRole)
        self._editor = editor
        editor.replace(self._before)
        editor.typed.connect(lambda _text: self._keep(editor))
        return editor

    def destroyEditor(self, editor: QWidget, index: _Index) -> None:
        """Forget the editor too."""
        if editor is self._editor:
            self._editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Show the figure, as the editor allows."""
        if isinstance(editor, CellLine):
            editor.show_text(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Keep what is typed."""
        if isinstance(editor, CellLine):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """The whole cell, spanned or not."""
        editor.setGeometry(QRect(option.rect))  # type: ignore[attr-defined]

    # -- the keys ------------------------------------------------------------------------

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter, Tab, Esc and the arrows lead on, but not out of a word being composed."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return isinstance(editor, CellLine) and self._pressed(editor, event)
        return super().eventFilter(editor, event)

    def _pressed(self, editor: CellLine, event: QKeyEvent) -> bool:
        key = event.key()
        if editor.composing:
            return key in (*_ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)
        if key == Qt.Key.Key_Escape:
            editor.replace(self._before)
            self._leave(editor, 0, 0)
            return True
        step = _step(event)
        if step is None:
            return False
        self._leave(editor, *step)
        return True

    def _keep(self, editor: CellLine) -> None:
        # A closed editor still tells what was typed as the keyboard leaves it; that is kept.
        if editor is self._editor:
            self.commitData.emit(editor)

    def _leave(self, editor: CellLine, rows: int, columns: int) -> None:
        self.commitData.emit(editor)
        self._editor = None
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.left.emit(rows, columns)

    # -- its look ------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
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
        self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: _Index
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
            painter.setPen(QPen(Colour.ACCENT.colour, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _step(event: QKeyEvent) -> tuple[int, int] | None:
    back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    match event.key():
        case Qt.Key.Key_Return | Qt.Key.Key_Enter:
            return (-1 if back else 1), 0
        case Qt.Key.Key_Down:
            return 1, 0
        case Qt.Key.Key_Up:
            return -1, 0
        case Qt.Key.Key_Tab:
            return 0, 1
        case Qt.Key.Key_Backtab:
            return 0, -1
    return None
