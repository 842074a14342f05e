"""拼音: whether typed letters may stand for a Chinese term: zw, zhengwu or zhengw for 政务微信."""

import os
from collections.abc import Sequence
from functools import cache

__all__ = ["by_letters", "spelt_by_letters"]

_MARKS = "' "
"""What input methods put between the syllables of a word being composed."""


def spelt_by_letters(text: str) -> bool:
    """Whether a text is nothing but Latin letters, as syllables are typed."""
    return _bare(text).isascii() and _bare(text).isalpha()


def by_letters(terms: Sequence[str], text: str) -> list[int]:
    """The places of the terms that letters stand for: each syllable begun in its order, at the
    beginning of a term or, where none begins so, further on (wx for 政务微信)."""
    letters = _bare(text)
    for further in (False, True):
        found = [place for place, term in enumerate(terms) if _stands(letters, term, further)]
        if found:
            return found
    return []


def _bare(text: str) -> str:
    return "".join(each for each in text if each not in _MARKS).casefold()


def _stands(letters: str, term: str, further: bool) -> bool:
    starts = range(len(term)) if further else range(1)
    return any(_begins(letters, term[start:]) for start in starts)


def _begins(letters: str, term: str) -> bool:
    """Whether letters are beginnings of the term's syllables, one after the other."""
    if not letters:
        return True
    if not term:
        return False
    readings = _readings(term[0])
    if not readings:
        return _begins(letters, term[1:])
    return any(
        _begins(letters[length:], term[1:])
        for reading in readings
        for length in range(_agreeing(letters, reading), 0, -1)
    )


def _agreeing(letters: str, reading: str) -> int:
    """How many letters both begin with."""
    pairs = zip(letters, reading, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(letters), len(reading)))


@cache
def _readings(character: str) -> tuple[str, ...]:
    """Every reading of a character without its tone; none of punctuation."""
    # Its dictionary of phrases costs 0.1 s and 20 MB, and all readings are tried here anyway.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(each.replace("ü", "v") for each in found[0]) if found else ()
