"""工作日: which days are worked, by the State Council's yearly notices and the clerk's word.

The notices come with the library ``chinesecalendar``, loaded when the first day is asked for. What
the clerk says of a day goes before them; a year nobody has said anything of is said to be unknown,
never guessed.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache

__all__ = ["ENTERED", "OFF", "WORK", "UnknownYear", "Workdays", "day_key", "plain_day"]

OFF, WORK = "放假", "上班"
"""What the clerk says of a day."""
ENTERED = "已录入"
"""What the clerk says of a year whose notice is not in the library: all its days are entered."""

_SATURDAY = 5


class UnknownYear(LookupError):
    """Nobody has said yet which days of this year are worked."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"{year}年的放假安排还没有录入，录入后自动算出。")


class Workdays:
    """The working days of every known year. ``said`` is Report.calendar."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self._said = said
        self._years: dict[int, Sequence[int]] = {}

    def knows(self, year: int) -> bool:
        """Whether the days of a year are known."""
        return year in _official_years() or self.entered(year)

    def entered(self, year: int) -> bool:
        """Whether the clerk said that all days of a year are entered."""
        return self._said.get(str(year)) == ENTERED

    def said(self, day: date) -> str | None:
        """What the clerk says of a day: 上班, 放假 or nothing."""
        return self._said.get(day_key(day))

    def works(self, day: date) -> bool:
        """Whether a day is worked; of an unknown year, as far as the clerk and the week say."""
        said = self._said.get(day_key(day))
        return said == WORK if said in (WORK, OFF) else official(day)

    def after(self, day: date, number: int) -> date:
        """The ``number``-th working day after a day, which is not counted itself.

        Raises UnknownYear.
        """
        left, year, first = number, day.year, day.toordinal()
        while True:
            held = self._of(year)
            place = bisect_right(held, first) + left - 1
            if place < len(held):
                return date.fromordinal(held[place])
            left, year, first = place - len(held) + 1, year + 1, 0

    def between(self, day: date, last: date) -> int:
        """How many working days come after ``day``, up to and with ``last``; 0 where it is earlier.

        Raises UnknownYear.
        """
        if last <= day:
            return 0
        held = [self._of(year) for year in range(day.year, last.year + 1)]
        before = bisect_right(held[0], day.toordinal())
        return sum(map(len, held[:-1])) + bisect_right(held[-1], last.toordinal()) - before

    def _of(self, year: int) -> Sequence[int]:
        """The working days of a year as ordinals. Raises UnknownYear."""
        if year not in self._years:
            if not self.knows(year):
                raise UnknownYear(year)
            days = (date(year, 1, 1) + timedelta(place) for place in range(366))
            self._years[year] = [
                day.toordinal() for day in days if day.year == year and self.works(day)
            ]
        return self._years[year]


def official(day: date) -> bool:
    """Whether a day is worked by the notices; where there is none, Monday to Friday."""
    holidays, made_up, _ = _official()
    return day in made_up or (day.weekday() < _SATURDAY and day not in holidays)


def plain_day(day: date) -> str:
    """What the notices call a day: a holiday's name, 调休上班, 周末, or nothing."""
    holidays, made_up, names = _official()
    if day in made_up:
        return "调休上班"
    if day in holidays:
        return names.get(holidays[day], "放假")
    return "周末" if day.weekday() >= _SATURDAY else ""


def day_key(day: date) -> str:
    """A day as Report.calendar names it; a year is named by its four digits."""
    return day.isoformat()


@cache
def _official() -> tuple[Mapping[date, str], Mapping[date, str], Mapping[str, str]]:
    """Holidays, 调休 working days, and the holidays' Chinese names."""
    from chinese_calendar.constants import (  # type: ignore[import-untyped]
        Holiday,
        holidays,
        workdays,
    )

    return holidays, workdays, {each.value: each.chinese for each in Holiday}


@cache
def _official_years() -> frozenset[int]:
    return frozenset(day.year for day in _official()[0])
