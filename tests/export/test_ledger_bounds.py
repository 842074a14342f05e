"""Lists that are as long as can be, or made to do harm: the system itself sets the bounds."""

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook

from tests.export.test_guard import HEAD, LAUGHS, SHEET, rows, with_part

BOUNDED = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
resource.setrlimit(resource.RLIMIT_AS, (900 * 2**20, 900 * 2**20))
from export.ledger_tables import read_table
from storage.errors import ProgramError
try:
    print("read", len(read_table(Path(sys.argv[1])).rows()))
except ProgramError as error:
    print("refused", error)
"""
"""What is read or refused within 30 s of processor and 900 MB of addresses."""

ROW = b"<row>" + b"<c><v>1</v></c>" * 9 + b"</row>"
SHEET_PART = "xl/worksheets/sheet1.xml"
HARMFUL = {
    "as many cells as are let through": rows(ROW * 200_000),
    "one row of all columns again and again": rows(
        (b"<row>" + b"<c><v>1</v></c>" * 500 + b"</row>") * 2000
    ),
    "a cell of many texts": rows(
        b'<row r="1"><c r="A1">' + b"<v>1</v>" * 3_000_000 + b"</c></row>"
    ),
    "a long word": rows(b'<row r="1"><c t="str"><v>' + b"x" * 110_000_000 + b"</v></c></row>"),
    "nothing but rows": rows(b"<row/>" * 3_900_000),
    "merged cells": HEAD + SHEET + b"</sheetData>" + b'<mergeCell ref="A1:B2"/>' * 190_000,
    "entities": LAUGHS,
}
STRINGS = (
    HEAD
    + b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    + b"<si><t>x</t></si>" * 1_900_000
    + b"</sst>"
)


def bounded(path: Path) -> str:
    """What comes of reading a file in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", BOUNDED, str(path)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert done.returncode == 0, done.stderr[-600:]
    return done.stdout


def made(path: Path, part: str, content: bytes) -> Path:
    """A workbook with one part replaced, beside a picture that packs badly: so it is not refused
    for being packed too well already."""
    book = Workbook()
    book.worksheets[0].append(["标题"])
    book.save(path)
    pictured = with_part(path.read_bytes(), "xl/media/image1.png", Random(1).randbytes(2**20))
    path.write_bytes(with_part(pictured, part, content))
    return path


@pytest.mark.parametrize("name", HARMFUL)
def test_a_harmful_sheet_ends_within_the_bounds(name: str, tmp_path: Path) -> None:
    path = made(tmp_path / "x.xlsx", SHEET_PART, HARMFUL[name])
    assert bounded(path).startswith(("read", "refused"))


def test_strings_without_end_stay_within_the_bounds(tmp_path: Path) -> None:
    path = made(tmp_path / "x.xlsx", "xl/sharedStrings.xml", STRINGS)
    assert bounded(path).startswith(("read", "refused"))


def test_a_text_table_of_separators_stays_within_the_bounds(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes((b"," * 500 + b"\n") * 99_000)
    assert bounded(path).startswith(("read", "refused"))


def test_as_many_rows_as_are_allowed_are_read_within_the_bounds(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    cells = b"".join(
        b'<c t="inlineStr"><is><t>abc</t></is></c>' if place < 2 else b"<c><v>43164</v></c>"
        for place in range(5)
    )
    made(path, SHEET_PART, rows((b"<row>" + cells + b"</row>") * 100_000))
    assert bounded(path).strip() == "read 100000"
