"""Reading the rows of somebody's table as cells of a ledger, a stretch of rows at a time.

A long list says the same few days and terms again and again, so each is read once; what is read
column by column takes a fraction of the time of cell by cell.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from storage.errors import BadValue
from storage.given_cells import read_given
from storage.ledger_heads import GivenTable
from storage.ledgers import Column, Kind, Ledger
from storage.report import Cell
from storage.values import clean_line

__all__ = ["ReadRow", "RowReader"]

ReadRow = tuple[int, dict[str, Cell], list[str]]
"""A row, counted from 0, its cells, and what is wrong with it."""

_SUMS = {"合计", "总计", "小计", "共计"}


class RowReader:
    """``keys`` names each column's ledger column or ""."""

    def __init__(self, table: GivenTable, keys: Sequence[str], held: Ledger, year: int) -> None:
        self._table = table
        columns = [(place, held.column(key)) for place, key in enumerate(keys) if key]
        self._columns = [(place, column, _reading(column, year)) for place, column in columns]

    def read(self, first: int, last: int) -> Iterator[ReadRow]:
        """The rows from ``first`` up to and without ``last``."""
        rows = self._table.rows[first:last]
        columns = list(zip_longest(*rows, fillvalue=""))
        wrong = self._faults(first, last)
        read: list[Sequence[Cell]] = []
        for place, column, reading in self._columns:
            cells, reasons = reading(columns[place]) if place < len(columns) else (_BLANK, {})
            read.append(cells or [None] * len(rows))
            for row, reason in reasons.items():
                wrong.setdefault(first + row, {})[place] = f"{column.label}：{reason}"
        for row, texts in enumerate(rows, first):
            if _is_sum(texts):
                wrong[row] = {-1: "这一行像是合计，导入会重复计数。"}
        keys = [column.key for _, column, _ in self._columns]
        for row, values in enumerate(zip(*read, strict=True), first):
            held = {key: cell for key, cell in zip(keys, values, strict=True) if cell is not None}
            yield row, held, [said for _, said in sorted(wrong.get(row, {}).items())]

    def _faults(self, first: int, last: int) -> dict[int, dict[int, str]]:
        """Where a cell of a named column holds nothing that can be taken, by row and column."""
        if not self._table.faults:
            return {}
        found: dict[int, dict[int, str]] = {}
        for place, column, _ in self._columns:
            for row in range(first, last):
                if fault := self._table.faults.get((row, place)):
                    said = f"这里是{fault}，没有采用，请改成直接填写的内容。"
                    found.setdefault(row, {})[place] = f"{column.label}：{said}"
        return found


_BLANK: Sequence[Cell] = ()


def _is_sum(texts: Sequence[str]) -> bool:
    """Whether a row begins with 合计 or the like."""
    for text in texts:
        if text and (first := text.strip()):
            return first[-1] == "计" and first.replace(" ", "") in _SUMS
    return False


Reading = Callable[[Sequence[str]], tuple[Sequence[Cell], dict[int, str]]]
"""The values of many texts, and by place why there is none."""


def _reading(column: Column, year: int) -> Reading:
    if column.kind is Kind.TEXT:
        return _lines
    known: dict[str, Cell] = {}
    faulty: dict[str, str] = {}

    def read(texts: Sequence[str]) -> tuple[Sequence[Cell], dict[int, str]]:
        for text in {*texts} - known.keys():
            known[text] = None
            try:
                known[text] = read_given(column, text, year)
            except BadValue as error:
                faulty[text] = str(error)
        cells = [known[text] for text in texts]
        if not faulty:
            return cells, {}
        return cells, {row: faulty[text] for row, text in enumerate(texts) if text in faulty}

    return read


def _lines(texts: Sequence[str]) -> tuple[Sequence[Cell], dict[int, str]]:
    whole = "".join(texts)
    if whole.isprintable() and " " not in whole and "\ufffc" not in whole:
        return [each or None for each in texts], {}
    return [clean_line(each) or None for each in texts], {}
