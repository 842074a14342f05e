"""What the process that reads a list says, and how: a letter, a length, so many bytes."""

from enum import Enum
from pathlib import Path

__all__ = ["CELL", "COLUMN", "HEAD", "Said", "path_size"]

CELL = "\x1f"
"""Between the cells of a column; no cleaned text holds it."""
COLUMN = "\x1e"
"""Between columns; no cleaned text holds it."""
HEAD = 5
"""Bytes before each message: its letter, its length."""


class Said(Enum):
    """What a message is about."""

    STEP = b"s"
    """Two numbers: how far it is, of how much."""
    FAULTS = b"f"
    """By place, of the rows that come next and maybe of rows further down."""
    ROWS = b"r"
    """The next rows, column by column."""
    UNREAD = b"u"
    """The last one: the sheets not read."""
    REFUSED = b"x"
    UNAVAILABLE = b"n"


def path_size(path: str) -> int:
    """0 where it cannot be told."""
    try:
        return Path(path).stat().st_size
    except OSError:
        # Whoever reads it says why it cannot be read.
        return 0
