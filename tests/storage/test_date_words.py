"""Days typed in short, counted from a Thursday in March."""

from datetime import date

import pytest

from storage.date_words import day_meant, day_said
from storage.errors import BadValue

TODAY = date(2018, 3, 15)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("今天", TODAY),
        ("jt", TODAY),
        ("ＪＴ", TODAY),
        ("d", TODAY),
        ("昨天", date(2018, 3, 14)),
        ("zt", date(2018, 3, 14)),
        ("前天", date(2018, 3, 13)),
        ("明天", date(2018, 3, 16)),
        ("d-3", date(2018, 3, 12)),
        ("D-3", date(2018, 3, 12)),
        ("-3", date(2018, 3, 12)),
        ("－３", date(2018, 3, 12)),
        ("今天-15", date(2018, 2, 28)),
        ("+20", date(2018, 4, 4)),
        ("3.15", TODAY),
        ("3/15", TODAY),
        ("3-15", TODAY),
        ("3月15日", TODAY),
        ("3。15", TODAY),
        ("3、15", TODAY),
        ("0315", TODAY),
        ("315", TODAY),
        ("1112", date(2018, 11, 12)),
        ("20170315", date(2017, 3, 15)),
        ("2017年3月15日", date(2017, 3, 15)),
        ("", None),
        ("  ", None),
    ],
)
def test_a_day_typed_in_short_is_understood(typed: str, day: date | None) -> None:
    assert day_meant(typed, 2018, TODAY) == day


@pytest.mark.parametrize("typed", ["0230", "1315", "3", "2018", "d3", "后年", "-99999", "--3"])
def test_what_is_no_day_is_refused_with_a_reason(typed: str) -> None:
    with pytest.raises(BadValue):
        day_meant(typed, 2018, TODAY)


def test_days_before_the_first_year_are_refused() -> None:
    with pytest.raises(BadValue, match="太大"):
        day_meant("-9999", 2018, date(9, 1, 1))


def test_a_day_is_read_out_with_its_weekday_and_a_word_on_another_year() -> None:
    assert day_said(TODAY, 2018) == "2018年3月15日 星期四"
    assert day_said(date(2019, 1, 2), 2018) == "2019年1月2日 星期三，不在 2018 年"
