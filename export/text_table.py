"""CSV: a table as text, in the encodings that Excel and WPS write."""

import csv
import io
from pathlib import Path

from storage.errors import ImportRefused
from storage.given_file import read_given_file, text_of
from storage.given_table import GivenTable
from storage.values import clean_text

__all__ = ["read_text_table"]

MAX_BYTES = 50 * 2**20
MAX_ROWS, MAX_COLUMNS = 100_000, 512
MAX_CELLS = 2_000_000
_SEPARATORS = ",\t;"
_NO_TEXT = "这个文件不是文字表格，请在 Excel 里另存为 .xlsx 后再导入。"


def read_text_table(path: Path) -> GivenTable:
    """The rows of a text table; what looks like a formula is words. Raises FileUnavailable,
    ImportRefused."""
    content = read_given_file(path, MAX_BYTES, "文件超过 50 MB，请分成几个文件再导入。")
    return GivenTable.of(_rows(text_of(content, _NO_TEXT)))


def _rows(text: str) -> tuple[tuple[str, ...], ...]:
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    rows: list[tuple[str, ...]] = []
    held = 0
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if len(cells) > MAX_COLUMNS:
                raise ImportRefused([f"第 {len(rows) + 1} 行太长，最多可以有 {MAX_COLUMNS} 列。"])
            if len(rows) == MAX_ROWS:
                raise ImportRefused([f"表格太长，最多可以有 {MAX_ROWS} 行，请分成几个文件。"])
            held += len(cells)
            if held > MAX_CELLS:
                raise ImportRefused(["表格里的内容太多，没有打开，请分成几个文件再导入。"])
            rows.append(tuple(clean_text(cell).strip() if cell else "" for cell in cells))
    except csv.Error as error:
        said = "有一格的内容太长，可能是少了一个引号，请在 Excel 里打开核对后另存为 .xlsx。"
        raise ImportRefused([said]) from error
    while rows and not any(rows[-1]):
        rows.pop()
    return tuple(rows)
