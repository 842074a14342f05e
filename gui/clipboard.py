"""What we copied, and what stays of it when we are gone."""

from PySide6.QtGui import QGuiApplication

__all__ = ["TOKENS", "leave_words"]

TOKENS = "application/x-gongkai-nianbao-text"
"""What is copied from a text, with its tokens; other programs take the plain words."""


def leave_words() -> None:
    """Leave plain words of what we copied. An object made in Python must not outlive the
    interpreter on the clipboard: Qt would delete it afterwards and take the process down."""
    clipboard = QGuiApplication.clipboard()
    held = clipboard.mimeData()
    if held is not None and held.hasFormat(TOKENS):
        clipboard.setText(held.text())
