"""Lays a document out without writing a file, and reads the pages back as lines of text."""

from collections import defaultdict

from export.document import Document
from export.pdf.flow import Flow
from export.pdf.fonts import FontSet
from export.pdf.options import GridName
from export.pdf.page import GRIDS, Page, Text
from export.pdf.typeset import Typesetter

FONTS = FontSet({})


def lay_out(document: Document, grid: GridName = "standard") -> Flow:
    flow = Flow(document, Typesetter(FONTS), GRIDS[grid])
    flow.run(lambda done: None)
    return flow


def text_of(page: Page) -> str:
    """All letters of a page in the order they are drawn."""
    texts = (mark for mark in page.marks() if isinstance(mark, Text))
    return "".join(letter.glyph.character for text in texts for letter in text.letters)


def lines_of(page: Page, size: float = 16.0) -> dict[int, str]:
    """The lines of one size by the middle of their characters, in points from the top."""
    found: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for mark in page.marks():
        if isinstance(mark, Text) and mark.size == size:
            for letter in mark.letters:
                glyph = letter.glyph
                middle = mark.y - (glyph.rise + glyph.face.centre) * size
                if glyph.face.centre:
                    found[round(middle)].append((mark.x + letter.x, glyph.character))
    return {at: "".join(each for _, each in sorted(letters)) for at, letters in found.items()}
