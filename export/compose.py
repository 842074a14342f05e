"""成文: a report as a Document: the format's sections with every number in its place."""

from collections.abc import Iterator

from export.document import (
    Align,
    Block,
    Cell,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    Tone,
)
from storage.errors import BadValue
from storage.formats import NOTE, TITLE, Format, Part, Section, TablePart, TableRow, TextPart
from storage.grids import Grid, GridCell
from storage.headings import lead_of, numbered, paragraphs_of
from storage.report import Report
from storage.text_tables import TextTable, pieces_of
from storage.values import clean_line, parse_date, show
from storage.wording import MISSING, Wording

__all__ = [
    "STATISTICS",
    "cell_note",
    "compose",
    "dated_of",
    "foot_notes",
    "is_label",
    "row_label",
    "row_level",
]

STATISTICS = "statistics"
"""The key of the statutory table (《政府信息公开情况统计表》) in a format."""

_RUN_IN = 2
"""The level whose heading stands out from the prose that follows it on the same line."""

_WORDY = 10
"""Columns of a table in a text that are wider hold words, which begin at the left."""

_WIDTHS = (7.0, 1.2, 1.8)
"""Label, unit and number of a table of indicators."""


def compose(
    report: Report, *, draft: bool = False, dated: str = "", with_statistics: bool = False
) -> Document:
    """The whole report as it will be printed; ``with_statistics`` adds the table as 附件.

    ``dated`` (ISO) goes into the file's properties; by default it follows from the report alone.
    """
    wording = Wording(report)
    blocks = [block for section in report.format.sections for block in _section(section, wording)]
    unit = report.unit
    if unit.signature or unit.signed_on:
        blocks.append(Signature(unit.signature, unit.signed_on))
    if with_statistics and STATISTICS in report.format.tables:
        table = _table(report.format.tables[STATISTICS], wording)
        blocks += [PageBreak(), Heading("附件"), table]
    title = paragraphs_of(report.format.texts[TITLE], wording) or [wording.say(report.format.title)]
    return Document(
        title="".join(title),
        unit=unit.name,
        year=report.year,
        blocks=tuple(blocks),
        dated=dated or dated_of(report),
        title_lines=tuple(title) if len(title) > 1 else (),
        draft=draft,
    )


def dated_of(report: Report) -> str:
    """The day a finished file bears: 成文日期 where it is one, else the last day of the year."""
    try:
        signed = parse_date(report.unit.signed_on, report.year + 1)
    except BadValue:
        signed = None
    return signed.isoformat() if signed else f"{report.year}-12-31"


def row_label(report_format: Format, row: TableRow) -> str:
    """What stands in the first column: a heading, or a field's label with its remark."""
    if not row.figure:
        return row.heading
    field = report_format.fields[row.figure]
    return field.printed_label + (f"（{field.remark}）" if field.remark else "")


def row_level(report_format: Format, row: TableRow) -> int:
    """How deep a row stands: 0 for 一、, 1 for （一）, 2 for 1., 3 for 其中."""
    if row.figure:
        return report_format.fields[row.figure].level
    return 1 if row.heading.startswith("（") else 0


def cell_note(wording: Wording, figure: str) -> str:
    """附注: what is printed behind a figure in its cell, e.g. （其中修订16件）."""
    return clean_line(wording.say(wording.report.texts.get(NOTE + figure, "")))


def foot_notes(wording: Wording, grid: Grid) -> tuple[str, ...]:
    """表注: the lines printed below a table."""
    said = wording.say(wording.report.texts.get(NOTE + grid.key, ""))
    return tuple(line.strip() for line in said.split("\n") if line.strip())


def is_label(grid: Grid, row: int, column: int) -> bool:
    """Whether words name one row among others, and so stand at the left of their cell."""
    return row >= grid.head_rows and 0 < column < grid.head_columns


def _section(section: Section, wording: Wording) -> Iterator[Block]:
    blocks = [block for part in section.parts for block in _part(part, wording)]
    first = blocks[0] if blocks else None
    own = isinstance(first, Heading) and first.level == 1
    if section.title and blocks and not own:
        yield Heading(section.title)
    yield from blocks


