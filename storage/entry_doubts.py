"""Single entries of a ledger worth a look: counted nowhere, or in the wrong year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from storage.cells import show_cell
from storage.deadline import CLOCK_DAYS
from storage.entries import Rule
from storage.findings import Finding
from storage.ledgers import LEDGERS, Kind, Ledger
from storage.query import Among, Condition, Later, Outside
from storage.report import Cell, Entry, Report, entry_place
from storage.rules import Severity
from storage.tally import BLANK

__all__ = ["doubtful_entries", "more_left_out", "page_of_ledger"]

_ANY_YEAR = {"due_on", *CLOCK_DAYS}
"""Days that no figure counts; they may well lie in the next year."""

_WANTED = {
    "requests": {
        "state": "没有选办理状态，分不清办结了没有。",
        "applicant": "没有选申请人类型，不会计入统计表的任何一列。",
    },
    "disputes": {
        "kind": "没有选类别，不会计入任何一个数。",
        "result": "没有选结果；还没有审结的，请选“尚未审结”。",
    },
}
_JUDGED = {"行政复议", "行政诉讼"}
"""Kinds of cases whose results are counted."""


def doubtful_entries(report: Report) -> Iterator[Finding]:
    """Ledger entries that will be counted nowhere or in the wrong year."""
    for ledger in LEDGERS:
        page = page_of_ledger(report, ledger.key)
        entries = report.ledger(ledger.key)
        doubtful = _Doubtful(ledger, report.year, _counted_by(report, ledger.key))
        for entry in entries.which(doubtful):
            number = entries.position(entry.id) + 1
            for key, sentence in doubtful.doubts(entry.cells):
                place = entry_place(ledger.key, entry.id, key)
                held = show_cell(entry.cells.get(key))
                name = "" if ledger.personal else _named(entry.cells)
                whole = f"{ledger.name}第 {number} 条{name}：{sentence}"
                yield Finding("E1", Severity.DOUBT, whole, place, page, operands=held)
        yield from more_left_out(report, ledger, doubtful, "E1", "存疑")


def more_left_out(
    report: Report, ledger: Ledger, rule: Rule, name: str, said: str
) -> Iterator[Finding]:
    """That a rule holds for more entries of a ledger than are listed."""
    entries = report.ledger(ledger.key)
    if entries.has_more(rule):
        sentence = (
            f"{ledger.name}里{said}的条目很多，只列出前 {len(entries.which(rule))} 条；"
            "改好一些，后面的会接着列出来。"
        )
        page = page_of_ledger(report, ledger.key)
        yield Finding(name, Severity.HINT, sentence, ledger.key, page)


def _named(cells: Mapping[str, Cell]) -> str:
    name = str(cells.get("title") or cells.get("problem") or cells.get("number") or "")
    return f"“{name[:20]}”" if name else ""


@dataclass(frozen=True, slots=True)
class _Doubtful:
    """Looks for the entries of a ledger with something doubtful in one year."""

    ledger: Ledger
    year: int
    counted_by: frozenset[str] = frozenset()

    @property
    def likely(self) -> Sequence[Condition]:
        """What may be doubtful, without going through a whole ledger."""
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        days = [each for each in self.ledger.columns if each.kind is Kind.DATE]
        found: list[Condition] = [Outside(each.key, first, last) for each in days]
        if self.ledger.key == "publications":
            found.append(Among("channels", (BLANK,)))
        if self.ledger.key == "requests":
            found += [Among("outcome", (BLANK,)), Later("received_on", "answered_on")]
        return [*found, *(Among(key, (BLANK,)) for key in self._wanted)]

    @property
    def _wanted(self) -> Mapping[str, str]:
        """What must be chosen, and why: by it the year's figures are counted."""
        wanted = _WANTED.get(self.ledger.key, {})
        return {key: said for key, said in wanted.items() if key in self.counted_by}

    def __call__(self, entry: Entry) -> bool:
        return any(True for _ in self.doubts(entry.cells))

    def doubts(self, cells: Mapping[str, Cell]) -> Iterator[tuple[str, str]]:
        """What is doubtful: the column and a sentence."""
        for column in self.ledger.columns:
            day = cells.get(column.key)
            if not isinstance(day, date) or day.year == self.year or column.key in _ANY_YEAR:
                continue
            # A request carried in was received in an earlier year, rightly.
            if day.year > self.year or not cells.get("carried"):
                yield column.key, f"{column.label} {day.isoformat()} 不在 {self.year} 年内。"
        if self.ledger.key == "publications" and not cells.get("channels"):
            yield "channels", "没有选公开渠道，不会计入任何一个渠道的数。"
        for key, said in self._wanted.items():
            if not cells.get(key) and not (key == "result" and cells.get("kind") not in _JUDGED):
                yield key, said
        if self.ledger.key == "requests":
            answered = cells.get("state") in {"已答复", "已结案"}
            if answered and not cells.get("outcome"):
                yield "outcome", "已经答复，但没有选答复结果。"
            received, replied = cells.get("received_on"), cells.get("answered_on")
            if isinstance(received, date) and isinstance(replied, date) and replied < received:
                yield "answered_on", "答复日期早于收到日期。"


def _counted_by(report: Report, ledger_key: str) -> frozenset[str]:
    """The columns by which the format counts its figures from a ledger."""
    counts = (field.count for field in report.format.fields.values())
    return frozenset(
        key for count in counts if count and count.ledger == ledger_key for key in count.where
    )


def page_of_ledger(report: Report, key: str) -> str:
    """The key of the page that shows a ledger."""
    return next((page.key for page in report.format.pages if page.ledger == key), "overview")
