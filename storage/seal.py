"""封签: the CRC-32 of a whole closed data file, so that a byte changed since is noticed anywhere.

It is kept in the file's own header, in the four bytes of SQLite's ``user_version``, and reckoned
with those four bytes as zero. A file that was not closed properly (it is still in WAL mode) or was
made by an earlier version has none.
"""

import os
from enum import Enum
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

__all__ = ["Seal", "check", "seal"]

_PLACE, _LENGTH = 60, 4
_PIECE = 1 << 20
_WAL = bytes((2, 2))
"""Bytes 18 and 19 of a file that was opened and not closed again."""


class Seal(Enum):
    """Whether a file is as it was when it was closed."""

    WHOLE = "whole"
    BROKEN = "broken"
    NONE = "none"


def check(path: Path) -> Seal:
    """Compare a file that nobody has open with its seal. Raises OSError."""
    with path.open("rb") as file:
        header = file.read(100)
        kept = int.from_bytes(header[_PLACE : _PLACE + _LENGTH], "big")
        if not kept or header[18:20] == _WAL or path.with_name(f"{path.name}-journal").exists():
            return Seal.NONE
        return Seal.WHOLE if kept == _sum(file) else Seal.BROKEN


def seal(path: Path) -> None:
    """Seal a file that was closed and is open nowhere. Raises OSError."""
    # Not by SQL: that would change the change counter, and so the sum.
    with path.open("r+b") as file:
        found = _sum(file)
        file.seek(_PLACE)
        file.write(found.to_bytes(_LENGTH, "big"))
        file.flush()
        os.fsync(file.fileno())


def _sum(file: BinaryIO) -> int:
    file.seek(0)
    first = bytearray(file.read(_PIECE))
    first[_PLACE : _PLACE + _LENGTH] = bytes(_LENGTH)
    found = crc32(first)
    while piece := file.read(_PIECE):
        found = crc32(piece, found)
    # 0 stands for no seal.
    return found or 1
