"""Reading what a clerk types or pastes: counts, amounts, dates, text.

Numbers are read leniently (full-width digits, thousands commas, blanks) but never guessed; prose
is never normalised, only freed of characters that no page can show.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from enum import Enum

from storage.errors import BadValue
from storage.phrases import brief

__all__ = [
    "MAX_COUNT",
    "NOT_APPLICABLE",
    "Special",
    "Value",
    "clean_line",
    "clean_text",
    "parse_amount",
    "parse_count",
    "parse_date",
    "parse_figure",
    "show",
]


class Special(Enum):
    """A state of a figure that is neither a number nor blank."""

    NOT_APPLICABLE = "不适用"


NOT_APPLICABLE = Special.NOT_APPLICABLE
Value = Decimal | Special
"""What a figure can hold; 未填 is None, which is not 0 and not 不适用."""

MAX_COUNT = 10**12
MAX_TEXT = 200_000
_QUOTED = 20

_NOT_APPLICABLE_WORDS = {"不适用", "不涉及", "/", "-", "–", "—", "——", "―", "─", "──"}
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?|[+-]?\.\d+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DATE = re.compile(r"(\d{4})\s*[年./\-]\s*(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*日?")
_SHORT_DATE = re.compile(r"(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*日?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")


def parse_figure(text: str, *, decimal: bool, negative: bool = False) -> Value | None:
    """The value typed into a number field; None where it was left blank (未填).

    Raises BadValue with the reason.
    """
    bare = unicodedata.normalize("NFKC", text).strip()
    if not bare:
        return None
    if bare in _NOT_APPLICABLE_WORDS:
        return NOT_APPLICABLE
    return parse_amount(bare, negative=negative) if decimal else _count(bare, negative)


def parse_count(text: str) -> int | None:
    """件数/条数: a whole number of 0 or more, None where blank. Raises BadValue."""
    bare = unicodedata.normalize("NFKC", text).strip()
    return int(_count(bare, negative=False)) if bare else None


def _count(bare: str, negative: bool) -> Decimal:
    number = _decimal(bare)
    if number != number.to_integral_value():
        raise BadValue(f"“{brief(bare, _QUOTED)}”带小数，这里要填整数。")
    _refuse_sign(number, bare, negative)
    return number.to_integral_value()


def parse_amount(text: str, *, negative: bool = False) -> Decimal:
    """An amount of money with its decimals as entered. Raises BadValue."""
    bare = unicodedata.normalize("NFKC", text).strip()
    number = _decimal(bare)
    _refuse_sign(number, bare, negative)
    return number


def _refuse_sign(number: Decimal, bare: str, negative: bool) -> None:
    if number < 0 and not negative:
        raise BadValue(f"“{brief(bare, _QUOTED)}”是负数，这里要填 0 或更大的数。")


def _decimal(bare: str) -> Decimal:
    digits = _THOUSANDS.sub("", bare.replace("−", "-"))
    if not (digits.isascii() and _NUMBER.fullmatch(digits)):
        raise BadValue(f"“{brief(bare, _QUOTED)}”不是数字，请只填数字，例如 528。")
    number = Decimal(digits)
    if abs(number) > MAX_COUNT:
        raise BadValue("这个数太大了，请核对位数。")
    return number


def parse_date(text: str, year: int) -> date | None:
    """A day in any usual spelling; a month and day alone belong to ``year``; None where blank.

    Raises BadValue for what is no date or a day that does not exist (2018年2月30日).
    """
    bare = unicodedata.normalize("NFKC", text).strip()
    if not bare:
        return None
    if match := _DATE.fullmatch(bare) or _COMPACT_DATE.fullmatch(bare):
        parts = tuple(int(part) for part in match.groups())
    elif match := _SHORT_DATE.fullmatch(bare):
        parts = (year, *(int(part) for part in match.groups()))
    else:
        raise BadValue(f"“{brief(bare, _QUOTED)}”不是日期，请填成 {year}-3-15 或 3.15 的样子。")
    try:
        return date(*parts)
    except ValueError:
        raise BadValue(f"“{brief(bare, _QUOTED)}”这一天不存在，请核对月份和日期。") from None


def clean_text(text: str) -> str:
    """Prose as it is kept: line breaks as \\n, no control characters, nothing else changed."""
    if text.isprintable() and "\ufffc" not in text:
        # Nearly always; a list has a million such cells.
        return text[:MAX_TEXT]
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    unified = unified.replace("\u2029", "\n").replace("\u2028", "\n").replace("\xa0", " ")
    kept = (each for each in unified if each == "\n" or _printable(each))
    return "".join("  " if each == "\t" else each for each in kept)[:MAX_TEXT]


def clean_line(text: str) -> str:
    """A single line: pasted line breaks become nothing between Chinese, a blank elsewhere."""
    if text.isprintable():
        return clean_text(text).strip()
    lines = [line.strip() for line in clean_text(text).split("\n") if line.strip()]
    joined = lines[0] if lines else ""
    for line in lines[1:]:
        ascii_seam = joined[-1:].isascii() and line[:1].isascii()
        joined += (" " if ascii_seam else "") + line
    return joined


def _printable(character: str) -> bool:
    if character == "\t":
        return True
    kind = unicodedata.category(character)
    return kind not in {"Cc", "Cs"} and character not in "\ufeff\u200b\ufffc\ufffe\uffff"


def show(value: Value | None) -> str:
    """A figure as it is printed: digits as entered, 不适用, or nothing where 未填."""
    if value is None:
        return ""
    return value.value if isinstance(value, Special) else format(value, "f")
