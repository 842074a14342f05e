"""A table with merged cells as lines: a tab between its places, covered places left blank."""

from collections.abc import Iterable
from dataclasses import dataclass

from storage.errors import ImportRefused

__all__ = ["Spanning", "span_said", "spread_rows"]

MAX_SPAN = 100
MAX_PLACES = 200_000
"""Of a table; those of a report have some hundreds."""


@dataclass(frozen=True, slots=True)
class Spanning:
    """A cell with its words; ``goes_on`` marks one that continues the cell above it."""

    text: str
    columns: int = 1
    rows: int = 1
    goes_on: bool = False


def span_said(said: str | None) -> int:
    """How many places a cell says it takes; 1 where that is no number a table could have."""
    return int(said) if said and said.isdecimal() and len(said) < 4 else 1


def spread_rows(rows: Iterable[Iterable[Spanning]]) -> list[str]:
    """The lines of a table. Spans of more than a hundred are cut: they are no table's. Raises
    ImportRefused for a table that is endless all the same."""
    covered: dict[int, int] = {}
    lines, held = [], 0
    for row in rows:
        places: list[str] = []
        still = {at: left - 1 for at, left in covered.items() if left > 1}
        for cell in row:
            while covered.get(len(places), 0):
                places.append("")
            columns = min(max(cell.columns, 1), MAX_SPAN)
            if cell.rows > 1:
                below = range(len(places), len(places) + columns)
                still.update(dict.fromkeys(below, min(cell.rows, MAX_SPAN) - 1))
            text = "" if cell.goes_on else " ".join(cell.text.split())
            places += [text, *[""] * (columns - 1)]
            if held + len(places) > MAX_PLACES:
                raise ImportRefused(["里面的表格太大，不像一份年报，没有打开。"])
        while covered.get(len(places), 0):
            places.append("")
        covered = still
        held += len(places)
        lines.append("\t".join(places))
    return lines
