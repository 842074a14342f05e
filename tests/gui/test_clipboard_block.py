"""Blocks of cells as Excel and WPS put them on the clipboard."""

import pytest

from gui.ledger.clipboard_block import read_block, write_block


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("甲\t乙\r\n丙\t丁\r\n", [["甲", "乙"], ["丙", "丁"]]),
        ("一格", [["一格"]]),
        ("\t\n\t尾", [["", ""], ["", "尾"]]),
        ('"两行\n的""引文"""\t右', [['两行\n的"引文"', "右"]]),
        ('"重要"通知\t"整格"', [['"重要"通知', '"整格"']]),
        ("", [[""]]),
    ],
)
def test_a_copied_block_is_taken_apart(text: str, rows: list[list[str]]) -> None:
    assert read_block(text) == rows


def test_what_is_copied_out_can_be_pasted_in() -> None:
    rows = [["标题", '带"引号"的\n两行'], ["含\t制表", ""]]
    assert read_block(write_block(rows)) == rows
