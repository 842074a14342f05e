"""Numbers of persons in a text, and how they are usually hidden: 138****1234, 35*************123.

Identity numbers (GB 11643-1999, and the 15 digits before it), mobile numbers, bank cards
(ISO/IEC 7812-1) and mail addresses.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

__all__ = ["Kind", "Personal", "mask", "personal_in"]


class Kind(Enum):
    """What a number of a person is."""

    MAIL = "电子邮箱"
    IDENTITY = "身份证号"
    CARD = "银行卡号"
    MOBILE = "手机号"


@dataclass(frozen=True, slots=True)
class Personal:
    """A stretch of a text that looks like one, and what is usually written instead."""

    kind: Kind
    start: int
    end: int
    masked: str


_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ＠．－＋　", "0123456789Xx@.-+ ")
_GAP = re.compile(r"[ -]")
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_PLACE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{4}"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def personal_in(text: str) -> tuple[Personal, ...]:
    """Every number of a person, in order; written in wide digits or in groups too."""
    plain = text.translate(_WIDE)
    found: list[Personal] = []
    for kind, pattern, is_one, masked in _KINDS:
        for match in pattern.finditer(plain):
            apart = all(each.end <= match.start() or match.end() <= each.start for each in found)
            bare = match[0] if kind is Kind.MAIL else _GAP.sub("", match[0]).upper()
            if apart and is_one(bare):
                found.append(Personal(kind, match.start(), match.end(), masked(bare)))
    return tuple(sorted(found, key=lambda each: each.start))


def mask(text: str) -> str:
    """The text with every number of a person hidden."""
    for each in reversed(personal_in(text)):
        text = text[: each.start] + each.masked + text[each.end :]
    return text


def _whole(pattern: str) -> re.Pattern[str]:
    """The pattern where it is not a part of a longer number."""
    return re.compile(rf"(?<![\d.])(?:{pattern})(?![\dXx])(?!\.\d)")


def _identity(number: str) -> bool:
    """Whether the check digit is right (GB 11643-1999, ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return number[-1] == "10X98765432"[total % 11]


def _card(number: str) -> bool:
    """Whether the check digit is right (ISO/IEC 7812-1, annex B)."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


def _always(_number: str) -> bool:
    return True


def _hidden(first: int, last: int) -> Callable[[str], str]:
    """A number of which so many digits are left at its ends."""
    return lambda number: number[:first] + "*" * (len(number) - first - last) + number[-last:]


def _hidden_mobile(number: str) -> str:
    return f"{number[-11:-8]}****{number[-4:]}"


def _hidden_mail(address: str) -> str:
    return f"{address[0]}***{address[address.index('@') :]}"


_KINDS: tuple[tuple[Kind, re.Pattern[str], Callable[[str], bool], Callable[[str], str]], ...] = (
    (
        Kind.MAIL,
        re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}"),
        _always,
        _hidden_mail,
    ),
    (
        Kind.IDENTITY,
        _whole(rf"{_PLACE}[ -]?(?:18|19|20)\d\d{_DAY}[ -]?\d{{3}}[\dXx]"),
        _identity,
        _hidden(2, 3),
    ),
    (Kind.IDENTITY, _whole(rf"{_PLACE}[ -]?\d\d{_DAY}[ -]?\d{{3}}"), _always, _hidden(2, 3)),
    (
        Kind.CARD,
        _whole(r"[34569]\d{3}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?"),
        _card,
        _hidden(4, 4),
    ),
    (
        Kind.MOBILE,
        _whole(r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}"),
        _always,
        _hidden_mobile,
    ),
)
"""Each with its look, what else must hold, and how it is hidden; the surest first."""
