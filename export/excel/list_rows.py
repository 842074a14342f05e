"""The cells of a workbook's sheet as clean text, and why one of them cannot be taken."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from export.excel.cells import digits
from export.excel.guard import LONG_LIST
from export.excel.special_cells import SpecialCells
from storage.errors import ImportRefused
from storage.values import clean_text

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

__all__ = ["ListRows"]

EMPTY_ROWS = 1000
"""After so many empty rows nothing more is expected."""
BLOCK = 2000
_MAX_WORDS = 40_000
_MOST_MERGED = 200_000


class ListRows:
    """The cells of one sheet as text, from its first row and column."""

    def __init__(self, sheet: "CalamineSheet", special: SpecialCells) -> None:
        self._sheet = sheet
        self._left = sheet.start[1] if sheet.start else 0
        self._special = sorted({*special.faults, *special.decimals}, reverse=True)
        self._with_fault = {row for row, _ in special.faults}
        self._decimals = special.decimals
        self.faults = dict(special.faults)
        self._merged = sorted(sheet.merged_cell_ranges or (), reverse=True)
        self._in_merged = 0

    def blocks(self) -> Iterator[list[list[str]]]:
        """The columns, from the sheet's first, of two thousand rows at a time, without the empty
        rows at the end; column by column they are cleaned at a fraction of the time."""
        if self._sheet.start is None and not self.faults:
            return
        rows, first, empty = self._sheet.iter_rows(), 0, 0
        while block := list(islice(rows, BLOCK)):
            if first + len(block) > LONG_LIST.rows:
                said = f"表格太长，最多可以有 {LONG_LIST.rows} 行，请分成几个文件。"
                raise ImportRefused([said])
            columns = self._columns(first, block)
            filled, over = self._filled(first, empty, columns)
            if filled:
                yield [[""] * empty + cells[:filled] for cells in columns]
                empty = 0
            if over:
                return
            empty += len(block) - filled
            first += len(block)

    def _columns(self, first: int, block: Sequence[Sequence[object]]) -> list[list[str]]:
        columns = [
            self._clean(first, place, cells)
            for place, cells in enumerate(zip(*block, strict=True), self._left)
        ]
        self._mind(first, block, columns)
        self._mind_merged(first + len(block), first, columns)
        return [[""] * len(block) for _ in range(self._left)] + columns

    def _filled(self, first: int, empty: int, columns: Sequence[Sequence[str]]) -> tuple[int, bool]:
        """How many rows go up to the last that has anything, and whether nothing more is expected
        behind it; ``empty`` ones went before."""
        if any("" not in cells for cells in columns):
            return len(columns[0]), False
        last = -1 - empty
        for row, cells in enumerate(zip(*columns, strict=True)):
            if any(cells) or first + row in self._with_fault:
                last = row
            elif row - last > EMPTY_ROWS:
                return max(last + 1, 0), True
        return max(last + 1, 0), False

    def _clean(self, first: int, place: int, cells: Sequence[object]) -> list[str]:
        """A column as texts without anything that no page can show."""
        texts = _texts(cells)
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

    def _mind_merged(self, end: int, first: int, columns: Sequence[list[str]]) -> None:
        """Only the first of merged cells has a value; that the others have none is no accident."""
        last = self._sheet.end or (0, 0)
        while self._merged and self._merged[-1][0][0] < end:
            (top, left), (bottom, right) = self._merged.pop()
            if (
                not 0 <= left - self._left < len(columns)
                or not columns[left - self._left][top - first]
            ):
                continue
            bottom, right = min(bottom, last[0]), min(right, last[1])
            self._in_merged += (bottom + 1 - top) * (right + 1 - left) - 1
            if self._in_merged > _MOST_MERGED:
                raise ImportRefused(["合并的单元格太多，请先在 Excel 里取消合并再导入。"])
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    if (row, column) != (top, left):
                        self.faults[row, column] = "合并单元格的一部分"


_CLOCK = (time, timedelta)
_UNREAD = "\0"
"""Is gone once its column is cleaned."""
_ODD = (" ", "\ufffc")
"""Printable, but to be cleaned away, at least at the ends."""


def _texts(cells: Sequence[Any]) -> list[str]:
    kinds = {*map(type, cells)}
    if kinds == {str}:
        return [*cells]
    if len(kinds) > 1:
        return [each if isinstance(each, str) else _TEXTS[type(each)](each) for each in cells]
    # Days and numbers come again and again, so each is written out once.
    (kind,) = kinds
    known = {each: _TEXTS[kind](each) for each in {*cells}}
    return [known[each] for each in cells]


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
