"""计数: a ledger gone through once, so that many figures can be counted from it at no more cost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from storage.formats import Count, Format
from storage.report import Cell, Entry

__all__ = ["Tally", "fits", "tallies_for"]


@dataclass(slots=True)
class _Group:
    """Entries alike in every column that any figure asks about."""

    cells: Mapping[str, Cell]
    quantity: int = 0
    amounts: dict[str, Decimal] = field(default_factory=dict)


class Tally:
    """One ledger, grouped by the columns that decide what an entry counts for."""

    def __init__(
        self, entries: Iterable[Entry], columns: Sequence[str], amounts: Sequence[str]
    ) -> None:
        self._groups: dict[tuple[Cell, ...], _Group] = {}
        for entry in entries:
            cells = entry.cells
            key = tuple([cells.get(column) for column in columns])
            group = self._groups.get(key)
            if group is None:
                group = _Group(dict(zip(columns, key, strict=True)))
                self._groups[key] = group
            group.quantity += entry.quantity
            for column in amounts:
                amount = cells.get(column)
                if isinstance(amount, Decimal):
                    group.amounts[column] = group.amounts.get(column, Decimal(0)) + amount

    def count(self, count: Count) -> Decimal:
        """The sum over the entries that fit."""
        total = Decimal(0)
        for group in self._groups.values():
            if fits(group.cells, count):
                plain = count.sum == "quantity"
                total += group.quantity if plain else group.amounts.get(count.sum, Decimal(0))
        return total / count.divide


def tallies_for(made: Format, ledgers: Mapping[str, Sequence[Entry]]) -> Mapping[str, Tally]:
    """A tally of each ledger that has entries, ready for all counts of the format."""
    counts = [each.count for each in made.fields.values() if each.count]
    return {
        key: Tally(
            entries,
            sorted({column for each in counts if each.ledger == key for column in each.where}),
            sorted({each.sum for each in counts if each.ledger == key} - {"quantity"}),
        )
        for key, entries in ledgers.items()
        if entries
    }


def fits(cells: Mapping[str, Cell], count: Count) -> bool:
    """Whether an entry with these cells counts for a figure."""
    for column, terms in count.where.items():
        cell = cells.get(column)
        if not any(_holds(cell, term) for term in terms):
            return False
    return True


def _holds(cell: Cell, term: str) -> bool:
    if isinstance(cell, bool) or term == "否":
        return bool(cell) == (term == "是")
    if isinstance(cell, tuple):
        return term in cell
    return cell == term
