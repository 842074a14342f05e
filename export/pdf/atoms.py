"""Cuts a text into atoms: the pieces a line may be broken between, never inside.

Widths are in cells (one cell holds one Chinese character).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

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
_WORD = (
    r"…+|—+"
    r"|第[一二三四五六七八九十百零〇]+[条款章节项届次]?"
    r"|第?[+\-−±]?[0-9A-Za-z](?:[!-~]*[0-9A-Za-z/])?[%％‰℃]?"
    rf"(?:(?<=[0-9])(?:{_UNIT}))?"
)
_PIECE = re.compile(
    # Han that begin no word: all but 第.
    r"([\u4e00-\u7b2b\u7b2d-\u9fff]+)"
    rf"|([{re.escape(''.join(sorted(_MARKS)))}])|(\s)|(?:{_WORD})|.",
    re.DOTALL,
)
_HAN, _MARK, _SPACE = 1, 2, 3
"""Which group of the pattern a piece of text is; none for a word."""

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


class Atoms:
    """The atoms of a text in order, each of their properties in a list of its own.

    ``cells`` holds one width per character of the text.
    """

    def __init__(self, text: str, cells: Sequence[float]) -> None:
        self._text = text
        self._cells = cells
        self._count = 0
        # As if every character were Han: the rest, much less, is put right as it is met.
        self.starts = list(range(len(text)))
        self.ends = list(range(1, len(text) + 1))
        self.widths = list(cells)
        self.gaps = [0.0] * len(text)
        self.gives = [0.0] * len(text)
        self.tails = [0.0] * len(text)
        self.free = [True] * len(text)

    @property
    def _columns(self) -> tuple[list[Any], ...]:
        sizes = self.starts, self.ends, self.widths
        return *sizes, self.gaps, self.gives, self.tails, self.free

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Atom]:
        return map(Atom, *self._columns)

    def add_plain(self, start: int, end: int, space: float) -> None:
        """Han side by side, one atom each: most of any text."""
        here = self._count
        self._count += end - start
        if here < start:
            self.starts[here : self._count] = range(start, end)
            self.ends[here : self._count] = range(start + 1, end + 1)
            self.widths[here : self._count] = self._cells[start:end]
        if here:
            self.gaps[here] = space
            self.gives[here] = self.tails[here - 1]
            self.free[here] = self._text[self.ends[here - 1] - 1] not in OPENING

    def add(self, start: int, end: int, space: float) -> None:
        """Any other atom, told how it stands to its neighbour."""
        text, cells, here = self._text, self._cells, self._count
        self._count += 1
        first, last = text[start], text[end - 1]
        if here:
            previous = text[self.ends[here - 1] - 1]
            head = HALF if first in BLANK_BEFORE and cells[start] > HALF else 0.0
            gap, self.gives[here] = _gap(self.tails[here - 1], head, first, previous)
            self.gaps[here] = gap + space
            self.free[here] = first not in CLOSING and previous not in OPENING
        self.starts[here] = start
        self.ends[here] = end
        self.widths[here] = cells[start] if end - start == 1 else sum(cells[start:end])
        if last in BLANK_AFTER and cells[end - 1] > HALF:
            self.tails[here] = HALF

    def close(self) -> None:
        """Lets go of the room that was not needed."""
        for column in self._columns:
            del column[self._count :]


def atoms_of(text: str, widths: Sequence[float], line: float) -> Atoms:
    """The atoms of a text of ``kept`` characters; ``widths`` holds one width per character.

    A word wider than ``line`` is cut after / . - _ and the like, and only if a piece is still
    too wide between any two characters.
    """
    atoms = Atoms(text, widths)
    space = 0.0
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        kind = piece.lastindex
        if kind == _SPACE:
            space = widths[start]
            continue
        if kind == _HAN:
            atoms.add_plain(start, end, space)
        elif kind == _MARK:
            atoms.add(start, end, space)
        else:
            for low, high in _pieces(text, widths, start, end, line):
                atoms.add(low, high, space)
                space = 0.0
        space = 0.0
    atoms.close()
    return atoms


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


def _gap(tail: float, head: float, first: str, previous: str) -> tuple[float, float]:
    """The sharing of blank halves between two atoms, and what may still be given up."""
    blank = tail + head
    if not blank:
        return 0.0, 0.0
    shares = blank > HALF or (tail and first in BLANK_AFTER) or (head and previous in BLANK_BEFORE)
    saved = HALF if shares else 0.0
    return -saved, blank - saved
