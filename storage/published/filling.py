"""Filling a year with what the chapters of a published report say."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal

from storage.errors import BadValue
from storage.formats import NOTE, TITLE, Field, Section, TextPart
from storage.grids import Grid
from storage.headings import Numbered, numbered
from storage.published.chapters import Chapter, likeness
from storage.published.lines import Wrap, bare, paragraphs_of, squeezed
from storage.published.regions import is_row, signers_of, stretches_of, with_head
from storage.published.tables import Shape, Taken, read_rows, rows_of_grid, rows_of_table
from storage.report import Report
from storage.values import Value, parse_figure
from storage.wording import Wording

__all__ = ["Filling"]

_NOTED = re.compile(r"(?P<number>[^()]*?)\s*\((?P<note>[^()]*)\)")
_UNIT = re.compile(r"(?P<number>.*\d)\s*(?P<unit>万元|元|人次|件|条|项|次|个|宗|篇|人)")
_YUAN = 10_000
_UNCLEAR = "有的行空白格没有留下或者多了数，分不清各是哪一格，没有放进去"
_NAMED, _MANY = 3, 20
_ALIKE = 0.6
_SHORT_LINE = 15
_INDICATORS = Shape(columns=3, labels=2)
"""Of a table of indicators: label, unit, number."""


class Filling:
    """Collects the values of a year; what could not be placed is said in ``deviations``."""

    def __init__(self, empty: Report, wrap: Wrap | None) -> None:
        self._empty = empty
        self._made = empty.format
        self._wrap = wrap
        self._figures: dict[str, Value] = {}
        self._unparsed: dict[str, str] = {}
        self._notes: dict[str, str] = {}
        self._prose: dict[str, list[str]] = {}
        self.deviations: list[str] = []
        self.titles: dict[str, None] = {}
        """Of the tables that numbers were taken from."""
        self.signers: Mapping[str, str] = {}

    def report(self) -> Report:
        """The year with all that was taken."""
        filled = self._empty.with_values(figures=self._figures, unparsed=self._unparsed)
        wording = Wording(filled)
        texts = {
            wording.text_key(part): "\n".join(self._prose.get(part.key, ()))
            for part in self._made.texts.values()
            if wording.wanted(part) and part.key != TITLE
        }
        return filled.with_values(texts={**texts, **self._notes})

    def figures(self) -> Report:
        """The year with the numbers that were taken and their notes, and no texts."""
        taken = self._empty.with_values(figures=self._figures, unparsed=self._unparsed)
        return taken.with_values(texts=self._notes)

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

    def take(self, chapters: Sequence[Chapter]) -> None:
        """All chapters: their statutory tables and their prose."""
        present = {chapter.section.key for chapter in chapters if chapter.section}
        unread = dict(self._made.grids)
        whole = [list(chapter.lines) for chapter in chapters]
        for chapter in chapters:
            for grid in self._grids(chapter):
                if self._take_grid(grid, chapter):
                    del unread[grid.key]
        for grid in unread.values():
            self._take_elsewhere(grid, chapters, whole)
        for chapter in chapters:
            section, grids = chapter.section or self._opening(), self._grids(chapter)
            paragraphs = list(paragraphs_of(chapter.lines, self._wrap))
            parts = [each for each in section.parts if isinstance(each, TextPart)]
            if parts:
                texts = [each for each in parts if not each.only] or parts
                own = squeezed(chapter.title) != squeezed(section.title)
                # A text with a heading of its own is printed without the format's sub-heading.
                own = own or bool(texts[0].lead and paragraphs and _is_plain(paragraphs[0]))
                title = [chapter.title] if own and chapter.section else []
                self._take_prose(texts, [*title, *paragraphs])
            elif grids and paragraphs:
                notes = self._take_next(section, paragraphs, present)
                if notes:
                    self._notes[NOTE + grids[-1].key] = "\n".join(notes)
                    said = f"“{section.name}”表格前后的文字放在表格下面作表注。"
                    self.deviations.append(said)
        missing = [each for each in self._made.sections if each.title and each.key not in present]
        self.deviations += [f"原文没有“{each.title}”这一章。" for each in missing]

    def _take_next(
        self, section: Section, paragraphs: Sequence[str], present: set[str]
    ) -> Sequence[str]:
        """The text of a chapter whose own heading is lost, known by its first sub-heading, out
        of the text behind the table before it; what remains is the table's."""
        after = self._made.sections[self._made.sections.index(section) + 1 :]
        following = after[0] if after else None
        if following is None or following.key in present:
            return paragraphs
        texts = [each for each in following.parts if isinstance(each, TextPart)]
        for at, paragraph in enumerate(paragraphs):
            found = numbered(paragraph)
            like = found and likeness(bare(found.heading), following.name) >= _ALIKE
            if texts and found and found.level > 1 and like:
                self._take_prose(texts, paragraphs[at:])
                present.add(following.key)
                said = f"“{following.title}”没有标题，从“{found.heading}”起的文字放在这一章。"
                self.deviations.append(said)
                return paragraphs[:at]
        return paragraphs

    def _opening(self) -> Section:
        return self._made.sections[0]

    # ---- tables ---------------------------------------------------------------------------

    def _grids(self, chapter: Chapter) -> list[Grid]:
        """The statutory tables of a chapter."""
        keys = chapter.section.parts if chapter.section else ()
        grids = self._made.grids
        return [grids[each] for each in keys if isinstance(each, str) and each in grids]

    def _take_grid(self, grid: Grid, chapter: Chapter) -> bool:
        printed = _printed(grid)
        prose = [not is_row(line, printed) for line in chapter.lines]
        table = [line for line, said in zip(chapter.lines, prose, strict=True) if not said]
        taken = _read(grid, table)
        stands = len(taken.absent) < len(rows_of_grid(grid))
        if stands:
            chapter.lines = [each for each, said in zip(chapter.lines, prose, strict=True) if said]
            self._take_cells(grid.title, taken)
        return stands

    def _take_elsewhere(
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
            self._notes[f"{NOTE}{field.key}"] = f"（{noted['note']}）"
        if counted := _UNIT.fullmatch(number):
            number = _in_unit(counted["number"], counted["unit"], field.unit)
        try:
            value = parse_figure(number, decimal=field.decimal, negative=field.negative)
        except BadValue:
            self._unparsed[field.key] = cell
            return
        held = self._figures.get(field.key)
        if held is not None and held != value:
            said = f"“{field.label}”前后写了两个数，采用了前一个（{held}），没有采用 {cell}。"
            self.deviations.append(said)
        elif value is not None:
            self._figures[field.key] = value

    # ---- prose ----------------------------------------------------------------------------

    def _take_prose(self, parts: Sequence[TextPart], paragraphs: Sequence[str]) -> None:
        plain = [number for number, part in enumerate(parts) if not part.lead]
        at = plain[0] if plain else 0
        begun = False
        for number, paragraph in enumerate(paragraphs):
            if number and _opens_chapter(paragraph):
                # A chapter that the form does not have comes behind all of this one.
                at, begun = len(parts) - 1, True
            place, rest = self._led(parts, at if begun else -1, paragraph)
            if place is not None:
                at, begun = place, True
            if rest:
                self._prose.setdefault(parts[at].key, []).append(rest)

    def _led(self, parts: Sequence[TextPart], at: int, paragraph: str) -> tuple[int | None, str]:
        """The part whose sub-heading begins a paragraph, and the paragraph without the heading
        where the format prints the same one."""
        found = numbered(paragraph)
        if found is None and _is_short(paragraph):
            # Word counts some headings itself and does not write their numbers.
            found = Numbered(2, paragraph, "")
        if found is None or found.level == 1:
            return None, paragraph
        alike = {
            number: likeness(bare(found.heading), bare(part.lead))
            for number, part in enumerate(parts)
            if part.lead and number > at
        }
        best = max(alike, key=lambda each: alike[each], default=None)
        if best is None or alike[best] < _ALIKE:
            return None, paragraph
        lead = parts[best].lead
        if bare(found.heading) == squeezed(found.heading):
            self.deviations.append(f"小标题“{found.heading}”没有序号，按格式印作“{lead}”。")
            return best, ""
        return best, found.rest if squeezed(found.heading) == squeezed(lead) else paragraph


def _printed(grid: Grid) -> str:
    """All words of a statutory table, and how it may be called above."""
    words = "".join(cell.text for row in grid.rows for cell in row if cell is not None)
    return squeezed(words + "".join(f"表{number}{grid.title}" for number in "一二三四1234"))


def _read(grid: Grid, lines: Sequence[str]) -> Taken:
    return read_rows(lines, rows_of_grid(grid), Shape(len(grid.widths), grid.head_columns))


def _is_plain(paragraph: str) -> bool:
    """Whether a paragraph begins without any sub-heading."""
    return numbered(paragraph) is None and not _is_short(paragraph)


def _is_short(paragraph: str) -> bool:
    """Whether a line may be a heading without its number."""
    return len(paragraph) <= _SHORT_LINE and not paragraph.endswith("。")


def _opens_chapter(paragraph: str) -> bool:
    found = numbered(paragraph)
    return found is not None and found.level == 1


def _in_unit(number: str, unit: str, wanted: str) -> str:
    """A number in the unit of its field; 元 where 万元 is asked for is divided, exactly."""
    plain = number.replace(",", "").strip()
    if unit == "元" and wanted == "万元":
        return format(Decimal(plain) / _YUAN, "f")
    return plain
