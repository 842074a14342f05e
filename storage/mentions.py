"""文表一致: numbers in a text whose words say which figure they are (K11–K14)."""

import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from storage.figures import Figure
from storage.rules import Mention
from storage.values import Value, show

__all__ = ["agrees", "mention_before", "percent_behind", "sum_of", "told"]

_BETWEEN = r"\s*(?:共计|总计|合计|分别为|共|计|为)?\s*"
_PERCENT = r"(\d+(?:\.\d+)?)\s*[%％]"
_SHARE = re.compile(rf"\s*(?:[（(]\s*|[（(，,]\s*占[^\d。；，,）)]{{0,10}}?){_PERCENT}")
_CHANGE = re.compile(
    r"\s*[（(，,]\s*(?:同比|[较比与][上去]年(?:同期)?(?:相比)?)[，,]?"
    rf"(增长|增加|上升|提高|下降|减少|降低|回落)了?\s*{_PERCENT}"
)
_FALLING = {"下降", "减少", "降低", "回落"}
_FAR = 40
"""So many characters before a number are looked at."""


def mention_before(mentions: Sequence[Mention], words: str) -> Mention | None:
    """The rule whose words stand right before a number."""
    near = words[-_FAR:]
    for each in mentions:
        if re.search(f"(?:{each.words}){_BETWEEN}$", near):
            return each
    return None


def agrees(mention: Mention, value: Decimal, figures: Mapping[str, Figure]) -> bool | None:
    """Whether a number is one of the rule's sums; None where one of them is not known."""
    sums = [sum_of(keys, figures) for keys in mention.sums]
    if value in sums:
        return True
    return None if None in sums else False


def told(mention: Mention, figures: Mapping[str, Figure]) -> str:
    """The figures that a number should be, with their values."""
    said = []
    for keys in mention.sums:
        values = [f"{figures[key].field.label} {show(figures[key].value)}" for key in keys]
        total = f" = {show(sum_of(keys, figures))}" if len(keys) > 1 else ""
        said.append(" + ".join(values) + total)
    return "，或者 ".join(said)


def sum_of(keys: Sequence[str], figures: Mapping[str, Figure]) -> Decimal | None:
    """What these figures come to; None where one of them is no number."""
    values = [figures[key].value for key in keys]
    numbers = [each for each in values if isinstance(each, Decimal)]
    return sum(numbers, Decimal(0)) if len(numbers) == len(values) else None


def percent_behind(
    mention: Mention,
    value: Decimal,
    after: str,
    figures: Mapping[str, Figure],
    last_year: Mapping[str, Value],
) -> tuple[str, str] | None:
    """A share or a change in per cent behind a number that is not what it comes to: the words,
    and what it should be. None where there is none, or nothing to hold it against."""
    if match := _SHARE.match(after):
        bases = [sum_of(keys, figures) for keys in mention.share_of]
        right = [value * 100 / base for base in bases if base]
        if right and None not in bases and not any(_is(match[1], each) for each in right):
            return match[0], f"{show(value)} 占 {show(bases[0])} 的 {_rounded(right[0], match[1])}%"
    if match := _CHANGE.match(after):
        lasts = [last_year.get(keys[0]) for keys in mention.sums if len(keys) == 1]
        known = [each for each in lasts if isinstance(each, Decimal) and each]
        right = [(value - each) * 100 / each for each in known]
        sign = -1 if match[1] in _FALLING else 1
        if right and not any(_is(match[2], each * sign) for each in right):
            moved = "减少" if right[0] < 0 else "增长"
            share = _rounded(abs(right[0]), match[2])
            return match[0], f"上年是 {show(known[0])}，{moved} {share}%"
    return None


def _is(written: str, exact: Decimal) -> bool:
    """Whether a written percentage is this one, rounded or cut to its decimals."""
    step = Decimal(1).scaleb(-len(written.partition(".")[2]))
    ways = (ROUND_HALF_UP, ROUND_DOWN, ROUND_HALF_EVEN)
    return Decimal(written) in {exact.quantize(step, way) for way in ways}


def _rounded(exact: Decimal, like: str) -> Decimal:
    return exact.quantize(Decimal(1).scaleb(-max(len(like.partition(".")[2]), 1)), ROUND_HALF_UP)
