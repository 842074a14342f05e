"""Workbooks made to hang, flood, betray or mislead whoever reads them, written by the byte.

Each is a good workbook (a list of an office, or one that this program exported) in which one part
was replaced, or what a clerk has renamed by mistake.
"""

import io
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zipfile import ZipFile

__all__ = ["HOSTILE", "Good", "Hostile"]

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
_NAMES = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = b"<worksheet " + _NAMES + b"><sheetData>"
END = b"</sheetData></worksheet>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Good:
    """A workbook without fault, and the part of the sheet that is read from it."""

    content: bytes
    sheet: str

    def with_parts(self, parts: Mapping[str, "Packed"]) -> bytes:
        """The same with some parts replaced or added."""
        with ZipFile(io.BytesIO(self.content)) as old:
            kept = {name: packed(old.read(name)) for name in old.namelist() if name not in parts}
        return _archive({**kept, **parts})

    def with_sheet(self, *pieces: bytes) -> bytes:
        """With another sheet."""
        return self.with_parts({self.sheet: packed(b"".join(pieces))})


@dataclass(frozen=True, slots=True)
class Packed:
    """A part as it lies in the archive: deflated, with its true length and sum."""

    data: bytes
    length: int
    crc: int


def packed(content: bytes, piece: bytes = b"", times: int = 0, end: bytes = b"") -> Packed:
    """``content``, then ``piece`` so many times without ever being in memory, then ``end``."""
    engine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = [engine.compress(content), engine.flush(zlib.Z_FULL_FLUSH)]
    again = engine.compress(piece) + engine.flush(zlib.Z_FULL_FLUSH) if times else b""
    data += [again] * times
    data += [engine.compress(end), engine.flush()]
    crc = zlib.crc32(content)
    for _ in range(times):
        crc = zlib.crc32(piece, crc)
    length = len(content) + len(piece) * times + len(end)
    return Packed(b"".join(data), length, zlib.crc32(end, crc))


def _archive(parts: Mapping[str, Packed], flags: int = 0, claimed: int | None = None) -> bytes:
    """A zip file. ``claimed`` is the length that every part pretends to have."""
    files, listed = b"", b""
    for name, part in parts.items():
        length = part.length if claimed is None else claimed
        sizes = struct.pack("<LLL", part.crc, len(part.data), length)
        shared = struct.pack("<HHHHH", 20, flags, 8, 0, 0) + sizes
        named = name.encode()
        entry = b"PK\x01\x02\x14\0" + shared + struct.pack("<HHHHHLL", len(named), 0, 0, 0, 0, 0, 0)
        listed += entry[:-4] + struct.pack("<L", len(files)) + named
        files += b"PK\x03\x04" + shared + struct.pack("<HH", len(named), 0) + named + part.data
    count = len(parts)
    tail = struct.pack("<HHHHLLH", 0, 0, count, count, len(listed), len(files), 0)
    return files + listed + b"PK\x05\x06" + tail


def _claiming(good: Good, claimed: int) -> bytes:
    with ZipFile(io.BytesIO(good.content)) as old:
        parts = {name: packed(old.read(name)) for name in old.namelist()}
    big = packed(HEAD + SHEET, b"<row><c><v>1</v></c></row>" * 40_000, 300, END)
    return _archive({**parts, good.sheet: big}, claimed=claimed)


def _encrypted(good: Good) -> bytes:
    with ZipFile(io.BytesIO(good.content)) as old:
        return _archive({name: packed(old.read(name)) for name in old.namelist()}, flags=1)


def _row(cells: bytes, number: bytes = b"1") -> bytes:
    return b'<row r="' + number + b'">' + cells + b"</row>"


def _declared(declaration: bytes, use: bytes) -> tuple[bytes, ...]:
    cell = b'<c r="A1" t="str"><v>' + use + b"</v></c>"
    return HEAD, b"<!DOCTYPE x [" + declaration + b"]>", SHEET, _row(cell), END


