"""Typing in a table's cell: keys that finish it and lead on, safe while a word is composed."""

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
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.theme import Colour
from gui.widgets.cell_line import CellLine
from gui.widgets.long_text import LongText

__all__ = ["CellDelegate", "Index", "TextEditor", "draw_focus", "repeats"]

TextEditor = CellLine | LongText
Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_EDIT = Qt.ItemDataRole.EditRole
_REPEAT = (Qt.Key.Key_D, Qt.Key.Key_Apostrophe)


class CellDelegate(QStyledItemDelegate):
    """``left`` tells by how many rows and columns the clerk moves on from a finished cell, and
    whether Enter led out of it."""

    left = Signal(int, int, bool)
    opened = Signal(QWidget)
    """The editor of a cell that is typed into from now on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor: TextEditor | None = None
        self._before, self._above = "", ""

    @property
    def editor(self) -> TextEditor | None:
        """The open editor."""
        return self._editor

    @property
    def composing(self) -> bool:
        """Whether a word is being composed in the open editor."""
        return self._editor is not None and self._editor.composing

    def make_editor(self, parent: QWidget, index: Index) -> TextEditor:
        """The editor for a cell, empty."""
        raise NotImplementedError

    def step(self, editor: TextEditor, event: QKeyEvent) -> tuple[int, int] | None:
        """Where a key leads: rows and columns to go on by, None if the editor wants it."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return None
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                return (-1 if back else 1), 0
            case Qt.Key.Key_Tab:
                return 0, 1
            case Qt.Key.Key_Backtab:
                return 0, -1
            case Qt.Key.Key_Up:
                return -1, 0
            case Qt.Key.Key_Down:
                return 1, 0
        return None

    def finish(self) -> None:
        """Keep what is being typed and stay in the cell."""
        if self._editor is not None:
            self._editor.finish()

    def drop(self) -> None:
        """Close the open editor without keeping anything: its cell is going."""
        editor, self._editor = self._editor, None
        if editor is not None:
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def leave(self, editor: TextEditor, rows: int, columns: int, *, entered: bool = False) -> None:
        """Keep the cell, close its editor and go on."""
        self.commitData.emit(editor)
        self._editor = None
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.left.emit(rows, columns, entered)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The cell's editor with the cell's text; what is typed is kept as it pauses."""
        editor = self.make_editor(parent, index)
        editor.setProperty("role", "cell")
        self._before = index.data(_EDIT)
        self._above = index.sibling(index.row() - 1, index.column()).data(_EDIT) or ""
        self._editor = editor
        editor.replace(self._before)
        editor.typed.connect(lambda _text: self._keep(editor))
        self.opened.emit(editor)
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget the editor too."""
        if editor is self._editor:
            self._editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell, as the editor allows."""
        if isinstance(editor, TextEditor):
            editor.show_text(index.data(_EDIT))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Keep what is typed."""
        if isinstance(editor, TextEditor):
            model.setData(index, editor.text(), _EDIT)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter, Tab, Esc and the arrows lead on, but not out of a word being composed."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return isinstance(editor, TextEditor) and self._pressed(editor, event)
        return super().eventFilter(editor, event)

    def _pressed(self, editor: TextEditor, event: QKeyEvent) -> bool:
        key = event.key()
        if editor.composing:
            return key in (*_ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)
        if key == Qt.Key.Key_Escape:
            editor.replace(self._before)
            self.leave(editor, 0, 0)
            return True
        if key in _ENTER and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if isinstance(editor, LongText):
                editor.insertPlainText("\n")
            return True
        if repeats(event):
            editor.overtype(self._above)
            return True
        step = self.step(editor, event)
        if step is None:
            return False
        self.leave(editor, *step, entered=key in _ENTER)
        return True

    def _keep(self, editor: TextEditor) -> None:
        # A closed editor still tells what was typed as the keyboard leaves it; that is kept.
        if editor is self._editor:
            self.commitData.emit(editor)


def repeats(event: QKeyEvent) -> bool:
    """Whether a key asks for the value above once more, as in Excel."""
    control = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return control == Qt.KeyboardModifier.ControlModifier and event.key() in _REPEAT


def draw_focus(painter: QPainter, rect: QRect) -> None:
    """A frame round the cell that the next key goes to."""
    painter.save()
    painter.setPen(QPen(Colour.ACCENT.colour, 2))
    painter.drawRect(rect.adjusted(1, 1, -1, -1))
    painter.restore()
