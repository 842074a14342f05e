"""Workbooks that went out, were changed by somebody, and are read back."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from export import WorkbookReading, read_workbook
from export.excel.workbook import write_excel
from storage.figures import figures_of
from storage.formats import NOTE
from storage.report import Report
from storage.values import NOT_APPLICABLE, Value
from tests.export.test_statutory import national

Change = Callable[[Workbook], None]
"""What somebody does to an open workbook."""


def values_of(made: Report) -> dict[str, Value | None]:
    return {key: figure.value for key, figure in figures_of(made).items()}


def row_of(sheet: Worksheet, key: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == key)


def changed(
    path: Path, made: Report, change: Change, held: Report | None = None
) -> WorkbookReading:
    """The reading of the report's workbook after somebody's change."""
    write_excel(made, path)
    book = load_workbook(path)
    change(book)
    book.save(path)
    return read_workbook(path, held)


def typed(key: str, value: object) -> Change:
    """Typing over the content of one row of 数据."""

    def change(book: Workbook) -> None:
        sheet = book["数据"]
        sheet.cell(row_of(sheet, key), 3).value = value  # type: ignore[assignment]

    return change


def noted() -> Report:
    texts = {NOTE + "normative.in_force": "（其中修订16件）", NOTE + "requests": "注：略。"}
    return national(
        texts=texts,
        rules__issued=None,
        rules__abolished=NOT_APPLICABLE,
        charges__amount=Decimal("96171.60"),
        normative__in_force=Decimal(22),
    )
