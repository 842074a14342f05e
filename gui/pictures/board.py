"""The pictures of the year: made in a thread while in sight, and again when they change."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from export.progress import Progress
from gui.job import Job
from gui.pictures.card import PictureCard, drawn_svg
from gui.session import Session
from gui.widgets.panels import GAP
from storage.glance import Series, glance
from storage.report import Report

__all__ = ["PictureBoard"]

_PAUSE_MS = 150
"""The window is painted first, and while it is drawn wider nothing is drawn again."""

_PICTURES = 4

_Wanted = tuple[int, Series, int]
"""Which card, what, how wide."""


class PictureBoard(QWidget):
    """Four cards in two columns."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._job: Job | None = None
        self._wanted: list[_Wanted] = []
        self._counting: Job | None = None
        self._counted: Report | None = None
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._draw)
        self.cards = [PictureCard() for _ in range(_PICTURES)]
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GAP + 4)
        for side in (0, 1):
            column = QVBoxLayout()
            column.setSpacing(GAP + 4)
            for card in self.cards[side::2]:
                column.addWidget(card)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.refresh()

    def refresh(self) -> None:
        """Show the year as it stands; ledgers that stay in their file are counted in a thread."""
        report, figures = self._session.report, self._session.figures
        if all(entries.quick for entries in report.ledgers.values()):
            self._take(glance(report, figures))
        elif self._counting is None and self._counted is not report:
            self._counted = report
            self._counting = job = self._begin(lambda _progress: glance(report, figures))
            job.done.connect(self._take)
            job.failed.connect(self._say)
            job.ended.connect(self._end_counting)
            job.start()

    def _take(self, series: tuple[Series, ...]) -> None:
        for card, shown in zip(self.cards, series, strict=True):
            if shown != card.series:
                card.show_series(shown)
        self._pause.start()

    def _say(self, sentence: str) -> None:
        for card in self.cards:
            card.say(sentence)

    def _end_counting(self) -> None:
        self._counting = None
        # What changed meanwhile is counted once more.
        self.refresh()

    def _begin(self, work: Callable[[Progress], object]) -> Job:
        job = Job(work, self)
        job.ended.connect(job.deleteLater)
        return job

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A picture is as wide as its card."""
        super().resizeEvent(event)
        self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Only what is seen is drawn."""
        super().showEvent(event)
        self._pause.start()

    def _draw(self) -> None:
        if self._job is not None or not self.isVisible():
            return
        wanted: list[_Wanted] = [
            (place, *asked) for place, card in enumerate(self.cards) if (asked := card.wanted)
        ]
        if not wanted:
            return
        family = QApplication.font().family()

        def work(progress: Progress) -> list[str]:
            made: list[str] = []
            for _, series, width in wanted:
                progress(len(made), len(wanted))
                made.append(drawn_svg(series, width, family))
            return made

        self._job = job = self._begin(work)
        self._wanted = wanted
        job.done.connect(self._show)
        job.ended.connect(self._ended)
        job.start()

    def _show(self, made: list[str]) -> None:
        for (place, series, width), svg in zip(self._wanted, made, strict=True):
            self.cards[place].show_svg((series, width), svg)

    def _ended(self) -> None:
        self._job = None
        self._pause.start()
