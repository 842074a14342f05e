"""试导入: what of a table can become entries of a ledger, what cannot and why, and what the
ledger may have already. Nothing is changed by it."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from storage.collector import without_collector
from storage.duplicates import Mark, marks, marks_of_many
from storage.edits import Edit, TakingEdit
from storage.entry_batch import EntryBatch
from storage.given_table import GivenTable
from storage.ledger_heads import Heads, find_heads
from storage.ledgers import Ledger
from storage.report import Cell, Entry, Report
from storage.row_reader import RowReader
from storage.trial import BadRow, GoodRows, Trial

__all__ = ["Follow", "read_and_try", "taking_edits", "try_table"]

_STRETCH = 2048
"""So many rows are read at once, then progress is told."""


Follow = Callable[[GivenTable], None]
"""Called with the rows of a table so far, each time that there are more."""


def _silent(done: int, total: int) -> None:
    """For whoever wants to know nothing of the progress."""


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
    progress: Callable[[int, int], None] = _silent,
) -> tuple[GivenTable, Heads, Trial]:
    """A table, its columns as ``find_heads`` matches them, and its rows tried while those further
    down are still being read. Raises what ``read`` raises.

    ``progress`` tells of what is left to try once all is read, and may raise.
    """
    begun: list[tuple[Heads, _Trying]] = []

    def follow(table: GivenTable) -> None:
        if not begun:
            heads = find_heads(table, held, remembered)
            begun.append((heads, _Trying(heads.row, heads.keys, held, report)))
        begun[0][1].go_on(table)

    with without_collector():
        table = read(follow)
        heads = find_heads(table, held, remembered)
        if not begun or begun[0][0] != heads:
            # What stands further down may tell more of a column.
            trial = try_table(table, heads.row, heads.keys, held, report, progress)
            return table, heads, trial
        begun[0][1].go_on(table, progress)
        return table, heads, begun[0][1].trial


class _Trying:
    """A trial that goes on as far as there are rows."""

    def __init__(self, head: int, keys: Sequence[str], held: Ledger, report: Report) -> None:
        self._reader = RowReader(keys, held, report.year)
        self._twins = _Twins(held.key, report.ledger(held.key))
        self._next = head + 1
        self._numbers: list[int] = []
        self._columns: dict[str, list[Cell]] = {key: [] for key in keys if key}
        self._bad: list[BadRow] = []

    @property
    def trial(self) -> Trial:
        """What came of the rows so far."""
        return Trial(GoodRows(self._numbers, self._columns, self._twins.said), tuple(self._bad))

    def go_on(self, table: GivenTable, progress: Callable[[int, int], None] = _silent) -> None:
        """Try the rows that are new."""
        whole = table.height
        with without_collector():
            for first in range(self._next, whole, _STRETCH):
                progress(first, whole)
                last = min(first + _STRETCH, whole)
                columns, wrong = self._reader.read(table, first, last)
                self._bad += [BadRow(row, tuple(why)) for row, why in wrong.items()]
                self._take(GoodRows(range(first, last), columns, {}), wrong)
        self._next = max(self._next, whole)

    def _take(self, rows: GoodRows, wrong: Container[int]) -> None:
        """Add the rows that are not ``wrong``, without the blank ones."""
        if wrong or all(None in cells for cells in rows.columns.values()):
            cells = zip(*rows.columns.values(), strict=True)
            filled = (any(each is not None for each in row) for row in cells)
            rows = rows.only(
                [held and row not in wrong for row, held in zip(rows.numbers, filled, strict=False)]
            )
        self._twins.learn(rows)
        self._numbers += rows.numbers
        for key, column in self._columns.items():
            column += rows.columns[key]


def taking_edits(report: Report, ledger_key: str, rows: GoodRows) -> list[Edit]:
    """What adds the rows to the ledger, in their order, after what is there."""
    entries = EntryBatch(report.next_id(ledger_key), rows.columns)
    return [TakingEdit(ledger_key, entries)] if rows else []


class _Twins:
    """Which rows agree with an entry of the ledger, or with a row further up, in what makes them
    the same."""

    def __init__(self, ledger_key: str, held: Iterable[Entry]) -> None:
        self._ledger = ledger_key
        self._first: dict[Mark | None, int] = {}
        """Where a mark came first: an entry as a number below 0, or a row."""
        self.said: dict[int, str] = {}
        """Of the rows that agree with something, with what."""
        for place, entry in enumerate(held, 1):
            for mark in marks(ledger_key, entry.cells):
                self._first.setdefault(mark, -place)

    def learn(self, rows: GoodRows) -> None:
        """Compare these rows with all before, and know them too."""
        for found in marks_of_many(
            self._ledger, lambda key: rows.columns.get(key) or [None] * len(rows)
        ):
            firsts = [*map(self._first.setdefault, found, rows.numbers)]
            if firsts == [*rows.numbers]:
                # As it mostly is, and known at once.
                continue
            for mark, first, row in zip(found, firsts, rows.numbers, strict=True):
                if first != row and mark is not None and row not in self.said:
                    where = f"台账第 {-first} 条" if first < 0 else f"表格第 {first + 1} 行"
                    self.said[row] = f"{mark[0]}：和{where}一样"
