"""拼写中: a word still being composed when its editor is left is taken, never dropped."""

from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPlainTextEdit

__all__ = ["Composed", "take_composed"]


class Composed:
    """What an input method is composing in one editor, as its events tell."""

    def __init__(self) -> None:
        self.letters = ""

    def __bool__(self) -> bool:
        return bool(self.letters)

    def follow(self, event: QInputMethodEvent) -> None:
        """Know what is being composed after an event."""
        self.letters = event.preeditString()


def take_composed(editor: QLineEdit | QPlainTextEdit, composed: Composed) -> None:
    """Ask the input method for the word; the letters themselves count where it does not answer.

    Qt drops them when the keyboard goes elsewhere.
    """
    if not composed:
        return
    QGuiApplication.inputMethod().commit()
    if composed:
        event = QInputMethodEvent()
        event.setCommitString(composed.letters)
        focused = QApplication.focusWidget()
        over = isinstance(focused, QAbstractItemView) and focused.isAncestorOf(editor)
        # A table that still has the keyboard hands it on to the editor with the word.
        QApplication.sendEvent(focused if focused is not None and over else editor, event)
