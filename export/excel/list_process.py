"""The process in which a list of somebody else's is read: what harms it harms nothing else.

The system bounds its memory and its processor time where it can (not on Windows). It is started by
``ledger_reader`` and talks to it through its output: a letter, a length, so many bytes.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError
from zipfile import ZipFile

from export.excel.cells import digits
from export.excel.guard import LONG_LIST, OLD_OFFICE, look_through, read_content
from export.excel.special_cells import SpecialCells, sheet_parts, special_cells
from storage.errors import FileUnavailable, ImportRefused
from storage.values import clean_text

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

__all__ = ["CELL", "HEAD", "ROW", "Said", "serve"]

CELL, ROW = "\x1f", "\x1e"
"""Between cells and between rows; no cleaned text holds them."""
HEAD = 5
"""Bytes before each message: its letter, its length."""
EMPTY_ROWS = 1000
"""After so many empty rows nothing more is expected."""
_BLOCK = 2000
_MAX_WORDS = 40_000
_SPARE_MEMORY, _PER_BYTE = 220 * 2**20, 6
"""Addresses the process may use, and more for each byte that the workbook unpacks to."""
_SPARE_SECONDS, _SECONDS_PER_MB = 5, 0.3
_BROKEN = "这个工作簿的内容已损坏，读不出来，请重新取得这个文件。"


class Said(Enum):
    """What a message is about."""

    STEP = b"s"
    """Two numbers: how far it is, of how much."""
    ROWS = b"r"
    FACTS = b"f"
    """The last one: faults by place, sheets not read."""
    REFUSED = b"x"
    UNAVAILABLE = b"u"


def serve(words: Sequence[str]) -> int:
    """Read the list in the file ``words[0]``, by preference the sheet ``words[1]``."""
    path, title = words
    try:
        _bound(path_size(path))
        content = read_content(Path(path), LONG_LIST)
        _tell(Said.STEP, "5/100")
        table = _OldBook(content) if content.startswith(OLD_OFFICE) else _Book(content)
        _first_filled(table, title)
    except ImportRefused as error:
        _tell(Said.REFUSED, json.dumps(error.problems))
    except FileUnavailable as error:
        _tell(Said.UNAVAILABLE, str(error))
    return 0


def path_size(path: str) -> int:
    """0 where it cannot be told."""
    try:
        return Path(path).stat().st_size
    except OSError:
        # Whoever reads it says why it cannot be read.
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

    def special(self, title: str) -> SpecialCells:
        """Cells to be read otherwise than the library does."""
        return SpecialCells()


class _Book(_OldBook):
    """.xlsx, looked through first."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self._marked = look_through(content, LONG_LIST)
        with ZipFile(BytesIO(content)) as parts:
            _bound(sum(part.file_size for part in parts.infolist()))
        _tell(Said.STEP, "25/100")

    def special(self, title: str) -> SpecialCells:
        with ZipFile(BytesIO(self._content)) as parts:
            name = sheet_parts(parts).get(title, "")
            try:
                return special_cells(parts, name, marked=name in self._marked)
            except (KeyError, ExpatError, ValueError) as error:
                raise ImportRefused([_BROKEN]) from error


def _first_filled(book: _OldBook, title: str) -> None:
    """Tell the rows of the visible sheet called ``title``, else of the first with any."""
    from python_calamine import CalamineError, SheetTypeEnum, SheetVisibleEnum

    opened = book.open()
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
        reader = _Rows(sheet, book.special(name))
        if reader.tell_all():
            unread = [each for each in shown if each != name]
            faults = [[row, column, said] for (row, column), said in reader.faults.items()]
            _tell(Said.FACTS, json.dumps({"faults": faults, "unread": unread}))
            return
    raise ImportRefused(["工作簿里没有内容。"])


class _Rows:
    """The rows of one sheet as text, from its first."""

    def __init__(self, sheet: "CalamineSheet", special: SpecialCells) -> None:
        self._sheet = sheet
        self._left = sheet.start[1] if sheet.start else 0
        self._special = sorted({*special.faults, *special.decimals}, reverse=True)
        self._with_fault = {row for row, _ in special.faults}
        self._decimals = special.decimals
        self.faults = dict(special.faults)

    def tell_all(self) -> bool:
        """Whether there is any row."""
        total = self._sheet.total_height
        block: list[str] = []
        told = 0
        for row in self._rows():
            block.append(row)
            if len(block) == _BLOCK:
                _tell(Said.ROWS, ROW.join(block))
                told += len(block)
                _tell(Said.STEP, f"{70 + 30 * told // max(total, told)}/100")
                block = []
        if block:
            _tell(Said.ROWS, ROW.join(block))
        return bool(block or told)

    def _rows(self) -> Iterator[str]:
        """Without the empty ones at the end."""
        empty = 0
        if self._sheet.start is None and not self.faults:
            return
        for number, row in enumerate(self._texts()):
            if number >= LONG_LIST.rows:
                said = f"表格太长，最多可以有 {LONG_LIST.rows} 行，请分成几个文件。"
                raise ImportRefused([said])
            if row or number in self._with_fault:
                yield from [""] * empty
                empty = 0
                yield row
            else:
                empty += 1
                if empty > EMPTY_ROWS:
                    return

    def _texts(self) -> Iterator[str]:
        """The cells of each row, without the empty ones at its end; a block at a time, for column
        by column they are cleaned at a fraction of the time."""
        rows, first = self._sheet.iter_rows(), 0
        while block := list(islice(rows, _BLOCK)):
            columns = [
                self._clean(first, place, cells)
                for place, cells in enumerate(zip(*block, strict=True), self._left)
            ]
            self._mind(first, block, columns)
            start = CELL * self._left
            for row in map(CELL.join, zip(*columns, strict=True)):
                yield (start + row).rstrip(CELL)
            first += len(block)

    def _clean(self, first: int, place: int, cells: Sequence[object]) -> list[str]:
        """A column as texts without anything that no page can show."""
        texts = [each if isinstance(each, str) else _TEXTS[type(each)](each) for each in cells]
        whole = "".join(texts)
        odd = not whole.isprintable() or any(each in whole for each in _ODD)
        if not odd and max(map(len, texts)) <= _MAX_WORDS:
            return texts
        for row, cell in enumerate(cells, first):
            if isinstance(cell, _CLOCK):
                self.faults[row, place] = "时刻"
        return [clean_text(each[:_MAX_WORDS]).strip() for each in texts]

    def _mind(
        self, first: int, block: Sequence[Sequence[object]], columns: Sequence[list[str]]
    ) -> None:
        """Put right what the library tells too little of."""
        while self._special and self._special[-1][0] < first + len(block):
            row, place = self._special.pop()
            if 0 <= place - self._left < len(columns):
                cell, texts = block[row - first][place - self._left], columns[place - self._left]
                if (row, place) in self.faults:
                    texts[row - first] = ""
                elif isinstance(cell, float):
                    texts[row - first] = digits(cell, self._decimals[row, place])


_CLOCK = (time, timedelta)
_UNREAD = "\0"
"""Is gone once its column is cleaned."""
_ODD = (" ", "\ufffc")
"""Printable, but to be cleaned away, at least at the ends."""


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 10**15 else digits(value, 0)


def _day(moment: datetime) -> str:
    return moment.date().isoformat()


_TEXTS: dict[type, Callable[..., str]] = {
    float: _number,
    int: lambda value: digits(value, 0),
    bool: lambda value: "是" if value else "否",
    datetime: _day,
    date: date.isoformat,
    time: lambda _: _UNREAD,
    timedelta: lambda _: _UNREAD,
}
