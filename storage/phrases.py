"""How days and long names are said within a sentence, the same everywhere."""

from datetime import date, datetime

__all__ = ["brief", "said_day", "said_moment"]


def said_day(day: date) -> str:
    """2018年3月15日."""
    return f"{day.year}年{day.month}月{day.day}日"


def said_moment(at: datetime) -> str:
    """2018年3月15日 09:05."""
    return f"{said_day(at)} {at:%H:%M}"


def brief(text: str, most: int = 40) -> str:
    """A text on one line; of a long one the first ``most`` characters."""
    # What comes from elsewhere may be of any length, and hold what cannot be shown.
    shown = (each if each.isprintable() else " " for each in text[: 5 * most])
    line = " ".join("".join(shown).split())
    return line if len(line) <= most else f"{line[:most]}…"
