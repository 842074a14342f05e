"""校验: every relation of the format as live formulas, and what the checks have found."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from export.excel.balance import balance_of
from export.excel.content import Content
from export.excel.pen import LINE, STRONG, TITLE, Pen, lines_of
from storage.checks import check
from storage.findings import Finding
from storage.formats import Format
from storage.rules import Check

__all__ = ["write_rules"]

_HEAD = ("编号", "规则", "依据", "位置", "左", "右", "结果")
_FOUND = ("编号", "说明", "依据", "位置", "级别", "保留理由", "")
_WIDTHS = (8.0, 46.0, 34.0, 34.0, 12.0, 12.0, 12.0)
_FIRST_ROW = 4
_OTHER_PAGES = {"texts": "报告文字", "unit": "单位信息", "overview": "概览"}


def write_rules(pen: Pen, content: Content) -> None:
    """The whole sheet."""
    report = content.report
    pen.widths(_WIDTHS)
    pen.line(1, len(_HEAD), f"{report.year}年度校验单", TITLE, "center", 34)
    rules = report.format.checks
    last = _FIRST_ROW + len(rules) - 1
    _head(pen, _FIRST_ROW - 1, _HEAD)
    uneven = 0
    for row, rule in enumerate(rules, _FIRST_ROW):
        uneven += _rule(pen, content, row, rule).startswith("差")
    if rules:
        pen.redden(f"G{_FIRST_ROW}:G{last}")
    _summary(pen, last, uneven)
    _findings(pen, report.format, check(report, content.figures), max(last, _FIRST_ROW) + 2)
    pen.sheet.freeze_panes = f"A{_FIRST_ROW}"
    pen.print_setup(f"{_FIRST_ROW - 1}:{_FIRST_ROW - 1}", across=True)


def _head(pen: Pen, row: int, words: Sequence[str]) -> None:
    for column, text in zip("ABCDEFG", words, strict=True):
        pen.text(f"{column}{row}", text, STRONG, "center")
    pen.sheet.row_dimensions[row].height = 22


def _summary(pen: Pen, last: int, uneven: int) -> None:
    pen.sheet.merge_cells("A2:G2")
    formula = f'"勾稽关系不平的有 "&COUNTIF(G{_FIRST_ROW}:G{max(last, _FIRST_ROW)},"差*")&" 处"'
    pen.formula("A2", formula, f"勾稽关系不平的有 {uneven} 处", align="left")


def _rule(pen: Pen, content: Content, row: int, rule: Check) -> str:
    """Writes one relation; returns its verdict."""
    where = rule.where or content.report.format.fields[rule.left[0]].printed_label
    words = (rule.id, rule.rule, rule.basis, where)
    for column, text in zip("ABCD", words, strict=True):
        pen.text(f"{column}{row}", text, align="center" if column == "A" else "left")
    balance = balance_of(rule, content.places, content.figures, pen.sheet.title)
    sides: Mapping[str, tuple[str, Decimal]] = {
        "E": (balance.left, balance.left_value),
        "F": (balance.right, balance.right_value),
    }
    for column, (formula, value) in sides.items():
        pen.formula(f"{column}{row}", formula, value, align="right")
    pen.formula(f"G{row}", balance.verdict, balance.said)
    _height(pen, row, words)
    return balance.said


def _findings(pen: Pen, report_format: Format, found: Sequence[Finding], row: int) -> None:
    said = f"导出时的检查结果：{len(found)} 条" if found else "导出时的检查没有发现问题"
    pen.line(row, len(_FOUND), said, STRONG, "left", 22)
    if not found:
        return
    _head(pen, row + 1, _FOUND)
    pen.sheet.merge_cells(f"F{row + 1}:G{row + 1}")
    pages = {page.key: page.title for page in report_format.pages} | _OTHER_PAGES
    for number, each in enumerate(found, row + 2):
        pen.merge(number, 6, 1, 2)
        field = report_format.fields.get(each.place)
        where = field.printed_label if field else pages.get(each.page, "")
        words = (each.rule, each.sentence, each.basis, where, each.severity.value, each.reason)
        for column, text in zip("ABCDEF", words, strict=True):
            pen.text(f"{column}{number}", text, align="center" if column in "AE" else "left")
        _height(pen, number, words)


def _height(pen: Pen, row: int, words: Sequence[str]) -> None:
    lines = max(lines_of(text, width) for text, width in zip(words, _WIDTHS, strict=False))
    pen.sheet.row_dimensions[row].height = LINE * lines
