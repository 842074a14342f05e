"""试导入: what of a table can become entries of a ledger, what cannot and why, and what the
ledger may have already. Nothing is changed by it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from storage.duplicates import Mark, marks
from storage.edits import Edit, TakingEdit
from storage.errors import BadValue
from storage.given_cells import read_given
from storage.ledger_heads import GivenTable
from storage.ledgers import Column, Kind, Ledger
from storage.report import Cell, Entry, Report
from storage.values import clean_line

__all__ = ["BadRow", "GoodRow", "Trial", "taking_edits", "try_table"]

_SUMS = {"合计", "总计", "小计", "共计"}
_LONGEST_SUM = 10
_STRETCH = 256
"""After so many rows progress is told."""


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
    twins = _Twins(held.key, report.ledger(held.key))
    good: list[GoodRow] = []
    bad: list[BadRow] = []
    for row in range(head + 1, len(table.rows)):
        if row % _STRETCH == 0:
            progress(row, len(table.rows))
        cells, reasons = reader.read(row)
        if reasons:
            bad.append(BadRow(row, tuple(reasons)))
        elif cells:
            good.append(GoodRow(row, cells, twins.find_and_add(cells, row)))
    return Trial(tuple(good), tuple(bad))


def taking_edits(report: Report, ledger_key: str, rows: Sequence[GoodRow]) -> list[Edit]:
    """What adds the rows to the ledger, in their order, after what is there."""
    first = report.next_id(ledger_key)
    entries = tuple(Entry(entry_id, row.cells) for entry_id, row in enumerate(rows, first))
    return [TakingEdit(ledger_key, entries)] if entries else []


class _Reader:
    """Reads the named columns of one row after the other."""

    def __init__(self, table: GivenTable, keys: Sequence[str], held: Ledger, year: int) -> None:
        self._table = table
        columns = [(place, held.column(key)) for place, key in enumerate(keys) if key]
        self._columns = [(place, column.key, _reading(column, year)) for place, column in columns]
        self._labels = {place: column.label for place, column in columns}
        self._faulty = {row for row, _ in table.faults}

    def read(self, row: int) -> tuple[dict[str, Cell], list[str]]:
        """The cells of a row, and what is wrong with it."""
        cells: dict[str, Cell] = {}
        reasons: list[str] = []
        texts = self._table.rows[row]
        if self._is_sum(texts):
            return cells, ["这一行像是合计，导入会重复计数。"]
        width = len(texts)
        for place, key, read in self._columns:
            if row in self._faulty and (fault := self._table.faults.get((row, place))):
                said = f"这里是{fault}，没有采用，请改成直接填写的内容。"
                reasons.append(f"{self._labels[place]}：{said}")
            elif place < width and texts[place]:
                value, reason = read(texts[place])
                if reason:
                    reasons.append(f"{self._labels[place]}：{reason}")
                elif value is not None:
                    cells[key] = value
        return cells, reasons

    @staticmethod
    def _is_sum(texts: Sequence[str]) -> bool:
        for text in texts:
            if first := text.strip():
                return len(first) < _LONGEST_SUM and first.replace(" ", "") in _SUMS
        return False


def _reading(column: Column, year: int) -> Callable[[str], tuple[Cell, str]]:
    """How a column's texts are read: the value, or why there is none. A long list says the same
    few days and terms again and again, so each is read once."""
    if column.kind is Kind.TEXT:
        return lambda text: (clean_line(text) or None, "")
    known: dict[str, tuple[Cell, str]] = {}

    def read(text: str) -> tuple[Cell, str]:
        found = known.get(text)
        if found is None:
            try:
                found = read_given(column, text, year), ""
            except BadValue as error:
                found = None, str(error)
            known[text] = found
        return found

    return read


class _Twins:
    """Which rows agree with an entry of the ledger, or with a row further up, in what makes them
    the same."""

    def __init__(self, ledger_key: str, held: Iterable[Entry]) -> None:
        self._ledger = ledger_key
        self._entries: dict[Mark, int] = {}
        self._rows: dict[Mark, int] = {}
        for place, entry in enumerate(held, 1):
            for mark in marks(ledger_key, entry.cells):
                self._entries.setdefault(mark, place)

    def find_and_add(self, cells: Mapping[str, Cell], row: int) -> str:
        """With what a row's cells may be the same, "" where there is nothing of the kind."""
        said = ""
        for mark in marks(self._ledger, cells):
            if said:
                pass
            elif mark in self._entries:
                said = f"{mark[0]}：和台账第 {self._entries[mark]} 条一样"
            elif mark in self._rows:
                said = f"{mark[0]}：和表格第 {self._rows[mark] + 1} 行一样"
            self._rows.setdefault(mark, row)
        return said
