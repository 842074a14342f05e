"""试导入: what of a table can become entries of a ledger, what cannot and why, and what the
ledger may have already. Nothing is changed by it."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from storage.cells import show_cell
from storage.edits import Edit, EntryEdit
from storage.errors import BadValue
from storage.given_cells import read_given
from storage.ledger_heads import GivenTable
from storage.ledgers import Ledger
from storage.report import Cell, Entry, Report

__all__ = ["BadRow", "GoodRow", "Trial", "taking_edits", "try_table"]

_SUMS = {"合计", "总计", "小计", "共计"}
_SAME: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "publications": (("同文号", ("number",)), ("同标题同日", ("title", "published_on"))),
    "requests": (("同一编号", ("number",)),),
    "disputes": (("同类别同日同事由", ("kind", "opened_on", "subject")),),
    "improvements": (("同一问题", ("problem", "measure")),),
}
"""By what two entries are taken for the same: the reason, and the columns that agree."""
_BRACKETS = str.maketrans("[](){}【】﹝﹞", "〔〕" * 5)


@dataclass(frozen=True, slots=True)
class GoodRow:
    """A row that can be taken; ``twin`` says with what it may be the same."""

    row: int
    """Counted from 0."""
    cells: Mapping[str, Cell]
    twin: str = ""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be taken, with a sentence for each cell that is wrong."""

    row: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What an import would do."""

    good: tuple[GoodRow, ...]
    bad: tuple[BadRow, ...]

    @property
    def doubtful(self) -> tuple[GoodRow, ...]:
        """The good rows that the ledger, or the table further up, may have already."""
        return tuple(each for each in self.good if each.twin)

    def chosen(self, *, doubtful: bool) -> tuple[GoodRow, ...]:
        """The rows to take, with or without the doubtful ones."""
        return self.good if doubtful else tuple(each for each in self.good if not each.twin)


def try_table(
    table: GivenTable,
    head: int,
    keys: Sequence[str],
    held: Ledger,
    report: Report,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Trial:
    """Every row below ``head`` tried; ``keys`` names each column's ledger column or "".

    Rows without anything in the named columns are passed over. ``progress`` may raise.
    """
    reader = _Reader(table, keys, held, report.year)
    seen = _marks_of_entries(held, report)
    good: list[GoodRow] = []
    bad: list[BadRow] = []
    for row in range(head + 1, len(table.rows)):
        progress(row, len(table.rows))
        cells, reasons = reader.read(row)
        if reasons:
            bad.append(BadRow(row, tuple(reasons)))
        elif cells:
            good.append(GoodRow(row, cells, _twin(held.key, cells, seen)))
            for mark in _marks(held.key, cells):
                seen.setdefault(mark, f"表格第 {row + 1} 行")
    return Trial(tuple(good), tuple(bad))


def taking_edits(report: Report, ledger_key: str, rows: Sequence[GoodRow]) -> list[Edit]:
    """What adds the rows to the ledger, in their order, after what is there."""
    first = report.next_id(ledger_key)
    return [
        EntryEdit(ledger_key, entry_id, None, Entry(entry_id, row.cells))
        for entry_id, row in enumerate(rows, first)
    ]


class _Reader:
    """Reads the named columns of one row after the other."""

    def __init__(self, table: GivenTable, keys: Sequence[str], held: Ledger, year: int) -> None:
        self._table, self._year = table, year
        self._columns = [(place, held.column(key)) for place, key in enumerate(keys) if key]

    def read(self, row: int) -> tuple[dict[str, Cell], list[str]]:
        """The cells of a row, and what is wrong with it."""
        cells: dict[str, Cell] = {}
        reasons: list[str] = []
        first = next((text.strip() for text in self._table.rows[row] if text.strip()), "")
        if first.replace(" ", "") in _SUMS:
            return cells, ["这一行像是合计，导入会重复计数。"]
        for place, column in self._columns:
            if fault := self._table.faults.get((row, place)):
                reasons.append(f"{column.label}：这里是{fault}，没有采用，请改成直接填写的内容。")
                continue
            try:
                value = read_given(column, self._table.text(row, place), self._year)
            except BadValue as error:
                reasons.append(f"{column.label}：{error}")
            else:
                if value is not None:
                    cells[column.key] = value
        return cells, reasons


_Mark = tuple[str, ...]


def _marks(ledger_key: str, cells: Mapping[str, Cell]) -> Iterator[_Mark]:
    for reason, keys in _SAME.get(ledger_key, ()):
        if all(key in cells for key in keys):
            yield (reason, *(_plain(show_cell(cells[key])) for key in keys))


def _plain(text: str) -> str:
    """A text without what differs by the hand that typed it: blanks, widths, brackets."""
    wide = unicodedata.normalize("NFKC", text)
    return "".join(wide.split()).translate(_BRACKETS).casefold()


def _marks_of_entries(held: Ledger, report: Report) -> dict[_Mark, str]:
    seen: dict[_Mark, str] = {}
    for place, entry in enumerate(report.ledger(held.key), 1):
        for mark in _marks(held.key, entry.cells):
            seen.setdefault(mark, f"台账第 {place} 条")
    return seen


def _twin(ledger_key: str, cells: Mapping[str, Cell], seen: Mapping[_Mark, str]) -> str:
    for mark in _marks(ledger_key, cells):
        if mark in seen:
            return f"{mark[0]}：和{seen[mark]}一样"
    return ""
