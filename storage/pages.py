"""Rows straight from the pages of a damaged SQLite file, without its schema or its trees.

The layout is SQLite's own (https://www.sqlite.org/fileformat2.html): leaf pages of tables, cells,
records, overflow chains. Nothing that is read is believed: who asks has the rows' checksums.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

__all__ = ["PAGE_BYTES", "Leaf", "RawRow", "free_pages", "leaf", "other_heads", "rows_anywhere"]

PAGE_BYTES = 4096
"""What every data file was made with."""

_LEAF, _OTHER_TREES = 13, (2, 5, 10)
_HEADER, _MAX_RECORD, _MOST_HEAD = 8, 8 * 2**20, 40
_INTEGERS = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 8: 0, 9: 0}
"""Bytes of nothing (0), of an integer, and of 0 and 1 (8, 9) by their serial type."""

Stored = bytes | int | None


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it was found: its cells in the order of the table's columns, and its rowid.

    The rowid is None where only the cells could be made out.
    """

    rowid: int | None
    cells: Sequence[Stored]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of rows: where each cell begins, and its row, None where it is none any more."""

    number: int
    places: Sequence[int]
    rows: Sequence[RawRow | None]


def leaf(data: bytes, number: int) -> Leaf | None:
    """The page of this number, counted from 0, if it is one of rows."""
    start = number * PAGE_BYTES
    if data[start] != _LEAF:
        return None
    most = (PAGE_BYTES - _HEADER) // 2
    count = min(_number(data, start + 3, 2), most)
    places = [_number(data, start + _HEADER + 2 * each, 2) for each in range(count)]
    return Leaf(number, places, [_row(data, start, each) for each in places])


def rows_anywhere(data: bytes, number: int) -> Iterator[RawRow]:
    """What could be a row, beginning at any byte of a page whose order is lost."""
    start = number * PAGE_BYTES
    if data[start] not in _OTHER_TREES:
        for place in range(PAGE_BYTES):
            for row in (_row(data, start, place), _bare(data, start, place)):
                if row is not None and len(row.cells) > 1:
                    yield row


def other_heads(data: bytes, number: int, place: int) -> Iterator[RawRow]:
    """What a cell could be if one byte of its record's head were another."""
    start = number * PAGE_BYTES
    try:
        length, at = _varint(data, start + place)
        rowid, at = _varint(data, at)
        record = bytearray(_record(data, start, at, min(length, _MAX_RECORD)))
    except (IndexError, ValueError):
        return
    for byte in range(min(len(record), _MOST_HEAD)):
        for change in range(1, 256):
            record[byte] ^= change
            with suppress(IndexError, ValueError):
                yield RawRow(rowid, _cells(bytes(record)))
            record[byte] ^= change


def free_pages(data: bytes) -> frozenset[int]:
    """The pages, counted from 0, that hold nothing any more as far as the header tells."""
    found: set[int] = set()
    trunk = _number(data, 32, 4)
    while 1 < trunk <= len(data) // PAGE_BYTES and trunk - 1 not in found:
        start = (trunk - 1) * PAGE_BYTES
        count = min(_number(data, start + 4, 4), PAGE_BYTES // 4 - 2)
        leaves = {_number(data, start + 8 + 4 * each, 4) - 1 for each in range(count)}
        found |= {trunk - 1, *leaves}
        trunk = _number(data, start, 4)
    return frozenset(found)


def _row(data: bytes, start: int, place: int) -> RawRow | None:
    try:
        length, at = _varint(data, start + place)
        rowid, at = _varint(data, at)
        if not 2 <= length <= min(_MAX_RECORD, len(data)):
            return None
        return RawRow(rowid, _cells(_record(data, start, at, length)))
    except (IndexError, ValueError):
        return None


def _bare(data: bytes, start: int, place: int) -> RawRow | None:
    """A record whose length and rowid, which stand before it, are not to be trusted."""
    at = start + place
    if not 2 < data[at] <= _MOST_HEAD:
        return None
    try:
        length = data[at] + sum(map(_length, _kinds(data[at : start + PAGE_BYTES])))
        if place + length > PAGE_BYTES:
            return None
        return RawRow(None, _cells(data[at : at + length]))
    except (IndexError, ValueError):
        return None


def _record(data: bytes, start: int, at: int, length: int) -> bytes:
    """The bytes of a record, gathered from its overflow pages where it is long."""
    local, end = length, start + PAGE_BYTES
    if length > PAGE_BYTES - 35:
        least = (PAGE_BYTES - 12) * 32 // 255 - 23
        local = least + (length - least) % (PAGE_BYTES - 4)
        local = local if local <= PAGE_BYTES - 35 else least
    if at + local > end:
        raise ValueError("the record leaves its page")
    pieces, missing = [bytes(data[at : at + local])], length - local
    following = _number(data, at + local, 4) if missing else 0
    while missing > 0:
        if not 1 < following <= len(data) // PAGE_BYTES:
            raise ValueError("the chain of pages is broken")
        at = (following - 1) * PAGE_BYTES
        piece = bytes(data[at + 4 : at + 4 + min(missing, PAGE_BYTES - 4)])
        pieces.append(piece)
        missing -= len(piece)
        following = _number(data, at, 4)
    return b"".join(pieces)


def _kinds(record: bytes) -> list[int]:
    """The serial types of a record's cells."""
    head, at = _varint(record, 0)
    kinds: list[int] = []
    while at < head:
        kind, at = _varint(record, at)
        kinds.append(kind)
    if at != head:
        raise ValueError("the record's head has another length")
    return kinds


def _cells(record: bytes) -> list[Stored]:
    at = _varint(record, 0)[0]
    cells: list[Stored] = []
    for kind in _kinds(record):
        length = _length(kind)
        cells.append(_cell(kind, record[at : at + length]))
        at += length
    if at != len(record):
        raise ValueError("the record has another length")
    return cells


def _length(kind: int) -> int:
    """Bytes of a cell by its serial type."""
    if kind in _INTEGERS:
        return _INTEGERS[kind]
    if kind >= 13 and kind % 2:
        return (kind - 13) // 2
    raise ValueError("neither text nor a whole number")


def _cell(kind: int, content: bytes) -> Stored:
    if kind >= 13:
        return content
    if kind in (8, 9):
        return kind - 8
    return int.from_bytes(content, "big", signed=True) if kind else None


def _varint(data: bytes, at: int) -> tuple[int, int]:
    found = 0
    for place in range(8):
        byte = data[at + place]
        found = found << 7 | byte & 127
        if byte < 128:
            return found, at + place + 1
    return found << 8 | data[at + 8], at + 9


def _number(data: bytes, at: int, length: int) -> int:
    return int.from_bytes(data[at : at + length], "big")
