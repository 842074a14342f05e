"""只读: the fields of a page while the year is finished; what is in them can still be copied."""

from typing import TypeVar

from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

__all__ = ["mark_field", "set_read_only"]

_FIELD = "field"
"""The property of a widget that changes the year; a search line or a button to leave has none."""

W = TypeVar("W", bound=QWidget)


def mark_field(widget: W) -> W:
    """The widget, known as one into which the year is typed or that changes it."""
    widget.setProperty(_FIELD, True)
    return widget


def set_read_only(page: QWidget, locked: bool) -> None:
    """Let the fields of a page be typed into, or only be read."""
    for widget in page.findChildren(QWidget):
        if not widget.property(_FIELD):
            continue
        if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
            widget.setReadOnly(locked)
        elif isinstance(widget, QAbstractButton):
            widget.setEnabled(not locked)
