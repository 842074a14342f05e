"""What we copied, and what stays of it when we are gone."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage

__all__ = ["PICTURE", "TOKENS", "copy_picture", "leave_words"]

TOKENS = "application/x-gongkai-nianbao-text"
"""What is copied from a text, with its tokens; other programs take the plain words."""

_OURS = "application/x-gongkai-nianbao-picture"

PICTURE = "image/svg+xml"
"""A picture that stays sharp, for the programs that take it; the others take the pixels."""


def copy_picture(image: QImage, svg: str) -> None:
    """One picture in both ways."""
    data = QMimeData()
    data.setImageData(image)
    data.setData(PICTURE, svg.encode())
    data.setData(_OURS, b"")
    QGuiApplication.clipboard().setMimeData(data)


def leave_words() -> None:
    """Leave plain words, or the pixels, of what we copied.

    An object made in Python must not outlive the interpreter on the clipboard: Qt would delete it
    afterwards and take the process down.
    """
    clipboard = QGuiApplication.clipboard()
    held = clipboard.mimeData()
    if held is not None and held.hasFormat(TOKENS):
        clipboard.setText(held.text())
    elif held is not None and held.hasFormat(_OURS):
        clipboard.setImage(clipboard.image())
