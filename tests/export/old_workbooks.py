"""Workbooks of before 2007 (.xls), written by the byte: records of BIFF8 in a compound document."""

import struct
from collections.abc import Mapping, Sequence

__all__ = ["old_workbook"]

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

Value = str | float | int | None
Rows = Sequence[Sequence[Value]] | Mapping[tuple[int, int], Value]


def old_workbook(rows: Rows, title: str = "Sheet1") -> bytes:
    """One sheet with these cells, all at once or by row and column."""
    cells = rows if isinstance(rows, Mapping) else _placed(rows)
    sheet = _bof(0x10) + b"".join(_cell(*place, value) for place, value in cells.items())
    sheet += _record(0x0A, b"")
    name = struct.pack("<BB", len(title), 1) + title.encode("utf-16-le")
    listed = len(_bof(0x05)) + 4 + 6 + len(name) + 4
    book = _bof(0x05) + _record(0x85, struct.pack("<LBB", listed, 0, 0) + name)
    return _compound(book + _record(0x0A, b"") + sheet)


def _placed(rows: Sequence[Sequence[Value]]) -> dict[tuple[int, int], Value]:
    return {
        (row, column): value
        for row, cells in enumerate(rows)
        for column, value in enumerate(cells)
        if value is not None
    }


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _bof(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHLL", 0x600, kind, 0, 0, 0, 0x600))


def _cell(row: int, column: int, value: Value) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        words = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
        return _record(0x204, place + words)
    return _record(0x203, place + struct.pack("<d", value or 0))


def _compound(stream: bytes) -> bytes:
    """A compound document with one stream, called Workbook: header, FAT, directory, stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    length = len(stream) // SECTOR
    fat = [_FAT, _END, *range(3, length + 2), _END]
    assert len(fat) <= SECTOR // 4, "one sector of FAT is enough for a test"
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<LLLLLLLLLL", 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0)
    header += struct.pack("<108L", *[_FREE] * 108)
    table = struct.pack(f"<{SECTOR // 4}L", *fat, *[_FREE] * (SECTOR // 4 - len(fat)))
    listed = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    return header + table + listed.ljust(SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, first: int, length: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    head += struct.pack("<LLL", _FREE, _FREE, child) + bytes(36)
    return head + struct.pack("<LQ", first, length)
