"""一批条目: the entries of a long list, held column by column until somebody asks for them.

Checked, counted as twins and written they are by columns, at a fraction of the time; as entries
they are wanted where the ledger is shown.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count, repeat
from typing import overload

from storage.entry import Cell, Entry

__all__ = ["EntryBatch", "column_of", "ids_of", "rows_of"]


class EntryBatch(Sequence[Entry]):
    """Entries with ids one after the other from ``first_id``; ``columns`` by key, all of the same
    length, None where blank."""

    def __init__(self, first_id: int, columns: Mapping[str, Sequence[Cell]]) -> None:
        self.first_id = first_id
        self.columns = columns

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    @overload
    def __getitem__(self, place: int) -> Entry: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Entry]: ...

    def __getitem__(self, place: int | slice) -> Entry | Sequence[Entry]:
        return self._entries[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._entries == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(map(Entry, count(self.first_id), rows_of(self.columns)))


def rows_of(columns: Mapping[str, Sequence[Cell]]) -> Sequence[Mapping[str, Cell]]:
    """The cells of each row by key, without the blank ones."""
    values = zip(*columns.values(), strict=True)
    if any(None in cells for cells in columns.values()):
        return [
            {key: cell for key, cell in zip(columns, row, strict=True) if cell is not None}
            for row in values
        ]
    return [*map(dict, map(zip, repeat(tuple(columns)), values))]


def column_of(entries: Sequence[Entry], key: str) -> Sequence[Cell]:
    """What each entry holds in one column."""
    if isinstance(entries, EntryBatch):
        return entries.columns.get(key) or [None] * len(entries)
    return [entry.cells.get(key) for entry in entries]


def ids_of(entries: Sequence[Entry]) -> Sequence[int]:
    """The id of each entry."""
    if isinstance(entries, EntryBatch):
        return range(entries.first_id, entries.first_id + len(entries))
    return [entry.id for entry in entries]
