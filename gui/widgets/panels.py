"""The grid every page is laid on: a page with its title, cards, labels and buttons."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

__all__ = ["GAP", "MARGIN", "Button", "Card", "button", "label", "lead_on", "scrolled"]

MARGIN = 24
"""Between a page's content and the window, in pixels."""
GAP = 12
"""Between things that belong together, in pixels."""


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A piece of text in one of the roles of the style sheet; it can be selected by mouse."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


class Button(QPushButton):
    """Enter presses it wherever it stands, not only the blank; no dialog's default by that."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, once: holding it down shall not answer the next question too."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


def button(text: str, action: Callable[[], object], role: str = "") -> Button:
    """A push button; ``role`` may be primary, link, or quiet: a hint that can be clicked."""
    made = Button(text)
    if role:
        made.setProperty("role", role)
    if role in {"link", "quiet"}:
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(lambda _checked=False: action())
    return made


def lead_on(before: QWidget, *later: QWidget) -> None:
    """Let Tab go from ``before``, which takes the keyboard itself, to these one after the other.

    Built later than the rest of their page, they would come behind all of it.
    """
    for first, second in pairwise((before, *later)):
        QWidget.setTabOrder(first, second)


def scrolled(content: QWidget) -> QScrollArea:
    """The content in a frame that scrolls up and down only."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


class Card(QFrame):
    """A white panel with an optional heading; fill ``body``."""

    def __init__(self, heading: str = "", hint: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 16, 20, 16)
        self.body.setSpacing(GAP)
        if heading:
            line = QHBoxLayout()
            line.addWidget(label(heading, "heading"))
            line.addStretch(1)
            if hint:
                line.addWidget(label(hint, "hint"))
            self.body.addLayout(line)
