"""文字里的分项: a number and its parts behind it, 63条（甲16条、乙47条）, 其中甲16条… (K15)."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Split", "splits_of"]

_NUMBER = re.compile(r"(?<![\d.．])(\d{1,3}(?:[,，]\d{3})+|\d+(?:\.\d+)?)\s?([件条份宗篇]|人次)")
_BRACKETED = re.compile(r"\s*[（(]([^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]")
_AMONG = re.compile(r"\s*[，,：:；;（(]?\s*其中[，,：:]?([^。；;]*)")
_SOME = re.compile("含|其中|包括|另有|同比|[较比][上去]年")
"""In brackets with these words stand some of the parts, or something else."""


@dataclass(frozen=True, slots=True)
class Split:
    """A number, the places of its parts in the text, and what they come to.

    ``whole``: the brackets are there to name every part.
    """

    words: str
    total: Decimal
    places: tuple[int, ...]
    added: Decimal
    whole: bool


def splits_of(text: str) -> Iterator[Split]:
    """Every number with two parts or more of the same unit behind it."""
    for match in _NUMBER.finditer(text):
        bracketed = _BRACKETED.match(text, match.end())
        among = None if bracketed else _AMONG.match(text, match.end())
        found = bracketed or among
        if found is None:
            continue
        parts = [each for each in _NUMBER.finditer(text, *found.span(1)) if each[2] == match[2]]
        if len(parts) > 1:
            whole = bracketed is not None and not _SOME.search(found[1])
            places = tuple(each.start() for each in parts)
            yield Split(match[0], _value(match), places, _added(parts), whole)


def _added(parts: Sequence[re.Match[str]]) -> Decimal:
    return sum(map(_value, parts), Decimal(0))


def _value(match: re.Match[str]) -> Decimal:
    return Decimal(unicodedata.normalize("NFKC", match[1]).replace(",", ""))
