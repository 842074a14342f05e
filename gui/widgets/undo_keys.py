"""Undo and redo belong to the window's one stack, not to the editor that has the keyboard."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence

__all__ = ["handed_on"]

_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_TYPES = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


def handed_on(event: QEvent) -> bool:
    """Hand an undo or redo key on to the window; True if ``event`` was one."""
    if not isinstance(event, QKeyEvent) or event.type() not in _TYPES:
        return False
    if not any(event.matches(key) for key in _KEYS):
        return False
    event.ignore()
    return True
