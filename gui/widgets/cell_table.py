"""A table whose cells are typed into, safe for an input method."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from gui.widgets.cell_delegate import CellDelegate
from gui.widgets.cell_line import CellLine

__all__ = ["CellTable"]


class CellTable(QTableView):
    """``typing`` is the delegate of its cells; ``moved`` tells that the cursor is in another one,
    ``said`` what was just done.

    While the first word of a cell is composed, Qt leaves the keyboard with the table, since taking
    it away would end the word; what comes in the meantime is looked after here.
    """

    moved = Signal()
    said = Signal(str)
    typing: CellDelegate

    def set_up(self, typing: CellDelegate) -> None:
        """Cells that are typed into by any key, one line each."""
        self.typing = typing
        self.setItemDelegate(typing)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def go(self, row: int, column: int) -> None:
        """Put the cursor into a cell."""
        self.typing.finish()
        index = self.model().index(row, column)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Tell that the cursor is elsewhere."""
        super().currentChanged(current, previous)
        self.moved.emit()

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
