"""Typing in a ledger's table: which editor opens, and where each key leads from it."""

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
from PySide6.QtGui import QBrush, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.ledger.cell_editors import TextEditor, table_editor
from gui.ledger.cell_line import CellLine
from gui.ledger.choice_edit import ChoiceEdit
from gui.theme import Colour
from gui.widgets.long_text import LongText
from storage.ledgers import Ledger

__all__ = ["LedgerDelegate"]

_Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LONG_TEXT_LINES = 6
_LONG_TEXT_CHARACTERS = 28


class LedgerDelegate(QStyledItemDelegate):
    """``left`` tells by how many rows and columns the clerk moves on from a finished cell."""

    left = Signal(int, int)

    def __init__(self, held: Ledger, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ledger = held
        self._editor: TextEditor | None = None
        self._before = ""

    @property
    def editor(self) -> TextEditor | None:
        """The open editor."""
        return self._editor

    def finish(self) -> None:
        """Keep what is being typed and stay in the cell."""
        if self._editor is not None:
            self._editor.finish()

    def drop(self) -> None:
        """Close the open editor without keeping anything: its entry is going."""
        editor, self._editor = self._editor, None
        if editor is not None:
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    # -- the editor ----------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """The editor of the cell's column."""
        editor = table_editor(self._ledger.columns[index.column()], parent)
        editor.setProperty("role", "cell")
        self._before = index.data(Qt.ItemDataRole.EditRole)
        self._editor = editor
        editor.replace(self._before)
        editor.typed.connect(lambda _text: self._keep(editor))
        if isinstance(editor, ChoiceEdit):
            editor.chosen.connect(lambda: self._leave(editor, 0, 0))
        return editor

    def destroyEditor(self, editor: QWidget, index: _Index) -> None:
        """Forget the editor too."""
        if editor is self._editor:
            self._editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Show the cell, as the editor allows."""
        if isinstance(editor, CellLine | LongText):
            editor.show_text(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Keep what is typed."""
        if isinstance(editor, CellLine | LongText):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
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

    # -- the keys ------------------------------------------------------------------------

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter, Tab, Esc and the arrows lead on, but not out of a word being composed."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if isinstance(editor, CellLine | LongText):
                return self._pressed(editor, event)
            return False
        return super().eventFilter(editor, event)

    def _pressed(self, editor: TextEditor, event: QKeyEvent) -> bool:
        key = event.key()
        if editor.composing:
            return key in (*_ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)
        if key == Qt.Key.Key_Escape:
            editor.replace(self._before)
            self._leave(editor, 0, 0)
            return True
        if key in _ENTER and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if isinstance(editor, LongText):
                editor.insertPlainText("\n")
            return True
        step = _step(editor, event)
        if step is None:
            return False
        self._leave(editor, *step)
        return True

    def _keep(self, editor: TextEditor) -> None:
        # A closed editor still tells what was typed as the keyboard leaves it; that is kept.
        if editor is self._editor:
            self.commitData.emit(editor)

    def _leave(self, editor: TextEditor, rows: int, columns: int) -> None:
        editor.settle()
        self.commitData.emit(editor)
        self._editor = None
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.left.emit(rows, columns)

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        """A cell with a colour of its own keeps it while it is selected."""
        super().initStyleOption(option, index)
        selected = option.state & QStyle.StateFlag.State_Selected  # type: ignore[attr-defined]
        if selected and index.data(Qt.ItemDataRole.ForegroundRole) is not None:
            option.state &= ~QStyle.StateFlag.State_Selected  # type: ignore[attr-defined]
            if index.data(Qt.ItemDataRole.BackgroundRole) is None:
                option.backgroundBrush = QBrush(Colour.ACCENT_PALE.colour)  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """A frame round the cell that the next key goes to."""
        super().paint(painter, option, index)
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            painter.setPen(QPen(Colour.ACCENT.colour, 2))
            painter.drawRect(QRect(option.rect).adjusted(1, 1, -1, -1))  # type: ignore[attr-defined]
            painter.restore()


def _step(editor: TextEditor, event: QKeyEvent) -> tuple[int, int] | None:
    back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    match event.key():
        case Qt.Key.Key_Return | Qt.Key.Key_Enter:
            return (-1 if back else 1), 0
        case Qt.Key.Key_Tab:
            return 0, 1
        case Qt.Key.Key_Backtab:
            return 0, -1
        case Qt.Key.Key_Up if _one_line(editor):
            return -1, 0
        case Qt.Key.Key_Down if _one_line(editor):
            return 1, 0
    return None


def _one_line(editor: TextEditor) -> bool:
    """Whether up and down have nothing to do in the editor itself."""
    return not isinstance(editor, LongText | ChoiceEdit)
