"""Cuts a text into atoms: the pieces a line may be broken between, never inside.

Widths are in cells (one cell holds one Chinese character).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise, repeat
from typing import NamedTuple

OPENING = frozenset("（《〈“‘【「『〔［｛〖([{￥$")
"""避尾: what must not end a line."""

CLOSING = frozenset("，。、；：？！）》〉”’】」』〕］｝〗…—·～％‰℃.,:;?!)]}%~")
"""避头: what must not begin a line."""

BLANK_BEFORE = frozenset("（《〈“‘【「『〔［｛〖")
"""Their left half is empty and may be given up (GB/T 15834)."""

BLANK_AFTER = frozenset("，。、；：）》〉”’】」』〕］｝〗")
"""Their right half is empty and may be given up (GB/T 15834)."""

_MARKS = BLANK_BEFORE | BLANK_AFTER

HALF = 0.5

_UNIT = (
    "年度|年级|个月|月份|个百分点|人次|万元|亿元|万余|万人|万件|万条|平方米|平方公里|公里|公斤|"
    "工作日|小时|分钟|件次|家次|场次|号令|"
    "[年月日时分秒条件个人次项元万亿千百余家场期篇部份页户岁届届级号类款章节宗起批种处所名位倍度"
    "吨米亩天周季时版轮例则多]"
)
_WORD = re.compile(
    r"…+|—+"
    r"|第[一二三四五六七八九十百零〇]+[条款章节项届次]?"
    r"|第?[+\-−±]?[0-9A-Za-z](?:[!-~]*[0-9A-Za-z/])?[%％‰℃]?"
    rf"(?:(?<=[0-9])(?:{_UNIT}))?"
)
_HAN = re.compile(r"[\u4e00-\u7b2b\u7b2d-\u9fff]+")
"""Han that begin no word (all but 第): most of any text."""

_ALL_KEPT = re.compile(r"[\u3001-\u9fff\uff01-\uff5e!-~“”‘’…—·]*")
_LOOSE = re.compile(r"(?<=[/.\-_?&=@])(?=[0-9A-Za-z])")


class Atom(NamedTuple):
    """The characters ``start``–``end`` of a text, kept on one line.

    ``gap`` is what stands between it and the atom before on the same line: the width of a
    space, or less than nothing where two marks share one blank half. ``give`` is how much that
    gap may shrink, ``tail`` the empty half the atom may give up at a line's end. ``free`` says
    that a line may begin here.
    """

    start: int
    end: int
    width: float
    gap: float = 0.0
    give: float = 0.0
    tail: float = 0.0
    free: bool = True


def is_dropped(character: str) -> bool:
    """White space and invisible format characters, which typesetting replaces by its own."""
    if "\u3001" <= character <= "\u9fff":
        return False
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")


def kept(text: str) -> list[int]:
    """The places of the characters that are set: all but white space between Chinese words.

    Of white space between two Latin words or numbers one character is kept.
    """
    if _ALL_KEPT.fullmatch(text):
        return list(range(len(text)))
    found: list[int] = []
    space = -1
    for place, character in enumerate(text):
        if is_dropped(character):
            space = place if character.isspace() else space
            continue
        if space >= 0 and found and character.isascii() and text[found[-1]].isascii():
            found.append(space)
        found.append(place)
        space = -1
    return found


def atoms_of(text: str, widths: Sequence[float], line: float) -> list[Atom]:
    """The atoms of a text of ``kept`` characters; ``widths`` holds one width per character.

    A word wider than ``line`` is cut after / . - _ and the like, and only if a piece is still
    too wide between any two characters.
    """
    atoms: list[Atom] = []
    place, length = 0, len(text)
    space = 0.0
    while place < length:
        character, end = text[place], place + 1
        if han := _HAN.match(text, place):
            end = han.end()
            atoms.append(_atom(text, widths, place, place + 1, atoms, space))
            atoms += _plain(place + 1, end, widths)
        elif character in _MARKS:
            atoms.append(_atom(text, widths, place, end, atoms, space))
        elif character.isspace():
            place, space = end, widths[place]
            continue
        else:
            match = _WORD.match(text, place)
            end = match.end() if match else end
            for start, stop in _pieces(text, widths, place, end, line):
                atoms.append(_atom(text, widths, start, stop, atoms, space))
                space = 0.0
        place, space = end, 0.0
    return atoms


def _plain(start: int, end: int, widths: Sequence[float]) -> Iterator[Atom]:
    """An atom for each Han that follows another: most of any text, made without a call each."""
    none, true = repeat(0.0), repeat(True)
    numbers = range(start, end), range(start + 1, end + 1)
    fields = zip(*numbers, widths[start:end], none, none, none, true, strict=False)
    return map(partial(tuple.__new__, Atom), fields)


def _pieces(
    text: str, widths: Sequence[float], start: int, end: int, line: float
) -> list[tuple[int, int]]:
    """One word as it is, or in pieces that fit the line."""
    if end - start == 1 or sum(widths[start:end]) <= line:
        return [(start, end)]
    cuts = [start, *(start + m.start() for m in _LOOSE.finditer(text[start:end])), end]
    pieces: list[tuple[int, int]] = []
    for low, high in pairwise(cuts):
        if sum(widths[low:high]) <= line:
            pieces.append((low, high))
        else:
            pieces.extend((place, place + 1) for place in range(low, high))
    return pieces


def _atom(
    text: str,
    widths: Sequence[float],
    start: int,
    end: int,
    before: Sequence[Atom],
    space: float,
) -> Atom:
    """The atom at ``start``, told how it stands to its neighbour."""
    first, last = text[start], text[end - 1]
    width = widths[start] if end - start == 1 else sum(widths[start:end])
    tail = HALF if last in BLANK_AFTER and widths[end - 1] > HALF else 0.0
    if not before:
        return Atom(start, end, width, tail=tail)
    previous = text[before[-1].end - 1]
    free = first not in CLOSING and previous not in OPENING
    head = HALF if first in BLANK_BEFORE and widths[start] > HALF else 0.0
    gap, give = _gap(before[-1].tail, head, first, previous)
    if space:
        gap += space
    return Atom(start, end, width, gap, give, tail, free)


def _gap(tail: float, head: float, first: str, previous: str) -> tuple[float, float]:
    """The sharing of blank halves between two atoms, and what may still be given up."""
    blank = tail + head
    shares = blank > HALF or (tail and first in BLANK_AFTER) or (head and previous in BLANK_BEFORE)
    saved = HALF if shares else 0.0
    return -saved, blank - saved
