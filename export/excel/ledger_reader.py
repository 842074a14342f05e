"""Reading the list an office keeps in a workbook: cells as text, formulas not even looked at."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from export.excel.cells import Read, read_cell
from export.excel.guard import LONG_LIST, MAX_ROWS, read_guarded
from export.excel.reader import BROKEN, EMPTY_ROWS
from export.progress import Progress
from storage.errors import ImportRefused
from storage.ledger_heads import GivenTable
from storage.values import clean_text

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook.workbook import Workbook

__all__ = ["read_sheet"]

_MAX_WORDS = 40_000


def read_sheet(path: Path, title: str, progress: Progress) -> GivenTable:
    """The visible sheet called ``title``, else the first with anything in it.

    Raises FileUnavailable, ImportRefused, and what ``progress`` raises.
    """
    content = read_guarded(path, LONG_LIST)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of whatever other programs write; the clerk cannot change that.
            warnings.simplefilter("ignore")
            with closing(load_workbook(content, read_only=True, keep_links=False)) as book:
                return _first_filled(book, title, progress)
    except BROKEN as error:
        raise ImportRefused(["这个工作簿的内容已损坏，读不出来，请重新取得这个文件。"]) from error


def _first_filled(book: "Workbook", title: str, progress: Progress) -> GivenTable:
    shown = [each.title for each in book.worksheets if each.sheet_state == "visible"]
    names = sorted(shown, key=lambda name: name != title)
    for name in names:
        rows = list(_rows(book, name, progress))
        if rows:
            texts = tuple(tuple(cell.text for cell in row) for row in rows)
            return GivenTable(texts, _faults(rows), tuple(each for each in shown if each != name))
    raise ImportRefused(["工作簿里没有内容。"])


def _faults(rows: Sequence[tuple[Read, ...]]) -> dict[tuple[int, int], str]:
    return {
        (number, place): cell.fault
        for number, row in enumerate(rows)
        for place, cell in enumerate(row)
        if cell.fault
    }


def _rows(book: "Workbook", name: str, progress: Progress) -> Iterator[tuple[Read, ...]]:
    """The rows from the first; the empty ones at the end are left out."""
    empty = 0
    for number, cells in enumerate(book[name].iter_rows(), 1):
        if number > MAX_ROWS:
            raise ImportRefused([f"表格太长，最多可以有 {MAX_ROWS} 行，请分成几个文件。"])
        progress(number, max(book[name].max_row or 0, number + 1))
        row = [_EMPTY if cell.value is None else _read(cell) for cell in cells]
        while row and not row[-1]:
            row.pop()
        if row:
            yield from [()] * empty
            empty = 0
            yield tuple(row)
        else:
            empty += 1
            if empty > EMPTY_ROWS:
                return


_EMPTY = Read()


def _read(cell: "Cell") -> Read:
    match cell.value:
        case bool() as value if cell.data_type == "b":
            return Read("是" if value else "否")
        case datetime() as moment:
            return Read(moment.date().isoformat())
        case date() as day:
            return Read(day.isoformat())
        case str() as words if cell.data_type not in ("f", "e"):
            return Read(clean_text(words[:_MAX_WORDS]).strip())
    return read_cell(cell.value, cell.data_type, cell.number_format)
