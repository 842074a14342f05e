"""The numbers of a published report's tables, put where the format has them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from storage.errors import BadValue
from storage.formats import NOTE, Field, Format
from storage.grids import Grid
from storage.published.chapters import Chapter
from storage.published.lines import squeezed
from storage.published.regions import is_row, signers_of, stretches_of, with_head
from storage.published.tables import Shape, Taken, read_rows, rows_of_grid, rows_of_table
from storage.values import Value, parse_figure

__all__ = ["Numbers"]

_NOTED = re.compile(r"(?P<number>[^()]*?)\s*\((?P<note>[^()]*)\)")
_UNIT = re.compile(r"(?P<number>.*\d)\s*(?P<unit>万元|元|人次|件|条|项|次|个|宗|篇|人)")
_YUAN = 10_000
_UNCLEAR = "有的行空白格没有留下或者多了数，分不清各是哪一格，没有放进去"
_NAMED, _MANY = 3, 20
_INDICATORS = Shape(columns=3, labels=2)
"""Of a table of indicators: label, unit, number."""


class Numbers:
    """Collects figures, what is no number, and notes; the rest is said in ``deviations``."""

    def __init__(self, made: Format, deviations: list[str]) -> None:
        self._made = made
        self.deviations = deviations
        self.figures: dict[str, Value] = {}
        self.unparsed: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.titles: dict[str, None] = {}
        """Of the tables that numbers were taken from."""
        self.signers: Mapping[str, str] = {}

    def take_sheet(self, lines: Sequence[str]) -> None:
        """The tables of a sheet of a workbook."""
        rest = self.take_tables(lines)
        words = squeezed("".join(rest))
        for grid in self._made.grids.values():
            rows = rows_of_grid(grid)
            if all(row.label for row in rows):
                stretches = stretches_of(rest, rows)[:1]
            else:
                head = [each for row in grid.rows[: grid.head_rows] for each in row if each]
                whole = all(squeezed(each.text) in words for each in head)
                stretches = [(0, len(rest) - 1)] if whole else []
            for first, last in stretches:
                self._take_cells(grid.title, _read(grid, rest[first : last + 1]))

    def take_grid(self, grid: Grid, chapter: Chapter) -> bool:
        """A statutory table in its chapter, whose lines then are its text alone; whether it
        stands there."""
        printed = _printed(grid)
        prose = [not is_row(line, printed) for line in chapter.lines]
        table = [line for line, said in zip(chapter.lines, prose, strict=True) if not said]
        taken = _read(grid, table)
        stands = len(taken.absent) < len(rows_of_grid(grid))
        if stands:
            chapter.lines = [each for each, said in zip(chapter.lines, prose, strict=True) if said]
            self._take_cells(grid.title, taken)
        return stands

    def take_elsewhere(
        self, grid: Grid, chapters: Sequence[Chapter], whole: Sequence[Sequence[str]]
    ) -> None:
        """A statutory table that stands in another chapter, as an annex or without its heading.

        ``whole`` are the lines that the chapters had before any table was taken.
        """
        rows = rows_of_grid(grid)
        labelled = all(row.label for row in rows)
        for chapter, lines in zip(chapters, whole, strict=True) if labelled else ():
            for first, last in stretches_of(lines, rows)[:1]:
                table, printed = lines[first : last + 1], _printed(grid)
                self._take_cells(grid.title, _read(grid, table))
                gone = {*table, *(each for each in lines if printed.find(squeezed(each)) >= 0)}
                chapter.lines = [each for each in chapter.lines if each not in gone]
                return
        self.deviations.append(f"没有读到“{grid.title}”这张表里的数。")

    def take_tables(self, lines: Sequence[str]) -> list[str]:
        """The tables of indicators among the lines of the report; the lines without them."""
        rest = list(lines)
        rows = [(each, rows_of_table(self._made, each)) for each in self._made.tables.values()]
        # A small table may have some of the indicators of a large one.
        for table, held in sorted(rows, key=lambda each: -len(each[1])):
            stretches = stretches_of(rest, held)
            for first, last in stretches:
                taken = read_rows(rest[first : last + 1], held, _INDICATORS)
                self._take_cells(table.title, taken)
            for first, last in reversed(stretches):
                self.signers, below = signers_of(rest[last + 1 :], self.signers)
                del rest[with_head(rest, first, table) : last + 1 + below]
        return rest

    def _take_cells(self, title: str, taken: Taken) -> None:
        self.titles |= {title: None} if taken.cells else {}
        for labels, said in ((taken.absent, "没有找到"), (taken.unclear, _UNCLEAR)):
            if labels:
                named = "、".join(f"“{each}”" for each in labels[:_NAMED] if each)
                more = f"等 {len(labels)} 行" if len(labels) > _NAMED else ""
                self.deviations.append(f"“{title}”这张表{said}：{named or '填数的一行'}{more}。")
        for label, left in taken.over.items():
            said = f"“{title}”这张表的“{label}”后面还有 {'、'.join(left[:_MANY])}"
            self.deviations.append(f"{said}，格式里没有地方放。")
        for key, cell in taken.cells.items():
            self._take_cell(self._made.fields[key], cell)

    def _take_cell(self, field: Field, cell: str) -> None:
        number = unicodedata.normalize("NFKC", cell)
        if noted := _NOTED.fullmatch(number):
            number = noted["number"]
            self.notes[f"{NOTE}{field.key}"] = f"（{noted['note']}）"
        if counted := _UNIT.fullmatch(number):
            number = _in_unit(counted["number"], counted["unit"], field.unit)
        try:
            value = parse_figure(number, decimal=field.decimal, negative=field.negative)
        except BadValue:
            self.unparsed[field.key] = cell
            return
        held = self.figures.get(field.key)
        if held is not None and held != value:
            said = f"“{field.label}”前后写了两个数，采用了前一个（{held}），没有采用 {cell}。"
            self.deviations.append(said)
        elif value is not None:
            self.figures[field.key] = value


def _printed(grid: Grid) -> str:
    """All words of a statutory table, and how it may be called above."""
    words = "".join(cell.text for row in grid.rows for cell in row if cell is not None)
    return squeezed(words + "".join(f"表{number}{grid.title}" for number in "一二三四1234"))


def _read(grid: Grid, lines: Sequence[str]) -> Taken:
    return read_rows(lines, rows_of_grid(grid), Shape(len(grid.widths), grid.head_columns))


def _in_unit(number: str, unit: str, wanted: str) -> str:
    """A number in the unit of its field; 元 where 万元 is asked for is divided, exactly."""
    plain = number.replace(",", "").strip()
    if unit == "元" and wanted == "万元":
        try:
            return format(Decimal(plain) / _YUAN, "f")
        except InvalidOperation:
            # Two signs before it: whoever reads it says that it is no number.
            return plain
    return plain
