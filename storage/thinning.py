"""Which backups stay when time goes by: seven days, four weeks, twelve months."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime

__all__ = ["kept"]

_DAYS, _WEEKS, _MONTHS = 7, 4, 12


def kept(times: Iterable[datetime], today: date) -> frozenset[datetime]:
    """The newest of each of the last 7 days, 4 weeks (from Monday) and 12 months, today's included.

    The newest of all always stays, and so does one from the future: the clock was set back.
    """
    newest_first = sorted(set(times), reverse=True)
    future = {each for each in newest_first if each.date() > today}
    past = [each for each in newest_first if each not in future]
    spans: tuple[tuple[Callable[[date], int], int], ...] = (
        (_day, _DAYS),
        (_week, _WEEKS),
        (_month, _MONTHS),
    )
    stay = future | set(newest_first[:1])
    for number_of, length in spans:
        first = number_of(today) - length + 1
        recent = (each for each in past if number_of(each.date()) >= first)
        stay |= set(_first_of_each(recent, number_of))
    return frozenset(stay)


def _first_of_each(
    times: Iterable[datetime], number_of: Callable[[date], Hashable]
) -> Iterable[datetime]:
    found: dict[Hashable, datetime] = {}
    for each in times:
        found.setdefault(number_of(each.date()), each)
    return found.values()


def _day(day: date) -> int:
    return day.toordinal()


def _week(day: date) -> int:
    # Ordinal 1 is a Monday.
    return (day.toordinal() - 1) // 7


def _month(day: date) -> int:
    return day.year * 12 + day.month
