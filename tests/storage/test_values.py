from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import BadValue
from storage.values import (
    NOT_APPLICABLE,
    clean_line,
    clean_text,
    parse_count,
    parse_date,
    parse_figure,
    show,
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("528", 528),
        ("５２８", 528),
        ("1,286", 1286),
        ("１，２８６", 1286),
        (" 0 ", 0),
        ("+7", 7),
        ("12.0", 12),
    ],
)
def test_counts_are_read_in_all_usual_spellings(typed: str, read: int) -> None:
    assert parse_figure(typed, decimal=False) == Decimal(read)


def test_blank_zero_and_not_applicable_are_three_things() -> None:
    assert parse_figure("  ", decimal=False) is None
    assert parse_figure("0", decimal=False) == 0
    for spelling in ("不适用", "不涉及", "/", "／", "—", "——", "-", "－", "–", "―", "─"):
        assert parse_figure(spelling, decimal=False) is NOT_APPLICABLE
    assert [show(None), show(Decimal(0)), show(NOT_APPLICABLE)] == ["", "0", "不适用"]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("12a", "不是数字"),
        ("五百", "不是数字"),
        ("1e9", "不是数字"),
        ("NaN", "不是数字"),
        ("1,28", "不是数字"),
        ("²", None),
        ("-3", "负数"),
        ("1.5", "小数"),
        ("9" * 40, "太大"),
    ],
)
def test_what_is_no_count_is_refused_with_the_reason(typed: str, reason: str | None) -> None:
    if reason is None:
        assert parse_figure(typed, decimal=False) == 2
        return
    with pytest.raises(BadValue, match=reason):
        parse_figure(typed, decimal=False)


def test_amounts_keep_their_decimals_as_entered() -> None:
    assert show(parse_figure("12629.2800", decimal=True)) == "12629.2800"


def test_negative_numbers_only_where_the_field_allows_them() -> None:
    assert parse_figure("-8", decimal=False, negative=True) == -8
    with pytest.raises(BadValue):
        parse_count("-8")


@pytest.mark.parametrize(
    "typed", ["2018-3-5", "2018.3.5", "2018/03/05", "2018年3月5日", "20180305", "3.5", "３月５日"]
)
def test_a_day_is_read_in_all_usual_spellings(typed: str) -> None:
    assert parse_date(typed, 2018) == date(2018, 3, 5)


@pytest.mark.parametrize("typed", ["2018年2月30日", "2018-13-1", "0000-1-1", "去年底", "3"])
def test_a_day_that_does_not_exist_is_refused(typed: str) -> None:
    with pytest.raises(BadValue):
        parse_date(typed, 2018)


def test_prose_keeps_its_width_and_loses_only_what_no_page_shows() -> None:
    text = "内资公司(公司分公司)、全角（），①\r\n第二行\x0b\x00\u200b　缩进\u2028第三行"
    assert clean_text(text) == "内资公司(公司分公司)、全角（），①\n第二行　缩进\n第三行"


def test_rare_characters_and_emoji_survive() -> None:
    assert clean_text("䶮𬭎㙦😀") == "䶮𬭎㙦😀"


def test_a_pasted_line_break_in_a_line_joins_chinese_without_a_blank() -> None:
    assert clean_line("关于印发\r\n办事指南的通知\n") == "关于印发办事指南的通知"
    assert clean_line("Windows\n10") == "Windows 10"


@given(st.text())
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (
        lambda: parse_figure(text, decimal=True),
        lambda: parse_figure(text, decimal=False),
        lambda: parse_date(text, 2018),
    ):
        try:
            read()
        except BadValue as error:
            assert str(error).endswith("。")
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert "\n" not in clean_line(text)
