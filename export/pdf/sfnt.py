"""Reads the tables of a TrueType or OpenType file, and no more of it than is asked for.

Fonts are opened by Python itself, so that a folder may have any name on any system.
"""

import struct
from functools import cached_property
from pathlib import Path

_COLLECTION = b"ttcf"
_FLAVOURS = frozenset({b"\0\1\0\0", b"OTTO", b"true", _COLLECTION})


class NotAFont(Exception):
    """The file is not a font, or it is cut short."""


class Sfnt:
    """One face of a font file."""

    def __init__(self, path: Path, index: int = 0) -> None:
        self._path = path
        self._index = index

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        """Where each table lies: (start, length), from the face's table directory."""
        start = _starts(self._path)[self._index]
        (count,) = struct.unpack(">4xH6x", _read(self._path, start, 12))
        data = _read(self._path, start + 12, 16 * count)
        return {
            tag.decode("latin-1"): (place, size)
            for tag, place, size in struct.iter_unpack(">4s4xII", data)
        }

    @property
    def tags(self) -> list[str]:
        """The names of the tables, e.g. ``CFF ``."""
        return list(self._places)

    def names(self, *numbers: int) -> set[str]:
        """The texts of some entries of the name table, in whatever languages it has them."""
        data = self.table("name")
        if not data:
            return set()
        count, texts = struct.unpack_from(">2xHH", data)
        found: set[str] = set()
        for place in range(6, 6 + 12 * count, 12):
            platform, encoding, _, number, size, start = struct.unpack_from(">6H", data, place)
            if number in numbers:
                text = data[texts + start : texts + start + size]
                found.add(text.decode(_codec(platform, encoding), "replace"))
        return found

    def table(self, tag: str) -> bytes:
        """A table's bytes; empty if the face has none of this name."""
        place, size = self._places.get(tag, (0, 0))
        return _read(self._path, place, size) if size else b""


def _codec(platform: int, encoding: int) -> str:
    """How a name is written: Unicode but for old Macintosh entries."""
    if platform == 1:
        return "gb18030" if encoding == 25 else "mac_roman"
    return "utf-16-be"


def face_count(path: Path) -> int:
    """How many faces a file holds; NotAFont if it is none."""
    return len(_starts(path))


def _starts(path: Path) -> tuple[int, ...]:
    """Where the table directory of each face begins."""
    flavour = _read(path, 0, 4)
    if flavour not in _FLAVOURS:
        raise NotAFont(path)
    if flavour != _COLLECTION:
        return (0,)
    (count,) = struct.unpack(">I", _read(path, 8, 4))
    return struct.unpack(f">{count}I", _read(path, 12, 4 * count))


def _read(path: Path, start: int, size: int) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        data = file.read(size)
    if len(data) < size:
        raise NotAFont(path)
    return data
