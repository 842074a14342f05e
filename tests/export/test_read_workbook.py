"""A workbook that went out and came back: what is taken, and what is said about it."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from export import WorkbookReading, is_workbook, read_workbook
from export.excel.workbook import write_excel
from storage.errors import ImportRefused
from storage.figures import figures_of
from storage.format_reader import load_format
from storage.formats import NOTE
from storage.report import Report, Unit
from storage.values import NOT_APPLICABLE, Value
from tests.builders import entries, full_report, report
from tests.export.test_statutory import national

Change = Callable[[Workbook], None]


def values_of(made: Report) -> dict[str, Value | None]:
    return {key: figure.value for key, figure in figures_of(made).items()}


def row_of(sheet: Worksheet, key: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == key)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "统计表.xlsx"


def changed(
    path: Path, made: Report, change: Change, held: Report | None = None
) -> WorkbookReading:
    """The reading of the report's workbook after somebody's change."""
    write_excel(made, path)
    book = load_workbook(path)
    change(book)
    book.save(path)
    return read_workbook(path, held)


def typed(key: str, value: object) -> Change:
    """Typing over the content of one row of 数据."""

    def change(book: Workbook) -> None:
        sheet = book["数据"]
        sheet.cell(row_of(sheet, key), 3).value = value  # type: ignore[assignment]

    return change


def refused(path: Path) -> str:
    with pytest.raises(ImportRefused) as refusal:
        read_workbook(path)
    (problem,) = refusal.value.problems
    return problem


def noted() -> Report:
    texts = {NOTE + "normative.in_force": "（其中修订16件）", NOTE + "requests": "注：略。"}
    return national(
        texts=texts,
        rules__issued=None,
        rules__abolished=NOT_APPLICABLE,
        charges__amount=Decimal("96171.60"),
        normative__in_force=Decimal(22),
    )


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


def test_a_changed_number_is_taken_and_the_tables_that_differ_are_named(path: Path) -> None:
    reading = changed(path, noted(), typed("rules.in_force", 12))
    assert reading.report.figures["rules.in_force"] == 12
    assert reading.deviations == (
        "“表二”第 5 行 D 列：“规章，现行有效件数”是“0”，“数据”里是“12”，按“数据”采用。",
    )


def test_a_number_changed_in_a_table_alone_is_named_and_not_taken(path: Path) -> None:
    def change(book: Workbook) -> None:
        book["表三"]["D6"] = 31

    reading = changed(path, noted(), change)
    assert reading.report == noted()
    assert reading.deviations == (
        "“表三”第 6 行 D 列：“一、本年新收政府信息公开申请数量，自然人”是“31”，"
        "“数据”里是“30”，按“数据”采用。",
    )


@pytest.mark.parametrize(
    ("key", "value", "taken", "said"),
    [
        ("rules.in_force", "约十件", None, "不是可用的数：“约十件”不是数字"),
        ("rules.in_force", 1.5, None, "不是可用的数：“1.5”带小数"),
        ("rules.in_force", -1, None, "不是可用的数：“-1”是负数"),
        ("rules.in_force", "12", 12, "是文字“12”，不是数，按 12 读取"),
        ("rules.in_force", "=6+6", 0, "是公式，没有采用，请改成数"),
        ("rules.in_force", True, 0, "是真假值，没有采用"),
        ("rules.in_force", date(2023, 3, 5), 0, "是日期，没有采用"),
        ("rules.in_force", "#REF!", 0, "是出错的结果（#REF!），没有采用"),
        ("requests.closed.total", "=SUM(1,2)", 33, "是公式，没有采用，按各项之和重新计算"),
        ("requests.closed.total", 34, 33, "是 34，各项之和是 33，按各项之和计算"),
        ("requests.closed.total", None, 33, "空着，按各项之和 33 计算"),
        ("requests.closed.natural", 40, 31, "是 40，各项之和是 31，按各项之和计算"),
    ],
)
def test_what_is_no_plain_number_is_named_with_its_place(
    path: Path, key: str, value: object, taken: int | None, said: str
) -> None:
    made = national()
    reading = changed(path, made, typed(key, value), held=made)
    assert values_of(reading.report)[key] == taken
    row = row_of(load_workbook(path)["数据"], key)
    (sentence,) = [each for each in reading.deviations if each.startswith("“数据”")]
    assert sentence.startswith(f"“数据”第 {row} 行 C 列：“{made.format.fields[key].label}”")
    assert said in sentence


def test_text_in_a_number_cell_is_kept_as_typed_to_be_put_right(path: Path) -> None:
    reading = changed(path, national(), typed("rules.in_force", "约十件"))
    assert reading.report.unparsed == {"rules.in_force": "约十件"}
    assert "rules.in_force" not in reading.report.figures


def test_a_total_that_cannot_be_added_up_is_taken_as_it_stands(path: Path) -> None:
    made = national(requests__received__company=None, requests__received__total=Decimal(32))
    write_excel(made, path)
    assert read_workbook(path) == WorkbookReading(made, ())


def test_changed_labels_missing_twice_and_unknown_rows_are_all_named(path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book["数据"]
        sheet["B1"] = "名目"
        sheet.cell(row_of(sheet, "rules.issued"), 2).value = "规章制发"
        sheet.delete_rows(row_of(sheet, "decisions.licences"))
        last = sheet.max_row
        sheet.append(["rules.in_force", "规章，现行有效件数", 99])
        sheet.append(["rules.nothing", "没有的", 1])
        sheet.append([None, "没有名称", 1])
        sheet.cell(last, 5).value = "我的备注"
        book["表三"]["A6"] = "一、今年新收"

    reading = changed(path, national(), change)
    sheet = load_workbook(path)["数据"]
    last = sheet.max_row - 3
    row = {key: row_of(sheet, key) for key in ("rules.in_force", "rules.issued")}
    assert set(reading.deviations) == {
        "“数据”第 1 行 B 列：表头应是“标签”，现在是“名目”。",
        f"“数据”第 {row['rules.issued']} 行 B 列：标签应是“规章，本年制发件数”，现在是“规章制发”。",
        "“数据”里缺少“行政许可，本年处理决定数量”（decisions.licences）这一行。",
        f"“数据”第 {last} 行 E 列：多出了内容，没有采用。",
        f"“数据”第 {last + 1} 行 A 列：“rules.in_force”在第 {row['rules.in_force']} 行"
        "已经有了，这一行没有采用。",
        f"“数据”第 {last + 2} 行 A 列：没有“rules.nothing”这个填报项，没有采用。",
        f"“数据”第 {last + 3} 行 A 列：没有写名称，这一行没有采用。",
        "“表三”第 6 行 A 列：应是“一、本年新收政府信息公开申请数量”，现在是“一、今年新收”。",
    }
    assert reading.report.figures["rules.in_force"] == 0
    assert "decisions.licences" not in reading.report.figures


def test_hidden_and_foreign_and_missing_sheets_are_named(path: Path) -> None:
    def change(book: Workbook) -> None:
        book.create_sheet("我的算稿")
        book.create_sheet("底稿").sheet_state = "hidden"
        book.create_sheet("秘稿").sheet_state = "veryHidden"
        book["数据"].sheet_state = "hidden"
        del book["表四"]

    assert changed(path, national(), change).deviations == (
        "工作表“数据”被隐藏了，请显示出来核对。",
        "工作表“我的算稿”不是导出时就有的，没有读取。",
        "工作表“底稿”是隐藏的，没有读取。",
        "工作表“秘稿”是隐藏的，没有读取。",
        "没有“表四”这张工作表，只按“数据”读取。",
    )


def test_a_formula_in_a_table_is_named_but_not_the_sums_that_went_out(path: Path) -> None:
    def change(book: Workbook) -> None:
        book["表三"]["D6"] = "=20+10"

    assert changed(path, national(), change).deviations == (
        "“表三”第 6 行 D 列：“一、本年新收政府信息公开申请数量，自然人”是公式，没有采用。",
    )


def test_a_workbook_of_2019_for_a_year_of_2021_is_named_key_by_key(path: Path) -> None:
    old = Report(load_format("2019"), 2019, Unit(name="示例区"), {"rules.made": Decimal(3)})
    held = national()
    write_excel(old, path)
    reading = read_workbook(path, held)
    assert reading.deviations[:2] == (
        "“数据”第 2 行 C 列：年报格式是“2019”，现在填报的是“2021”。",
        "“数据”第 3 行 C 列：年度是“2019”，现在填报的是“2023”。",
    )
    said = "\n".join(reading.deviations)
    assert "没有“rules.made”这个填报项" in said
    assert "里缺少“规章，本年制发件数”（rules.issued）这一行" in said
    assert reading.report.format.id == "2021"
    assert reading.report.year == 2023


def test_a_format_made_for_other_years_is_named(path: Path) -> None:
    reading = changed(path, national(), typed("year", 2020))
    assert reading.report.year == 2020
    assert reading.deviations[0] == (
        "“数据”第 2 行 C 列：2020 年度应使用“2019—2020 年度试行格式”，"
        "这里是“2021 年度起的全国统一格式”。"
    )
    strange = changed(path, national(), typed("format", "二〇二一"))
    assert strange.report.format.id == "2021"
    assert "年报格式“二〇二一”不认得" in strange.deviations[0]


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


def flood(book: Workbook) -> None:
    sheet = book["数据"]
    for number in range(5000):
        sheet.append([f"x{number}", "y", number])


def far_away(book: Workbook) -> None:
    book["数据"].cell(5000, 1).value = "rules.issued"


def test_a_flood_of_deviations_is_cut_and_what_stands_far_below_is_not_sought(path: Path) -> None:
    assert changed(path, national(), flood).deviations[-1] == "还有 4800 处没有列出。"
    assert changed(path, national(), far_away) == WorkbookReading(national(), ())


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
