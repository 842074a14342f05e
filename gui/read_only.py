"""只读: the fields of a page while the year is finished; what is in them can still be copied."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

__all__ = ["mark_field", "set_read_only"]

_FIELD = "field"
"""The property of a widget into which a value of the year is typed; a search line has none."""


def mark_field(widget: QWidget) -> None:
    """This widget holds a value of the year."""
    widget.setProperty(_FIELD, True)


def set_read_only(page: QWidget, locked: bool) -> None:
    """Let the fields of a page be typed into, or only be read."""
    for widget in page.findChildren(QWidget):
        if not widget.property(_FIELD):
            continue
        if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
            widget.setReadOnly(locked)
        elif isinstance(widget, QCheckBox):
            widget.setEnabled(not locked)
