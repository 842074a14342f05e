"""Which table each row of a damaged file belongs to: its checksum fits in one only.

A row whose checksum fits is as it was written. One whose checksum does not is mended where a single
byte changed; otherwise it is told apart by the rows around it and called doubtful.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from storage.checksums import CHECKSUM, checked_tables, checksum
from storage.mending import mended
from storage.pages import PAGE_BYTES, Leaf, RawRow, free_pages, leaf, other_heads, rows_anywhere

__all__ = ["FoundRow", "Lost", "Table", "found_rows", "tables_of"]

Cell = bytes | int | None

_MOST_SEARCHED = 500
"""Searching a page byte by byte takes 5 to 50 ms; a file that asks for more was made to."""
_FEW_WRONG = 3
"""With more damaged cells than this a page has lost more than a byte."""
_FEW = 100
"""A file has fewer years: each is tried where the number of one was lost."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the file's rows have it: ``rowid`` names the column that is the row's number."""

    name: str
    columns: Sequence[str]
    key: Sequence[str]
    rowid: str | None

    def read(self, raw: RawRow) -> Mapping[str, Cell] | None:
        """The cells by column; None where there are more, or no checksum among them."""
        row = dict(zip(self.columns, raw.cells, strict=False))
        if len(raw.cells) > len(self.columns) or CHECKSUM not in row:
            return None
        return {**row, self.rowid: raw.rowid} if self.rowid else row

    def proven(self, raw: RawRow, guesses: Iterable[int]) -> Mapping[str, Cell] | None:
        """The cells, if the checksum vouches for them; with a guessed rowid where it is lost."""
        row = self.read(raw)
        if row is None:
            return None
        ids = guesses if self.rowid and raw.rowid is None else [raw.rowid]
        for each in ids:
            held = {**row, self.rowid: each} if self.rowid else row
            if held[CHECKSUM] == checksum(_values(held)):
                return held
        return None


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row with its table; not ``sure`` where its checksum does not vouch for it."""

    table: str
    cells: Mapping[str, Cell]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Lost:
    """A row of which nothing can be told but its table, and the row before it on its page."""

    table: str
    before: Mapping[str, Cell] | None


def tables_of(made: Database) -> Sequence[Table]:
    """The tables of a file with these migrations."""
    return [_table(made, name) for name in checked_tables(made.conn)]


def found_rows(
    data: bytes, tables: Sequence[Table], progress: Callable[[int, int], None]
) -> Iterator[FoundRow | Lost]:
    """Every row of a file, page by page, those of whole pages first. ``progress`` may raise."""
    last = len(data) // PAGE_BYTES
    free = free_pages(data)
    broken: list[int] = []
    others: list[int] = []
    proven = False
    for number in range(1, last):
        progress(number, last)
        if number in free:
            continue
        page = leaf(data, number)
        sure = [_sure(each, tables) for each in page.rows] if page else []
        yield from (each for each in sure if each is not None)
        proven = proven or any(sure)
        if page is None:
            others.append(number)
        elif None in sure or not sure:
            broken.append(number)
    # Without one proven row it is a file from before there were checksums, or no file of ours.
    for number in [*broken, *others][: _MOST_SEARCHED if proven else 0]:
        progress(last, last)
        yield from _searched(data, number, tables)


def _table(made: Database, name: str) -> Table:
    columns: list[Any] = made.table(name).columns
    keys = [each for each in columns if each.is_pk]
    alone = len(keys) == 1 and keys[0].type.lower() == "integer"
    names = [each.name for each in columns]
    return Table(name, names, [each.name for each in keys], keys[0].name if alone else None)


def _searched(data: bytes, number: int, tables: Sequence[Table]) -> Iterator[FoundRow | Lost]:
    """What can be made out on a page that is not whole, or not one of rows by its first byte."""
    page = leaf(data, number)
    ids = [each.rowid for each in page.rows if each and each.rowid] if page else []
    near = {place + step for place in ids for step in (-1, 1)}
    guesses = [*range(1, _FEW), *sorted(near)]
    anywhere = rows_anywhere(data, number)
    found = [each for raw in anywhere if (each := _sure(raw, tables, guesses))]
    yield from found
    if page is not None:
        sure = [_sure(each, tables) for each in page.rows]
        known = {_identity(each) for each in sure if each}
        elsewhere = len({_identity(each) for each in found} - known)
        rest = list(_rest(data, page, sure, tables))
        yield from (each for each in rest if isinstance(each, FoundRow))
        # A row whose place was damaged was found without it.
        yield from [each for each in rest if isinstance(each, Lost)][elsewhere:]


def _identity(row: FoundRow) -> Hashable:
    return row.table, tuple(row.cells.items())


def _sure(
    raw: RawRow | None, tables: Sequence[Table], guesses: Iterable[int] = ()
) -> FoundRow | None:
    if raw is None:
        return None
    for table in tables:
        row = table.proven(raw, guesses)
        if row is not None:
            return FoundRow(table.name, row)
    return None


def _rest(
    data: bytes, page: Leaf, sure: Sequence[FoundRow | None], tables: Sequence[Table]
) -> Iterator[FoundRow | Lost]:
    """The rows of a page whose checksums vouch for nothing."""
    names = Counter(each.table for each in sure if each is not None).most_common(1)
    likely = [each for each in tables if not names or each.name == names[0][0]]
    before: Mapping[str, Cell] | None = None
    few = sum(each is None for each in sure) <= _FEW_WRONG
    for raw, row, place in zip(page.rows, sure, page.places, strict=True):
        if row is not None:
            before = row.cells
            continue
        found = raw and (names or few) and _mended(raw, likely)
        if not found and few:
            heads = other_heads(data, page.number, place)
            found = next((each for head in heads if (each := _sure(head, likely))), None)
        if not found and raw:
            found = _doubtful(raw, likely)
        if found:
            yield found
        elif names:
            yield Lost(names[0][0], before)


def _mended(raw: RawRow, tables: Sequence[Table]) -> FoundRow | None:
    for table in tables:
        row = table.read(raw)
        whole = mended(row) if row is not None else None
        if whole is not None:
            return FoundRow(table.name, whole)
    return None


def _doubtful(raw: RawRow, likely: Sequence[Table]) -> FoundRow | None:
    row = likely[0].read(raw) if len(likely) == 1 else None
    return FoundRow(likely[0].name, row, sure=False) if row is not None else None


def _values(row: Mapping[str, Cell]) -> Mapping[str, Cell]:
    return {name: cell for name, cell in row.items() if name != CHECKSUM}
