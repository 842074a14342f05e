"""Real published reports, taken in cell by cell and read out of everything that goes out.

The PDF is read by pdfplumber, the workbook by openpyxl and, calculated anew, by LibreOffice.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pdfplumber
import pytest
from openpyxl import load_workbook

from export import WRITERS, read_workbook, silent
from export.excel.workbook import workbook
from storage.checks import check
from storage.figures import figures_of
from storage.findings import Finding
from storage.formats import Severity
from storage.grids import Grid
from storage.interchange import parse_interchange, read_interchange
from storage.report import Kept, Report
from storage.values import show
from tests.conftest import REPORTS
from tests.real_reports import Published, published

WHOLE = ("suqian-2023", "shanghai-stcsm-2024", "shanghai-office-2019")
PARTIAL = ("guanzhou-street-2023", "tongzhou-bureau-2019-partial")
OFFICE = shutil.which("soffice")
SHEETS = {"publications": "表二", "requests": "表三", "disputes": "表四"}
FIRST_ROW = 3
"""Of a table on its sheet: above it stand the title and the unit."""

UNCOVERED = {
    "rules.issued",
    "rules.abolished",
    "rules.in_force",
    "normative.issued",
    "normative.abolished",
    "normative.in_force",
    "decisions.licences",
    "decisions.penalties",
    "decisions.compulsory",
    "charges.amount",
}
"""表二: nothing in the same report adds up to these; only last year's report can doubt them."""


@cache
def source(name: str) -> Published:
    return published(REPORTS / f"{name}.json")


@cache
def taken(name: str) -> Report:
    return parse_interchange(source(name).json)


@pytest.fixture(params=[*WHOLE, *PARTIAL])
def name(request: pytest.FixtureRequest, reports: Path) -> str:
    return str(request.param)


def printed(report: Report) -> dict[str, str]:
    """Every cell of the tables as the program says it."""
    figures = figures_of(report)
    grids = report.format.grids.values()
    return {key: show(figures[key].value) for grid in grids for _, _, key in grid.figures()}


def errors(findings: tuple[Finding, ...]) -> list[Finding]:
    return [each for each in findings if each.severity is Severity.ERROR]


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


# ---- checks ---------------------------------------------------------------------------------


def test_a_sound_report_has_no_error(reports: Path) -> None:
    for name in ("suqian-2023", "shanghai-stcsm-2024", "shanghai-office-2019"):
        assert errors(check(taken(name))) == []


def test_the_missing_total_of_2024_is_added_up(reports: Path) -> None:
    assert "requests.carried_out.total" not in source("shanghai-stcsm-2024").cells
    assert figures_of(taken("shanghai-stcsm-2024"))["requests.carried_out.total"].value == 1


def test_each_cell_changed_by_one_is_found_in_its_row_or_column_and_nowhere_else(
    reports: Path,
) -> None:
    report = taken("suqian-2023")
    keys = [key for grid in report.format.grids.values() for _, _, key in grid.figures()]
    assert len(keys) == 200
    silent_cells = set()
    for key in keys:
        figures = {**report.figures, key: report.figures[key] + 1}  # type: ignore[operator]
        found = errors(check(report.with_values(figures=figures)))
        assert all(key in (each.place, *each.also) for each in found), key
        assert len({each.key for each in found}) == len(found)
        if not found:
            silent_cells.add(key)
        for each in found:
            assert "相差 1。" in each.sentence
        if key.startswith("requests."):
            _, row, column = key.split(".")
            assert {"K5" if each.rule == "K5" else "column" for each in found} == {"K5", "column"}
            line, total = f"requests.{row}.", f".{column}"
            for each in found:
                operands = (each.place, *each.also)
                same_row = all(operand.startswith(line) for operand in operands)
                assert same_row or all(operand.endswith(total) for operand in operands)
    assert silent_cells == UNCOVERED


def test_blank_cells_of_2019_are_found_one_by_one(reports: Path) -> None:
    name = "shanghai-office-2019"
    blank = {key for key, text in source(name).cells.items() if text is None}
    fields = taken(name).format.fields
    found = {each.place for each in check(taken(name)) if each.rule == "B0"}
    assert len(blank) == 135
    # A total is blank because its parts are: those are what has to be filled in.
    totals = {key for key in blank if fields[key].computed}
    assert found & set(printed(taken(name))) == blank - totals
    for key in totals:
        assert blank & set(fields[key].sum_of)


def test_what_was_published_as_no_number_is_found_and_kept(reports: Path) -> None:
    (finding,) = errors(check(taken("tongzhou-bureau-2019-partial")))
    assert finding.place == "items.penalties_change"
    assert "“--253”" in finding.sentence


def test_one_uneven_column_is_one_finding_with_its_numbers(reports: Path) -> None:
    made = taken("suqian-2023").format
    keys = ("received", "carried_in", "closed", "carried_out")
    numbers = {
        f"requests.{key}.natural": Decimal(n) for key, n in zip(keys, (30, 3, 32, 2), strict=True)
    }
    report = Report(made, 2023, figures=numbers)
    (finding,) = errors(check(report))
    assert "30" in finding.sentence and "3 = 33" in finding.sentence
    assert "2 = 34" in finding.sentence and "相差 1。" in finding.sentence
    others = set(check(report)) - {finding}
    fixed = report.with_values(figures={**numbers, "requests.closed.natural": Decimal(31)})
    assert set(check(fixed)) == others


def test_a_reason_stays_after_the_same_workbook_and_is_asked_again_after_a_change(
    reports: Path, tmp_path: Path
) -> None:
    last = {"rules.in_force": Decimal(8)}
    report = taken("suqian-2023").with_values(last_year=last)
    (doubt,) = [each for each in check(report) if each.rule == "K8"]
    kept = {doubt.key: Kept("机构改革划转 1 件", doubt.operands)}
    held = report.with_values(kept=kept)
    path = tmp_path / "统计表.xlsx"
    WRITERS["excel"].write(held, path, silent)

    def reason(of: Report) -> str:
        return next(each.reason for each in check(of) if each.key == doubt.key)

    again = read_workbook(path, held).report
    assert reason(again) == "机构改革划转 1 件"
    changed = again.with_values(figures={**again.figures, "rules.issued": Decimal(5)})
    assert reason(changed) == ""
