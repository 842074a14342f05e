"""A one-line editor that leaves undo to the window and never loses what is being typed."""

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.later import later
from gui.theme import restyle
from gui.widgets.composing import Composed, take_composed
from gui.widgets.field_menu import show_menu
from gui.widgets.undo_keys import handed_on

__all__ = ["PAUSE_MS", "LineEdit"]

PAUSE_MS = 800
"""A pause in typing after which what is typed is kept, in milliseconds."""


class LineEdit(QLineEdit):
    """``typed`` tells what the clerk typed: after a pause, on Enter and when focus leaves.

    ``show_text`` fills it without telling, and waits while the clerk is typing.
    """

    typed = Signal(str)

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self._composed = Composed()
        self._known = ""
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.commit)
        self.textEdited.connect(lambda _text: self._pause.start())
        self.returnPressed.connect(self.commit)

    @property
    def composing(self) -> bool:
        """Whether an input method is composing a word here."""
        return bool(self._composed)

    def take_composed(self) -> None:
        """Take a word still being composed."""
        take_composed(self, self._composed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know what is being composed."""
        self._composed.follow(event)
        super().inputMethodEvent(event)

    def commit(self) -> None:
        """Tell what is typed now, if it is not known yet."""
        self._pause.stop()
        if self.text() != self._known:
            self._known = self.text()
            self.typed.emit(self._known)

    def finish(self) -> None:
        """Tell what is typed, with a word still being composed."""
        self.take_composed()
        self.commit()

    def show_text(self, text: str) -> None:
        """Show a value; what is being typed is left alone."""
        if self._pause.isActive() or self.text() == text:
            return
        self._known = text
        self.setText(text)
        if not self.hasFocus():
            self.setCursorPosition(0)

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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select all, so that a figure is overtyped like a cell."""
        super().focusInEvent(event)
        later(self, self._select_unless_typing)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is typed is kept when focus leaves."""
        super().focusOutEvent(event)
        self.commit()

    def _select_unless_typing(self) -> None:
        if self.hasFocus() and not (self._pause.isActive() or self.composing):
            # From the end to the beginning, which then is what is seen of a long text.
            self.setSelection(len(self.text()), -len(self.text()))
