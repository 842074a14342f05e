"""An editor of several lines that leaves undo to the window and never loses what is typed."""

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gui.theme import restyle
from gui.widgets.composing import Composed, take_composed
from gui.widgets.field_menu import show_menu
from gui.widgets.line_edit import PAUSE_MS
from gui.widgets.undo_keys import handed_on

__all__ = ["LongText"]

_LEAST_LINES = 3


class LongText(QPlainTextEdit):
    """``typed`` tells what the clerk wrote: after a pause and when focus leaves.

    Pasted text arrives without its looks.
    """

    typed = Signal(str)

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composed = Composed()
        self._known = ""
        self.setPlaceholderText(hint)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * _LEAST_LINES + 24)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.commit)
        self.textChanged.connect(self._wait)

    @property
    def composing(self) -> bool:
        """Whether an input method is composing a word here."""
        return bool(self._composed)

    def take_composed(self) -> None:
        """Take a word still being composed."""
        take_composed(self, self._composed)

    def text(self) -> str:
        """What is written now, without a word still being composed."""
        return self.toPlainText()

    def commit(self) -> None:
        """Tell what is written, an emptied text only when it is left."""
        if self.text().strip() or not self.hasFocus():
            self._tell()

    def finish(self) -> None:
        """Tell what is written, whatever it is, with a word still being composed."""
        self.take_composed()
        self._tell()

    def _tell(self) -> None:
        self._pause.stop()
        if self.text() != self._known:
            self._known = self.text()
            self.typed.emit(self._known)

    def settle(self) -> None:
        """Make up one's mind before leaving; a text has nothing to decide."""

    def show_text(self, text: str) -> None:
        """Show a value, but not over what is being written: the cursor would jump."""
        own = self.text().strip() if self.hasFocus() else self.text()
        if not (self.composing or self._pause.isActive() or text == own):
            self.replace(text)

    def replace(self, text: str) -> None:
        """Show a value over whatever was written."""
        self._known = text
        self.setPlainText(text)
        self._pause.stop()

    def overtype(self, text: str) -> None:
        """Put a text in as if it had been typed over what was there."""
        self.selectAll()
        self.insertPlainText(text)

    def mark(self, state: str, tip: str = "") -> None:
        """Show it as ``error``, ``doubt`` or plain, with the reason as its tip."""
        self.setToolTip(tip)
        if self.property("state") != state:
            self.setProperty("state", state)
            restyle(self)

    def event(self, event: QEvent) -> bool:
        """Undo and redo belong to the window's one stack, not to this editor; a word being composed
        is taken before the keyboard goes."""
        if event.type() is QEvent.Type.FocusAboutToChange:
            self.take_composed()
        return False if handed_on(event) else super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's menu with the field's own actions."""
        show_menu(self, event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know what is being composed."""
        self._composed.follow(event)
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is written is kept when focus leaves."""
        super().focusOutEvent(event)
        self.commit()

    def _wait(self) -> None:
        # Also called for every key of a word being composed, when nothing is written yet.
        if self.text() != self._known:
            self._pause.start()
