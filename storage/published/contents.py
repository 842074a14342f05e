"""目录: the list of chapters at the beginning of a long report, which is no text of it."""

import re
from collections.abc import Sequence

from storage.published.lines import squeezed

__all__ = ["without_contents"]

_LEADERS = re.compile(r"[\s.．…·•⋯_\-—]*\d{0,3}\s*$")
_HEADING = re.compile(r"\s*(?:第[一二三四五六七八九十]+(?:章|部分)|[一二三四五六七八九十]+[、．.])")
_FEWEST, _LONGEST = 3, 60
"""Chapters that make a list; the lines of one are short."""


def without_contents(lines: Sequence[str]) -> list[str]:
    """The lines without the list of chapters, known by its headings coming again."""
    keys = {number: _key(line) for number, line in enumerate(lines) if _HEADING.match(line)}
    last = {key: number for number, key in keys.items()}
    listed = [number for number, key in keys.items() if last[key] > number]
    if len(listed) < _FEWEST:
        return list(lines)
    start, end = listed[0], listed[-1]
    if any(len(line) > _LONGEST or "。" in line for line in lines[start : end + 1]):
        return list(lines)
    end += 1
    while end < len(lines) and end not in keys and _ends_with_page(lines[end]):
        end += 1
    before = start
    while before and not lines[before - 1].strip():
        before -= 1
    if before and squeezed(lines[before - 1]) in ("目录", "目次"):
        start = before - 1
    return [*lines[:start], *lines[end:]]


def _key(line: str) -> str:
    return squeezed(_LEADERS.sub("", line))


def _ends_with_page(line: str) -> bool:
    return not line.strip() or bool(re.search(r"[.．…·\s]\d{1,3}\s*$", line))
