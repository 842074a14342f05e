"""试导入: what of a table can become entries of a ledger, what cannot and why, and what the
ledger may have already. Nothing is changed by it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

from storage.collector import without_collector
from storage.duplicates import Mark, marks, marks_of_many
from storage.edits import Edit, TakingEdit
from storage.ledger_heads import GivenTable, Heads, find_heads
from storage.ledgers import Ledger
from storage.report import Cell, Entry, Report
from storage.row_reader import RowReader

__all__ = ["BadRow", "Follow", "GoodRow", "Trial", "read_and_try", "taking_edits", "try_table"]

_STRETCH = 2048
"""So many rows are read at once, then progress is told."""


Follow = Callable[[GivenTable], None]
"""Called with the rows of a table so far, each time that there are more."""


def _silent(done: int, total: int) -> None:
    """For whoever wants to know nothing of the progress."""


class GoodRow(NamedTuple):
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
    progress: Callable[[int, int], None] = _silent,
) -> Trial:
    """Every row below ``head`` tried; ``keys`` names each column's ledger column or "".

    Rows without anything in the named columns are passed over. ``progress`` may raise.
    """
    trying = _Trying(head, keys, held, report)
    trying.go_on(table, progress)
    return trying.trial


def read_and_try(
    read: Callable[[Follow], GivenTable],
    held: Ledger,
    report: Report,
    remembered: Mapping[str, str] | None = None,
) -> tuple[GivenTable, Heads, Trial]:
    """A table, its columns as ``find_heads`` matches them, and its rows tried while those further
    down are still being read. Raises what ``read`` raises."""
    begun: list[tuple[Heads, _Trying]] = []

    def follow(table: GivenTable) -> None:
        if not begun:
            heads = find_heads(table, held, remembered)
            begun.append((heads, _Trying(heads.row, heads.keys, held, report)))
        begun[0][1].go_on(table)

    table = read(follow)
    heads = find_heads(table, held, remembered)
    if not begun or begun[0][0] != heads:
        # What stands further down may tell more of a column.
        return table, heads, try_table(table, heads.row, heads.keys, held, report)
    begun[0][1].go_on(table)
    return table, heads, begun[0][1].trial


class _Trying:
    """A trial that goes on as far as there are rows."""

    def __init__(self, head: int, keys: Sequence[str], held: Ledger, report: Report) -> None:
        self._reader = RowReader(keys, held, report.year)
        self._twins = _Twins(held.key, report.ledger(held.key))
        self._next = head + 1
        self._good: list[GoodRow] = []
        self._bad: list[BadRow] = []

    @property
    def trial(self) -> Trial:
        """What came of the rows so far."""
        return Trial(tuple(self._good), tuple(self._bad))

    def go_on(self, table: GivenTable, progress: Callable[[int, int], None] = _silent) -> None:
        """Try the rows that are new."""
        whole = len(table.rows)
        with without_collector():
            for first in range(self._next, whole, _STRETCH):
                progress(first, whole)
                rows, wrong = self._reader.read(table, first, min(first + _STRETCH, whole))
                self._bad += [BadRow(row, tuple(why)) for row, why in wrong.items()]
                numbers: Sequence[int] = range(first, first + len(rows))
                if wrong or not all(rows):
                    numbers = [row for row in numbers if rows[row - first] and row not in wrong]
                    rows = [rows[row - first] for row in numbers]
                self._good += self._twins.compared(numbers, rows)
        self._next = max(self._next, whole)


def taking_edits(report: Report, ledger_key: str, rows: Sequence[GoodRow]) -> list[Edit]:
    """What adds the rows to the ledger, in their order, after what is there."""
    first = report.next_id(ledger_key)
    with without_collector():
        entries = tuple(Entry(entry_id, row.cells) for entry_id, row in enumerate(rows, first))
    return [TakingEdit(ledger_key, entries)] if entries else []


class _Twins:
    """Which rows agree with an entry of the ledger, or with a row further up, in what makes them
    the same."""

    def __init__(self, ledger_key: str, held: Iterable[Entry]) -> None:
        self._ledger = ledger_key
        self._first: dict[Mark, int] = {}
        """Where a mark came first: an entry as a number below 0, or a row."""
        for place, entry in enumerate(held, 1):
            for mark in marks(ledger_key, entry.cells):
                self._first.setdefault(mark, -place)

    def compared(
        self, numbers: Sequence[int], rows: Sequence[Mapping[str, Cell]]
    ) -> Iterator[GoodRow]:
        """The rows with these numbers, each with what it may be the same as."""
        said: dict[int, str] = {}
        for found in marks_of_many(self._ledger, rows):
            new = {mark: row for mark, row in zip(found, numbers, strict=True) if mark is not None}
            if len(new) == len(rows) and self._first.keys().isdisjoint(new):
                # As it mostly is, and known at once.
                self._first.update(new)
                continue
            for mark, row in zip(found, numbers, strict=True):
                if mark is None:
                    continue
                first = self._first.setdefault(mark, row)
                if first != row and row not in said:
                    where = f"台账第 {-first} 条" if first < 0 else f"表格第 {first + 1} 行"
                    said[row] = f"{mark[0]}：和{where}一样"
        twins = [said.get(row, "") for row in numbers] if said else repeat("")
        return map(GoodRow._make, zip(numbers, rows, twins, strict=False))
