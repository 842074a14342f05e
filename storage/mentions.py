"""文表一致: numbers in a text whose words say which figure they are (K11, K13)."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from storage.figures import Figure
from storage.rules import Mention
from storage.values import show

__all__ = ["agrees", "mention_before", "told"]

_BETWEEN = r"\s*(?:共计|总计|合计|分别为|共|计|为)?\s*"
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
    sums = [_sum(keys, figures) for keys in mention.sums]
    if value in sums:
        return True
    return None if None in sums else False


def told(mention: Mention, figures: Mapping[str, Figure]) -> str:
    """The figures that a number should be, with their values."""
    said = []
    for keys in mention.sums:
        values = [f"{figures[key].field.label} {show(figures[key].value)}" for key in keys]
        total = f" = {show(_sum(keys, figures))}" if len(keys) > 1 else ""
        said.append(" + ".join(values) + total)
    return "，或者 ".join(said)


def _sum(keys: Sequence[str], figures: Mapping[str, Figure]) -> Decimal | None:
    values = [figures[key].value for key in keys]
    numbers = [each for each in values if isinstance(each, Decimal)]
    return sum(numbers, Decimal(0)) if len(numbers) == len(values) else None
