"""Tables with merged cells as lines."""

import pytest

from storage.errors import ImportRefused
from storage.published.spread import Spanning, spread_rows


def test_places_covered_from_the_left_and_from_above_are_blank() -> None:
    rows = [
        [Spanning("甲", columns=2, rows=2), Spanning("乙")],
        [Spanning("丙")],
        [Spanning("丁"), Spanning("戊"), Spanning("己")],
    ]
    assert spread_rows(rows) == ["甲\t\t乙", "\t\t丙", "丁\t戊\t己"]


def test_a_cell_that_goes_on_from_above_is_blank_and_words_stay_on_one_line() -> None:
    rows = [[Spanning("甲\n乙 丙")], [Spanning("旧", goes_on=True)]]
    assert spread_rows(rows) == ["甲 乙 丙", ""]


def test_absurd_spans_are_cut() -> None:
    (line,) = spread_rows([[Spanning("甲", columns=10**9, rows=10**9)]])
    assert line.count("\t") == 99


def test_a_table_that_grows_with_every_row_is_refused() -> None:
    rows = ([Spanning("甲", columns=99, rows=99)] * 50 for _ in range(2000))
    with pytest.raises(ImportRefused, match="表格太大"):
        spread_rows(rows)
