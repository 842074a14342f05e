"""What every page is: a title, a content, and a way to be sent to one of its places."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.ledger.table_tasks import TableTask
from gui.read_only import set_read_only
from gui.session import Session
from gui.widgets.panels import GAP, MARGIN, label
from gui.widgets.version_banner import VersionBanner

__all__ = ["Page"]


class Page(QWidget):
    """A page of the window. Built when first shown; ``refresh`` follows every change while the
    page is in sight, and catches up when it comes into sight."""

    go_to = Signal(str)
    """A place the clerk wants to see: a figure's key, ``text:KEY``, ``unit:FIELD``, a ledger's
    ``ledger/entry id/column`` or ``ledger/=FIGURE``, or ``page:KEY``."""
    table_asked = Signal(str, TableTask)
    """As LedgerView.table_asked, where the page has a ledger."""

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
        self.banner = VersionBanner(session, partial(self.go_to.emit, "page:export"))
        whole.addWidget(self.banner)
        self.content = QVBoxLayout()
        self.content.setSpacing(GAP)
        whole.addLayout(self.content, 1)
        session.changed.connect(self._follow)
        session.versions.changed.connect(self._lock)
        session.versions.changed.connect(self._follow)

    def refresh(self) -> None:
        """Show the session as it stands."""

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the page was out of sight."""
        self._lock()
        self.refresh()
        super().showEvent(event)

    def _lock(self) -> None:
        set_read_only(self, self.session.versions.locked)

    def _follow(self) -> None:
        if self.isVisible():
            self.refresh()

    def show_place(self, place: str) -> None:
        """Bring one of this page's places into sight and give it the keyboard."""
