"""The process in which a list of somebody else's is read: what harms it harms nothing else.

The system bounds its memory and its processor time where it can (not on Windows). It is started by
``ledger_reader`` and talks to it through its output: a letter, a length, so many bytes.
"""

import json
import sys
from collections.abc import Sequence
from io import BytesIO
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError
from zipfile import ZipFile

from export.excel.guard import LONG_LIST, OLD_OFFICE, look_through, read_content, unpacked_size
from export.excel.list_protocol import CELL, COLUMN, HEAD, Said, path_size
from export.excel.list_rows import ListRows
from export.excel.special_cells import SpecialCells, sheet_parts, special_cells
from storage.collector import without_collector
from storage.errors import FileUnavailable, ImportRefused

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

__all__ = ["serve"]

_SPARE_MEMORY, _PER_BYTE = 220 * 2**20, 6
"""Addresses the process may use, and more for each byte that the workbook unpacks to."""
_SPARE_SECONDS, _SECONDS_PER_MB = 5, 0.3
_LONG = 2**19
"""A smaller file is looked through before it is parsed: what does harm repeats itself, so however
much it unpacks to, it is small. A true long list is not, and need not wait."""
_UNUSUAL = "这个工作簿的写法少见，请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"
_BROKEN = "这个工作簿的内容已损坏，读不出来，请重新取得这个文件。"


def serve(words: Sequence[str]) -> int:
    """Read the list in the file ``words[0]``, by preference the sheet ``words[1]``; without that
    word only look the file through."""
    path, *title = words
    try:
        _bound(path_size(path))
        content = read_content(Path(path), LONG_LIST)
        _tell(Said.STEP, "5/100")
        table = _OldBook(content) if content.startswith(OLD_OFFICE) else _Book(content)
        if not title:
            table.verdict()
            return 0
        try:
            _first_filled(table, *title)
        except ImportRefused:
            # What it is refused for by its looks says more.
            table.verdict()
            raise
    except ImportRefused as error:
        _tell(Said.REFUSED, json.dumps(error.problems))
    except FileUnavailable as error:
        _tell(Said.UNAVAILABLE, str(error))
    return 0


def _tell(said: Said, text: str) -> None:
    content = text.encode("utf-8", "replace")
    sys.stdout.buffer.write(said.value + len(content).to_bytes(HEAD - 1, "big") + content)
    sys.stdout.buffer.flush()


def _bound(size: int) -> None:
    """Let the system end this process where reading ``size`` bytes takes more than it can."""
    try:
        import resource
    except ImportError:
        # Windows; there the time-out of whoever started this process has to do.
        return
    seconds = round(_SPARE_SECONDS + _SECONDS_PER_MB * size / 2**20)
    for limit, wanted in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, _SPARE_MEMORY + _PER_BYTE * size),
        # What is in memory may be personal.
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        try:
            resource.setrlimit(limit, (most, hard))
        except (ValueError, OSError):
            # macOS knows the bound on addresses but sets none; the others stay.
            continue


class _OldBook:
    """.xls and .et: formulas show their last result, decimals beyond need are forgotten."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def open(self) -> "CalamineWorkbook":
        """Raises ImportRefused."""
        from python_calamine import CalamineError, CalamineWorkbook

        try:
            return CalamineWorkbook.from_filelike(BytesIO(self._content))
        except (CalamineError, ValueError) as error:
            raise ImportRefused([_BROKEN]) from error

    def verdict(self) -> frozenset[str]:
        """The parts where formulas or errors stand. Raises ImportRefused."""
        return frozenset()

    def special(self, title: str) -> SpecialCells:
        """Cells to be read otherwise than the library does."""
        return SpecialCells()


class _Book(_OldBook):
    """.xlsx, looked through; a long list while it is parsed already."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self._look = _Look(content)
        self._look.start()
        if len(content) < _LONG:
            self.verdict()

    def open(self) -> "CalamineWorkbook":
        _bound(unpacked_size(self._content, LONG_LIST))
        _tell(Said.STEP, "25/100")
        return super().open()

    def verdict(self) -> frozenset[str]:
        return self._look.verdict()

    def special(self, title: str) -> SpecialCells:
        marked = self.verdict()
        with ZipFile(BytesIO(self._content)) as parts:
            name = sheet_parts(parts).get(title, "")
            if name not in parts.namelist():
                # Which of its cells are formulas could not be told.
                raise ImportRefused([_UNUSUAL])
            try:
                return special_cells(parts, name, marked=name in marked)
            except (KeyError, ExpatError, ValueError) as error:
                raise ImportRefused([_BROKEN]) from error


class _Look(Thread):
    """Looks a workbook through beside whatever else is done."""

    def __init__(self, content: bytes) -> None:
        super().__init__(daemon=True)
        self._content = content
        self._found: frozenset[str] | ImportRefused | None = None

    def run(self) -> None:
        """Keep what came of it."""
        try:
            self._found = look_through(self._content, LONG_LIST)
        except ImportRefused as error:
            self._found = error

    def verdict(self) -> frozenset[str]:
        """Wait for what came of it. Raises ImportRefused."""
        self.join()
        if isinstance(self._found, ImportRefused):
            raise self._found
        # Without a word it is brought down, and whoever started it says so.
        assert self._found is not None
        return self._found


def _first_filled(book: _OldBook, title: str) -> None:
    """Tell the rows of the visible sheet called ``title``, else of the first with any."""
    from python_calamine import CalamineError, SheetTypeEnum, SheetVisibleEnum

    opened = book.open()
    if not opened.sheet_names:
        raise ImportRefused([_UNUSUAL])
    shown = [
        each.name
        for each in opened.sheets_metadata
        if each.visible is SheetVisibleEnum.Visible and each.typ is SheetTypeEnum.WorkSheet
    ]
    for name in sorted(shown, key=lambda each: each != title):
        try:
            sheet = opened.get_sheet_by_name(name)
        except (CalamineError, ValueError) as error:
            raise ImportRefused([_BROKEN]) from error
        _tell(Said.STEP, "70/100")
        with without_collector():
            filled = _tell_all(ListRows(sheet, book.special(name)), sheet.total_height)
        if filled:
            _tell(Said.UNREAD, json.dumps([each for each in shown if each != name]))
            return
    raise ImportRefused(["工作簿里没有内容。"])


def _tell_all(rows: ListRows, total: int) -> bool:
    """Whether there is any row."""
    told = known = 0
    for columns in rows.blocks():
        if len(rows.faults) > known:
            new = [[*place, said] for place, said in islice(rows.faults.items(), known, None)]
            known = len(rows.faults)
            _tell(Said.FAULTS, json.dumps(new))
        _tell(Said.ROWS, COLUMN.join(CELL.join(cells) for cells in columns))
        told += len(columns[0])
        _tell(Said.STEP, f"{70 + 30 * told // max(total, told)}/100")
    return bool(told)
