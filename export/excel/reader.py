"""Reading 数据 of a workbook back: nothing is trusted, and every deviation is named.

Formulas are not followed: a sum is added up anew, any other formula is refused.
"""

import warnings
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from export.excel.cells import Read, read_cell
from export.excel.compare import compare_tables
from export.excel.deviations import Deviations
from export.excel.guard import read_guarded
from export.excel.places import DATA, DATA_HEAD, RULES, data_labels, sheet_titles
from export.excel.taking import take
from export.reading import WorkbookReading
from storage.errors import BadValue, ImportRefused
from storage.format_reader import format_for_year, load_formats
from storage.formats import NOTE, Format
from storage.json_values import YEARS
from storage.phrases import brief
from storage.published.sheets import tables_in
from storage.report import Report
from storage.values import parse_count

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

__all__ = ["BROKEN", "EMPTY_ROWS", "read_workbook"]

MAX_ROWS = 20_000
MAX_SHEETS = 20
EMPTY_ROWS = 1000
"""After so many empty rows nothing more is expected."""
_SPARE_COLUMNS = 26
BROKEN = (
    KeyError,
    ValueError,
    IndexError,
    TypeError,
    AttributeError,
    SyntaxError,
    OverflowError,
    EOFError,
    OSError,
    BadZipFile,
    zlib.error,
)
"""What openpyxl raises on a workbook that contradicts itself (ParseError is a SyntaxError)."""

Row = tuple[Read, ...]


def read_workbook(path: Path, held: Report | None = None) -> WorkbookReading:
    """The year in the workbook at ``path``, put into ``held`` where that is given: its ledgers
    and texts stay. Raises FileUnavailable, ImportRefused."""
    content = read_guarded(path)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of whatever other programs write; the clerk cannot change that.
            warnings.simplefilter("ignore")
            with closing(load_workbook(content, read_only=True, keep_links=False)) as book:
                names = {sheet.title: sheet.sheet_state for sheet in book.worksheets}
                known = _known(names) if DATA in names else list(names)[:MAX_SHEETS]
                sheets = {name: list(_rows(book, name)) for name in known}
    except BROKEN as error:
        raise ImportRefused(["这个工作簿的内容已损坏，读不出来，请重新导出一份。"]) from error
    if DATA not in sheets:
        return _foreign(sheets, held)
    return _Reader(names, sheets).read(held)


def _foreign(sheets: Mapping[str, Sequence[Row]], held: Report | None) -> WorkbookReading:
    """The statutory tables of a workbook from elsewhere, put into the open year."""
    if held is None:
        raise ImportRefused([f"没有名为“{DATA}”的工作表，请用本程序导出的工作簿。"])
    lines = [
        ["\t".join("".join(each.text.split("\n")) for each in row) for row in rows]
        for rows in sheets.values()
    ]
    if found := tables_in(lines, held):
        return WorkbookReading(*found)
    said = "也没有认出法定表格的各行栏目，请用本程序导出的工作簿。"
    raise ImportRefused([f"没有名为“{DATA}”的工作表，{said}"])


def _known(names: Mapping[str, str]) -> set[str]:
    titles = {title for each in load_formats() for title in sheet_titles(each).values()}
    return {DATA, *titles} & set(names)


def _rows(book: "Workbook", name: str) -> Iterator[Row]:
    """The rows of a sheet from the first; the empty ones at the end are left out."""
    empty = 0
    for cells in book[name].iter_rows(max_row=MAX_ROWS, max_col=_SPARE_COLUMNS):
        row = tuple(
            read_cell(cell.value, cell.data_type, cell.number_format)
            if cell.value is not None
            else Read()
            for cell in cells
        )
        if any(row):
            yield from [()] * empty
            empty = 0
            yield row
        else:
            empty += 1
            if empty > EMPTY_ROWS:
                return


