"""The text of a report as lines and paragraphs, freed of what a page or a web site put between.

Lines are kept as written but for their page numbers; only prose is put together again where a
page had broken it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storage.text_tables import barred
from storage.values import clean_text

__all__ = ["Wrap", "bare", "lines_of", "paragraphs_of", "squeezed", "wrap_of"]

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–―－─]+\s*\d{1,3}\s*[-—–―－─]+|第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?)\s*"
)
_BARE_NUMBER = re.compile(r"\s*\d{1,3}\s*")
_NUMBERS = "一二三四五六七八九十0123456789"
_RULE = re.compile(r"\s*\|[\s:|-]*")
"""What Markdown draws below the head of a table."""
_MARKED = re.compile(r"\s*#{1,6}\s+")
_SENTENCE_END = "。！？!?：:；;"
_NUMBERED = re.compile(
    r"\s*(?:第[一二三四五六七八九十]+(?:章|部分)|[一二三四五六七八九十]+[、．.]"
    r"|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[、．.](?!\d)|附件?[:：])"
)
_GAP = re.compile(r"\t|\||\S {3,}\S")
"""Between the cells of a table."""
_LEAST, _FEW, _RARE = 15, 6, 4
"""A page's full lines: their least characters, how many make a page, how few may be longer."""
_FULL = 0.8
"""A line is broken early for a number, a mark or the indent of its paragraph."""


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a page broke prose into lines: the characters of a full line, the blanks before it."""

    width: float
    margin: int

    def full(self, line: str) -> bool:
        """Whether a line may have been broken by the page."""
        return _width(line.strip()) >= self.width * _FULL

    def goes_on(self, last: str, line: str) -> bool:
        """Whether the paragraph of a line goes on in the next one."""
        if not self.full(last) or _NUMBERED.match(line):
            return False
        if last.strip()[-1] not in _SENTENCE_END:
            return True
        return _width(last.strip()) > self.width - 1 and _margin(line) <= self.margin + 1


def lines_of(text: str) -> list[str]:
    """The lines without page numbers; an indented line keeps its blanks in front."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    lines: list[str] = []
    for page in re.split(r"\f", unified):
        kept = [each.replace("\u3000", "  ").rstrip(" ") for each in page.split("\n")]
        while kept and not kept[-1].strip():
            kept.pop()
        if len(kept) > 1 and "\f" in unified and _BARE_NUMBER.fullmatch(kept[-1]):
            kept.pop()
        kept = [each for each in kept if not (_RULE.fullmatch(each) and "---" in each)]
        lines += [_clean(each) for each in kept if not _PAGE_NUMBER.fullmatch(each)]
    return lines


def _clean(line: str) -> str:
    """Printable characters without Markdown's signs; tabs stay, they part the cells of a table."""
    plain = _MARKED.sub("", line).replace("**", "")
    return "\t".join(clean_text(piece) for piece in plain.split("\t"))


def squeezed(text: str) -> str:
    """The letters, digits and characters alone, so that the same words are found however they
    are spaced, punctuated or numbered in full width."""
    return "".join(each for each in unicodedata.normalize("NFKC", text) if each.isalnum())


def bare(heading: str) -> str:
    """The words of a heading or a label without its number."""
    return squeezed(heading).lstrip(_NUMBERS)


def wrap_of(lines: Sequence[str]) -> Wrap | None:
    """How a page broke the prose into lines; None where lines are whole paragraphs."""
    filled = [each for each in lines if each.strip() and not _GAP.search(each.strip())]
    widths = [round(_width(each.strip())) for each in filled]
    counted = Counter(each for each in widths if each >= _LEAST)
    # Most lines of a broken page are full ones, a character more or less.
    fullest = max(counted, key=lambda each: counted[each - 1] + counted[each], default=0)
    broken = [each for each in filled if _broken(each, fullest)]
    longer = [each for each in filled if _width(each.strip()) > fullest + 2]
    if len(broken) < _FEW or len(longer) * _RARE > len(broken):
        return None
    return Wrap(fullest, min(_margin(each) for each in broken))


def _broken(line: str, width: float) -> bool:
    words = line.strip()
    return _LEAST <= width - 2 <= _width(words) <= width + 2 and words[-1] not in _SENTENCE_END


def paragraphs_of(lines: Sequence[str], wrap: Wrap | None) -> Iterator[str]:
    """Prose as paragraphs; lines that a page broke are one again."""
    held = ""
    last = ""
    for line in barred("\n".join(lines)).split("\n"):
        # Cells of a single line stay apart: a blank between Chinese is not printed.
        cells = (" ".join(each.split()) for each in line.split("\t"))
        words = "\u3000".join(each for each in cells if each)
        if not words:
            continue
        if held and wrap and "|" not in last + line and wrap.goes_on(last, line):
            seam = " " if held[-1].isascii() and words[0].isascii() else ""
            held += seam + words
        else:
            if held:
                yield held
            held = words
        last = line
    if held:
        yield held


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())


def _width(text: str) -> float:
    return sum(0.5 if each.isascii() else 1 for each in text)
