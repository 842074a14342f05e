"""文中小表: lines of a text whose cells are parted by upright bars are printed as a table."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

__all__ = ["TextTable", "barred", "pieces_of"]

_RULE = re.compile(r"[-—:：\s]*")
_NARROWEST, _WIDEST = 3.0, 16.0


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table within a text: its rows, each with as many cells; the first one is its head."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def widths(self) -> tuple[float, ...]:
        """How wide each column is beside the others, by its longest cell."""
        columns = zip(*self.rows, strict=True)
        return tuple(min(max(_NARROWEST, *map(_width, each)), _WIDEST) for each in columns)


def pieces_of(paragraphs: Sequence[str]) -> list[str | TextTable]:
    """The paragraphs, and in their place the tables: two lines with bars or more."""
    found: list[str | TextTable] = []
    for is_row, group in groupby(paragraphs, key=lambda each: _cells(each) is not None):
        lines = list(group)
        rows = [cells for each in lines if (cells := _cells(each)) and not _is_rule(cells)]
        if is_row and len(rows) > 1:
            most = max(map(len, rows))
            found.append(TextTable(tuple((*row, *[""] * (most - len(row))) for row in rows)))
        else:
            found += lines
    return found


def barred(text: str) -> str:
    """A copied text with its tables in bars: two lines with tabs or more."""
    lines: list[str] = []
    for tabbed, group in groupby(text.split("\n"), key=lambda each: "\t" in each.strip()):
        block = list(group)
        if tabbed and len(block) > 1:
            lines += [" | ".join(cell.strip() for cell in each.split("\t")) for each in block]
        else:
            lines += block
    return "\n".join(lines)


def _cells(line: str) -> tuple[str, ...] | None:
    bare = line.strip().replace("｜", "|")
    if "|" not in bare:
        return None
    cells = tuple(each.strip() for each in bare.removeprefix("|").removesuffix("|").split("|"))
    return cells if len(cells) > 1 else None


def _is_rule(cells: Sequence[str]) -> bool:
    """Whether a row is the line that some programs draw below a head: ---|---."""
    return all(each and _RULE.fullmatch(each) for each in cells)


def _width(text: str) -> float:
    wide = sum(unicodedata.east_asian_width(each) in "WFA" for each in text)
    return wide + (len(text) - wide) / 2
