"""Filling a year with what the chapters of a published report say."""

from collections.abc import Sequence

from storage.formats import NOTE, TITLE, Section, TextPart
from storage.grids import Grid
from storage.headings import Numbered, numbered
from storage.published.chapters import Chapter, likeness
from storage.published.lines import Wrap, bare, paragraphs_of, squeezed
from storage.published.numbers import Numbers
from storage.report import Report
from storage.wording import Wording

__all__ = ["Filling"]

_ALIKE = 0.6
_SHORT_LINE = 15


class Filling:
    """Collects the values of a year; what could not be placed is said in ``deviations``."""

    def __init__(self, empty: Report, wrap: Wrap | None) -> None:
        self._empty = empty
        self._made = empty.format
        self._wrap = wrap
        self._prose: dict[str, list[str]] = {}
        self.deviations: list[str] = []
        self.numbers = Numbers(self._made, self.deviations)

    def report(self) -> Report:
        """The year with all that was taken."""
        filled = self.figures()
        wording = Wording(filled)
        texts = {
            wording.text_key(part): "\n".join(self._prose.get(part.key, ()))
            for part in self._made.texts.values()
            if wording.wanted(part) and part.key != TITLE
        }
        return filled.with_values(texts={**texts, **filled.texts})

    def figures(self) -> Report:
        """The year with the numbers that were taken and their notes, and no texts."""
        held = self.numbers
        return self._empty.with_values(
            figures=held.figures, unparsed=held.unparsed, texts=held.notes
        )

    def take(self, chapters: Sequence[Chapter]) -> None:
        """All chapters: their statutory tables and their prose."""
        present = {chapter.section.key for chapter in chapters if chapter.section}
        unread = dict(self._made.grids)
        whole = [list(chapter.lines) for chapter in chapters]
        for chapter in chapters:
            for grid in self._grids(chapter):
                if self.numbers.take_grid(grid, chapter):
                    del unread[grid.key]
        for grid in unread.values():
            self.numbers.take_elsewhere(grid, chapters, whole)
        for chapter in chapters:
            section, grids = chapter.section or self._opening(), self._grids(chapter)
            paragraphs = list(paragraphs_of(chapter.lines, self._wrap))
            parts = [each for each in section.parts if isinstance(each, TextPart)]
            if parts:
                texts = [each for each in parts if not each.only] or parts
                own = squeezed(chapter.title) != squeezed(section.title)
                # A text with a heading of its own is printed without the format's sub-heading.
                own = own or bool(texts[0].lead and paragraphs and _is_plain(paragraphs[0]))
                title = [chapter.title] if own and chapter.section else []
                self._take_prose(texts, [*title, *paragraphs])
            elif grids and paragraphs:
                notes = self._take_next(section, paragraphs, present)
                if notes:
                    self.numbers.notes[NOTE + grids[-1].key] = "\n".join(notes)
                    said = f"“{section.name}”表格前后的文字放在表格下面作表注。"
                    self.deviations.append(said)
        missing = [each for each in self._made.sections if each.title and each.key not in present]
        self.deviations += [f"原文没有“{each.title}”这一章。" for each in missing]

    def _take_next(
        self, section: Section, paragraphs: Sequence[str], present: set[str]
    ) -> Sequence[str]:
        """The text of a chapter whose own heading is lost, known by its first sub-heading, out
        of the text behind the table before it; what remains is the table's."""
        after = self._made.sections[self._made.sections.index(section) + 1 :]
        following = after[0] if after else None
        if following is None or following.key in present:
            return paragraphs
        texts = [each for each in following.parts if isinstance(each, TextPart)]
        for at, paragraph in enumerate(paragraphs):
            found = numbered(paragraph)
            like = found and likeness(bare(found.heading), following.name) >= _ALIKE
            if texts and found and found.level > 1 and like:
                self._take_prose(texts, paragraphs[at:])
                present.add(following.key)
                said = f"“{following.title}”没有标题，从“{found.heading}”起的文字放在这一章。"
                self.deviations.append(said)
                return paragraphs[:at]
        return paragraphs

    def _opening(self) -> Section:
        return self._made.sections[0]

    def _grids(self, chapter: Chapter) -> list[Grid]:
        """The statutory tables of a chapter."""
        keys = chapter.section.parts if chapter.section else ()
        grids = self._made.grids
        return [grids[each] for each in keys if isinstance(each, str) and each in grids]

    def _take_prose(self, parts: Sequence[TextPart], paragraphs: Sequence[str]) -> None:
        plain = [number for number, part in enumerate(parts) if not part.lead]
        at = plain[0] if plain else 0
        begun = False
        for number, paragraph in enumerate(paragraphs):
            if number and _opens_chapter(paragraph):
                # A chapter that the form does not have comes behind all of this one.
                at, begun = len(parts) - 1, True
            place, rest = self._led(parts, at if begun else -1, paragraph)
            if place is not None:
                at, begun = place, True
            if rest:
                self._prose.setdefault(parts[at].key, []).append(rest)

    def _led(self, parts: Sequence[TextPart], at: int, paragraph: str) -> tuple[int | None, str]:
        """The part whose sub-heading begins a paragraph, and the paragraph without the heading
        where the format prints the same one."""
        found = numbered(paragraph)
        if found is None and _is_short(paragraph):
            # Word counts some headings itself and does not write their numbers.
            found = Numbered(2, paragraph, "")
        if found is None or found.level == 1:
            return None, paragraph
        alike = {
            number: likeness(bare(found.heading), bare(part.lead))
            for number, part in enumerate(parts)
            if part.lead and number > at
        }
        best = max(alike, key=lambda each: alike[each], default=None)
        if best is None or alike[best] < _ALIKE:
            return None, paragraph
        lead = parts[best].lead
        if bare(found.heading) == squeezed(found.heading):
            self.deviations.append(f"小标题“{found.heading}”没有序号，按格式印作“{lead}”。")
            return best, ""
        return best, found.rest if squeezed(found.heading) == squeezed(lead) else paragraph


def _is_plain(paragraph: str) -> bool:
    """Whether a paragraph begins without any sub-heading."""
    return numbered(paragraph) is None and not _is_short(paragraph)


def _is_short(paragraph: str) -> bool:
    """Whether a line may be a heading without its number."""
    return len(paragraph) <= _SHORT_LINE and not paragraph.endswith("。")


def _opens_chapter(paragraph: str) -> bool:
    found = numbered(paragraph)
    return found is not None and found.level == 1