_LAUGHS = b'<!ENTITY l0 "ha">' + b"".join(
    b'<!ENTITY l%d "%s">' % (each, b"&l%d;" % (each - 1) * 10) for each in range(1, 10)
)
_CELL = b'<c r="A1"><v>1</v></c>'
_WORD = b'<c r="A1" t="str"><v>a</v></c>'


def _merges(*ranges: bytes) -> tuple[bytes, ...]:
    listed = b"".join(b'<mergeCell ref="' + each + b'"/>' for each in ranges)
    end = b"</sheetData><mergeCells>" + listed + b"</mergeCells></worksheet>"
    return HEAD, SHEET, _row(_WORD), end


def _text(place: str, words: str) -> bytes:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'.encode()


def _list(*rows: tuple[str, ...]) -> tuple[bytes, ...]:
    made = [
        _row(
            b"".join(_text(f"{chr(65 + at)}{number}", words) for at, words in enumerate(row))
        ).replace(b'r="1"', b'r="%d"' % number, 1)
        for number, row in enumerate(rows, 1)
    ]
    return HEAD, SHEET, *made, END


@dataclass(frozen=True, slots=True)
class Hostile:
    """How it is made, and what must come of it as a list: words of the refusal, or the number of
    rows that are read."""

    make: Callable[[Good], bytes]
    as_list: str | int


REFUSED = "太多|最多可以有|太大"
BROKEN = "已损坏|不完整"
UNSAFE = "不安全"

