"""Lays a report out on pages, block after block: title, headings, paragraphs, tables, 落款."""

from collections.abc import Callable, Sequence

from export.document import Block, Document, Heading, PageBreak, Paragraph, Signature, Table, Tone
from export.pdf.page import (
    CELL,
    LEFT,
    RIGHT,
    SIZE_2,
    SIZE_3,
    WIDTH,
    Bookmark,
    Element,
    Grid,
    Page,
)
from export.pdf.roles import Role
from export.pdf.tableflow import TableFlow
from export.pdf.title import title_lines
from export.pdf.typeset import Measure, SetLine, Style, Typesetter

BODY = Style(Role.BODY, SIZE_3)
TITLE = Style(Role.TITLE, SIZE_2)
TONES = {
    Tone.BODY: BODY,
    Tone.LEAD: Style(Role.KAI, SIZE_3),
    Tone.STRONG: Style(Role.BODY, SIZE_3, bold=True),
}
LEVELS = {1: Style(Role.HEI, SIZE_3), 2: Style(Role.KAI, SIZE_3), 3: BODY}
"""Fonts of the heading levels (GB/T 9704-2012 §7.3.3)."""

INDENT = 2 * CELL
"""每个自然段左空二字 (§7.3.3)."""


class Flow:
    """The pages of one report as they fill."""

    def __init__(self, document: Document, typesetter: Typesetter, grid: Grid) -> None:
        self.root = Element("Document")
        self.pages: list[Page] = [Page(0)]
        self.bookmarks: list[Bookmark] = []
        self.grid = grid
        self.typesetter = typesetter
        self.y = 0.0
        self._document = document
        self._tables = TableFlow(self)
        self._lines: dict[int, list[SetLine]] = {}

    @property
    def page(self) -> Page:
        """The page being filled."""
        return self.pages[-1]

    @property
    def room(self) -> float:
        """What is left of the page, in points."""
        return self.grid.depth - self.y

    @property
    def top(self) -> float:
        """Where the next thing goes, from the page's upper edge."""
        return self.grid.top + self.y

    def new_page(self) -> None:
        """Begins a page."""
        self.pages.append(Page(len(self.pages)))
        self.y = 0.0

    def run(self, done: Callable[[int], None]) -> None:
        """Lays everything out; calls ``done`` with the number of blocks laid out."""
        self._title()
        for index, block in enumerate(self._document.blocks):
            self._place(index, block)
            self._lines.pop(index, None)
            done(index + 1)

    def _place(self, index: int, block: Block) -> None:
        match block:
            case Heading():
                self._heading(index, block)
            case Paragraph():
                self._paragraph(index)
            case Table():
                self._tables.place(block, self._above(index))
            case Signature():
                self._signature(block)
            case PageBreak():
                if self.y > 0:
                    self.new_page()

    def _title(self) -> None:
        """The title in the middle of its lines, a blank line below it."""
        document = self._document

        def width(text: str) -> float:
            return self.typesetter.width(text, TITLE)

        lines = document.title_lines or title_lines(document.title, document.unit, width, WIDTH)
        element = self.root.add("Title")
        measure = Measure(WIDTH, SIZE_2, justify=False)
        for text in lines:
            for line in self.typesetter.lines([(text, TITLE)], measure):
                middle = self.top + SIZE_2 / 2
                left = LEFT + (WIDTH - line.width) / 2
                self.page.put(element, *self.typesetter.place(line, left, middle))
                self.y += self.grid.pitch
        if self.y:
            self.y += self.grid.pitch

    def _heading(self, index: int, block: Heading) -> None:
        if self.opening(index, self.room) > self.room + 0.01 and self.y > 0:
            self.new_page()
        self.bookmarks.append(Bookmark(block.text, self._depth(block), self.page.number, self.top))
        element = self.root.add(f"H{min(block.level, 6)}")
        self.put_lines(self._set(index), element)

    def _depth(self, block: Heading) -> int:
        """The outline's levels go down one step at a time."""
        last = self.bookmarks[-1].level if self.bookmarks else -1
        return min(max(block.level, 1) - 1, last + 1)

    def _paragraph(self, index: int) -> None:
        """A paragraph; two lines of the last go along to the page of the 落款, and no page has
        but the last line of the report."""
        lines = self._set(index)
        fitting = int((self.room + 0.01) // self.grid.pitch)
        element = self.root.add("P")
        if self._would_part(index, len(lines), fitting):
            kept = max(0, len(lines) - 2)
            self.put_lines(lines[:kept], element)
            self.new_page()
            lines = lines[kept:]
        self.put_lines(lines, element)

    def _would_part(self, index: int, lines: int, fitting: int) -> bool:
        """Whether what comes after a paragraph, or its last line, would begin the last page."""
        if index + 1 == len(self._document.blocks):
            return lines == fitting + 1
        spare = self.room - lines * self.grid.pitch
        return lines <= fitting and spare + 0.01 < self._closing(index)

    def _closing(self, index: int) -> float:
        """The height of what comes after a paragraph and must not stand alone: the 落款, or a last
        line."""
        rest = self._document.blocks[index + 1 :]
        if rest and isinstance(rest[0], Signature):
            return self._signature_height(rest[0])
        last = len(rest) == 1 and isinstance(rest[0], Paragraph)
        return self.grid.pitch if last and len(self._set(index + 1)) == 1 else 0.0

    def _signature(self, block: Signature) -> None:
        """落款 without seal: one blank line, the organ, below it the date two characters in.

        GB/T 9704-2012 §7.3.5.2: the organ ends two characters from the right; a date longer
        than the organ's name does instead.
        """
        if self._signature_height(block) > self.room + 0.01 and self.y > 0:
            self.new_page()
        elif self.y > 0:
            self.y += self.grid.pitch
        texts = [text for text in (block.unit, block.date) if text]
        lines = [self._one_line(text) for text in texts]
        left = RIGHT - INDENT - max((line.width for line in lines), default=0.0)
        lefts = [left] * len(lines)
        if len(lines) == 2:
            organ, date = lines
            edge = RIGHT - INDENT
            start = min(edge - organ.width, edge - date.width - INDENT)
            lefts = [start, start + INDENT]
        for line, x in zip(lines, lefts, strict=True):
            element = self.root.add("P")
            middle = self.top + SIZE_3 / 2
            self.page.put(element, *self.typesetter.place(line, max(LEFT, x), middle))
            self.y += self.grid.pitch

    def _one_line(self, text: str) -> SetLine:
        lines = self.typesetter.lines([(text, BODY)], Measure(10 * WIDTH, CELL, justify=False))
        return lines[0] if lines else SetLine((), 0.0)

    def _signature_height(self, block: Signature) -> float:
        return (1 + bool(block.unit) + bool(block.date)) * self.grid.pitch

    def _set(self, index: int) -> list[SetLine]:
        """The lines of a heading or paragraph, set once."""
        if index not in self._lines:
            block = self._document.blocks[index]
            pieces: Sequence[tuple[str, Style]] = ()
            if isinstance(block, Heading):
                pieces = [(block.text, LEVELS.get(block.level, BODY))]
            elif isinstance(block, Paragraph):
                pieces = [(run.text, TONES[run.tone]) for run in block.runs]
            self._lines[index] = self.typesetter.lines(pieces, Measure(WIDTH, CELL, INDENT))
        return self._lines[index]

    def put_lines(self, lines: Sequence[SetLine], element: Element) -> None:
        """Lines of the body, one to each grid line, over as many pages as they need."""
        for line in lines:
            if self.room + 0.01 < self.grid.pitch:
                self.new_page()
            middle = self.top + SIZE_3 / 2
            self.page.put(element, *self.typesetter.place(line, LEFT, middle))
            self.y += self.grid.pitch

    def opening(self, index: int, room: float) -> float:
        """The least height with which the block ``index`` may begin where ``room`` is left."""
        if index >= len(self._document.blocks):
            return 0.0
        block = self._document.blocks[index]
        match block:
            case Heading():
                own = self._heading_height(index)
                return own + self.opening(index + 1, room - own)
            case Paragraph():
                lines, closing = len(self._set(index)), self._closing(index)
                together = closing or index + 1 == len(self._document.blocks)
                return (lines if together and lines <= 2 else 1) * self.grid.pitch + (
                    closing if lines <= 2 else 0.0
                )
            case Table():
                return self._tables.opening(block, self._above(index), room)
            case Signature():
                return self._signature_height(block)
            case PageBreak():
                return 0.0

    def _above(self, index: int) -> float:
        """The height of the headings directly above a table: they share its page."""
        start = index
        while start > 0 and isinstance(self._document.blocks[start - 1], Heading):
            start -= 1
        return sum(self._heading_height(each) for each in range(start, index))

    def _heading_height(self, index: int) -> float:
        return len(self._set(index)) * self.grid.pitch
