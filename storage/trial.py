"""试导入的结果: the rows of a table that can be taken, those that cannot and why, and those which
the ledger may have already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple, overload

from storage.report import Cell

__all__ = ["BadRow", "GoodRow", "GoodRows", "Trial"]


class GoodRow(NamedTuple):
    """A row that can be taken; ``twin`` says with what it may be the same."""

    row: int
    """Counted from 0."""
    cells: Mapping[str, Cell]
    twin: str = ""


@dataclass(frozen=True, slots=True)
class GoodRows(Sequence[GoodRow]):
    """The rows that can be taken, column by column: most are never looked at alone."""

    numbers: Sequence[int]
    """Of the rows in the table, from 0."""
    columns: Mapping[str, Sequence[Cell]]
    twins: Mapping[int, str]
    """With what a row may be the same, by its number in the table."""

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, place: int) -> GoodRow: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[GoodRow]: ...

    def __getitem__(self, place: int | slice) -> GoodRow | Sequence[GoodRow]:
        if isinstance(place, slice):
            return [self[each] for each in range(len(self))[place]]
        number = self.numbers[place]
        cells = {key: cells[place] for key, cells in self.columns.items()}
        filled = {key: cell for key, cell in cells.items() if cell is not None}
        return GoodRow(number, filled, self.twins.get(number, ""))

    def only(self, wanted: Sequence[bool]) -> "GoodRows":
        """Those for which ``wanted`` is true."""
        columns = {key: [*compress(cells, wanted)] for key, cells in self.columns.items()}
        return GoodRows([*compress(self.numbers, wanted)], columns, self.twins)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be taken, with a sentence for each cell that is wrong."""

    row: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What an import would do."""

    good: GoodRows
    bad: tuple[BadRow, ...]

    @property
    def doubtful(self) -> Sequence[GoodRow]:
        """The good rows that the ledger, or the table further up, may have already."""
        return self.good.only(self._are_twins) if self.good.twins else ()

    def chosen(self, *, doubtful: bool) -> GoodRows:
        """The rows to take, with or without the doubtful ones."""
        if doubtful or not self.good.twins:
            return self.good
        return self.good.only([not each for each in self._are_twins])

    @property
    def _are_twins(self) -> Sequence[bool]:
        return [number in self.good.twins for number in self.good.numbers]
