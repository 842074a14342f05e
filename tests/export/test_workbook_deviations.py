"""A workbook that came back changed: every deviation is named with its place."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from export import WorkbookReading, read_workbook
from export.excel.workbook import write_excel
from storage.format_reader import load_format
from storage.report import Report, Unit
from tests.export.test_statutory import national
from tests.export.workbooks import changed, noted, row_of, typed, values_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "统计表.xlsx"


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


def flood(book: Workbook) -> None:
    sheet = book["数据"]
    for number in range(5000):
        sheet.append([f"x{number}", "y", number])


def far_away(book: Workbook) -> None:
    book["数据"].cell(5000, 1).value = "rules.issued"


def test_a_flood_of_deviations_is_cut_and_what_stands_far_below_is_not_sought(path: Path) -> None:
    assert changed(path, national(), flood).deviations[-1] == "还有 4800 处没有列出。"
    assert changed(path, national(), far_away) == WorkbookReading(national(), ())