class _Reader:
    """Puts the rows of 数据 into a report."""

    def __init__(self, names: Mapping[str, str], sheets: Mapping[str, list[Row]]) -> None:
        self._names = names
        self._sheets = sheets
        self._deviations = Deviations()

    def read(self, held: Report | None) -> WorkbookReading:
        """The whole of it."""
        found = dict(self._keyed())
        base = held or Report(*self._format_and_year(found))
        if not any(key in base.format.fields for key in found):
            raise ImportRefused([f"“{DATA}”里没有认得的填报项，请用本程序导出的工作簿。"])
        if held:
            self._compare_with(held, found)
        self._sheet_states(base.format)
        labels = data_labels(base.format)
        self._labels(found, labels)
        values = {key: read for key, (_, _, read) in found.items() if key in labels}
        rows = {key: row for key, (row, _, _) in found.items()}
        report = take(base, values, rows, self._deviations)
        compare_tables(report, values, self._sheets, self._deviations)
        return WorkbookReading(report, self._deviations.sentences())

    def _keyed(self) -> Iterator[tuple[str, tuple[int, Read, Read]]]:
        """Each key with its row, label and content; the first of several of the same."""
        seen: dict[str, int] = {}
        for number, row in enumerate(self._sheets[DATA], 1):
            cells = [*row, *[Read()] * len(DATA_HEAD)]
            if number == 1:
                self._head(cells)
                continue
            for column, extra in enumerate(row[len(DATA_HEAD) :], len(DATA_HEAD) + 1):
                if extra:
                    self._say(number, get_column_letter(column), "多出了内容，没有采用。")
            key = cells[0].text
            if not key and any(cells[:3]):
                self._say(number, "A", "没有写名称，这一行没有采用。")
            elif key in seen:
                said = f"“{brief(key)}”在第 {seen[key]} 行已经有了，这一行没有采用。"
                self._say(number, "A", said)
            elif key:
                seen[key] = number
                yield key, (number, cells[1], cells[2])

    def _head(self, cells: list[Read]) -> None:
        for column, (cell, wanted) in enumerate(zip(cells, DATA_HEAD, strict=False), 1):
            if cell.text != wanted:
                said = f"表头应是“{wanted}”，现在是“{brief(cell.text)}”。"
                self._say(1, get_column_letter(column), said)

    def _format_and_year(self, found: Mapping[str, tuple[int, Read, Read]]) -> tuple[Format, int]:
        year = self._year(found)
        if year is None:
            raise ImportRefused([f"“{DATA}”里没有写明年度，不知道是哪一年的年报。"])
        formats = {each.id: each for each in load_formats()}
        chosen = found["format"][2].text if "format" in found else ""
        if chosen not in formats:
            made = format_for_year(year)
            said = f"年报格式“{brief(chosen)}”不认得，按“{made.name}”读取。"
            self._say(found["format"][0] if "format" in found else 0, "C", said)
            return made, year
        if not formats[chosen].made_for(year):
            said = (
                f"{year} 年度应使用“{format_for_year(year).name}”，这里是“{formats[chosen].name}”。"
            )
            self._say(found["format"][0], "C", said)
        return formats[chosen], year

    def _year(self, found: Mapping[str, tuple[int, Read, Read]]) -> int | None:
        try:
            year = parse_count(found["year"][2].text) if "year" in found else None
        except BadValue:
            return None
        return year if year in YEARS else None

    def _compare_with(self, held: Report, found: Mapping[str, tuple[int, Read, Read]]) -> None:
        wanted = {"format": (held.format.id, "年报格式"), "year": (str(held.year), "年度")}
        for key, (value, label) in wanted.items():
            row, said = (found[key][0], found[key][2].text) if key in found else (0, "")
            if said != value:
                self._say(row, "C", f"{label}是“{brief(said)}”，现在填报的是“{value}”。")

    def _sheet_states(self, made: Format) -> None:
        ours = {DATA, RULES, *sheet_titles(made).values()}
        for name, state in self._names.items():
            shown = brief(name)
            if name in ours:
                if state != "visible":
                    self._deviations.say(f"工作表“{shown}”被隐藏了，请显示出来核对。")
            elif state != "visible":
                self._deviations.say(f"工作表“{shown}”是隐藏的，没有读取。")
            else:
                self._deviations.say(f"工作表“{shown}”不是导出时就有的，没有读取。")

    def _labels(
        self, found: Mapping[str, tuple[int, Read, Read]], labels: Mapping[str, str]
    ) -> None:
        for key, (row, label, _) in found.items():
            if key not in labels:
                self._say(row, "A", f"没有“{brief(key)}”这个填报项，没有采用。")
            elif label.text != labels[key]:
                said = f"标签应是“{labels[key]}”，现在是“{brief(label.text)}”。"
                self._say(row, "B", said)
        for key, label_text in labels.items():
            if key not in found and not key.startswith(NOTE):
                self._deviations.say(f"“{DATA}”里缺少“{label_text}”（{key}）这一行。")

    def _say(self, row: int, column: str, said: str) -> None:
        self._deviations.at(DATA, row, column, said)
