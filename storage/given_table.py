"""表格: somebody's table as text, before anything of it is taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Self

from storage.errors import ImportRefused

__all__ = ["GivenTable"]

MAX_AREA = 6_000_000
"""Rows times columns: each place takes memory, filled or not."""


@dataclass(frozen=True, slots=True)
class GivenTable:
    """The cells of a file as text, column by column, rows and columns counted from 0.

    All columns are of the same length. ``faults`` says by place why a cell holds nothing that can
    be taken, after 是 (e.g. 公式); ``unread`` names the sheets that were left out.
    """

    columns: Sequence[Sequence[str]] = ()
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, rows: Sequence[Sequence[str]], faults: Mapping[tuple[int, int], str] | None = None
    ) -> Self:
        """From rows of any length. Raises ImportRefused where they would be mostly gap."""
        if len(rows) * max(map(len, rows), default=0) > MAX_AREA:
            raise ImportRefused(["表格里大片是空的，请只留下要导入的部分。"])
        return cls([*zip_longest(*rows, fillvalue="")], faults or {})

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.columns)

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.columns[0]) if self.columns else 0

    def text(self, row: int, column: int) -> str:
        """A cell's text."""
        return self.columns[column][row]

    def rows(self, first: int = 0, last: int | None = None) -> tuple[tuple[str, ...], ...]:
        """The rows from ``first`` up to and without ``last``, each without the blank cells at its
        end."""
        found = zip(*(cells[first:last] for cells in self.columns), strict=True)
        return tuple(row[: _filled(row)] for row in found)


def _filled(row: Sequence[str]) -> int:
    """How many cells go up to the last that is not blank."""
    return next((place for place in range(len(row), 0, -1) if row[place - 1]), 0)
