"""日期的简便打法: 今天, d-3, 0315 and the like, which count from today or from the report's year.

For what is typed by hand with the reading shown beside it; a list that is taken in has days
written out, where -3 would be a mistake.
"""

import re
import unicodedata
from datetime import date, timedelta

from storage.errors import BadValue
from storage.phrases import said_day
from storage.values import parse_date

__all__ = ["day_meant", "day_said"]

_FROM_TODAY = {
    "今天": 0, "今日": 0, "jt": 0, "d": 0,
    "昨天": -1, "昨日": -1, "zt": -1,
    "前天": -2, "qt": -2,
    "明天": 1, "明日": 1, "mt": 1,
}  # fmt: skip
_AGO = re.compile(r"(?:d|今天)?\s*([+-])\s*(\d{1,4})")
_BARE = re.compile(r"(\d{1,2})(\d{2})")
_STOPS = str.maketrans("。、", "..")
"""What the keys . and / give while the input method writes Chinese."""
_WEEKDAYS = "一二三四五六日"


def day_meant(text: str, year: int, today: date) -> date | None:
    """The day a typed text means, None where it is blank; a month and day alone (3.15, 0315)
    belong to ``year``. Raises BadValue."""
    bare = unicodedata.normalize("NFKC", text).strip().casefold().translate(_STOPS)
    if bare in _FROM_TODAY:
        return today + timedelta(days=_FROM_TODAY[bare])
    if ago := _AGO.fullmatch(bare):
        return _days_from(today, int(ago[1] + ago[2]))
    if short := _BARE.fullmatch(bare):
        return parse_date(f"{short[1]}.{short[2]}", year)
    return parse_date(bare, year)


def day_said(day: date, year: int) -> str:
    """A day read out: 2018年3月15日 星期四, with a word where it is not in ``year``."""
    said = f"{said_day(day)} 星期{_WEEKDAYS[day.weekday()]}"
    return said if day.year == year else f"{said}，不在 {year} 年"


def _days_from(today: date, days: int) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        raise BadValue("这个天数太大了，请直接填日期。") from None
