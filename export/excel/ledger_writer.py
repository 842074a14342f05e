"""A ledger as a workbook: a sheet of its columns, and a sheet of the words that can be chosen."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation

from export.excel.pen import STRONG, decimals_of
from export.files import replacing
from export.progress import Progress
from storage.cells import show_cell
from storage.errors import ExportFailed
from storage.ledgers import Column, Kind, Ledger
from storage.report import Cell, Entry
from storage.values import clean_text

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["CHOICES", "write_ledger", "write_rows"]

CHOICES = "可选内容"
"""The sheet of the words that can be chosen, a column for each column of the ledger."""
_LAST_ROW = 5000
"""As far down the choices are offered."""
_MAX_WORDS = 32_767
"""What a cell of Excel can hold."""
_MAX_ENTRIES = 2**20 - 1
"""What a sheet of Excel can hold below the head."""
_FORMATS = {Kind.DATE: "yyyy-mm-dd", Kind.COUNT: "0"}
_HEAD_FILL = PatternFill(fgColor="FFE7EEF6", fill_type="solid")


def write_ledger(held: Ledger, entries: Sequence[Entry], path: Path, progress: Progress) -> None:
    """The ledger's columns with its entries below; none for an empty form to hand out."""
    if len(entries) > _MAX_ENTRIES:
        most = f"Excel 的一张表最多放 {_MAX_ENTRIES} 条"
        raise ExportFailed(f"{held.name}有 {len(entries)} 条，{most}。没有写出文件。")
    with _book(path, progress, len(entries) + 1) as book:
        sheet = book.create_sheet(held.name)
        _lay_out(sheet, [column.width + 4 for column in held.columns])
        if not entries:
            _keep_as_typed(sheet, held)
        sheet.append([_head(sheet, column.label) for column in held.columns])
        for number, entry in enumerate(entries):
            progress(number, len(entries) + 1)
            cells = ((column, entry.cells.get(column.key)) for column in held.columns)
            sheet.append([_cell(sheet, column, cell) for column, cell in cells])
        _offer_choices(book, sheet, held)


def write_rows(
    names: Sequence[str], rows: Sequence[Sequence[str]], path: Path, progress: Progress
) -> None:
    """A head and rows of words; what looks like a formula stays words."""
    with _book(path, progress, len(rows) + 1) as book:
        sheet = book.create_sheet("有问题的行")
        _lay_out(sheet, [18.0] * (len(names) - 1) + [60.0])
        sheet.append([_head(sheet, name) for name in names])
        for number, row in enumerate(rows):
            progress(number, len(rows) + 1)
            sheet.append([_words(sheet, text) for text in row])


@contextmanager
def _book(path: Path, progress: Progress, steps: int) -> Iterator[Workbook]:
    """A workbook that is written to ``path`` at the end, all or nothing; the last step is that."""
    book = Workbook(write_only=True)
    with replacing(path) as part:
        try:
            yield book
            progress(steps - 1, steps)
            book.save(part)
            progress(steps, steps)
        finally:
            for sheet in book.worksheets:
                if isinstance(sheet, WriteOnlyWorksheet):
                    _let_go(sheet)


def _let_go(sheet: WriteOnlyWorksheet) -> None:
    """Rows already written wait in a file of their own, which must not stay behind."""
    try:
        if not sheet.closed:
            sheet.close()
    finally:
        # None where it had no rows and could not be closed.
        writer = sheet._writer  # type: ignore[attr-defined]
        if writer is not None and Path(writer.out).exists():
            writer.cleanup()


def _keep_as_typed(sheet: "Worksheet", held: Ledger) -> None:
    """So that a 文号 or a day stays what it is when it is typed into the empty form."""
    for place, column in enumerate(held.columns, 1):
        made = "@" if column.kind in (Kind.TEXT, Kind.LONG_TEXT) else _FORMATS.get(column.kind)
        if made:
            sheet.column_dimensions[get_column_letter(place)].number_format = made


def _lay_out(sheet: "Worksheet", widths: Sequence[float]) -> None:
    sheet.freeze_panes = "A2"
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def _head(sheet: "Worksheet", text: str) -> "SheetCell":
    cell = _words(sheet, text)
    cell.font, cell.fill = STRONG, _HEAD_FILL
    return cell


def _words(sheet: "Worksheet", text: str) -> "SheetCell":
    kept = clean_text(text)
    if len(kept) > _MAX_WORDS:
        raise ExportFailed(
            f"“{kept[:12]}…”这一格超过 {_MAX_WORDS} 个字，Excel 放不下，请先缩短它。没有写出文件。"
        )
    cell = WriteOnlyCell(sheet, kept or None)
    cell.data_type = "s" if kept else "n"
    return cell


def _cell(sheet: "Worksheet", column: Column, value: Cell) -> "SheetCell | None":
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, date | int | Decimal):
        return _words(sheet, show_cell(value))
    cell = WriteOnlyCell(sheet)
    cell.value = value
    cell.number_format = _FORMATS.get(column.kind, "General")
    if isinstance(value, Decimal) and (decimals := decimals_of(value)):
        cell.number_format = "0." + "0" * decimals
    return cell


def _offer_choices(book: Workbook, sheet: "Worksheet", held: Ledger) -> None:
    """Each column of choices offers them in a list; several can be typed with 、 between."""
    offered = list(_offered(held))
    if not offered:
        return
    words = book.create_sheet(CHOICES)
    _lay_out(words, [24.0] * len(offered))
    words.append([_head(words, column.label) for _, column, _ in offered])
    for row in range(max(len(choices) for _, _, choices in offered)):
        listed = (choices[row] if row < len(choices) else "" for _, _, choices in offered)
        words.append([_words(words, text) for text in listed])
    for source, (place, column, choices) in enumerate(offered, 1):
        letter, target = get_column_letter(source), get_column_letter(place)
        rule = DataValidation(
            type="list",
            formula1=f"'{CHOICES}'!${letter}$2:${letter}${len(choices) + 1}",
            allow_blank=True,
            showErrorMessage=column.kind is not Kind.CHOICES,
            errorTitle="请从列表里选",
            error=f"“{column.label}”请从列表里选一项。",
        )
        rule.add(f"{target}2:{target}{_LAST_ROW}")
        sheet.data_validations.append(rule)


def _offered(held: Ledger) -> Iterator[tuple[int, Column, tuple[str, ...]]]:
    for place, column in enumerate(held.columns, 1):
        if column.kind is Kind.FLAG:
            yield place, column, ("是", "否")
        elif column.choices:
            yield place, column, column.choices
