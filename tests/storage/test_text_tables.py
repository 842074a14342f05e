"""Tables within a text."""

import pytest

from storage.headings import numbered
from storage.text_tables import TextTable, barred, pieces_of


def test_two_lines_with_bars_are_a_table_in_their_place() -> None:
    lines = ["甲。", "领域 | 数量 | 占比", "| --- | :---: | ---: |", "｜就业｜123｜", "乙。"]
    table = TextTable((("领域", "数量", "占比"), ("就业", "123", "")))
    assert pieces_of(lines) == ["甲。", table, "乙。"]


@pytest.mark.parametrize("line", ["只有一行 | 有竖线", "没有竖线", "|", "甲|"])
def test_a_single_line_and_prose_are_no_table(line: str) -> None:
    assert pieces_of([line]) == [line]
    assert pieces_of([line, "没有竖线。"]) == [line, "没有竖线。"]


def test_columns_are_as_wide_as_their_words_within_reason() -> None:
    table = TextTable((("甲", "一二三四五六"), ("1234567890", "字" * 100)))
    assert table.widths == (5.0, 16.0)
    assert TextTable((("甲", "乙"),)).widths == (3.0, 3.0)


def test_a_copied_table_gets_bars_and_a_single_tab_none() -> None:
    assert barred("甲。\n领域\t数量\n就业\t 123\n乙\n丙\t丁") == (
        "甲。\n领域 | 数量\n就业 | 123\n乙\n丙\t丁"
    )
    assert barred("\t甲\n\t乙") == "\t甲\n\t乙"


def test_a_row_of_a_table_is_no_heading() -> None:
    assert numbered("（一）就业 | 123") is None
