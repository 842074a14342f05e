import io
import shutil
import subprocess
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from export.excel.workbook import workbook, write_excel
from export.progress import Cancelled
from storage.figures import figures_of
from storage.report import Report, Unit
from storage.values import show
from tests.builders import full_report, report

OFFICE = shutil.which("soffice")


def sheet_of(made: Report, *, values: bool = False) -> Worksheet:
    book = load_workbook(io.BytesIO(workbook(made)), data_only=values)
    return book.worksheets[0]


def rows_of(sheet: Worksheet) -> Mapping[str, Cell]:
    """The value cell of each row, by its label."""
    found: dict[str, Cell] = {}
    for label, _, value in sheet.iter_rows(min_row=4, max_col=3):
        if isinstance(value, Cell):
            found.setdefault(str(label.value), value)
    return found


def gongnong_like() -> Report:
    return report(
        published__gazette=0,
        published__website=528,
        published__weibo=0,
        published__wechat=1286,
        published__other=2,
        requests__in_person="不适用",
        requests__fax=0,
        requests__online=28,
        requests__letter=5,
        staff__full_time=2,
        staff__part_time=3,
        staff__total=6,
        fees__charged="1.50",
    )


def test_the_rows_stand_in_official_order_with_units() -> None:
    sheet = sheet_of(gongnong_like())
    assert sheet["A1"].value == "2018年度政府信息公开情况统计表"
    assert sheet["A2"].value == "填报单位：工农区人民政府"
    assert [cell.value for cell in sheet[3]] == ["统计指标", "单位", "统计数"]
    labels = [str(row[0].value) for row in sheet.iter_rows(min_row=4, max_col=1)]
    assert labels[:4] == [
        "一、主动公开情况",
        "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）",
        "其中：主动公开规范性文件数",
        "制发规范性文件总数",
    ]
    groups = [
        label for label in labels if label[:2] in {f"{each}、" for each in "一二三四五六七八九"}
    ]
    assert [group[0] for group in groups] == list("一二三四五六七八九")
    assert labels[-3:-2] == ["（三）接受培训人员数"]
    assert sheet["A12"].alignment.indent == 2
    assert sheet["B10"].value == "条"


def test_numbers_are_numbers_and_a_total_is_a_formula_that_knows_its_value() -> None:
    formulas, values = (rows_of(sheet_of(gongnong_like(), values=each)) for each in (False, True))
    channels = [
        values[f"{number}.{name}公开政府信息数"].value
        for number, name in enumerate(
            ("政府公报", "政府网站", "政务微博", "政务微信", "其他方式"), 1
        )
    ]
    assert channels == [0, 528, 0, 1286, 2]
    total = "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）"
    assert formulas[total].value == "=SUM(C9:C13)"
    assert values[total].value == 1816
    assert (values[total].data_type, values[total].number_format) == ("n", "0")


def test_every_row_reads_as_the_page_prints() -> None:
    made = gongnong_like()
    printed = figures_of(made)
    sheet = sheet_of(made, values=True)
    for number, row in enumerate(made.format.tables["statistics"].rows, 4):
        value = sheet[f"C{number}"].value
        expected = printed[row.figure].value if row.figure else None
        if isinstance(expected, Decimal):
            assert isinstance(value, int | float)
            assert Decimal(str(value)) == expected
        else:
            assert (value or "") == show(expected)


def test_a_total_typed_against_its_parts_is_written_as_typed() -> None:
    cell = rows_of(sheet_of(gongnong_like()))["（三）从事政府信息公开工作人员数"]
    assert (cell.value, cell.data_type) == (6, "n")


def test_blank_not_applicable_and_zero_are_three_things() -> None:
    rows = rows_of(sheet_of(gongnong_like()))
    assert rows["1.当面申请数"].value == "不适用"
    assert rows["2.传真申请数"].value == 0
    assert rows["（二）举办各类培训班数"].value is None
    assert rows["（一）收到申请数"].value == "=SUM(C26:C29)"


def test_an_amount_keeps_its_decimals() -> None:
    cell = rows_of(sheet_of(gongnong_like()))["七、依申请公开信息收取的费用"]
    assert (cell.value, cell.number_format) == (1.5, "0.00")


