"""小标题 in a text: lines and openings that are numbered as GB/T 9704-2012 §7.3.3 numbers levels.

An office that numbers its own text keeps its own headings: the one that opens a text stands in
place of the format's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storage.formats import TextPart
from storage.wording import Wording, ordinal

__all__ = ["Numbered", "lead_of", "numbered", "paragraphs_of"]

_CHINESE = "[一二三四五六七八九十]{1,3}"
_LEVELS = (
    re.compile(
        rf"(?:第{_CHINESE}(?:章|部分)|{_CHINESE}[、．.])(?P<name>[^。；：;:，,！？]{{2,40}})"
    ),
    re.compile(rf"[（(]{_CHINESE}[）)](?P<name>[^。；：;:，,！？]{{2,40}})(?P<end>。?)"),
    re.compile(r"\d{1,2}[、．.](?!\d)(?P<name>[^。；：;:，,！？]{2,40})(?P<end>。?)"),
)
_NUMBER = re.compile(rf"（{_CHINESE}）")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A heading at the start of a paragraph, and what follows it; level 1 is 一、, 2 is （一）."""

    level: int
    heading: str
    rest: str

    @property
    def alone(self) -> bool:
        """Whether the heading is a line of its own."""
        return not self.rest


def numbered(paragraph: str) -> Numbered | None:
    """The heading that a paragraph is or begins with; None where it is plain prose."""
    for level, pattern in enumerate(_LEVELS, 1):
        # A row of a table in a text may begin with a number as well.
        match = None if "|" in paragraph else pattern.match(paragraph)
        if match is None:
            continue
        rest = paragraph[match.end() :].lstrip()
        if not rest or (level > 1 and match["end"]):
            return Numbered(level, match[0].strip(), rest)
    return None


def paragraphs_of(part: TextPart, wording: Wording) -> list[str] | None:
    """A text as it is printed, by paragraph; None where the clerk left it out on purpose.

    An empty list is a text that nobody wrote. One emptied by the clerk is not wanted.
    """
    said = wording.say(wording.template(part))
    found = [line.strip() for line in said.split("\n") if line.strip()]
    key = wording.text_key(part)
    emptied = key in wording.report.texts or bool(wording.report.format.templates[key])
    return None if emptied and not found else found


def lead_of(part: TextPart, wording: Wording) -> str:
    """The format's sub-heading of a text, numbered after those printed before it in its chapter.

    Blank where the text has a heading of its own.
    """
    paragraphs = paragraphs_of(part, wording)
    if not part.lead or (paragraphs and _own(paragraphs[0])):
        return ""
    section = next(each for each in wording.report.format.sections if part in each.parts)
    parts = [each for each in section.parts if isinstance(each, TextPart)]
    before = sum(1 for _ in _headings(parts[: parts.index(part)], wording))
    return _NUMBER.sub(f"（{ordinal(before + 1)}）", part.lead, count=1)


def _headings(parts: Sequence[TextPart], wording: Wording) -> Iterator[str]:
    """The second-level headings of these texts, the format's or the clerk's."""
    for part in parts:
        paragraphs = paragraphs_of(part, wording) if wording.wanted(part) else None
        if paragraphs is None:
            continue
        if part.lead and not (paragraphs and _own(paragraphs[0])):
            yield part.lead
        for each in paragraphs:
            found = numbered(each)
            if found and found.level == 2:
                yield found.heading


def _own(paragraph: str) -> bool:
    return numbered(paragraph) is not None
