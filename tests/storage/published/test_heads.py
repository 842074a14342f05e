"""The opening and the closing lines of a report."""

import pytest

from storage.published.heads import closing_of, head_of


@pytest.mark.parametrize(
    ("lines", "unit", "year"),
    [
        (["示例区示例局2023年政府信息公开工作年度报告"], "示例区示例局", 2023),
        (["示例区示例局２０２３年度政府信息公开工作年度报告"], "示例区示例局", 2023),
        (["《示例区人民政府2023年政府信息公开工作年度报告》"], "示例区人民政府", 2023),
        (["2023年示例街道政府信息公开工作年度报告"], "示例街道", 2023),
        (["示例区人民政府关于2018年度政府信息公开工作的报告"], "示例区人民政府", 2018),
        (["示例区二〇一六年政府信息公开年度报告"], "示例区", 2016),
        (["示例区2016年政府信息公开年报"], "示例区", 2016),
        (["示例镇人民政府2021年政务公开工作年度报告"], "示例镇人民政府", 2021),
        (["示例街道2012年信息公开工作年度报告"], "示例街道", 2012),
        (["示例区示例局", "2023 年政府信息公开工作年度报告"], "示例区示例局", 2023),
        (["示例区示例局", "", "2023年度", "政府信息公开工作年度报告"], "示例区示例局", 2023),
        (["示例街道办事处政府信息公开工作年度报告", "", "2020年1月1日起"], "示例街道办事处", 2020),
    ],
)
def test_title_organ_and_year_are_read(lines: list[str], unit: str, year: int) -> None:
    head = head_of([*lines, "一、概述"])
    assert head is not None
    assert (head.unit, head.year) == (unit, year)
    assert head.rest[-1] == "一、概述"


def test_what_a_web_page_prints_around_a_title_is_left_out_and_told() -> None:
    lines = [
        "首页 > 政务公开 > 政府信息公开年报 > 2023",
        "标题: 示例区示例局2023年政府信息公开工作年度报告",
        "示例区示例局2023年政府信息公开工作年度报告",
        "发布日期：2024-01-18 来源：本站",
        "• |",
        "[字体: 大 中 小] 打印",
        "示例区示例局 2023 年政府信息公开工作年度报告",
        "本报告依据条例编制。",
    ]
    head = head_of(lines)
    assert head is not None
    assert head.rest == ("本报告依据条例编制。",)
    assert head.unit == "示例区示例局"
    assert len(head.left_out) == 4


def test_the_title_behind_a_cover_is_not_taken_for_text() -> None:
    title = "示例区人民政府2023年政府信息公开工作年度报告"
    head = head_of([title, "2024年1月", title, "本报告依据条例编制。"])
    assert head is not None
    assert head.rest == ("2024年1月", "本报告依据条例编制。")


def test_a_text_without_such_a_title_has_no_head() -> None:
    assert head_of(["今天天气很好。"] * 5) is None
    assert head_of(["现公布2023年政府信息公开工作年度报告。"]) is None


def test_organ_and_date_at_the_end_are_read() -> None:
    closing = closing_of(["无。", "", "示例区示例局", "2024年1月16日", "扫一扫在手机打开当前页"])
    assert (closing.unit, closing.date) == ("示例区示例局", "2024年1月16日")
    assert closing.rest == ("无。", "")
    assert closing.left_out == ("扫一扫在手机打开当前页",)


def test_an_annex_below_the_date_stays_and_a_date_alone_is_no_organ() -> None:
    closing = closing_of(["没有收取。", "2024年1月16日", "附件：1.示例"])
    assert (closing.unit, closing.date) == ("", "2024年1月16日")
    assert closing.rest == ("没有收取。", "附件：1.示例")
    assert closing_of(["没有收取。"]).date == ""
