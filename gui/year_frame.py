"""The frame of a year: the list of pages at the left, one page at a time beside it.

Seen empty while a file is being opened, so that the page comes into a window the clerk knows.
"""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

__all__ = ["YearFrame"]

_CHARACTERS = 15
"""How wide the list is."""


class YearFrame(QWidget):
    """Fill ``column`` from above and ``stack`` with pages."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = QStackedWidget()
        left = QFrame()
        left.setObjectName("leftside")
        left.setFixedWidth(self.fontMetrics().horizontalAdvance("一") * _CHARACTERS + 1)
        self.column = QVBoxLayout(left)
        self.column.setContentsMargins(0, 0, 1, 0)
        self.column.setSpacing(0)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left)
        whole.addWidget(self.stack, 1)