def _part(part: Part, wording: Wording) -> Iterator[Block]:
    if isinstance(part, TextPart):
        if wording.wanted(part):
            yield from _text(part, wording)
    elif grid := wording.report.format.grids.get(part):
        yield _grid(grid, wording)
    else:
        table = wording.report.format.tables[part]
        # Not every office prints it: one without a single number is not there.
        if any(row.figure and wording.figures[row.figure].value is not None for row in table.rows):
            yield _table(table, wording)


def _text(part: TextPart, wording: Wording) -> Iterator[Block]:
    paragraphs = paragraphs_of(part, wording)
    if paragraphs is None:
        return
    lead = lead_of(part, wording)
    pieces = pieces_of(paragraphs or [MISSING])
    if lead and (part.lead_alone or isinstance(pieces[0], TextTable)):
        yield Heading(lead, level=2)
    elif lead:
        yield Paragraph((Run(lead, Tone.LEAD), Run(str(pieces.pop(0)))))
    for each in pieces:
        yield _text_table(each) if isinstance(each, TextTable) else _paragraph(each)


def _text_table(table: TextTable) -> Table:
    head, *body = table.rows
    aligns = [Align.LEFT if width > _WORDY else Align.CENTER for width in table.widths]
    return Table(
        rows=(
            tuple(Cell(text, head=True) for text in head),
            *(
                tuple(Cell(text, align=align) for text, align in zip(row, aligns, strict=True))
                for row in body
            ),
        ),
        widths=table.widths,
        head_rows=1,
    )


def _paragraph(text: str) -> Block:
    """A paragraph; what is numbered as a heading is set as one."""
    found = numbered(text)
    if found and found.alone:
        return Heading(found.heading, found.level)
    if found and found.level == _RUN_IN:
        return Paragraph((Run(found.heading, Tone.LEAD), Run(found.rest)))
    return Paragraph((Run(text),))


def _table(table: TablePart, wording: Wording) -> Table:
    report_format = wording.report.format
    # A table of sub-items alone (1. 2. 3.) begins at the margin.
    base = min(row_level(report_format, row) for row in table.rows if row.figure)
    head = [tuple(Cell(text, head=True) for text in table.columns)] if table.columns else []
    body = [_row(row, base, wording) for row in table.rows]
    return Table(
        rows=(*head, *body),
        widths=_WIDTHS,
        title=table.title,
        head_rows=len(head),
        head_columns=1,
    )


def _grid(grid: Grid, wording: Wording) -> Table:
    """A statutory table; its title is the heading of its section."""
    return Table(
        rows=tuple(
            tuple(
                None if cell is None else _grid_cell(grid, row, column, cell, wording)
                for column, cell in enumerate(cells)
            )
            for row, cells in enumerate(grid.rows)
        ),
        widths=grid.widths,
        head_rows=grid.head_rows,
        head_columns=grid.head_columns,
        notes=foot_notes(wording, grid),
    )


def _grid_cell(grid: Grid, row: int, column: int, cell: GridCell, wording: Wording) -> Cell:
    if cell.figure:
        return Cell(_said(cell.figure, wording), cell.rows, cell.columns)
    align = Align.LEFT if is_label(grid, row, column) else Align.CENTER
    return Cell(cell.text, cell.rows, cell.columns, align, head=True)


def _row(row: TableRow, base: int, wording: Wording) -> tuple[Cell | None, ...]:
    report_format = wording.report.format
    label = row_label(report_format, row)
    indent = max(row_level(report_format, row) - base, 0)
    if not row.figure:
        return (Cell(label, columns=3, align=Align.LEFT, head=True, indent=indent), None, None)
    return (
        Cell(label, align=Align.LEFT, indent=indent),
        Cell(report_format.fields[row.figure].unit),
        Cell(_said(row.figure, wording)),
    )


def _said(figure: str, wording: Wording) -> str:
    return show(wording.figures[figure].value) + cell_note(wording, figure)
