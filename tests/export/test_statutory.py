"""The official tables of the national formats as an Excel workbook."""

import io
from collections.abc import Mapping
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from export.excel.workbook import workbook
from storage.checks import check
from storage.format_reader import load_format
from storage.formats import NOTE
from storage.report import Kept, Report
from storage.values import NOT_APPLICABLE, Value
from tests.builders import UNIT

LEAVES = {
    "requests.received.": {"natural": 30, "company": 2},
    "requests.carried_in.": {"natural": 3},
    "requests.granted.": {"natural": 31, "company": 2},
    "requests.carried_out.": {"natural": 2},
}


def national(*, texts: Mapping[str, str] | None = None, **changed: Value | None) -> Report:
    """Every cell typed, nought where nothing happened; ``changed`` with __ for a dot."""
    made = load_format("2021")
    figures: dict[str, Value] = {
        key: Decimal(0) for key, field in made.fields.items() if not field.computed
    }
    for row, columns in LEAVES.items():
        figures |= {row + column: Decimal(number) for column, number in columns.items()}
    for name, value in changed.items():
        key = name.replace("__", ".")
        figures.pop(key, None)
        if value is not None:
            figures[key] = value
    return Report(made, 2023, UNIT, figures, texts or {})


def books(report: Report) -> tuple[Workbook, Workbook]:
    """With formulas, and with the values written beside them."""
    content = workbook(report)
    return load_workbook(io.BytesIO(content)), load_workbook(io.BytesIO(content), data_only=True)


def verdicts(sheet: Worksheet) -> list[str]:
    return [
        str(cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value) == "平" or str(cell.value).startswith(("差 ", "未填"))
    ]


def test_each_table_has_its_sheet_with_its_merged_head() -> None:
    book, _ = books(national())
    assert book.sheetnames == ["表二", "表三", "表四", "校验", "数据"]
    third = book["表三"]
    assert third["A1"].value == "三、收到和处理政府信息公开申请情况"
    assert third["A2"].value == "填报单位：工农区人民政府　　报告年度：2023"
    merged = {str(each) for each in third.merged_cells.ranges}
    assert merged >= {"A3:C5", "D3:J3", "E4:I4", "D4:D5", "J4:J5", "A8:A29", "B10:B17", "A6:C6"}
    assert (third["D3"].value, third["E5"].value) == ("申请人情况", "商业企业")
    assert third["C25"].value == "5.要求行政机关确认或重新出具已获取信息"
    assert third.freeze_panes == "D6"
    assert (third.print_area, third.print_title_rows) == ("'表三'!$A$1:$J$30", "$3:$5")


def test_sums_are_live_and_know_their_values() -> None:
    formulas, values = books(national())
    assert formulas["表三"]["J6"].value == "=SUM(D6:I6)"
    assert formulas["表三"]["D29"].value == "=SUM(D8:D28)"
    assert formulas["表四"]["E6"].value == "=SUM(A6:D6)"
    assert values["表三"]["J6"].value == 32
    assert values["表三"]["D29"].value == 31
    # What is no sum is no formula.
    assert formulas["表三"]["D6"].value == 30


def test_a_total_typed_against_its_parts_is_written_as_typed_and_found_uneven() -> None:
    formulas, values = books(national(requests__closed__natural=Decimal(40)))
    assert formulas["表三"]["D29"].value == 40
    below = {str(row[0].value): row[3].value for row in values["表三"].iter_rows(min_row=32)}
    assert list(below.values()) == ["差 9", "差 9"]
    assert [label[:5] for label in below] == ["校验 K1", "校验 K4"]


def test_checks_stand_below_their_columns_and_beside_their_rows() -> None:
    formulas, values = books(national())
    below = [cell.value for cell in values["表三"][32]][3:10]
    # 30 + 3 = 31 + 2: the natural persons' column and the total are even.
    assert below == ["平"] * 7
    assert {values["表三"].cell(row, 12).value for row in range(6, 31)} == {"平"}
    assert str(values["表三"]["L3"].value).startswith("校验 K5")
    assert [values["表四"].cell(6, column).value for column in (17, 18, 19)] == ["平"] * 3
    assert "COUNTBLANK" in str(formulas["表三"]["D32"].value)
    rules = formulas["表三"].conditional_formatting
    assert {str(each.sqref) for each in rules} == {"D32:J32", "D33:J33", "L6:L30"}
    assert {rule.formula[0] for each in rules for rule in each.rules} == {
        'LEFT(D32,1)="差"',
        'LEFT(D33,1)="差"',
        'LEFT(L6,1)="差"',
    }


