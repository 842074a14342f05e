"""The chapters (章) of a published report and where each belongs in the format.

Offices name and number their chapters in their own way; a chapter is known by the likeness of
its name to one of the form. One that the form does not have stays, with its heading, in the text
before it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from storage.formats import Format, Section
from storage.published.lines import squeezed

__all__ = ["Chapter", "chapters_of", "likeness"]

_HEADING = re.compile(
    r"\s*(?:第(?P<part>[一二三四五六七八九十]{1,3})(?:章|部分)[:：、\s]*"
    r"|(?P<number>[一二三四五六七八九十]{1,3})\s*[、．.,，]\s*)(?P<name>[^。；;|\t]{2,40})(?:。\s*(?P<rest>.*)|\s*)"
)
_DIGITS = "一二三四五六七八九十"
_COMMON = re.compile("中华人民共和国|政府信息公开|信息公开|政府信息|情况|工作|的|及|和|与")
_LONG = 8
"""A label of so many characters begins no heading."""
_SHORT, _CONTAINED = 2, 0.8
_ALIKE, _SURELY_ALIKE = 0.5, 0.75


@dataclass(slots=True)
class Chapter:
    """A chapter as published. ``section`` is its place in the format, None before the first."""

    title: str
    section: Section | None
    lines: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    """Headings of chapters that the form does not have, kept within this one's lines."""


def likeness(one: str, other: str) -> float:
    """How alike two headings are, 0 to 1; words that all of them have do not count."""
    bare = [_COMMON.sub("", squeezed(each)) or squeezed(each) for each in (one, other)]
    whole = _ratio(squeezed(one), squeezed(other))
    contained = len(min(bare, key=len)) > _SHORT and (bare[0] in bare[1] or bare[1] in bare[0])
    return max((whole + _ratio(*bare)) / 2, _CONTAINED if contained else 0.0)


def _ratio(one: str, other: str) -> float:
    return float(SequenceMatcher(None, one, other).ratio())


def chapters_of(lines: Sequence[str], made: Format) -> list[Chapter]:
    """The report cut at its chapters; the first one is what stands before them."""
    sections = [each for each in made.sections if each.title]
    labels = {squeezed(each) for grid in made.grids.values() for each in grid.words()}
    found = [Chapter("", None)]
    expected, following = 1, 0
    to_come = [_heading(line, labels) for line in lines]
    names = [squeezed(each.name) if each else "" for each in to_come]
    for at, line in enumerate(lines):
        heading = to_come[at] or _unnumbered(line, sections[following:])
        place = None
        if heading:
            wanted = _SURELY_ALIKE if heading.rest else _ALIKE
            place = _place(heading.name, sections[following:], wanted)
            if place is not None:
                # A chapter that is only like one gives way to the one that bears its name.
                own = squeezed(sections[following + place].name)
                place = None if own != names[at] and own in names[at + 1 :] else place
            if place is None and heading.number == expected == 1 and not heading.rest:
                place = 0
        if heading and place is not None:
            following += place + 1
            found.append(Chapter(heading.title, sections[following - 1]))
            expected = heading.number + 1
            found[-1].lines += [heading.rest] if heading.rest else []
            continue
        if heading and heading.number == expected and not heading.rest and found[-1].section:
            found[-1].strange.append(heading.title)
            expected += 1
        found[-1].lines.append(line)
    return found


@dataclass(frozen=True, slots=True)
class _Heading:
    """A chapter's heading, and what follows it on its line."""

    title: str
    number: int
    name: str
    rest: str


def _heading(line: str, labels: set[str]) -> _Heading | None:
    """The heading that a line is or begins with; a table's labels are numbered alike."""
    match = _HEADING.fullmatch(line)
    words = squeezed(line)
    if match is None or words in labels:
        return None
    if any(words.startswith(each) for each in labels if len(each) >= _LONG):
        return None
    rest = (match["rest"] or "").strip()
    title = line.strip().removesuffix(rest).rstrip("。 ：:")
    name = match["name"].strip().rstrip("：:")
    return _Heading(title, _number(match["part"] or match["number"]), name, rest)


def _unnumbered(line: str, sections: Sequence[Section]) -> _Heading | None:
    """A heading whose number Word counts itself and does not write."""
    words = squeezed(line)
    for each in sections:
        if words == squeezed(each.name):
            return _Heading(each.title, _number(each.title[0]), each.name, "")
    return None


def _place(name: str, sections: Sequence[Section], wanted: float) -> int | None:
    """Which of the sections still to come a name is most like."""
    alike = [likeness(name, each.name) for each in sections]
    best = max(alike, default=0.0)
    return alike.index(best) if best >= wanted else None


def _number(chinese: str) -> int:
    """一 → 1, 十二 → 12, 二十 → 20."""
    tens, has_ten, ones = chinese.rpartition("十")
    if not has_ten:
        return _DIGITS.index(chinese[0]) + 1
    return 10 * (_digit(tens) or 1) + _digit(ones)


def _digit(character: str) -> int:
    return _DIGITS.index(character[0]) + 1 if character else 0
