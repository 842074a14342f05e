"""Reading the rows of somebody's table as cells of a ledger, a stretch of rows at a time.

A long list says the same few days and terms again and again, so each is read once; what is read
column by column takes a fraction of the time of cell by cell.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from storage.errors import BadValue
from storage.given_cells import read_given
from storage.given_table import GivenTable
from storage.ledgers import Column, Kind, Ledger
from storage.report import Cell
from storage.values import clean_line

__all__ = ["ReadRows", "RowReader"]

ReadRows = tuple[Mapping[str, Sequence[Cell]], Mapping[int, list[str]]]
"""The cells by column, None where blank; and what is wrong with some rows, by their numbers in the
table from 0."""

_SUMS = {"合计", "总计", "小计", "共计"}


class RowReader:
    """``keys`` names each column's ledger column or ""."""

    def __init__(self, keys: Sequence[str], held: Ledger, year: int) -> None:
        columns = [(place, held.column(key)) for place, key in enumerate(keys) if key]
        self._columns = [(place, column, _reading(column, year)) for place, column in columns]

    def read(self, table: GivenTable, first: int, last: int) -> ReadRows:
        """The rows from ``first`` up to and without ``last``."""
        columns = [cells[first:last] for cells in table.columns]
        wrong = self._faults(table.faults, first, last)
        read: dict[str, Sequence[Cell]] = {}
        for place, column, reading in self._columns:
            there = columns[place] if place < len(columns) else [""] * (last - first)
            read[column.key], reasons = reading(there)
            for row, reason in reasons.items():
                wrong.setdefault(first + row, {})[place] = f"{column.label}：{reason}"
        for row in _maybe_sums(columns):
            if _is_sum(cells[row] for cells in columns):
                wrong[first + row] = {-1: "这一行像是合计，导入会重复计数。"}
        said = {row: [words for _, words in sorted(wrong[row].items())] for row in sorted(wrong)}
        return read, said

    def _faults(
        self, faults: Mapping[tuple[int, int], str], first: int, last: int
    ) -> dict[int, dict[int, str]]:
        """Where a cell of a named column holds nothing that can be taken, by row and column."""
        if not faults:
            return {}
        found: dict[int, dict[int, str]] = {}
        for place, column, _ in self._columns:
            for row in range(first, last):
                if fault := faults.get((row, place)):
                    said = f"这里是{fault}，没有采用，请改成直接填写的内容。"
                    found.setdefault(row, {})[place] = f"{column.label}：{said}"
        return found


def _maybe_sums(columns: Sequence[Sequence[str]]) -> Iterator[int]:
    """The rows that may begin with 合计: few need a closer look."""
    if not columns:
        return iter(())
    # Most stretches have none, which is seen at once.
    whole = "\0".join([*columns[0], ""])
    if "计\0" not in whole and "" not in columns[0]:
        return iter(())
    ends = [each.rstrip()[-1:] for each in columns[0]]
    return (row for row, last in enumerate(ends) if last in ("计", ""))


def _is_sum(texts: Iterable[str]) -> bool:
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
        cells = [*map(known.__getitem__, texts)]
        if not faulty:
            return cells, {}
        return cells, {row: faulty[text] for row, text in enumerate(texts) if text in faulty}

    return read


def _lines(texts: Sequence[str]) -> tuple[Sequence[Cell], dict[int, str]]:
    whole = "".join(texts)
    if whole.isprintable() and " " not in whole and "\ufffc" not in whole:
        return texts if "" not in texts else [each or None for each in texts], {}
    return [clean_line(each) or None for each in texts], {}
