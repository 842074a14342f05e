"""统计表: the statutory statistics sheet as an Excel workbook, for the office above to add up.

Every number equals the page: a total is a live formula only where its parts make up the printed
value, else the number itself. The value of each formula is written beside it, so that readers
that do not calculate (previews, imports) show the same.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties

from export.compose import STATISTICS, dated_of, row_label, row_level
from export.files import replacing
from export.progress import Progress, silent
from export.workbook_file import settled
from storage.errors import ExportFailed
from storage.figures import Figure, figures_of
from storage.formats import TablePart, TableRow
from storage.report import Report
from storage.values import clean_line, show

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["statistics_workbook", "write_excel"]

_BODY = Font(name="宋体", size=11)
_STRONG = Font(name="黑体", size=11)
_TITLE = Font(name="黑体", size=16)
_WIDTHS = {"A": 66, "B": 8, "C": 14}
_HEAD_ROW = 3
_STEPS = 3
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def write_excel(report: Report, path: Path, progress: Progress = silent) -> None:
    """The workbook at ``path``; the same report gives the same bytes. Raises ExportFailed."""
    progress(0, _STEPS)
    content = statistics_workbook(report)
    progress(1, _STEPS)
    with replacing(path) as part:
        part.write_bytes(content)
        progress(2, _STEPS)
    progress(_STEPS, _STEPS)


def statistics_workbook(report: Report) -> bytes:
    """The finished workbook. Raises ExportFailed where the format has no such table."""
    table = report.format.tables.get(STATISTICS)
    if table is None:
        raise ExportFailed(f"“{report.format.name}”没有统计表，不能导出 Excel。")
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = table.title
    results = _SheetWriter(report, table, sheet).write()
    book.calculation.fullCalcOnLoad = True
    book.properties.title = _title(report, table)
    book.properties.creator = "公开年报"
    day = datetime.fromisoformat(dated_of(report))
    book.properties.created = day
    raw = io.BytesIO()
    book.save(raw)
    return settled(raw.getvalue(), day, results)


def _title(report: Report, table: TablePart) -> str:
    return clean_line(f"{report.unit.name}{report.year}年度{table.title}")


@dataclass
class _SheetWriter:
    """Fills one sheet from top to bottom and remembers what each formula comes to."""

    report: Report
    table: TablePart
    sheet: "Worksheet"

    def write(self) -> Mapping[str, str]:
        """The whole sheet; returns the value of each formula by cell."""
        figures = figures_of(self.report)
        places = {
            row.figure: f"C{number}"
            for number, row in enumerate(self.table.rows, _HEAD_ROW + 1)
            if row.figure
        }
        self._top()
        results: dict[str, str] = {}
        for number, row in enumerate(self.table.rows, _HEAD_ROW + 1):
            self._label(number, row)
            if row.figure:
                results |= self._value(places[row.figure], figures[row.figure], places)
        self._foot(_HEAD_ROW + len(self.table.rows) + 1)
        self._print_setup()
        return results

    def _top(self) -> None:
        title = f"{self.report.year}年度{self.table.title}"
        self._line(1, title, _TITLE, "center", 34)
        unit = f"填报单位：{self.report.unit.name}"
        self._line(2, unit, _BODY, "left", 22)
        for column, text in zip("ABC", self.table.columns, strict=True):
            self._text(f"{column}{_HEAD_ROW}", text, _STRONG, "center")
        self.sheet.row_dimensions[_HEAD_ROW].height = 22

    def _label(self, number: int, row: TableRow) -> None:
        level = row_level(self.report.format, row)
        font = _BODY if row.figure else _STRONG
        label = row_label(self.report.format, row)
        self._text(f"A{number}", label, font, "left", indent=level)
        unit = self.report.format.fields[row.figure].unit if row.figure else "——"
        self._text(f"B{number}", unit, _BODY, "center")
        blank = self.sheet[f"C{number}"]
        blank.border = _BOX
        # Characters that fit on one line of column A at 11 pt, two columns' width each.
        room = _WIDTHS["A"] // 2 - level - 1
        self.sheet.row_dimensions[number].height = 18 * -(-len(label) // room)

    def _value(self, place: str, figure: Figure, places: Mapping[str, str]) -> Mapping[str, str]:
        """Writes one figure; returns its value where it was written as a formula."""
        cell = self.sheet[place]
        cell.alignment = Alignment(horizontal="right", vertical="center", indent=1)
        cell.font = _BODY
        if not isinstance(figure.value, Decimal):
            if figure.value is not None:
                self._text(place, show(figure.value), _BODY, "right")
            return {}
        decimals = max(0, -int(figure.value.as_tuple().exponent))
        cell.number_format = "0." + "0" * decimals if decimals else "0"
        parts = [places.get(key, "") for key in figure.field.sum_of]
        if parts and all(parts) and figure.summed == figure.value:
            cell.value = f"=SUM({_ranges(parts)})"
            return {place: show(figure.value)}
        cell.value = figure.value
        return {}

    def _foot(self, number: int) -> None:
        unit = self.report.unit
        people = (("单位负责人", unit.leader), ("审核人", unit.reviewer), ("填报人", unit.preparer))
        contact = (("联系电话", unit.phone), ("填报日期", unit.signed_on))
        for offset, group in enumerate((people, contact)):
            said = "　　".join(f"{label}：{text or '　　　　'}" for label, text in group)
            self._line(number + offset, said, _BODY, "left", 24)

    def _line(self, number: int, text: str, font: Font, align: str, height: float) -> None:
        """A text across all columns, outside the grid."""
        self.sheet.merge_cells(f"A{number}:C{number}")
        self._text(f"A{number}", text, font, align, boxed=False)
        self.sheet.row_dimensions[number].height = height

    def _text(
        self, place: str, text: str, font: Font, align: str, *, indent: int = 0, boxed: bool = True
    ) -> None:
        cell = self.sheet[place]
        assert not isinstance(cell, MergedCell)
        cell.value = clean_line(text) or None
        # What looks like a formula or an error (=1+1, #N/A) stays a text.
        cell.data_type = "s" if cell.value else "n"
        cell.font = font
        cell.alignment = Alignment(
            horizontal=align, vertical="center", wrap_text=True, indent=indent
        )
        if boxed:
            cell.border = _BOX

    def _print_setup(self) -> None:
        sheet = self.sheet
        for column, width in _WIDTHS.items():
            sheet.column_dimensions[column].width = width
        sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
        sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.orientation = sheet.ORIENTATION_PORTRAIT
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.7
        margins.top, margins.bottom, margins.header, margins.footer = 0.8, 0.8, 0.3, 0.4
        pages = HeaderFooterItem()
        pages.center = _HeaderFooterPart("第 &P 页，共 &N 页")
        sheet.HeaderFooter.oddFooter = pages


def _ranges(places: list[str]) -> str:
    """Cells of column C as few arguments: C4,C5,C6,C9 → C4:C6,C9. SUM skips 不适用."""
    runs: list[list[int]] = []
    for row in sorted(int(place[1:]) for place in places):
        if runs and runs[-1][-1] == row - 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return ",".join(f"C{run[0]}:C{run[-1]}" if len(run) > 1 else f"C{run[0]}" for run in runs)
