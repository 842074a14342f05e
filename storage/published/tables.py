"""The numbers of a published table, found by the labels of its rows.

However a table was copied — a line for each row, a line for each cell, labels broken across
lines — its labels come in the order of the form, each followed by its numbers.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from storage.formats import Format, TablePart
from storage.grids import Grid
from storage.published.labels import MARK, places_of
from storage.published.lines import squeezed

__all__ = ["Row", "Shape", "Taken", "is_value", "read_rows", "rows_of_grid", "rows_of_table"]

_VALUE = re.compile(
    r"(?:[+-]*\d[\d,]*(?:\.\d+)?\s*(?:件|条|项|次|个|宗|篇|人|人次|元|万元)?(?:\([^()]*\))?"
    r"|[-—–―─/]{1,2}|不适用|不涉及|无)"
)
_NOTE_APART = re.compile(r"(?<=\d)\s+(?=\([^\d一二三四五六七八九十])")
_TOTALLED = 3
"""Rows of more cells end with a total."""
_MERGED = 40
"""So many blank places at most belong to the merged cells beside a row."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a form: its label, the figures in their order; a heading has none."""

    label: str
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """How many columns a table has, and how many of them at its left are for labels."""

    columns: int
    labels: int


@dataclass(slots=True)
class Taken:
    """What was read of a table: words by figure, blank cells left out; ``absent`` and
    ``unclear`` are the labels of rows not found, and of those with too few or too many numbers.

    ``over`` are numbers that follow a row and belong to none, by its label.
    """

    cells: dict[str, str] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    over: dict[str, list[str]] = field(default_factory=dict)

    def put(self, row: Row, cells: Sequence[str]) -> None:
        """The cells of a row; blank ones hold nothing."""
        pairs = zip(row.figures, cells, strict=True)
        self.cells.update({key: cell for key, cell in pairs if cell})


def is_value(cell: str) -> bool:
    """Whether a cell of a table holds a number or what stands for one."""
    return bool(_VALUE.fullmatch(unicodedata.normalize("NFKC", cell).strip()))


def rows_of_grid(grid: Grid) -> list[Row]:
    """The rows of a statutory table with figures, each by its innermost label."""
    rows = []
    for cells in grid.rows:
        figures = tuple(cell.figure for cell in cells if cell is not None and cell.figure)
        labels = [cell.text for cell in cells if cell is not None and cell.text]
        if figures:
            rows.append(Row(labels[-1] if labels else "", figures))
    return rows


def rows_of_table(made: Format, table: TablePart) -> list[Row]:
    """The rows of a table of indicators, its headings among them."""
    return [
        Row(made.fields[row.figure].printed_label, (row.figure,))
        if row.figure
        else Row(row.heading)
        for row in table.rows
    ]


def read_rows(lines: Sequence[str], rows: Sequence[Row], shape: Shape) -> Taken:
    """The cells of these rows. A row whose numbers could be of several cells is not guessed."""
    words, values = _stream(lines, shape)
    taken = Taken()
    places = list(places_of(words, [row.label for row in rows]))
    over: dict[int, list[str]] = {}
    for number, (row, start) in enumerate(zip(rows, places, strict=True)):
        if not row.figures:
            continue
        if start is None:
            taken.absent.append(row.label)
            continue
        later = [each for each in places if each is not None and each > start]
        end = min(later, default=len(words))
        if not row.label:
            start, end = _longest_run(words)
            if start == end:
                taken.absent.append(row.label)
                continue
        first, last = words[:start].count(MARK), words[:end].count(MARK)
        wanted = len(row.figures)
        # Numbers with words between them are not of one row.
        runs = [values[first + low : first + high] for low, high in _runs(words[start:end])]
        filled = [run for run in runs if any(run)] or [values[first:last]]
        cells = _aligned(filled[0], wanted) if len(filled) == 1 else None
        if cells is None:
            # A row that the form does not have follows, or what stands below the table.
            run = _first_run(words[start:end])
            fits = run == wanted or (run > wanted and end == len(words))
            cells = values[first : first + wanted] if fits else None
            left = [each for each in values[first + wanted : last] if each]
            if fits and left:
                over[number] = left
        if cells is None:
            taken.unclear.append(row.label)
        else:
            taken.put(row, cells)
    if (taken.absent or taken.unclear) and (whole := _line_by_line(lines, rows, shape)):
        return whole
    for number, left in over.items():
        found = _unlabelled(rows, places, number, left)
        for row, numbers in found:
            taken.absent.remove(row.label)
            taken.put(row, numbers)
        if not found:
            taken.over[rows[number].label] = left
    return taken


