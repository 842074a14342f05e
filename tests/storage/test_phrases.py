"""Days and long names in sentences."""

from datetime import date, datetime

from storage.phrases import brief, said_day, said_moment


def test_a_day_is_said_without_zeros_and_a_moment_with_its_minute() -> None:
    assert said_day(date(2018, 3, 5)) == "2018年3月5日"
    assert said_moment(datetime(2018, 12, 15, 9, 5)) == "2018年12月15日 09:05"


def test_a_long_text_is_cut_and_a_short_one_is_not() -> None:
    assert brief("长" * 40) == "长" * 40
    assert brief("长" * 41) == "长" * 40 + "…"
    assert brief("一二三", 2) == "一二…"
    assert brief("长" * 10_000_000, 3) == "长长长…"


def test_a_text_of_many_lines_is_said_on_one() -> None:
    assert brief(" 一\n二\t三　四 ") == "一 二 三 四"
    assert brief("一\x00二\ud800\u202e三") == "一 二 三"
