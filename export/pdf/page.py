"""The page of a 公文 and what lies on it. All lengths in points, heights from the top edge."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from export.pdf.fonts import Glyph
from export.pdf.options import GridName

MM = 72 / 25.4
PAPER = (210 * MM, 297 * MM)

TOP, LEFT = 37 * MM, 28 * MM
"""天头 and 订口 (GB/T 9704-2012 §5.1.1)."""

WIDTH, HEIGHT = 156 * MM, 225 * MM
"""版心 (GB/T 9704-2012 §5.1.2)."""

RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT

SIZE_3, SIZE_2, SIZE_4 = 16.0, 22.0, 14.0
"""3号, 2号 and 4号 type."""

CELL = WIDTH / 28
"""28 characters a line (§5.2.3): a 3号 character is 16 pt, its cell a little less."""


class Grid(NamedTuple):
    """Where the lines of a page lie; ``top`` is the upper edge of the first line's characters."""

    top: float
    pitch: float
    lines: int = 22

    @property
    def depth(self) -> float:
        """The height of a full page, the white below its last line included."""
        return self.lines * self.pitch

    def up(self, height: float) -> float:
        """A height rounded up to whole lines."""
        return -(-round(height / self.pitch, 3) // 1) * self.pitch


GRIDS: dict[GridName, Grid] = {
    "standard": Grid(TOP - 0.2 * MM, (HEIGHT - SIZE_3) / 21),
    "word": Grid(TOP + (28.95 - SIZE_3) / 2, 28.95),
}


@dataclass(slots=True)
class Element:
    """A node of the structure tree: its standard name, attributes, and what belongs to it.

    ``marks`` are (page number, marked content number) pairs.
    """

    kind: str
    attributes: str = ""
    children: list["Element"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    def add(self, kind: str, attributes: str = "") -> "Element":
        """A new last child."""
        child = Element(kind, attributes)
        self.children.append(child)
        return child


class Letter(NamedTuple):
    """One glyph in its place, ``x`` from where its line begins."""

    glyph: Glyph
    x: float


class Text(NamedTuple):
    """Glyphs on one baseline, their line beginning at ``x``, ``y`` from the top left corner.

    ``offsets`` tell how far from ``x`` each glyph stands; ``bold`` thickens the strokes.
    """

    x: float
    y: float
    size: float
    glyphs: tuple[Glyph, ...]
    offsets: tuple[float, ...]
    bold: bool = False

    @property
    def letters(self) -> tuple[Letter, ...]:
        """Each glyph with its offset."""
        return tuple(map(Letter, self.glyphs, self.offsets))


class Rule(NamedTuple):
    """A straight line from one point to another, ``weight`` thick."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float


class Outline(NamedTuple):
    """A filled shape in a shade of grey (0 black, 1 white), as PDF path operators."""

    operators: str
    grey: float


Mark = Text | Rule | Outline


@dataclass(slots=True)
class Page:
    """One page: marks with the structure element they belong to (None: decoration)."""

    number: int
    content: list[tuple[Element | None, list[Mark]]] = field(default_factory=list)

    def put(self, element: Element | None, *marks: Mark) -> None:
        """Adds marks; neighbours of one element are kept together."""
        if self.content and self.content[-1][0] is element:
            self.content[-1][1].extend(marks)
        else:
            self.content.append((element, list(marks)))

    def marks(self) -> Iterator[Mark]:
        """Everything on the page."""
        for _, marks in self.content:
            yield from marks


class Bookmark(NamedTuple):
    """An entry of the outline: level 0 is the highest; ``y`` from the top edge."""

    title: str
    level: int
    page: int
    y: float
