"""A table whose cells are typed into, safe for an input method."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from gui.widgets.cell_delegate import CellDelegate
from gui.widgets.cell_line import CellLine

__all__ = ["CellTable"]


class CellTable(QTableView):
    """``typing`` is the delegate of its cells.

    While the first word of a cell is composed, Qt leaves the keyboard with the table, since taking
    it away would end the word; what comes in the meantime is looked after here.
    """

    typing: CellDelegate

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Qt opens a cell for a word being composed, but drops one that comes at once (，)."""
        closed = self.state() is not QAbstractItemView.State.EditingState
        if not (closed and event.commitString() and not event.preeditString()):
            super().inputMethodEvent(event)
            return
        index = self.currentIndex()
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
            editor = self.typing.editor
            if isinstance(editor, CellLine):
                editor.selectAll()
            if editor is not None:
                QApplication.sendEvent(editor, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click into another cell ends the word and keeps it."""
        self.typing.finish()
        super().mousePressEvent(event)

    def pass_by(self, event: QKeyEvent) -> bool:
        """Whether a key is none of the table's: no key leads out of a word in the open editor, and
        Ctrl+Tab turns the tabs of the page."""
        if self.state() is not QAbstractItemView.State.EditingState:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            turning = control and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            event.setAccepted(not turning)
            return turning
        if not self.typing.composing:
            super().keyPressEvent(event)
        return True
