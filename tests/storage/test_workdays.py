from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.edits import CalendarEdit, apply, inverse
from storage.store import Store
from storage.workdays import ENTERED, OFF, WORK, UnknownYear, Workdays, plain_day
from tests.builders import report


def test_a_working_day_is_counted_without_the_day_itself() -> None:
    days = Workdays({})
    assert days.after(date(2019, 3, 1), 1) == date(2019, 3, 4)
    assert days.between(date(2019, 3, 1), date(2019, 3, 8)) == 5
    assert days.between(date(2019, 3, 8), date(2019, 3, 1)) == 0


def test_counting_goes_over_the_end_of_years() -> None:
    days = Workdays({})
    # 2023 had 260 weekdays, 18 of them holidays, and 7 weekend days worked; then 2–5, 8–12, 15, 16.
    assert days.after(date(2022, 12, 30), 249 + 11) == date(2024, 1, 16)
    assert days.between(date(2022, 12, 30), date(2024, 1, 16)) == 249 + 11


def test_a_year_nobody_knows_is_said_and_not_guessed() -> None:
    days = Workdays({})
    assert not days.knows(2027) and not days.knows(2003)
    with pytest.raises(UnknownYear, match="2027年的放假安排还没有录入，录入后自动算出"):
        days.after(date(2026, 12, 20), 20)
    with pytest.raises(UnknownYear):
        days.between(date(2026, 12, 20), date(2027, 1, 5))
    assert days.after(date(2026, 12, 20), 5) == date(2026, 12, 25)


def test_a_year_the_clerk_entered_is_counted_with() -> None:
    said = {"2027": ENTERED, "2027-01-01": OFF, "2027-01-02": WORK}
    days = Workdays(said)
    assert days.knows(2027) and days.entered(2027) and not days.entered(2026)
    # 1 January is a Friday; the Saturday after it is worked by the clerk's word.
    assert days.after(date(2026, 12, 31), 1) == date(2027, 1, 2)
    assert days.after(date(2026, 12, 31), 2) == date(2027, 1, 4)


def test_days_alone_do_not_make_a_year_known() -> None:
    assert not Workdays({"2027-10-01": OFF}).knows(2027)


def test_the_clerks_word_goes_before_the_notice() -> None:
    days = Workdays({"2018-03-06": OFF, "2018-03-10": WORK})
    assert not days.works(date(2018, 3, 6)) and days.works(date(2018, 3, 10))
    assert days.after(date(2018, 3, 5), 1) == date(2018, 3, 7)
    assert days.between(date(2018, 3, 5), date(2018, 3, 11)) == 4


def test_a_word_that_is_neither_changes_nothing() -> None:
    assert Workdays({"2018-03-06": "半天"}).works(date(2018, 3, 6))


def test_days_are_called_as_the_notices_call_them() -> None:
    assert plain_day(date(2018, 10, 1)) == "国庆节"
    assert plain_day(date(2018, 9, 29)) == "调休上班"
    assert plain_day(date(2018, 9, 1)) == "周末"
    assert plain_day(date(2018, 9, 3)) == ""


def test_the_calendar_is_kept_for_the_whole_file_and_undone(tmp_path: Path) -> None:
    edits = [CalendarEdit("2027", None, ENTERED), CalendarEdit("2027-10-01", None, OFF)]
    with Store.create(tmp_path / "年报.nianbao") as store:
        store.add_report(report(2018))
        store.add_report(report(2017))
        store.write(2018, edits)
        assert store.load(2017).calendar == {"2027": ENTERED, "2027-10-01": OFF}
        assert apply(report(2018), edits).calendar == store.load(2018).calendar
        store.write(2017, inverse(edits))
        assert store.load(2018).calendar == {}
    again = apply(report(2018), edits)
    assert apply(again, inverse(edits)).calendar == {}


@given(
    start=st.dates(date(2017, 6, 1), date(2019, 6, 1)),
    number=st.integers(1, 120),
    said=st.dictionaries(
        st.dates(date(2017, 6, 1), date(2019, 12, 31)).map(date.isoformat),
        st.sampled_from((OFF, WORK)),
        max_size=40,
    ),
)
def test_counting_at_once_is_the_same_as_day_by_day(
    start: date, number: int, said: dict[str, str]
) -> None:
    days, day, left = Workdays(said), start, number
    while left:
        day += timedelta(1)
        left -= days.works(day)
    assert days.after(start, number) == day
    assert days.between(start, day) == number
