"""Real published reports, taken in cell by cell and read out of everything that goes out.

The PDF is read by pdfplumber, the workbook by openpyxl and, calculated anew, by LibreOffice.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pytest
from openpyxl import load_workbook

from export import WRITERS, read_workbook, silent
from export.excel.workbook import workbook
from storage.grids import Grid
from storage.interchange import read_interchange
from storage.report import Report
from tests.real_reports import printed, source, taken

WHOLE = ("suqian-2023", "shanghai-stcsm-2024", "shanghai-office-2019")
PARTIAL = ("guanzhou-street-2023", "tongzhou-bureau-2019-partial")
OFFICE = shutil.which("soffice")
SHEETS = {"publications": "表二", "requests": "表三", "disputes": "表四"}
FIRST_ROW = 3
"""Of a table on its sheet: above it stand the title and the unit."""


@pytest.fixture(params=[*WHOLE, *PARTIAL])
def name(request: pytest.FixtureRequest, reports: Path) -> str:
    return str(request.param)


def test_every_published_number_is_taken_in_as_it_was_printed(name: str) -> None:
    cells = printed(taken(name))
    for key, text in source(name).cells.items():
        if text is None:
            assert cells[key] == "", key
        else:
            assert Decimal(cells[key]) == Decimal(text), key
    assert taken(name).unparsed == source(name).unreadable


@pytest.mark.parametrize(("name", "count"), [("suqian-2023", 200), ("shanghai-office-2019", 198)])
def test_a_whole_report_fills_every_cell(reports: Path, name: str, count: int) -> None:
    assert len(source(name).cells) == len(printed(taken(name))) == count


# ---- PDF ------------------------------------------------------------------------------------


def tables_of(path: Path) -> Iterator[list[list[str]]]:
    """Each table of the PDF as rows of its cells, those covered by others left out."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for table in page.extract_tables():
                yield [["".join(cell.split()) for cell in row if cell is not None] for row in table]


def joined(pieces: list[list[list[str]]], grid: Grid) -> list[list[str]]:
    """One table out of its pieces on several pages, without the head printed again."""
    rows = pieces[0]
    for piece in pieces[1:]:
        again = piece[: grid.head_rows] == rows[: grid.head_rows]
        rows = rows + (piece[grid.head_rows :] if again else piece)
    return rows


def test_every_cell_stands_in_its_place_of_the_pdf(name: str, tmp_path: Path) -> None:
    report = taken(name)
    path = tmp_path / "年报.pdf"
    WRITERS["pdf"].write(report, path, silent)
    cells = printed(report)
    pieces = list(tables_of(path))
    parts = [part for section in report.format.sections for part in section.parts]
    for grid in (report.format.grids[part] for part in parts if isinstance(part, str)):
        mine: list[list[list[str]]] = []
        while sum(map(len, mine)) < len(grid.rows):
            mine.append(pieces.pop(0))
        rows = joined(mine, grid)
        assert len(rows) == len(grid.rows)
        for drawn, row in zip(grid.rows, rows, strict=True):
            wanted = [
                cells[cell.figure] if cell.figure else cell.text
                for cell in drawn
                if cell is not None
            ]
            assert row == wanted
    assert pieces == []


# ---- Excel ----------------------------------------------------------------------------------


def shown_on(path: Path, report: Report) -> dict[str, str]:
    """Every cell of the official sheets, as text with the decimals that are shown."""
    book = load_workbook(path, data_only=True)
    found: dict[str, str] = {}
    for grid in report.format.grids.values():
        sheet = book[SHEETS[grid.key]]
        for row, column, key in grid.figures():
            cell = sheet.cell(row + FIRST_ROW, column + 1)
            found[key] = _text(cell.value, str(cell.number_format))
    return found


def _text(value: object, number_format: str) -> str:
    if not isinstance(value, int | float):
        return str(value or "")
    decimals = len(number_format.partition(".")[2])
    assert number_format == ("0." + "0" * decimals if decimals else "0")
    return f"{value:.{decimals}f}"


def test_every_cell_stands_in_its_place_of_the_workbook(name: str, tmp_path: Path) -> None:
    report = taken(name)
    path = tmp_path / "统计表.xlsx"
    WRITERS["excel"].write(report, path, silent)
    assert shown_on(path, report) == printed(report)
    reading = read_workbook(path)
    assert printed(reading.report) == printed(report)
    assert len(reading.deviations) == len(report.unparsed)


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice here to calculate the sheets")
def test_another_program_calculates_the_same_numbers_and_verdicts(
    name: str, tmp_path: Path
) -> None:
    assert OFFICE is not None
    report = taken(name)
    written, bare, folder = tmp_path / "甲.xlsx", tmp_path / "bare.xlsx", tmp_path / "again"
    written.write_bytes(workbook(report))
    # Saved anew, the sheets have lost the values beside their formulas: they must be calculated.
    load_workbook(written).save(bare)
    command = [OFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(bare)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    calculated = folder / "bare.xlsx"
    assert shown_on(calculated, report) == printed(report)
    formulas, ours, theirs = (
        load_workbook(written),
        load_workbook(written, data_only=True),
        load_workbook(calculated, data_only=True),
    )
    places = [
        (sheet.title, cell.coordinate)
        for sheet in formulas.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(places) > 150
    for sheet, place in places:
        assert theirs[sheet][place].value == ours[sheet][place].value, (sheet, place)


# ---- JSON -----------------------------------------------------------------------------------


def test_every_cell_comes_back_from_json(name: str, tmp_path: Path) -> None:
    path = tmp_path / "年报.json"
    WRITERS["json"].write(taken(name), path, silent)
    assert read_interchange(path) == taken(name)
    held = json.loads(path.read_text("utf-8"))["figures"]
    numbers = {key: text for key, text in source(name).cells.items() if text is not None}
    assert {key: Decimal(str(value)) for key, value in held.items()} == {
        key: Decimal(text) for key, text in numbers.items()
    }
