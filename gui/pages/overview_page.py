"""概览: how far the year is, what is due when, and the figures everybody asks for."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.later import later
from gui.pages.page import Page
from gui.progress import state_of
from gui.session import Session
from gui.theme import restyle
from gui.tracing.asking import FROM, ask
from gui.widgets.due_requests import DueRequests
from gui.widgets.panels import GAP, Card, button, label, scrolled
from storage.figures import Source
from storage.phrases import said_day
from storage.values import show

if TYPE_CHECKING:
    from gui.pictures.board import PictureBoard

__all__ = ["OverviewPage", "deadline_line"]

_PICTURES_MS = 100


def deadline_line(year: int, month: int, day: int, what: str, today: date) -> str:
    """What is due when, and how long it still is."""
    due = date(year + 1, month, day)
    left = (due - today).days
    when = f"{said_day(due)}前{what}"
    if left > 0:
        return f"{when}，还有 {left} 天。"
    return f"{when}，就是今天。" if left == 0 else f"{when}，期限已过。"


class OverviewPage(Page):
    """The first page of a year."""

    def __init__(self, session: Session) -> None:
        report = session.report
        super().__init__(session, f"{report.year} 年度概览", report.format.name)
        self._numbers: dict[str, tuple[QLabel, QLabel]] = {}
        self._sources: dict[str, QPushButton] = {}
        self._states: dict[str, QLabel] = {}
        self.version = label("", "muted")
        self.title_line.addWidget(self.version)
        content = QWidget()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 4, 8, 4)
        whole.setSpacing(GAP + 4)
        whole.addLayout(self._tiles())
        self.due = DueRequests(session, self.go_to.emit)
        whole.addWidget(self.due)
        lower = QHBoxLayout()
        lower.setSpacing(GAP + 4)
        lower.addWidget(self._progress(), 3)
        side = QVBoxLayout()
        side.setSpacing(GAP + 4)
        side.addWidget(self._deadlines())
        side.addWidget(self._next_steps())
        side.addStretch(1)
        lower.addLayout(side, 2)
        whole.addLayout(lower)
        self._whole = whole
        self.pictures: PictureBoard | None = None
        whole.addStretch(1)
        self.content.addWidget(scrolled(content), 1)
        self.refresh()

    def _tiles(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(GAP + 4)
        for key in self.session.report.format.highlights:
            field = self.session.report.format.fields[key]
            tile = Card()
            tile.body.setSpacing(2)
            tile.body.addWidget(label(field.token, "muted", wrap=True))
            number, unit = label("", "number"), label(field.unit, "unit")
            foot = QHBoxLayout()
            foot.setSpacing(6)
            foot.addWidget(number)
            foot.addWidget(unit)
            foot.addStretch(1)
            source = button("", partial(ask, self.session, key), "quiet")
            source.setToolTip(f"点一下看它{FROM}")
            source.setAccessibleName(f"{field.token}{FROM}")
            foot.addWidget(source, 0, Qt.AlignmentFlag.AlignBottom)
            self._sources[key] = source
            tile.body.addLayout(foot)
            self._numbers[key] = (number, unit)
            line.addWidget(tile, 1)
        return line

    def _progress(self) -> Card:
        card = Card("各部分进度")
        self._done = label("", "hint")
        card.body.addWidget(self._done)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        pages = [("unit", "单位信息")]
        pages += [(page.key, page.title) for page in self.session.report.format.pages]
        pages += [("texts", "报告正文")]
        for row, (key, title) in enumerate(pages):
            state = label("")
            grid.addWidget(label(title), row, 0)
            grid.addWidget(state, row, 1)
            go = button("去填写", partial(self.go_to.emit, f"page:{key}"), "link")
            go.setAccessibleName(f"去填写{title}")
            grid.addWidget(go, row, 2)
            self._states[key] = state
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        card.body.addStretch(1)
        return card

    def _deadlines(self) -> Card:
        card = Card("报送时限")
        year, today = self.session.report.year, date.today()
        for month, day, what in self.session.report.format.deadlines:
            card.body.addWidget(label(deadline_line(year, month, day, what, today), wrap=True))
        card.body.addWidget(label(self.session.report.format.basis, "hint", wrap=True))
        return card

    def _next_steps(self) -> Card:
        card = Card("接下来")
        self._open = label("", wrap=True)
        card.body.addWidget(self._open)
        buttons = QHBoxLayout()
        buttons.addWidget(button("看检查结果", lambda: self.go_to.emit("page:checks")))
        buttons.addWidget(button("导出报告", lambda: self.go_to.emit("page:export"), "primary"))
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        return card

    def showEvent(self, event: QShowEvent) -> None:
        """The pictures stand below what is seen first, and come after it is painted."""
        super().showEvent(event)
        later(self, self._add_pictures, _PICTURES_MS)

    def _add_pictures(self) -> None:
        from gui.pictures.board import PictureBoard

        if self.pictures is None:
            self.pictures = PictureBoard(self.session)
            self._whole.insertWidget(self._whole.count() - 1, self.pictures)

    def refresh(self) -> None:
        """Show the session as it stands."""
        session = self.session
        self.version.setText(session.versions.state)
        self.due.refresh()
        if self.pictures is not None:
            self.pictures.refresh()
        for key, (number, unit) in self._numbers.items():
            figure = session.figures[key]
            number.setText(show(figure.value) or "未填")
            for part in (unit, self._sources[key]):
                part.setVisible(figure.source is not Source.NONE)
            self._sources[key].setText(figure.source.value)
        done = 0
        for key, place in self._states.items():
            state = state_of(session.report, session.findings, key)
            done += state.tone == "good"
            place.setText(state.text)
            place.setProperty("role", "hint" if state.tone == "muted" else state.tone)
            restyle(place)
        self._done.setText(f"{len(self._states)} 个部分，完成了 {done} 个。")
        count = sum(each.open for each in session.findings)
        self._open.setText(f"还有 {count} 处需要看一看。" if count else "都填好了，可以导出。")
