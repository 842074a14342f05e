"""The files that go out agree with each other: one report, one set of numbers."""

import io
import re
import sys
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pytest
from openpyxl import load_workbook

from export import WRITERS, Cancelled, silent
from export.compose import compose
from storage.figures import figures_of
from storage.interchange import read_interchange, read_sample
from storage.report import Report
from tests.builders import MODEL, gongnong_report


def printed(report: Report, folder: Path) -> str:
    """All text of the PDF, white space and page numbers aside."""
    path = folder / "年报.pdf"
    WRITERS["pdf"].write(report, path, silent)
    with pdfplumber.open(path) as pdf:
        pages = [page.extract_text() for page in pdf.pages]
    text = "\n".join(re.sub(r"^\s*—\s*\d+\s*—\s*$", "", page, flags=re.M) for page in pages)
    return re.sub(r"\s", "", text)


def sheet_values(report: Report, folder: Path) -> list[object]:
    """The number column of the sheet, formulas by the values written beside them."""
    path = folder / "统计表.xlsx"
    WRITERS["excel"].write(report, path, silent)
    sheet = load_workbook(io.BytesIO(path.read_bytes()), data_only=True).worksheets[0]
    return [cell.value for (cell,) in sheet.iter_rows(min_row=4, min_col=3, max_col=3)]


@pytest.fixture(scope="module")
def gongnong() -> Report:
    if not MODEL.is_file():
        pytest.skip("the real reports are not beside this repository")
    return gongnong_report(MODEL.read_text(encoding="utf-8"))


def test_the_pdf_says_what_the_real_report_says(gongnong: Report, tmp_path: Path) -> None:
    assert printed(gongnong, tmp_path) == re.sub(r"\s", "", MODEL.read_text(encoding="utf-8"))


def test_one_changed_number_changes_pdf_and_sheet_and_nothing_else(
    gongnong: Report, tmp_path: Path
) -> None:
    figures = {**gongnong.figures, "published.website": Decimal(530)}
    changed = gongnong.with_values(figures=figures)
    text = printed(gongnong, tmp_path)
    assert printed(changed, tmp_path) == text.replace("528", "530").replace("1816", "1818")
    before, after = sheet_values(gongnong, tmp_path), sheet_values(changed, tmp_path)
    assert before[5:10] == [0, 528, 0, 1286, 2]
    assert [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]] == [
        (1816, 1818),
        (528, 530),
    ]


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_report_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    first, second = (tmp_path / f"{stem}{WRITERS[name].suffix}" for stem in "甲乙")
    for path in (first, second):
        WRITERS[name].write(read_sample(), path, silent)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("name", WRITERS)
def test_a_cancelled_export_leaves_the_old_file_alone(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"年报{WRITERS[name].suffix}"
    path.write_bytes(b"old")

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled, match="没有写出文件"):
        WRITERS[name].write(read_sample(), path, cancel)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_interchange_file_is_read_back_as_the_report(tmp_path: Path) -> None:
    path = tmp_path / "年报.json"
    WRITERS["archive"].write(read_sample(), path, silent)
    assert read_interchange(path) == read_sample()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 的权限不在文件模式里")
def test_only_the_owner_reads_the_file_with_personal_data(tmp_path: Path) -> None:
    path = tmp_path / "存档.json"
    path.write_text("旧的", "utf-8")
    WRITERS["archive"].write(read_sample(), path, silent)
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_usual_interchange_file_has_the_counts_of_personal_ledgers_but_no_entry(
    tmp_path: Path,
) -> None:
    path, sample = tmp_path / "年报.json", read_sample()
    WRITERS["json"].write(sample, path, silent)
    read = read_interchange(path)
    assert sample.ledger("requests") and not read.ledger("requests")
    assert read.ledger("publications") == sample.ledger("publications")
    values = [{key: each.value for key, each in figures_of(one).items()} for one in (sample, read)]
    assert values[0] == values[1]
    assert [key for key, writer in WRITERS.items() if writer.personal] == ["archive"]


def test_a_report_that_contradicts_itself_is_printed_as_a_draft(tmp_path: Path) -> None:
    sound = read_sample()
    broken = sound.with_values(figures={**sound.figures, "staff.total": Decimal(99)})
    # What is printed is equal, but for the mark across the page.
    assert compose(sound) == compose(broken)
    sound_path, broken_path = tmp_path / "好.pdf", tmp_path / "坏.pdf"
    WRITERS["pdf"].write(sound, sound_path, silent)
    WRITERS["pdf"].write(broken, broken_path, silent)
    assert sound_path.read_bytes() != broken_path.read_bytes()
