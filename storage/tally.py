"""计数: a ledger grouped, so that many figures can be counted from it at no more cost.

A tally follows the changes of its ledger entry by entry and never has to be counted again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from storage.entry import Cell, Entry
from storage.formats import Count, Format

if TYPE_CHECKING:
    from storage.entries import Entries

__all__ = ["BLANK", "MONTH", "Group", "Tally", "columns_for", "fits", "grouped", "tallies_for"]

MONTH = ":month"
"""Behind a date column's key: grouped by its month, as ``2018-03``."""

BLANK = ""
"""The term that a blank cell answers to."""

_Key = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Entries alike in every column asked about; ``amounts`` in the order asked for."""

    entries: int = 0
    quantity: int = 0
    amounts: tuple[Decimal, ...] = ()

    def plus(self, times: int, quantity: int, amounts: Sequence[Cell]) -> "Group":
        """With so many more (or less) entries that are alike in quantity and amounts, too."""
        held = self.amounts or (Decimal(0),) * len(amounts)
        sums = [
            total + times * more if isinstance(more, Decimal) else total
            for total, more in zip(held, amounts, strict=True)
        ]
        return Group(self.entries + times, self.quantity + times * quantity, tuple(sums))


class Tally:
    """One ledger, grouped by the columns that decide what an entry counts for."""

    def __init__(
        self, columns: Sequence[str], amounts: Sequence[str], groups: Mapping[_Key, Group]
    ) -> None:
        self._columns, self._amounts = tuple(columns), tuple(amounts)
        self._groups = groups
        self._by_cell: dict[int, dict[Cell, list[tuple[_Key, Group]]]] = {}
        self._taken: dict[tuple[int, tuple[str, ...]], set[Cell]] = {}
        self._names = (*self._columns, "quantity", *self._amounts)
        self._months = any(each.endswith(MONTH) for each in self._columns)

    @classmethod
    def of(
        cls, entries: Iterable[Entry], columns: Sequence[str], amounts: Sequence[str]
    ) -> "Tally":
        """Counted by going through entries."""
        empty = cls(columns, amounts, {})
        return empty._moved(Counter(map(empty._line, entries)))

    @property
    def quantity(self) -> int:
        """件数/条数 of all entries together."""
        return sum(group.quantity for group in self._groups.values())

    def groups(self) -> Iterator[tuple[_Key, Group]]:
        """Every group with its cells, in the order of the columns."""
        yield from self._groups.items()

    def count(self, count: Count) -> Decimal:
        """The sum over the entries that fit."""
        wanted = [
            (place, self._accepted(place, count.where[column]))
            for place, column in enumerate(self._columns)
            if column in count.where
        ]
        near = self._groups.items() if not wanted else self._near(*wanted.pop())
        found = [
            group
            for key, group in near
            if all(key[place] in accepted for place, accepted in wanted)
        ]
        if count.sum == "quantity":
            return Decimal(sum(group.quantity for group in found)) / count.divide
        place = self._amounts.index(count.sum)
        return sum((group.amounts[place] for group in found), Decimal(0)) / count.divide

    def changed(self, pairs: Iterable[tuple[Entry | None, Entry | None]]) -> "Tally":
        """After entries came, changed or went: each as it was and as it is."""
        lines: Counter[_Key] = Counter()
        for before, after in pairs:
            if before is not None:
                lines[self._line(before)] -= 1
            if after is not None:
                lines[self._line(after)] += 1
        return self._moved(lines)

    def _line(self, entry: Entry) -> _Key:
        """All of an entry that matters: its group, 件数/条数, amounts."""
        cells = entry.cells
        if not self._months:
            return tuple(map(cells.get, self._names))
        return tuple([grouped(cells, column) for column in self._names])

    def _moved(self, lines: Mapping[_Key, int]) -> "Tally":
        groups, split = dict(self._groups), len(self._columns)
        for line, times in lines.items():
            key, quantity, amounts = line[:split], line[split], line[split + 1 :]
            counted = quantity if isinstance(quantity, int) else 1
            groups[key] = groups.get(key, _EMPTY).plus(times, counted, amounts)
            if not groups[key].entries:
                del groups[key]
        return Tally(self._columns, self._amounts, groups)

    def _near(self, place: int, accepted: set[Cell]) -> Iterator[tuple[_Key, Group]]:
        """The groups with one of these cells in a column."""
        if place not in self._by_cell:
            by_cell = self._by_cell[place] = {}
            for key, group in self._groups.items():
                by_cell.setdefault(key[place], []).append((key, group))
        return chain.from_iterable(self._by_cell[place][cell] for cell in accepted)

    def _accepted(self, place: int, terms: tuple[str, ...]) -> set[Cell]:
        """The cells of a column that one of the terms stands for."""
        if (place, terms) not in self._taken:
            cells = {key[place] for key in self._groups}
            taken = {cell for cell in cells if any(_holds(cell, term) for term in terms)}
            self._taken[place, terms] = taken
        return self._taken[place, terms]


_EMPTY = Group()


def columns_for(made: Format, ledger: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """By which columns a format's counts group a ledger, and which amounts they add up."""
    counts = [each.count for each in made.fields.values() if each.count]
    mine = [each for each in counts if each.ledger == ledger]
    columns = {column for each in mine for column in each.where}
    return tuple(sorted(columns)), tuple(sorted({each.sum for each in mine} - {"quantity"}))


def tallies_for(made: Format, ledgers: Mapping[str, "Entries"]) -> Mapping[str, Tally]:
    """A tally of each ledger that has entries, ready for all counts of the format."""
    return {
        key: entries.tally(*columns_for(made, key)) for key, entries in ledgers.items() if entries
    }


def grouped(cells: Mapping[str, Cell], column: str) -> Cell:
    """What an entry is grouped by in a column: its cell, or the month of its date."""
    if column in cells:
        return cells[column]
    if column.endswith(MONTH):
        day = cells.get(column.removesuffix(MONTH))
        return day.isoformat()[:7] if isinstance(day, date) else None
    return None


def fits(cells: Mapping[str, Cell], where: Mapping[str, Sequence[str]]) -> bool:
    """Whether an entry with these cells holds one of the terms in every column."""
    for column, terms in where.items():
        cell = grouped(cells, column)
        if not any(_holds(cell, term) for term in terms):
            return False
    return True


def _holds(cell: Cell, term: str) -> bool:
    if cell is None:
        return term in (BLANK, "否")
    if isinstance(cell, bool):
        return term == ("是" if cell else "否")
    if isinstance(cell, tuple):
        return term in cell
    return cell == term