HOSTILE: Mapping[str, Hostile] = {
    "3 MB that unpack to 1 GB of rows": Hostile(
        lambda good: good.with_parts(
            {good.sheet: packed(HEAD + SHEET, b"<row><c><v>1</v></c></row>" * 40_330, 1024, END)}
        ),
        REFUSED,
    ),
    "1 MB that unpacks to one word of 1 GB": Hostile(
        lambda good: good.with_parts(
            {
                good.sheet: packed(
                    HEAD + SHEET + b'<row r="1"><c r="A1" t="str"><v>',
                    b"x" * MEGABYTE,
                    1024,
                    b"</v></c></row>" + END,
                )
            }
        ),
        REFUSED,
    ),
    "parts that claim to be short": Hostile(lambda good: _claiming(good, 500), BROKEN),
    "parts that claim to be long": Hostile(lambda good: _claiming(good, 2**31), REFUSED),
    "3,000 parts": Hostile(
        lambda good: good.with_parts({f"xl/{each}.xml": packed(b"") for each in range(3000)}),
        REFUSED,
    ),
    "a billion laughs": Hostile(lambda good: good.with_sheet(*_declared(_LAUGHS, b"&l9;")), UNSAFE),
    "laughs squared": Hostile(
        lambda good: good.with_sheet(
            *_declared(b'<!ENTITY a "' + b"a" * 100_000 + b'">', b"&a;" * 50_000)
        ),
        UNSAFE,
    ),
    "a file of the system asked for": Hostile(
        lambda good: good.with_sheet(
            *_declared(b'<!ENTITY a SYSTEM "file:///etc/passwd">', b"&a;")
        ),
        UNSAFE,
    ),
    "a definition from elsewhere": Hostile(
        lambda good: good.with_sheet(
            HEAD, b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">', SHEET, _row(_WORD), END
        ),
        UNSAFE,
    ),
    "laughs in the strings": Hostile(
        lambda good: good.with_parts(
            {"xl/sharedStrings.xml": packed(b"".join(_declared(_LAUGHS, b"&l9;")))}
        ),
        UNSAFE,
    ),
    "a size that goes to the last cell": Hostile(
        lambda good: good.with_sheet(
            HEAD,
            SHEET.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'),
            _row(_WORD),
            END,
        ),
        1,
    ),
    "one cell in the last place": Hostile(
        lambda good: good.with_sheet(
            HEAD, SHEET, _row(b'<c r="XFD1048576"><v>1</v></c>', b"1048576"), END
        ),
        REFUSED,
    ),
    "two cells far apart": Hostile(
        lambda good: good.with_sheet(
            HEAD, SHEET, _row(_WORD), _row(b'<c r="SR99999"><v>1</v></c>', b"99999"), END
        ),
        REFUSED,
    ),
    "a million columns": Hostile(
        lambda good: good.with_sheet(HEAD, SHEET, _row(b"<c><v>1</v></c>" * 1_000_000), END),
        REFUSED,
    ),
    "a million times the same cell": Hostile(
        lambda good: good.with_sheet(HEAD, SHEET, _row(_CELL * 1_000_000), END),
        REFUSED,
    ),
    "cells and rows without a place": Hostile(
        lambda good: good.with_sheet(
            HEAD, SHEET, b"<row><c><v>1</v></c><c><v>2</v></c></row>" * 150_000, END
        ),
        REFUSED + "|150000",
    ),
    "row 4,294,967,295": Hostile(
        lambda good: good.with_sheet(HEAD, SHEET, _row(_CELL, b"4294967295"), END), REFUSED
    ),
    "row -5": Hostile(lambda good: good.with_sheet(HEAD, SHEET, _row(_CELL, b"-5"), END), REFUSED),
    "a cell called AAAA…1": Hostile(
        lambda good: good.with_sheet(
            HEAD, SHEET, _row(b'<c r="' + b"A" * 50_000 + b'1"><v>1</v></c>'), END
        ),
        REFUSED,
    ),
    "all cells merged": Hostile(lambda good: good.with_sheet(*_merges(b"A1:XFD1048576")), 1),
    "300,000 merges": Hostile(lambda good: good.with_sheet(*_merges(*[b"A1:B2"] * 300_000)), 1),
    "a number that is none": Hostile(
        lambda good: good.with_sheet(HEAD, SHEET, _row(_CELL.replace(b">1<", b">abc<")), END),
        1,
    ),
    "a number too great": Hostile(
        lambda good: good.with_sheet(HEAD, SHEET, _row(_CELL.replace(b">1<", b">1e999<")), END),
        1,
    ),
    "a word that is not in the list of words": Hostile(
        lambda good: good.with_sheet(
            HEAD, SHEET, _row(b'<c r="A1" t="s"><v>999999999</v></c>'), END
        ),
        BROKEN + "|没有内容",
    ),
    "a style that there is not": Hostile(
        lambda good: good.with_sheet(HEAD, SHEET, _row(b'<c r="A1" s="99999"><v>1</v></c>'), END),
        1,
    ),
    "cut in the middle": Hostile(lambda good: good.content[: len(good.content) // 2], BROKEN),
    "a sheet cut in the middle": Hostile(
        lambda good: good.with_sheet(HEAD, SHEET, b'<row r="1"><c r="A1" t="s'),
        BROKEN + "|没有内容",
    ),
    "an old document renamed": Hostile(lambda _: OLE + bytes(4096), BROKEN),
    "a web page renamed": Hostile(
        lambda _: "<html><body><table><tr><td>标题</td></tr></table></body></html>".encode(), "网页"
    ),
    "locked with a password": Hostile(
        lambda _: OLE + bytes(1024) + "EncryptedPackage".encode("utf-16-le") + bytes(2048), "密码"
    ),
    "an archive with a password": Hostile(_encrypted, "密码"),
    "formulas that call a program": Hostile(
        lambda good: good.with_sheet(
            HEAD,
            SHEET,
            _row(b'<c r="A1" t="str"><f>cmd|\' /C calc\'!A0</f><v>trusted</v></c>'),
            _row(_text("A2", "=cmd|' /C calc'!A0"), b"2"),
            END,
        ),
        2,
    ),
    "days as words": Hostile(
        lambda good: good.with_sheet(
            *_list(("标题", "公开日期"), ("甲", "2018年3月5日"), ("乙", "2018.3.5"), ("丙", "三月"))
        ),
        4,
    ),
    "cells of 32,767 characters": Hostile(
        lambda good: good.with_sheet(*_list(*[("政" * 32_767, "府" * 32_767)] * 20)), 20
    ),
    "cells merged over the list": Hostile(
        lambda good: good.with_sheet(*_merges(b"A1:A9", b"B1:B9")), 1
    ),
}
