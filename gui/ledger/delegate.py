"""Typing in a ledger's table: each column has its editor."""

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from gui.ledger.cell_editors import table_editor
from gui.ledger.choice_edit import ChoiceEdit
from gui.theme import Colour
from gui.widgets.cell_delegate import CellDelegate, Index, TextEditor
from gui.widgets.long_text import LongText
from storage.ledgers import Ledger

__all__ = ["LedgerDelegate"]

_LONG_TEXT_LINES = 6
_LONG_TEXT_CHARACTERS = 28


class LedgerDelegate(CellDelegate):
    """The cells of a ledger; ``year`` is the report's, for a month and day typed alone."""

    def __init__(self, held: Ledger, year: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ledger, self._year = held, year

    def make_editor(self, parent: QWidget, index: Index) -> TextEditor:
        """The editor of the cell's column."""
        editor = table_editor(self._ledger.columns[index.column()], parent, self._year)
        if isinstance(editor, ChoiceEdit):
            editor.chosen.connect(lambda: self.leave(editor, 0, 0))
        return editor

    def leave(self, editor: TextEditor, rows: int, columns: int, *, entered: bool = False) -> None:
        """A choice half typed is settled first."""
        editor.settle()
        super().leave(editor, rows, columns, entered=entered)

    def step(self, editor: TextEditor, event: QKeyEvent) -> tuple[int, int] | None:
        """Up and down are the editor's own in a long text and in a list of choices."""
        upright = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if upright and isinstance(editor, LongText | ChoiceEdit):
            return None
        return super().step(editor, event)

    def _pressed(self, editor: TextEditor, event: QKeyEvent) -> bool:
        choosing = isinstance(editor, ChoiceEdit) and editor.choosing and not editor.composing
        if choosing and event.key() == Qt.Key.Key_Escape:
            # The editor puts its list away; the next Esc takes back what was typed.
            return False
        return super()._pressed(editor, event)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """The cell's place; a long text gets room of its own."""
        place = QRect(option.rect)  # type: ignore[attr-defined]
        if isinstance(editor, LongText):
            metrics = editor.fontMetrics()
            width = metrics.horizontalAdvance("国") * _LONG_TEXT_CHARACTERS
            place.setWidth(max(place.width(), width))
            place.setHeight(metrics.lineSpacing() * _LONG_TEXT_LINES + 16)
            if (viewport := editor.parentWidget()) is not None:
                place.moveRight(min(place.right(), viewport.rect().right()))
                place.moveBottom(min(place.bottom(), viewport.rect().bottom()))
        editor.setGeometry(place)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """A cell with a colour of its own keeps it while it is selected."""
        super().initStyleOption(option, index)
        selected = option.state & QStyle.StateFlag.State_Selected  # type: ignore[attr-defined]
        if selected and index.data(Qt.ItemDataRole.ForegroundRole) is not None:
            option.state &= ~QStyle.StateFlag.State_Selected  # type: ignore[attr-defined]
            if index.data(Qt.ItemDataRole.BackgroundRole) is None:
                option.backgroundBrush = QBrush(Colour.ACCENT_PALE.colour)  # type: ignore[attr-defined]
