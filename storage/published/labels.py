"""Where the labels of a table stand among its words."""

import re
from collections.abc import Iterator, Sequence

from storage.published.lines import squeezed

__all__ = ["MARK", "places_of"]

MARK = "\ue000"
"""Stands for a cell of numbers among the words of a table."""
_NUMBERING = re.compile(r"[一二三四五六七八九十\d]{1,2}")
_HEAD = 12
_SHORTEST = 4


def places_of(words: str, labels: Sequence[str]) -> Iterator[int | None]:
    """Where each label begins, in the order of the form; None where it does not stand."""
    at = 0
    for label in labels:
        found = _find(words, label, at)
        whole = squeezed(label)
        if found is None and len(whole) >= _SHORTEST and words.count(whole) == 1:
            # A part of the table that was put before another; the words stand there but once.
            yield words.index(whole)
            continue
        yield found[0] if found else None
        at = found[1] if found else at


def _find(words: str, label: str, at: int) -> tuple[int, int] | None:
    if not label:
        return at, at
    for wanted in _spellings(label):
        # The numbers of a row can stand in the midst of its label, where that was broken.
        match = re.compile(f"{MARK}*".join(map(re.escape, wanted))).search(words, at)
        if match:
            return match.start(), match.end()
    return None


def _spellings(label: str) -> Iterator[str]:
    """The label as in the form; without its number; its beginning; without its first word."""
    whole = squeezed(label)
    yield whole
    bare = _NUMBERING.sub("", whole, count=1) if _NUMBERING.match(whole) else whole
    outer = squeezed(re.sub(r"[（(][^（）()]{5,}[）)]", "", label))
    for shorter in (bare, outer, whole[:_HEAD] if len(whole) > _HEAD else "", whole[2:]):
        if len(shorter) >= _SHORTEST and shorter != whole:
            yield shorter
