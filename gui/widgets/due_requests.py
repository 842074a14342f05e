"""概览: which requests wait for an answer, the most urgent first."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from gui.ledger.request_clock import RequestClock, long_past, role_of
from gui.session import Session
from gui.widgets.panels import Button, Card, button, label, lead_on
from storage.clock import Stage, Standing
from storage.phrases import brief
from storage.report import Entry, entry_place

__all__ = ["DueRequests"]

_MOST = 5
"""So many are listed; the rest is in the ledger."""
_NAME = 18
"""Characters of a request's subject that are shown."""


class DueRequests(Card):
    """``go_to`` opens a place; the card hides itself while nothing waits."""

    def __init__(
        self,
        session: Session,
        go_to: Callable[[str], object],
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__("依申请公开答复期限")
        self._session, self._go_to = session, go_to
        self._clock = RequestClock(session, today)
        self._shown: tuple[list[tuple[Entry, Standing]], bool] | None = None
        self.summary, self.unknown = label(), label()
        self.calendar = button("录入放假安排", self._show_calendar, "link")
        said = QHBoxLayout()
        said.setSpacing(2)
        for part in (self.summary, self.unknown, self.calendar):
            said.addWidget(part)
        said.addStretch(1)
        self.body.addLayout(said)
        self._list: QWidget | None = None
        self._year: int | None = None
        self.refresh()

    def refresh(self) -> None:
        """Show the requests as they stand."""
        waiting, more = self._clock.open_requests(), self._clock.more_open
        if (waiting, more) == self._shown:
            return
        self._shown = waiting, more
        self.setVisible(bool(waiting))
        self.summary.setText(_summary([standing for _, standing in waiting], more=more))
        self._say_unknown(next((each for _, each in waiting if each.deadline.unknown), None))
        if self._list is not None:
            self.body.removeWidget(self._list)
            self._list.hide()
            self._list.deleteLater()
        self._list = self._listed(waiting, more=more)
        self.body.addWidget(self._list)
        lead_on(self.calendar, *self._list.findChildren(Button))

    def _say_unknown(self, standing: Standing | None) -> None:
        self.unknown.setVisible(standing is not None)
        self.calendar.setVisible(standing is not None)
        if standing is not None:
            self._year = standing.deadline.unknown_year
            self.unknown.setText(standing.deadline.unknown)

    def _show_calendar(self) -> None:
        from gui.calendar.dialog import CalendarDialog

        self._session.flush()
        CalendarDialog(self._session, self.window(), self._year).exec()

    def _listed(self, waiting: list[tuple[Entry, Standing]], *, more: bool) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        for row, (entry, standing) in enumerate(waiting[:_MOST]):
            place = entry_place("requests", entry.id, "state")
            name, how = self._name(entry), _how(standing)
            go = button(name, partial(self._go_to, place), "link")
            go.setAccessibleName(f"去看{name}，{how.text()}")
            due = standing.deadline.due
            grid.addWidget(go, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label(due.isoformat() if due else "", "hint"), row, 1)
            grid.addWidget(how, row, 2)
        grid.setColumnStretch(3, 1)
        if more or len(waiting) > _MOST:
            rest = "其余的" if more else f"还有 {len(waiting) - _MOST} 件，"
            all_of_them = button(
                f"{rest}在依申请公开台账里", partial(self._go_to, "requests"), "link"
            )
            grid.addWidget(all_of_them, _MOST, 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        return made

    def _name(self, entry: Entry) -> str:
        number, subject = (str(entry.cells.get(key) or "") for key in ("number", "subject"))
        short = brief(subject, _NAME)
        said = " ".join(filter(None, (number, short)))
        place = self._session.report.ledger("requests").position(entry.id) + 1
        # A single & would be taken for the mark of a key.
        return (said or f"台账第 {place} 条").replace("&", "&&")


def _how(standing: Standing) -> QLabel:
    """How a request stands; of one long past, what to do about it."""
    if not long_past(standing):
        return label(standing.words, role_of(standing))
    made = label("期限早已过了，请核对办理状态", "doubt")
    made.setToolTip(standing.words)
    return made


def _summary(standings: list[Standing], *, more: bool) -> str:
    late = sum(each.stage is Stage.OVERDUE for each in standings)
    if more:
        said = ["没有答复的申请很多", f"这里只看台账里的前 {len(standings)} 件"]
    else:
        said = [f"还有 {len(standings)} 件没有答复"]
    if late:
        said.append(f"其中 {late} 件已经超期")
    return "，".join(said) + "。"
