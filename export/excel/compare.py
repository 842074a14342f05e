"""The official tables of a workbook against its 数据: what was changed there is not taken over
silently."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isclose

from openpyxl.utils import get_column_letter

from export.compose import STATISTICS, row_label
from export.excel.cells import Read
from export.excel.deviations import Deviations
from export.excel.places import DATA, FIRST_ROW, STATISTICS_FIRST_ROW, sheet_titles
from storage.formats import Format
from storage.report import Report

__all__ = ["compare_tables"]


_EXACT = 15
"""So many characters of a number are the same in every cell."""


@dataclass(frozen=True, slots=True)
class _Expected:
    """A cell as it was exported: words, or a figure's key."""

    row: int
    column: int
    text: str = ""
    figure: str = ""


def compare_tables(
    report: Report,
    values: Mapping[str, Read],
    sheets: Mapping[str, Sequence[Sequence[Read]]],
    deviations: Deviations,
) -> None:
    """Says what differs; 数据 has the last word."""
    for key, title in sheet_titles(report.format).items():
        if title not in sheets:
            deviations.say(f"没有“{title}”这张工作表，只按“{DATA}”读取。")
            continue
        rows = sheets[title]
        for each in _expected(report.format, key):
            read = _cell(rows, each.row, each.column)
            said = _label(each, read) if each.text else _figure(report, each, read, values)
            if said:
                deviations.at(title, each.row, get_column_letter(each.column), said)


def _expected(made: Format, key: str) -> Iterator[_Expected]:
    if key == STATISTICS:
        for number, row in enumerate(made.tables[key].rows, STATISTICS_FIRST_ROW):
            yield _Expected(number, 1, text=row_label(made, row))
            if row.figure:
                yield _Expected(number, 3, figure=row.figure)
        return
    for number, cells in enumerate(made.grids[key].rows, FIRST_ROW):
        for column, cell in enumerate(cells, 1):
            if cell is not None:
                yield _Expected(number, column, cell.text, cell.figure)


def _cell(rows: Sequence[Sequence[Read]], row: int, column: int) -> Read:
    cells = rows[row - 1] if row <= len(rows) else ()
    return cells[column - 1] if column <= len(cells) else Read()


def _label(wanted: _Expected, read: Read) -> str:
    if read.text == wanted.text:
        return ""
    shown = read.text[:40] or read.fault or "空的"
    return f"应是“{wanted.text}”，现在是“{shown}”。"


def _figure(report: Report, wanted: _Expected, read: Read, values: Mapping[str, Read]) -> str:
    """What is to be said of a figure's cell; live sums are as exported."""
    field = report.format.fields[wanted.figure]
    if read.fault == "公式":
        return "" if field.sum_of else f"“{field.label}”是公式，没有采用。"
    if read.fault:
        return f"“{field.label}”是{read.fault}，没有采用。"
    held = values.get(wanted.figure)
    if held is None or held.fault or wanted.figure in report.unparsed:
        return ""
    if _same(read, held) or (field.sum_of and not read):
        return ""
    return f"“{field.label}”是“{read.text[:20]}”，“{DATA}”里是“{held.text[:20]}”，按“{DATA}”采用。"


def _same(read: Read, held: Read) -> bool:
    """Whether a cell says what 数据 says; a number that long is cut by Excel at its 15th digit."""
    if not read.is_number:
        return read.text.startswith(held.text) if held else not read
    if len(held.text) <= _EXACT:
        return read.text == held.text
    return held.text.replace(".", "").isdecimal() and isclose(
        float(read.text), float(held.text), rel_tol=1e-14
    )
