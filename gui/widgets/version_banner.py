"""The line over every page that says whether the year is finished or being corrected."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout

from gui.session import Session
from gui.theme import restyle
from gui.widgets.panels import button, label

__all__ = ["VersionBanner"]

_WAKE_MS = 2500
"""So long it is lit up after a change that was not made, in milliseconds."""


class VersionBanner(QFrame):
    """Hidden for a draft; lit up for a moment where a change was refused."""

    def __init__(self, session: Session, go: Callable[[], object]) -> None:
        super().__init__()
        self._session = session
        self.sentence = label("", wrap=True)
        self._rest = QTimer(self, interval=_WAKE_MS, singleShot=True)
        self._rest.timeout.connect(self.refresh)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 16, 8)
        line.addWidget(self.sentence, 1)
        self.link = button("去“导出”页", go, "link")
        line.addWidget(self.link)
        session.versions.changed.connect(self.refresh)
        session.refused.connect(self._light_up)
        self.refresh()

    def refresh(self) -> None:
        """Say it as it stands."""
        self._dress("notice")
        self.sentence.setText(self._session.versions.sentence)
        self.setVisible(bool(self._session.versions.sentence))

    def _light_up(self) -> None:
        self._dress("alarm")
        self.sentence.setText(f"{self._session.versions.sentence}刚才的改动没有做。")
        self._rest.start()

    def _dress(self, role: str) -> None:
        self.setProperty("role", role)
        restyle(self)
