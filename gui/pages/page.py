"""What every page is: a title, a content, and a way to be sent to one of its places."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.session import Session
from gui.widgets.panels import GAP, MARGIN, label

__all__ = ["Page"]


class Page(QWidget):
    """A page of the window. Built when first shown; follows ``session.changed``."""

    go_to = Signal(str)
    """A place the clerk wants to see: a figure's key, ``text:KEY``, ``unit:FIELD``, a ledger's
    ``ledger/entry id/column``, or ``page:KEY``."""

    def __init__(self, session: Session, title: str, explanation: str = "") -> None:
        super().__init__()
        self.session = session
        self.setObjectName("ground")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 18, MARGIN, 16)
        whole.setSpacing(GAP)
        head = QVBoxLayout()
        head.setSpacing(2)
        self.title_line = QHBoxLayout()
        self.title_line.addWidget(label(title, "title"))
        self.title_line.addStretch(1)
        head.addLayout(self.title_line)
        if explanation:
            head.addWidget(label(explanation, "muted", wrap=True))
        whole.addLayout(head)
        self.content = QVBoxLayout()
        self.content.setSpacing(GAP)
        whole.addLayout(self.content, 1)

    def show_place(self, place: str) -> None:
        """Bring one of this page's places into sight and give it the keyboard."""
