"""试导入: what of a table can become entries of a ledger, what cannot and why, and what the
ledger may have already. Nothing is changed by it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from storage.collector import without_collector
from storage.duplicates import Mark, marks, marks_of_many
from storage.edits import Edit, TakingEdit
from storage.ledger_heads import GivenTable
from storage.ledgers import Ledger
from storage.report import Cell, Entry, Report
from storage.row_reader import RowReader

__all__ = ["BadRow", "GoodRow", "Trial", "taking_edits", "try_table"]

_STRETCH = 2048
"""So many rows are read at once, then progress is told."""


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
    reader = RowReader(table, keys, held, report.year)
    twins = _Twins(held.key, report.ledger(held.key))
    good: list[GoodRow] = []
    bad: list[BadRow] = []
    with without_collector():
        for first in range(head + 1, len(table.rows), _STRETCH):
            progress(first, len(table.rows))
            rows = list(reader.read(first, first + _STRETCH))
            bad += [BadRow(row, tuple(reasons)) for row, _, reasons in rows if reasons]
            good += twins.compared([(row, cells) for row, cells, no in rows if cells and not no])
    return Trial(tuple(good), tuple(bad))


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

    def compared(self, rows: Sequence[tuple[int, Mapping[str, Cell]]]) -> Iterator[GoodRow]:
        """The rows, each with what it may be the same as."""
        for (row, cells), found in zip(
            rows, marks_of_many(self._ledger, [cells for _, cells in rows]), strict=True
        ):
            said = ""
            for mark in found:
                first = self._first.setdefault(mark, row)
                if first != row and not said:
                    where = f"台账第 {-first} 条" if first < 0 else f"表格第 {first + 1} 行"
                    said = f"{mark[0]}：和{where}一样"
            yield GoodRow(row, cells, said)