def test_the_sheets_verdicts_are_those_of_the_checks() -> None:
    report = national(requests__received__company=Decimal(3), reviews__upheld=None)
    _, values = books(report)
    found = [each for each in check(report) if each.rule[0] == "K"]
    rules = values["校验"]
    sentences = [str(row[1].value) for row in rules.iter_rows(min_row=4)]
    assert all(each.sentence in sentences for each in found)
    uneven = [row for row in rules.iter_rows(min_row=4) if str(row[6].value).startswith("差")]
    assert [(row[0].value, row[4].value, row[5].value, row[6].value) for row in uneven] == [
        ("K1", 3, 2, "差 1"),
        ("K1", 36, 35, "差 1"),
    ]
    assert rules["A2"].value == "勾稽关系不平的有 2 处"
    assert sum(str(row[6].value) == "未填" for row in rules.iter_rows(min_row=4)) == 1
    assert verdicts(values["表三"]).count("差 1") == 2
    assert verdicts(values["表四"]).count("未填") == 1


def test_every_rule_has_its_line_with_its_ground_and_place() -> None:
    report = national()
    _, values = books(report)
    lines = [[cell.value for cell in row] for row in values["校验"].iter_rows(min_row=4)]
    for line, rule in zip(lines, report.format.checks, strict=False):
        assert line[:3] == [rule.id, rule.rule, rule.basis]
        assert line[3]


def test_a_kept_doubt_is_listed_with_its_reason() -> None:
    report = national(rules__issued=None)
    (doubt,) = [each for each in check(report) if each.place == "rules.issued"]
    kept = report.with_values(kept={doubt.key: Kept("本机关无规章制定权", doubt.operands)})
    _, values = books(kept)
    row = next(row for row in values["校验"].iter_rows() if row[1].value == doubt.sentence)
    assert [cell.value for cell in row[:6]] == [
        doubt.rule,
        doubt.sentence,
        doubt.basis or None,
        "规章，本年制发件数",
        "存疑",
        "本机关无规章制定权",
    ]


def test_blank_not_applicable_and_amounts_stand_as_on_the_page() -> None:
    report = national(
        rules__issued=None,
        rules__abolished=NOT_APPLICABLE,
        charges__amount=Decimal("96171.60"),
        requests__granted__company=None,
    )
    formulas, _ = books(report)
    second, third = formulas["表二"], formulas["表三"]
    assert (second["B5"].value, second["C5"].value) == (None, "不适用")
    assert (second["B16"].value, second["B16"].number_format) == (96171.6, "0.00")
    # The sums of a column with a blank are blank, as they are printed.
    assert (third["E8"].value, third["E29"].value, third["J8"].value) == (None, None, None)


def test_a_note_is_shown_with_its_number_where_it_fits_and_below_the_table_elsewhere() -> None:
    texts = {
        NOTE + "normative.in_force": "（其中修订16件）",
        NOTE + "requests.granted.natural": "（含电子邮件申请）",
        NOTE + "disputes": "注：数量含上年度结转。",
    }
    formulas, _ = books(national(texts=texts, normative__in_force=Decimal(22)))
    cell = formulas["表二"]["D6"]
    assert (cell.value, cell.number_format) == (22, '0"（其中修订16件）"')
    assert formulas["表三"]["D8"].number_format == "0"
    assert formulas["表三"]["A31"].value == "（一）予以公开，自然人：31（含电子邮件申请）"
    assert formulas["表四"]["A7"].value == "注：数量含上年度结转。"
    assert formulas["表四"].print_area == "'表四'!$A$1:$O$7"


@pytest.mark.parametrize("note", ["=1+1", '"&A1&"', "@SUM(A1)"])
def test_no_note_becomes_a_formula(note: str) -> None:
    texts = {NOTE + "rules.issued": note, NOTE + "requests": note}
    formulas, _ = books(national(texts=texts, rules__issued=Decimal(1)))
    assert isinstance(formulas["表二"]["B5"], Cell)
    assert (formulas["表二"]["B5"].data_type, formulas["表二"]["B5"].value) == ("n", 1)
    for sheet in ("表三", "数据"):
        cells = [cell for row in formulas[sheet].iter_rows() for cell in row]
        assert all(cell.data_type == "s" for cell in cells if cell.value == note)


def test_the_data_sheet_holds_every_figure_once() -> None:
    report = national(charges__amount=Decimal("1.50"))
    formulas, _ = books(report)
    rows = list(formulas["数据"].iter_rows(values_only=True))
    assert rows[0] == ("名称", "标签", "内容")
    assert rows[1:4] == [
        ("format", "年报格式", "2021"),
        ("year", "年度", 2023),
        ("unit:name", "单位全称", "工农区人民政府"),
    ]
    keys = [row[0] for row in rows]
    assert len(keys) == len(set(keys))
    assert set(report.format.fields) <= set(keys)
    held = {row[0]: row[2] for row in rows}
    assert (held["requests.closed.total"], held["charges.amount"]) == (33, 1.5)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert workbook(national()) == workbook(national())
