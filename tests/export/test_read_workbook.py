"""A workbook that went out and came back: what is taken."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from export import WorkbookReading, is_workbook, read_workbook
from export.excel.workbook import write_excel
from storage.errors import ImportRefused
from storage.figures import figures_of
from storage.formats import NOTE
from storage.report import Report
from tests.builders import entries, full_report, report
from tests.export.test_statutory import national
from tests.export.workbooks import Change, changed, noted, row_of, typed
from tests.storage.published.texts import requests_cells, table_lines


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "统计表.xlsx"


def refused(path: Path) -> str:
    with pytest.raises(ImportRefused) as refusal:
        read_workbook(path)
    (problem,) = refusal.value.problems
    return problem


@pytest.mark.parametrize("made", [noted(), report(published__website=3, fees__charged="1.50")])
def test_an_untouched_workbook_comes_back_equal_and_without_a_word(
    made: Report, path: Path
) -> None:
    write_excel(made, path)
    assert read_workbook(path) == WorkbookReading(made, ())
    assert read_workbook(path, made) == WorkbookReading(made, ())


def test_saved_by_another_program_it_still_comes_back_equal(path: Path) -> None:
    assert changed(path, noted(), lambda book: None) == WorkbookReading(noted(), ())


def test_ledgers_and_texts_of_the_held_year_stay_and_counted_numbers_are_not_typed(
    path: Path,
) -> None:
    ledger = entries({"applicant": "自然人", "carried": False, "quantity": 30})
    made = national(requests__received__natural=None)
    held = made.with_values(entries={"requests": ledger}, texts={"overview.body": "一段话。"})
    assert figures_of(held)["requests.received.natural"].value == 30
    write_excel(held, path)
    assert read_workbook(path, held) == WorkbookReading(held, ())
    # Where there is no ledger to count, the number is all there is.
    alone = read_workbook(path).report
    assert alone.figures["requests.received.natural"] == 30
    assert alone.entries == {}


def test_a_total_that_cannot_be_added_up_is_taken_as_it_stands(path: Path) -> None:
    made = national(requests__received__company=None, requests__received__total=Decimal(32))
    write_excel(made, path)
    assert read_workbook(path) == WorkbookReading(made, ())


def test_words_of_the_unit_and_of_notes_are_taken(path: Path) -> None:
    def change(book: Workbook) -> None:
        typed("unit:phone", 5760000)(book)
        typed("unit:name", "=A1")(book)
        typed(NOTE + "requests", "注：改了。")(book)

    reading = changed(path, noted(), change)
    assert reading.report.unit.phone == "5760000"
    assert reading.report.unit.name == ""
    assert reading.report.texts[NOTE + "requests"] == "注：改了。"
    assert [each[each.index("：") :] for each in reading.deviations] == [
        "：这里是公式，没有采用，请改成文字。"
    ]


def test_amounts_longer_than_excel_keeps_and_unreadable_words_come_back(path: Path) -> None:
    exact = national(charges__amount=Decimal("123456789012.123456"))
    write_excel(exact, path)
    assert read_workbook(path) == WorkbookReading(exact, ())
    # Ledgers and the wording are not in the workbook; everything else is.
    made = full_report()
    write_excel(made, path)
    again = read_workbook(path, made)
    assert again.report == made
    assert len(again.deviations) == 1
    assert "“约三万”不是数字" in again.deviations[0]


def without_data(book: Workbook) -> None:
    del book["数据"]


def without_year(book: Workbook) -> None:
    book["数据"].delete_rows(row_of(book["数据"], "year"))


def of_others(book: Workbook) -> None:
    sheet = book["数据"]
    sheet.delete_rows(4, sheet.max_row)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without_data, "没有名为“数据”的工作表"),
        (without_year, "没有写明年度"),
        (of_others, "没有认得的填报项"),
        (typed("year", "二〇二三"), "没有写明年度"),
        (typed("year", 12), "没有写明年度"),
    ],
)
def test_a_workbook_that_says_nothing_to_us_is_refused(
    path: Path, change: Change, said: str
) -> None:
    write_excel(national(), path)
    book = load_workbook(path)
    change(book)
    book.save(path)
    assert said in refused(path)


def names() -> Iterator[tuple[str, bool]]:
    yield from ((name, True) for name in ("表.xlsx", "表.XLSX", "表.xls", "表.et"))
    yield from ((name, False) for name in ("年报.json", "年报", "xlsx"))


@pytest.mark.parametrize(("name", "expected"), list(names()))
def test_a_workbook_is_known_by_its_suffix(name: str, expected: bool) -> None:
    assert is_workbook(Path(name)) is expected


def test_the_tables_of_a_workbook_from_elsewhere_are_put_into_the_open_year(path: Path) -> None:
    held = national(requests__received__natural=None)
    cells = {**requests_cells(), "requests.closed.natural": "=SUM(D6:D26)"}
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in table_lines(held.format.grids["requests"], cells, "\t"):
        sheet.append([int(each) if each.isdecimal() else each for each in line.split("\t")])
    book.save(path)
    reading = read_workbook(path, held)
    assert reading.report.figures["requests.received.natural"] == 12
    assert "不是本程序导出的" in reading.deviations[0]
    # A formula is never trusted: the sum is added up from its parts.
    assert "requests.closed.natural" not in reading.report.figures
    assert "没有名为“数据”" in refused(path)


def test_a_workbook_without_any_such_table_is_refused(path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["标题", "文号"])
    book.save(path)
    with pytest.raises(ImportRefused, match="没有认出法定表格"):
        read_workbook(path, national())