def _line_by_line(lines: Sequence[str], rows: Sequence[Row], shape: Shape) -> Taken | None:
    """A table of which each line has the numbers of a row, in the order of the form, though the
    labels are torn; None unless there are as many and each label still whole is in its place."""
    wanted = len(rows[0].figures)
    if wanted <= _TOTALLED or any(len(row.figures) != wanted for row in rows):
        return None
    found: list[list[str]] = []
    kept = 0
    for line in lines:
        words, values = _stream([line], shape)
        cells = _aligned(values, wanted)
        if cells is None or not any(cells):
            continue
        bare = words.replace(MARK, "")
        named = [at for at, row in enumerate(rows) if bare and squeezed(row.label) in bare]
        if named and named != [len(found)]:
            return None
        kept += bool(named)
        found.append(cells)
    if len(found) != len(rows) or kept * 2 < len(rows):
        return None
    taken = Taken()
    for row, cells in zip(rows, found, strict=True):
        taken.put(row, cells)
    return taken


def _unlabelled(
    rows: Sequence[Row], places: Sequence[int | None], number: int, left: Sequence[str]
) -> list[tuple[Row, Sequence[str]]]:
    """The rows after this one whose labels were torn apart, with the numbers left over, where
    these are as many and each row comes to its total."""
    rest = zip(rows[number + 1 :], places[number + 1 :], strict=True)
    torn = [row for row, _ in takewhile(lambda each: each[1] is None, rest)]
    found, at = list[tuple[Row, Sequence[str]]](), 0
    for row in torn:
        found.append((row, left[at : at + len(row.figures)]))
        at += len(row.figures)
    sums = all(len(cells) > _TOTALLED and _ends_with_total(cells) for _, cells in found)
    return found if sums and at == len(left) else []


def _stream(lines: Sequence[str], shape: Shape) -> tuple[str, list[str]]:
    """The words of a table with a mark for each cell of numbers, and the cells."""
    words: list[str] = []
    values: list[str] = []
    for line in lines:
        for cell in _cells(unicodedata.normalize("NFKC", line), shape):
            if not cell or _VALUE.fullmatch(cell):
                words.append(MARK)
                values.append(cell)
            else:
                words.append(squeezed(cell))
    return "".join(words), values


def _cells(line: str, shape: Shape) -> Iterator[str]:
    """The cells of a line; only between bars and tabs can a cell be seen to be blank."""
    if "|" not in line and "\t" not in line:
        yield from _NOTE_APART.sub("", line).split()
        return
    bars = "|" in line
    cells = line.strip().strip("|").split("|") if bars else line.split("\t")
    whole = len(cells) == shape.columns
    for number, cell in enumerate(cells):
        bare = cell.strip()
        if bare and not _VALUE.fullmatch(bare):
            yield from bare.split()
        elif bare or not (whole and number < shape.labels):
            yield bare


def _longest_run(words: str) -> tuple[int, int]:
    """Where most cells follow each other: the row of a table whose rows have no labels."""
    runs = [match.span() for match in re.finditer(f"{MARK}+", words)]
    return max(runs, key=lambda each: each[1] - each[0], default=(0, 0))


def _runs(words: str) -> list[tuple[int, int]]:
    """The stretches of cells that follow each other, counted in cells."""
    found, at = list[tuple[int, int]](), 0
    for match in re.finditer(f"{MARK}+", words):
        found.append((at, at + len(match[0])))
        at += len(match[0])
    return found


def _first_run(words: str) -> int:
    """How many cells follow each other behind a label."""
    run = re.search(f"{MARK}+", words)
    return len(run[0]) if run else 0


def _aligned(values: Sequence[str], wanted: int) -> list[str] | None:
    """The cells of a row out of all that stand behind its label; None where that is unclear."""
    solid = [each for each in values if each]
    if len(solid) == wanted:
        return solid
    if len(values) == wanted:
        return list(values)
    if len(solid) > wanted or len(values) > wanted + _MERGED:
        return None
    # Blank places beside the row's own belong to merged cells.
    fitting = [
        list(values[start : start + wanted])
        for start in range(len(values) - wanted + 1)
        if not any(values[:start]) and not any(values[start + wanted :])
    ]
    if len(fitting) == 1 or not solid:
        return fitting[0] if fitting else None
    totalled = [each for each in fitting if _ends_with_total(each)]
    return totalled[0] if len(totalled) == 1 else None


def _ends_with_total(cells: Sequence[str]) -> bool:
    """Whether the last cell is what the others come to, or the only one that is filled in."""
    *parts, total = cells
    if not total or not any(parts):
        return bool(total)
    numbers = [each for each in parts if each]
    if not all(each.isdecimal() for each in (*numbers, total)):
        return False
    return sum(map(int, numbers)) == int(total)
