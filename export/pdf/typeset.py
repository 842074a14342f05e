"""Turns words into letters on lines: fonts from the font set, places from the line breaker."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from export.pdf.atoms import atoms_of, is_dropped, kept
from export.pdf.fonts import FontSet, Glyph
from export.pdf.linebreak import Line, break_lines
from export.pdf.page import Text
from export.pdf.roles import Role


class Style(NamedTuple):
    """How words are set: the font's role, the size in points, and whether the strokes are thick."""

    role: Role
    size: float
    bold: bool = False


class Measure(NamedTuple):
    """The room of a line in points: its width, the first line's indent, and one cell's width.

    A cell holds one Chinese character of the line's size; it may be a little narrower or wider.
    """

    width: float
    cell: float
    indent: float = 0.0
    justify: bool = True


class SetLine(NamedTuple):
    """A line ready to be placed: glyphs of one style after another, with their offsets from its
    left edge.
    """

    runs: tuple[tuple[Style, tuple[Glyph, ...], tuple[float, ...]], ...]
    width: float


class Typesetter:
    """Sets text with the fonts of one export."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts

    def lines(self, pieces: Sequence[tuple[str, Style]], measure: Measure) -> list[SetLine]:
        """Breaks pieces of text into lines; a line feed always begins a new one."""
        found: list[SetLine] = []
        indent = measure.indent
        for part in _paragraphs(pieces):
            found += self._lines(part, measure, indent)
            indent = 0.0
        return found

    def _lines(
        self, pieces: Sequence[tuple[str, Style]], measure: Measure, indent: float
    ) -> list[SetLine]:
        text = "".join(piece for piece, _ in pieces)
        glyphs = [glyph for piece, style in pieces for glyph in self._glyphs(piece, style)]
        widths = [glyph.width for glyph in glyphs]
        room = measure.width / measure.cell
        lines = break_lines(text, widths, room, indent / measure.cell, measure.justify)
        ends: list[tuple[int, Style]] = []
        for piece, style in pieces:
            ends.append(((ends[-1][0] if ends else 0) + len(piece), style))
        return [_placed(line, glyphs, ends, measure.cell) for line in lines]

    def _glyphs(self, text: str, style: Style) -> list[Glyph]:
        """The glyphs of a text; LookupError if one has none."""
        table = self.fonts.glyphs[style.role]
        found = [glyph for character in text if (glyph := table[character]) is not None]
        if len(found) < len(text):
            raise LookupError(text)
        return found

    def width(self, text: str, style: Style) -> float:
        """The natural width of a text in points."""
        shown = "".join(character for character in text if not is_dropped(character))
        return sum(glyph.width for glyph in self._glyphs(shown, style)) * style.size

    def widest_word(self, text: str, style: Style) -> float:
        """The width in points of what must not be broken, at its widest."""
        shown = "".join(text[place] for place in kept(text))
        widths = [glyph.width for glyph in self._glyphs(shown, style)]
        atoms = atoms_of(shown, widths, float("inf"))
        return max((atom.width - atom.tail for atom in atoms), default=0.0) * style.size

    def place(self, line: SetLine, x: float, middle: float) -> list[Text]:
        """The line with its left edge at ``x``, its characters' middle at height ``middle``."""
        return [
            Text(
                x,
                middle + self.fonts.primary(style.role).centre * style.size,
                style.size,
                glyphs,
                offsets,
                style.bold,
            )
            for style, glyphs, offsets in line.runs
        ]


def _paragraphs(pieces: Sequence[tuple[str, Style]]) -> list[list[tuple[str, Style]]]:
    """The pieces divided at line feeds."""
    parts: list[list[tuple[str, Style]]] = [[]]
    for text, style in pieces:
        first, *others = text.split("\n")
        parts[-1].append((first, style))
        parts += ([(each, style)] for each in others)
    return parts


def _placed(
    line: Line, glyphs: Sequence[Glyph], ends: Sequence[tuple[int, Style]], cell: float
) -> SetLine:
    """A line of the breaker with its glyphs centred in their cells, divided by style."""
    runs: list[tuple[Style, tuple[Glyph, ...], tuple[float, ...]]] = []
    start, places, numbers = 0, line.places, line.characters
    for end, style in ends:
        stop = bisect_left(numbers, end, start)
        if stop > start:
            slack, size = (cell - style.size) / 2, style.size
            shown = tuple([glyphs[number] for number in numbers[start:stop]])
            offsets = tuple(
                [
                    place * cell + glyph.width * slack + glyph.shift * size
                    for place, glyph in zip(places[start:stop], shown, strict=True)
                ]
            )
            runs.append((style, shown, offsets))
        start = stop
    return SetLine(tuple(runs), line.width * cell)
