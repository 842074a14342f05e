"""Somebody's table, column by column and row by row."""

import pytest

from storage.errors import ImportRefused
from storage.given_table import GivenTable


def test_rows_of_any_length_become_columns_of_one() -> None:
    table = GivenTable.of([("标题", "日期"), (), ("甲",), ("", "乙", "")])
    assert table.columns == [("标题", "", "甲", ""), ("日期", "", "", "乙"), ("", "", "", "")]
    assert (table.width, table.height) == (3, 4)
    assert (table.text(0, 1), table.text(2, 1), table.text(3, 2)) == ("日期", "", "")
    assert table.rows() == (("标题", "日期"), (), ("甲",), ("", "乙"))
    assert table.rows(2, 3) == (("甲",),)


def test_an_empty_table_has_no_rows() -> None:
    assert (GivenTable().width, GivenTable().height, GivenTable().rows()) == (0, 0, ())
    assert GivenTable.of([]) == GivenTable([])


def test_a_table_that_is_mostly_gap_is_refused() -> None:
    with pytest.raises(ImportRefused, match="大片是空的"):
        GivenTable.of([("x",) * 512, *[("x",)] * 99_999])
