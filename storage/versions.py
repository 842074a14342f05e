"""版本: a finished version of a year (定稿) and one being worked on (更正), frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

__all__ = ["FinishedFile", "Version"]


@dataclass(frozen=True, slots=True)
class FinishedFile:
    """A file that was made when a version was finished: its kind, its name, its SHA-256 in hex."""

    kind: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Version:
    """第几版. ``finished_at`` is None while it is being worked on; ``reason`` says why it was
    opened, "" for the first; ``who`` and ``program`` say who finished it with which program.
    """

    number: int
    reason: str
    opened_at: datetime
    finished_at: datetime | None = None
    who: str = ""
    program: str = ""
    printed: Mapping[str, str] | None = None
    files: tuple[FinishedFile, ...] = ()
