"""Which terms a typed text means: by a part of the word, by its letters (zw for 政务微信 and
政务微博), or by its number in the list."""

import re
import unicodedata
from collections.abc import Sequence

from storage.pinyin import by_letters, spelt_by_letters

__all__ = ["complete", "matches", "pieces"]

_SEPARATORS = re.compile(r"[、,，;；/\s]+")


def matches(choices: Sequence[str], text: str) -> list[int]:
    """The places of the terms that a text may mean; a number, from 1, means one of them."""
    bare = unicodedata.normalize("NFKC", text).strip()
    if bare.isascii() and bare.isdigit() and len(bare) < 4:
        return [int(bare) - 1] if 1 <= int(bare) <= len(choices) else []
    if text.strip() in choices:
        return [choices.index(text.strip())]
    found = [place for place, term in enumerate(choices) if text.strip() in term]
    if found:
        return found
    letters = bare.rstrip("0123456789")
    if not spelt_by_letters(letters):
        return []
    found = by_letters(choices, letters)
    if letters != bare:
        # zw4: the terms that zw has left, then the number of one of them.
        return [place for place in found if place + 1 == int(bare.removeprefix(letters))]
    return found


def pieces(choices: Sequence[str], text: str) -> list[str]:
    """A typed list of terms taken apart; among fewer than ten terms 12 means 1 and 2."""
    found: list[str] = []
    for piece in _SEPARATORS.split(text):
        bare = unicodedata.normalize("NFKC", piece)
        digits = bare.isascii() and bare.isdigit() and len(choices) < 10
        found += list(bare) if digits else [piece]
    return [piece for piece in found if piece]


def complete(choices: Sequence[str], text: str, *, several: bool) -> str:
    """The text with its parts and numbers made whole terms; what fits none or many stays."""
    said: list[str] = []
    for piece in pieces(choices, text) if several else [text.strip()]:
        found = matches(choices, piece) if piece else []
        said.append(choices[found[0]] if len(found) == 1 else piece)
    return "、".join(dict.fromkeys(said))
