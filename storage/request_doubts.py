"""Single requests worth a look: answered late, or with days in the wrong order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from storage.clock import PENDING, Stage, Standing, standing_of
from storage.entry_doubts import more_left_out
from storage.findings import Finding
from storage.ledgers import ledger
from storage.phrases import said_day
from storage.query import Among, Condition, Later
from storage.report import Cell, Entry, Report, entry_place
from storage.rules import Severity
from storage.workdays import Workdays

__all__ = ["request_doubts"]

_IN_ORDER = (
    ("amend_asked_on", "amended_on", "收到补正日期早于告知补正日期。"),
    ("consulted_on", "opinions_on", "收到意见日期早于征求意见日期。"),
    ("charged_on", "paid_on", "缴费日期早于收费通知日期。"),
)
_FASTEST = 15
"""An answer within so many days is in time by either 条例, working days or not."""


def request_doubts(report: Report) -> Iterator[Finding]:
    """What is doubtful about when the requests of the year came and were answered.

    Only what the ledger itself says; what is late today and not answered is no Finding, for a
    report must be found the same on every day.
    """
    doubtful = _Doubtful(tuple(sorted(report.calendar.items())))
    requests = report.ledger("requests")
    page = next((page.key for page in report.format.pages if page.ledger == "requests"), "overview")
    for entry in requests.which(doubtful):
        number = requests.position(entry.id) + 1
        for rule, key, sentence, operands in doubtful.doubts(entry.cells):
            whole = f"依申请公开台账第 {number} 条：{sentence}"
            place = entry_place("requests", entry.id, key)
            yield Finding(rule, Severity.DOUBT, whole, place, page, operands=operands)
    yield from more_left_out(report, ledger("requests"), doubtful, "E2", "日期或期限存疑")


@dataclass(frozen=True, slots=True)
class _Doubtful:
    """Looks for the requests with something doubtful, by one calendar."""

    calendar: tuple[tuple[str, str], ...]
    _workdays: Workdays = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_workdays", Workdays(dict(self.calendar)))

    @property
    def likely(self) -> Sequence[Condition]:
        """What may be doubtful, without going through the whole ledger."""
        late = Later("answered_on", "received_on", _FASTEST)
        pending = Among("state", tuple(PENDING))
        return [late, pending, *(Later(first, second) for first, second, _ in _IN_ORDER)]

    def __call__(self, entry: Entry) -> bool:
        return any(True for _ in self.doubts(entry.cells))

    def doubts(self, cells: Mapping[str, Cell]) -> Iterator[tuple[str, str, str, str]]:
        """The rule, the column, a sentence, and the values it was found from."""
        answered = cells.get("answered_on")
        if cells.get("state") in PENDING and (answered or cells.get("outcome")):
            filled = "填了答复日期" if answered else "选了答复结果"
            sentence = f"已经{filled}，办理状态还是“{cells['state']}”。"
            yield "E1", "state", sentence, str(cells["state"])
        if isinstance(answered, date):
            late = self._late(cells, answered)
            if late is not None and late.deadline.due is not None:
                yield (
                    "E2",
                    "answered_on",
                    _sentence(late, late.deadline.due, answered),
                    (f"{late.deadline.due},{answered}"),
                )
        for first, second, sentence in _IN_ORDER:
            asked, come = cells.get(first), cells.get(second)
            if isinstance(asked, date) and isinstance(come, date) and come < asked:
                yield "E1", second, sentence, f"{asked},{come}"

    def _late(self, cells: Mapping[str, Cell], answered: date) -> Standing | None:
        received = cells.get("received_on")
        if not isinstance(received, date) or (answered - received).days <= _FASTEST:
            return None
        standing = standing_of(cells, self._workdays, answered)
        return standing if standing is not None and standing.stage is Stage.LATE else None


def _sentence(late: Standing, due: date, answered: date) -> str:
    days = f"，迟了 {late.days} 个工作日" if late.days else ""
    return (
        f"应在{said_day(due)}以前答复，实际{said_day(answered)}答复{days}。"
        "办过延期、补正或征求意见的，请把它们补填上。"
    )
