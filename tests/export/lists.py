"""Lists written as workbooks, for the tests that read them."""

from pathlib import Path

from openpyxl import Workbook

from tests.export.test_guard import rows, with_part

__all__ = ["PART", "long_list", "with_sheet", "workbook"]

PART = "xl/worksheets/sheet1.xml"


def workbook(path: Path, cells: dict[str, str]) -> Path:
    book = Workbook()
    for place, value in cells.items():
        book.worksheets[0][place] = value
    book.save(path)
    return path


def with_sheet(path: Path, sheet: bytes) -> Path:
    workbook(path, {"A1": "x"})
    path.write_bytes(with_part(path.read_bytes(), PART, sheet))
    return path


def long_list(path: Path) -> Path:
    cells = b"".join(b"<c><v>%d</v></c>" % each for each in range(9))
    return with_sheet(path, rows((b"<row>" + cells + b"</row>") * 60_000))
