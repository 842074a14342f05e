"""Looks at a part of a workbook as bytes: what Excel, WPS and LibreOffice write is so even that
this settles, many times faster than element by element, whether it is safe to parse."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Plain", "look"]

_LONGEST_TAG = 2**16
_ODD = (
    # A cell or row that does not say its place at once, or says one far out: beyond Z199999.
    re.compile(rb'<c(?![a-zA-Z])(?! r="[A-Z](?:[1-9]\d{0,4}|1\d{5})"[ />])'),
    re.compile(rb'<row(?![a-zA-Z])(?! r="[1-9]\d{0,6}"[ />])'),
    # Names with a prefix, document types, comments, character data as it stands.
    re.compile(rb":(?:c|row)[^a-zA-Z0-9]"),
    re.compile(rb"<!"),
)
_ROW = re.compile(rb'<row r="(\d+)"')
_MARKS = re.compile(rb"<f[ />]"), re.compile(rb' t="e"')
_STARTS = (b"<", b"\xef\xbb\xbf<")
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*.(?!utf-8|us-ascii)", re.IGNORECASE)


@dataclass(slots=True)
class Plain:
    """What a part holds: elements (opened and closed), the greatest number that a row says, and
    whether any cell is a formula or an error. No cell is beyond Z199999."""

    elements: int = 0
    rows: int = 0
    marked: bool = False


def look(pieces: Iterable[bytes]) -> Plain | None:
    """None where the part is written in another way and must be gone through element by element.

    ``pieces`` may raise what it likes, e.g. once they are too many.
    """
    found, rest = Plain(), b""
    for number, piece in enumerate(pieces):
        if not number and (not piece.startswith(_STARTS) or _ENCODING.search(piece[:200])):
            return None
        piece = rest + piece
        cut = piece.rfind(b"<")
        # A tag is looked at as a whole, so one that is not over waits for the next piece.
        rest = piece[cut:] if cut >= 0 and b">" not in piece[cut:] else b""
        if len(rest) > _LONGEST_TAG or not _take(piece[:cut] if rest else piece, found):
            return None
    return None if rest else found


def _take(window: bytes, found: Plain) -> bool:
    """Whether these whole tags are written as expected; counts them."""
    if b"\0" in window or any(odd.search(window) for odd in _ODD):
        return False
    found.elements += window.count(b"<")
    found.rows = max(found.rows, *map(int, _ROW.findall(window)), 0)
    found.marked = found.marked or any(mark.search(window) for mark in _MARKS)
    return True