@pytest.mark.parametrize("name", ["=1+1", "+区", "-区", "@SUM(A1)", "#N/A", "a\x07b", "龙\ud800区"])
def test_words_never_become_formulas_or_errors(name: str) -> None:
    unit = Unit(name=name, leader="=HYPERLINK(1)", phone="=A1")
    sheet = sheet_of(report(unit=unit))
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert sheet["A2"].value == f"填报单位：{name}".replace("\x07", "").replace("\ud800", "")


def test_the_foot_names_who_answers_for_it() -> None:
    unit = Unit(name="示例区", leader="张某", phone="0000-0000000", signed_on="2019年1月18日")
    texts = [str(row[0].value) for row in sheet_of(report(unit=unit)).iter_rows(max_col=1)]
    assert [part.split("：")[0] for part in texts[-2].split("　　") if "：" in part] == [
        "单位负责人",
        "审核人",
        "填报人",
    ]
    assert texts[-2].startswith("单位负责人：张某")
    assert texts[-1] == "联系电话：0000-0000000　　填报日期：2019年1月18日"


def test_the_sheet_prints_on_a4_with_its_head_on_each_page() -> None:
    sheet = sheet_of(gongnong_like())
    setup = sheet.page_setup
    assert (setup.paperSize, setup.fitToWidth, setup.fitToHeight) == (9, 1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "A4"
    footer = sheet.oddFooter
    assert footer is not None
    assert footer.center.text == "第 &P 页，共 &N 页"


def test_the_same_report_gives_the_same_bytes_with_fixed_properties(tmp_path: Path) -> None:
    first, second = tmp_path / "甲.xlsx", tmp_path / "乙.xlsx"
    write_excel(full_report(), first)
    write_excel(full_report(), second)
    assert first.read_bytes() == second.read_bytes()
    properties = load_workbook(first).properties
    assert properties.creator == "公开年报"
    assert properties.title == "工农区人民政府2018年度政府信息公开情况统计表"
    assert str(properties.created) == str(properties.modified) == "2018-12-31 00:00:00"


def test_cancelling_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "统计表.xlsx"
    target.write_bytes(b"old")

    def cancel(done: int, total: int) -> None:
        if done == total - 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_excel(report(), target, cancel)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice here to calculate the sheet")
def test_another_program_calculates_the_same_totals(tmp_path: Path) -> None:
    assert OFFICE is not None
    source = tmp_path / "statistics.xlsx"
    # Saved anew, the sheet has lost the values beside its formulas: they must be calculated.
    load_workbook(io.BytesIO(workbook(gongnong_like()))).save(source)
    assert (
        rows_of(load_workbook(source, data_only=True).worksheets[0])["（一）收到申请数"].value
        is None
    )
    utf8_commas = "csv:Text - txt - csv (StarCalc):44,34,76,1"
    command = [OFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", utf8_commas, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    text = (tmp_path / "statistics.csv").read_text(encoding="utf-8-sig").replace('"', "")
    assert "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）,条,1816" in text
    assert "（一）收到申请数,件,33" in text
    assert "七、依申请公开信息收取的费用,万元,1.50" in text


def test_the_checks_and_the_data_follow_on_sheets_of_their_own() -> None:
    book = load_workbook(io.BytesIO(workbook(gongnong_like())), data_only=True)
    assert book.sheetnames == ["政府信息公开情况统计表", "校验", "数据"]
    rows = list(book["校验"].iter_rows(min_row=4, values_only=True))
    uneven = [row for row in rows if str(row[6]).startswith("差")]
    # Five people were typed as six.
    assert [(row[0], row[4], row[5], row[6]) for row in uneven] == [("D1", 6, 5, "差 1")]
    found = [row for row in rows if row[4] == "错误"]
    assert [row[0] for row in found] == ["D1"]
    held = {row[0]: row[2] for row in book["数据"].iter_rows(values_only=True)}
    assert (held["staff.total"], held["requests.in_person"]) == (6, "不适用")
    assert held["published.total"] == 1816
