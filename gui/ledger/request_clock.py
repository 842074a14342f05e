"""How requests stand today, for the ledger, the form and 概览 alike."""

from collections.abc import Callable, Mapping
from datetime import date

from gui.session import Session
from gui.theme import Colour
from storage.clock import OpenRequests, Stage, Standing, standing_of
from storage.report import Entry
from storage.workdays import Workdays

__all__ = ["RequestClock", "colour_of", "long_past", "role_of", "show_state"]

_SOON = 3
"""So few working days left are worth a colour."""
_LONG = 60
"""So many working days late, a request was most likely answered and only not noted."""


class RequestClock:
    """Reckons a request when it is first asked for, and again once it, the calendar or the day
    has changed."""

    def __init__(self, session: Session, today: Callable[[], date] = date.today) -> None:
        self._session, self._today = session, today
        self._day = today()
        self._calendar: Mapping[str, str] = session.report.calendar
        self._workdays = Workdays(self._calendar)
        self._known: dict[int, tuple[Entry, Standing | None]] = {}

    def standing(self, entry: Entry) -> Standing | None:
        """How a request stands; None while its day of receipt is not known."""
        self._look_up()
        known = self._known.get(entry.id)
        if known is None or known[0] is not entry:
            known = entry, standing_of(entry.cells, self._workdays, self._day)
            self._known[entry.id] = known
        return known[1]

    def open_requests(self) -> list[tuple[Entry, Standing]]:
        """The requests that wait for an answer: the most urgent first, those without a day last."""
        held = self._session.report.ledger("requests").which(OpenRequests())
        standings = ((each, self.standing(each)) for each in held)
        found = [(entry, standing) for entry, standing in standings if standing is not None]
        return sorted(found, key=lambda each: (each[1].deadline.due or date.max, each[0].id))

    @property
    def more_open(self) -> bool:
        """Whether more requests wait than ``open_requests`` tells."""
        return self._session.report.ledger("requests").has_more(OpenRequests())

    def _look_up(self) -> None:
        calendar, day = self._session.report.calendar, self._today()
        if calendar is not self._calendar or day != self._day:
            self._calendar, self._day = calendar, day
            self._workdays = Workdays(calendar)
            self._known.clear()


def long_past(standing: Standing) -> bool:
    """Whether its term ended so long ago that the number of days says nothing any more."""
    return standing.stage is Stage.OVERDUE and (standing.days or 0) > _LONG


def role_of(standing: Standing) -> str:
    """The role of the words in the style sheet: error, doubt or hint."""
    match standing.stage:
        case Stage.OVERDUE:
            return "error"
        case Stage.LATE:
            return "doubt"
        case Stage.RUNNING if standing.days is not None and standing.days <= _SOON:
            return "doubt"
    return "hint"


def colour_of(state: str, standing: Standing) -> Colour | None:
    """The colour of a 办理状态 in the table; grey where the clerk has not said any."""
    tones = {"error": Colour.ERROR, "doubt": Colour.DOUBT}
    return tones.get(role_of(standing), None if state else Colour.MUTED)


def show_state(state: str, standing: Standing) -> str:
    """办理状态 with how the request stands, where that says more."""
    said = standing.words
    if standing.stage is Stage.IN_TIME or (standing.stage is Stage.PAUSED and state == "待补正"):
        said = ""
    return "，".join(filter(None, (state, said)))
