"""查找: which entries of a ledger are wanted, and in which order.

Said as data, so that a ledger held in memory and one that stays in its file answer alike.
"""

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from operator import itemgetter

from storage.cells import show_cell
from storage.entry import Cell, Entry
from storage.ledgers import Column, Kind, Ledger
from storage.spelling import spelled
from storage.tally import fits

__all__ = [
    "Among",
    "Condition",
    "Found",
    "Later",
    "Outside",
    "Query",
    "Sortable",
    "plain",
    "searched",
]

_ASCII = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}

_ID, _QUANTITY = itemgetter(0), itemgetter(1)

Sortable = tuple[bool, bytes | float, int]
"""What an entry is ordered by: whether the cell is blank, the cell, the id."""


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of what was found: the ids in order, and 件数/条数 of them together."""

    ids: "array[int]"
    quantity: int

    @classmethod
    def of(cls, rows: Sequence[tuple[int, int, object]]) -> "Found":
        """From the id and 件数/条数 of each entry, and what it is ordered by."""
        # Not by loops of Python's own: a thread in one makes the window wait.
        return cls(array("q", map(_ID, rows)), sum(map(_QUANTITY, rows)))


@dataclass(frozen=True, slots=True)
class Query:
    """``text`` stands anywhere in the entry, A and a being the same; ``where`` names the accepted
    terms by column; ``order`` is a column's key, blank for the order of entry. Blank cells come
    last either way."""

    text: str = ""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: str = ""
    descending: bool = False

    @property
    def narrows(self) -> bool:
        """Whether entries may be left out."""
        return bool(self.text or self.where)

    def matcher(self, ledger: Ledger) -> Callable[[Entry, Collection[str]], bool]:
        """Whether an entry is found; with it goes what was typed into it but is no value."""
        keys = [each.key for each in searched(ledger)]
        text = plain(self.text)
        folded = any(each.isascii() and each.isalpha() for each in text)

        def wants(entry: Entry, typed: Collection[str] = ()) -> bool:
            if self.where and not fits(entry.cells, self.where):
                return False
            if not text:
                return True
            cells = entry.cells
            # No line of text can be found across two cells, for each has its own.
            said = "\n".join(
                [
                    cell if isinstance(cell, str) else show_cell(cell)
                    for key in keys
                    if (cell := cells.get(key)) is not None
                ]
                + [*typed]
            )
            return text in (plain(said) if folded else said)

        return wants

    def place(self, entry: Entry) -> Sortable:
        """By what it is ordered, blanks aside and ``descending`` not yet considered."""
        return self.sortable(entry.cells.get(self.order), entry.id)

    def sortable(self, cell: Cell | float, entry_id: int) -> Sortable:
        """The same from a cell as it is, or as the data file keeps it."""
        return cell is None, _comparable(cell), entry_id

    def arranged(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Entries that come in the order of their ids, in the order wanted."""
        if not self.order:
            return entries[::-1] if self.descending else entries
        blank = [each for each in entries if each.cells.get(self.order) is None]
        rest = [each for each in entries if each.cells.get(self.order) is not None]
        # Sorting keeps the order of the ids where cells are alike, in both directions.
        rest.sort(key=lambda each: self.place(each)[1], reverse=self.descending)
        return [*rest, *blank]


@dataclass(frozen=True, slots=True)
class Among:
    """A cell holds one of the terms; the blank term stands for a blank cell."""

    column: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outside:
    """A day before ``first`` or after ``last``."""

    column: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Later:
    """A day more than so many days after that of another column."""

    column: str
    than: str
    days: int = 0


Condition = Among | Outside | Later
"""By what entries worth a closer look are told from the rest."""


def plain(text: str) -> str:
    """A text in which A and a are the same; only these, as SQLite's LIKE has it."""
    return text.translate(_ASCII)


def searched(ledger: Ledger) -> tuple[Column, ...]:
    """The columns whose text is looked through: 是 and 否 would be found everywhere."""
    return tuple(each for each in ledger.columns if each.kind is not Kind.FLAG)


def _comparable(cell: Cell | float) -> bytes | float:
    match cell:
        case None:
            return 0
        case bool() | int() | float():
            return float(cell)
        case Decimal():
            return float(cell)
        case date():
            return spelled(cell.isoformat())
        case tuple():
            return spelled("、".join(cell))
        case str():
            return spelled(cell)
