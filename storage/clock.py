"""期限: how a request stands on a day — what is left of its time, or how late it is or was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from storage.deadline import Deadline, deadline_of
from storage.query import Among, Condition
from storage.report import Cell, Entry
from storage.tally import BLANK
from storage.workdays import UnknownYear, Workdays

__all__ = ["PENDING", "OpenRequests", "Stage", "Standing", "standing_of"]

PENDING = ("办理中", "待补正")
"""办理状态 of a request that is carried into the next year when it ends."""


class Stage(Enum):
    """How a request stands."""

    RUNNING = "在期限内"
    OVERDUE = "超期"
    PAUSED = "停止计时"
    IN_TIME = "按时答复"
    LATE = "迟答复"
    UNJUDGED = "不判断"
    """Answered or running, but when it was or is due cannot be said."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a request stands. ``days`` are the working days left, or those it is or was late;
    None where they lie in a year whose days nobody knows."""

    stage: Stage
    deadline: Deadline
    days: int | None = 0

    @property
    def words(self) -> str:
        """In a few words, as the ledger shows it."""
        match self.stage:
            case Stage.RUNNING:
                return f"还剩 {self.days} 个工作日" if self.days else "今天到期"
            case Stage.OVERDUE:
                return f"超期 {self.days} 个工作日" if self.days else "已过期限"
            case Stage.LATE:
                return f"迟了 {self.days} 个工作日" if self.days else "迟了"
            case Stage.PAUSED:
                return self.deadline.waiting
            case Stage.IN_TIME:
                return "按时答复"
        return "期限待算" if self.deadline.unknown else ""


def standing_of(cells: Mapping[str, Cell], workdays: Workdays, today: date) -> Standing | None:
    """How a request stands on a day; None while its day of receipt is not known."""
    deadline = deadline_of(cells, workdays)
    if deadline is None:
        return None
    answered = cells.get("answered_on")
    if isinstance(answered, date):
        late = deadline.due is not None and answered > deadline.due
        judged = Stage.LATE if late else Stage.IN_TIME if deadline.due else Stage.UNJUDGED
        return Standing(judged, deadline, _days(workdays, deadline.due, answered))
    if not _unanswered(cells):
        return Standing(Stage.UNJUDGED, deadline)
    if deadline.waiting:
        return Standing(Stage.PAUSED, deadline)
    if deadline.due is None:
        return Standing(Stage.UNJUDGED, deadline)
    if today > deadline.due:
        return Standing(Stage.OVERDUE, deadline, _days(workdays, deadline.due, today))
    return Standing(Stage.RUNNING, deadline, _days(workdays, today, deadline.due))


@dataclass(frozen=True, slots=True)
class OpenRequests:
    """Looks for the requests that still wait for an answer."""

    @property
    def likely(self) -> Sequence[Condition]:
        """Those with a 办理状态 that says so, or none."""
        return [Among("state", (BLANK, *PENDING))]

    def __call__(self, entry: Entry) -> bool:
        """Whether this one does."""
        return _unanswered(entry.cells)


def _unanswered(cells: Mapping[str, Cell]) -> bool:
    pending = cells.get("state") in (None, *PENDING)
    return pending and not cells.get("outcome") and not cells.get("answered_on")


def _days(workdays: Workdays, day: date | None, last: date) -> int | None:
    try:
        return 0 if day is None else workdays.between(day, last)
    except UnknownYear:
        return None
