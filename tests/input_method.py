"""Chinese as an input method sends it; keys cannot be made for it."""

from collections.abc import Callable

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

__all__ = ["CommitText", "commit", "compose"]

CommitText = Callable[[QWidget, str], None]


def compose(widget: QWidget, letters: str) -> None:
    """Letters of a word that is not chosen yet."""
    QApplication.sendEvent(widget, QInputMethodEvent(letters, []))


def commit(widget: QWidget, text: str) -> None:
    """The word that was chosen."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
