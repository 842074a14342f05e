from datetime import date, datetime, time, timedelta

import pytest

from storage.thinning import kept

TODAY = date(2018, 12, 31)
"""A Monday: the weeks of that day begin on 12-31, 12-24, 12-17 and 12-10."""


def at(text: str) -> datetime:
    return datetime.strptime(f"2018-{text}", "%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("made", "stay"),
    [
        ([], []),
        (["01-02 08:00"], ["01-02 08:00"]),
        (["12-31 08:00", "12-31 09:30"], ["12-31 09:30"]),
        (["12-31 08:00", "12-25 08:00", "12-25 07:00"], ["12-31 08:00", "12-25 08:00"]),
        (
            ["12-31 08:00", "12-24 08:00", "12-23 08:00"],
            ["12-31 08:00", "12-24 08:00", "12-23 08:00"],
        ),
        (["12-31 08:00", "12-14 08:00", "12-12 08:00"], ["12-31 08:00", "12-14 08:00"]),
        (["12-31 08:00", "11-30 08:00", "11-02 08:00"], ["12-31 08:00", "11-30 08:00"]),
        (["12-31 08:00", "01-31 08:00", "01-01 08:00"], ["12-31 08:00", "01-31 08:00"]),
    ],
)
def test_the_newest_of_each_day_week_and_month_stays(made: list[str], stay: list[str]) -> None:
    assert kept(map(at, made), TODAY) == set(map(at, stay))


def test_after_years_of_daily_backups_few_stay() -> None:
    start = datetime(2016, 1, 1, 8, 30)
    every_day = [start + timedelta(days) for days in range(1096)]
    assert every_day[-1].date() == TODAY
    stay = sorted(kept(every_day, TODAY), reverse=True)
    assert [each.date() for each in stay] == [
        *(TODAY - timedelta(days) for days in range(7)),
        date(2018, 12, 23),
        date(2018, 12, 16),
        date(2018, 11, 30),
        date(2018, 10, 31),
        date(2018, 9, 30),
        date(2018, 8, 31),
        date(2018, 7, 31),
        date(2018, 6, 30),
        date(2018, 5, 31),
        date(2018, 4, 30),
        date(2018, 3, 31),
        date(2018, 2, 28),
        date(2018, 1, 31),
    ]


def test_thinning_every_day_ends_with_the_same_spans_covered() -> None:
    held: set[datetime] = set()
    for days in range(800):
        day = date(2016, 10, 23) + timedelta(days)
        held = set(kept(held | {datetime.combine(day, time(9))}, day))
    assert len(held) <= 7 + 4 + 12
    months = {(each.year, each.month) for each in held}
    assert len(months) == 12


def test_the_newest_of_all_stays_however_old() -> None:
    old = [datetime(2010, 3, 1, 9), datetime(2010, 3, 2, 9)]
    assert kept(old, TODAY) == {old[1]}


def test_a_clock_set_back_costs_no_backup() -> None:
    future = [datetime(2019, 5, day, 9) for day in range(1, 20)]
    assert kept([*future, at("12-31 09:00")], TODAY) == {*future, at("12-31 09:00")}
