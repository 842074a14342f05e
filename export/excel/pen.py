"""Writing single cells of a sheet: words stay words, numbers stay numbers, formulas know their
values."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl.cell.cell import MergedCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties

from storage.values import clean_line

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["BODY", "SMALL", "STRONG", "TITLE", "Pen", "decimals_of", "lines_of"]

BODY = Font(name="宋体", size=11)
STRONG = Font(name="黑体", size=11)
SMALL = Font(name="宋体", size=10, color="FF595959")
TITLE = Font(name="黑体", size=16)
LINE = 18.0
"""The height of one line at 11 pt, in points."""

_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


@dataclass
class Pen:
    """Writes one sheet; ``results`` gathers the value of each formula by cell."""

    sheet: "Worksheet"
    results: dict[str, Decimal | str] = field(default_factory=dict)

    def text(
        self,
        place: str,
        text: str,
        font: Font = BODY,
        align: str = "left",
        *,
        indent: int = 0,
        boxed: bool = True,
    ) -> None:
        """Words; what looks like a formula or an error (=1+1, #N/A) stays a text."""
        cell = self._cell(place, font, align, boxed=boxed, indent=indent)
        cell.value = clean_line(text) or None
        cell.data_type = "s" if cell.value else "n"

    def number(self, place: str, value: Decimal, *, behind: str = "", align: str = "right") -> None:
        """A number with its decimals; ``behind`` is shown after it but is not part of it."""
        cell = self._cell(place, BODY, align, indent=1 if align == "right" else 0)
        cell.value = value
        cell.number_format = _number_format(value, behind)

    def formula(
        self,
        place: str,
        formula: str,
        result: Decimal | str,
        font: Font = BODY,
        align: str = "center",
        *,
        behind: str = "",
    ) -> None:
        """A live formula (without its sign of equality) and what it comes to."""
        cell = self._cell(place, font, align, indent=1 if align == "right" else 0)
        cell.value = "=" + formula
        if isinstance(result, Decimal):
            cell.number_format = _number_format(result, behind)
        self.results[place] = result

    def line(
        self, row: int, last: int, text: str, font: Font, align: str, height: float = LINE
    ) -> None:
        """A text across the columns up to ``last``, outside the grid."""
        self.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
        self.text(f"A{row}", text, font, align, boxed=False)
        self.sheet.row_dimensions[row].height = height

    def merge(self, row: int, column: int, rows: int, columns: int) -> None:
        """One cell out of several, framed all around."""
        for down in range(rows):
            for right in range(columns):
                self.sheet.cell(row + down, column + right).border = _BOX
        if rows > 1 or columns > 1:
            self.sheet.merge_cells(
                start_row=row,
                start_column=column,
                end_row=row + rows - 1,
                end_column=column + columns - 1,
            )

    def redden(self, cells: str) -> None:
        """Turn the verdicts of these cells red where they tell of a difference."""
        first = cells.partition(":")[0]
        rule = FormulaRule(  # type: ignore[no-untyped-call]
            formula=[f'LEFT({first},1)="差"'],
            font=Font(color="FF9C0006", bold=True),
            fill=PatternFill(bgColor="FFFFC7CE", fill_type="solid"),
        )
        self.sheet.conditional_formatting.add(cells, rule)

    def widths(self, widths: Sequence[float]) -> None:
        """The widths of the columns in characters, from the left."""
        for column, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(column)].width = round(width, 2)

    def print_setup(self, head: str, *, across: bool = False) -> None:
        """On A4, as wide as the page, the rows ``head`` (e.g. 3:3) again on each, numbered."""
        sheet = self.sheet
        if head:
            sheet.print_title_rows = head
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.orientation = (
            sheet.ORIENTATION_LANDSCAPE if across else sheet.ORIENTATION_PORTRAIT
        )
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.7
        margins.top, margins.bottom, margins.header, margins.footer = 0.8, 0.8, 0.3, 0.4
        pages = HeaderFooterItem()
        pages.center = _HeaderFooterPart("第 &P 页，共 &N 页")
        sheet.HeaderFooter.oddFooter = pages

    def _cell(
        self, place: str, font: Font, align: str, *, boxed: bool = True, indent: int = 0
    ) -> "Cell":
        cell: Cell | MergedCell = self.sheet[place]
        assert not isinstance(cell, MergedCell)
        cell.font = font
        cell.alignment = Alignment(
            horizontal=align, vertical="center", wrap_text=True, indent=indent
        )
        if boxed:
            cell.border = _BOX
        return cell


def decimals_of(value: Decimal) -> int:
    """How many decimals a number was entered with."""
    return max(0, -int(value.as_tuple().exponent))


def lines_of(text: str, width: float) -> int:
    """How many lines a text of Chinese takes in a column so many characters wide."""
    room = max(1, int(width - 1))
    wide = sum(1 if letter.isascii() else 2 for letter in text)
    return max(1, -(-wide // room))


def _number_format(value: Decimal, behind: str) -> str:
    decimals = decimals_of(value)
    plain = "0." + "0" * decimals if decimals else "0"
    quoted = behind.replace('"', "”")
    return f'{plain}"{quoted}"' if quoted else plain
