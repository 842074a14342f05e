"""Turns words into letters on lines: fonts from the font set, places from the line breaker."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from export.pdf.atoms import atoms_of, is_dropped, kept
from export.pdf.fonts import FontSet, Glyph
from export.pdf.linebreak import Line, break_lines
from export.pdf.page import Letter, Text
from export.pdf.roles import Role


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set: the font's role, the size in points, and whether the strokes are thick."""

    role: Role
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """The room of a line in points: its width, the first line's indent, and one cell's width.

    A cell holds one Chinese character of the line's size; it may be a little narrower or wider.
    """

    width: float
    cell: float
    indent: float = 0.0
    justify: bool = True


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line ready to be placed: glyphs with their styles, x from the line's left edge."""

    glyphs: tuple[tuple[str, Glyph, Style, float], ...]
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
        self, characters: list[tuple[str, Style]], measure: Measure, indent: float
    ) -> list[SetLine]:
        text = "".join(character for character, _ in characters)
        glyphs = [self._glyph(style.role, character) for character, style in characters]
        widths = [glyph.width if glyph else 0.0 for glyph in glyphs]
        room = measure.width / measure.cell
        lines = break_lines(text, widths, room, indent / measure.cell, measure.justify)
        return [_placed(line, characters, glyphs, measure.cell) for line in lines]

    def _glyph(self, role: Role, character: str) -> Glyph | None:
        """The glyph; white space may have none, it is only ever a width."""
        if is_dropped(character):
            return self.fonts.find(role, " ")
        return self.fonts.glyph(role, character)

    def width(self, text: str, style: Style) -> float:
        """The natural width of a text in points."""
        shown = (character for character in text if not is_dropped(character))
        return sum(self.fonts.glyph(style.role, each).width for each in shown) * style.size

    def widest_word(self, text: str, style: Style) -> float:
        """The width in points of what must not be broken, at its widest."""
        shown = "".join(text[place] for place in kept(text))
        glyphs = [self._glyph(style.role, each) for each in shown]
        widths = [glyph.width if glyph else 0.0 for glyph in glyphs]
        atoms = atoms_of(shown, widths, float("inf"))
        return max((atom.width - atom.tail for atom in atoms), default=0.0) * style.size

    def place(self, line: SetLine, x: float, middle: float) -> list[Text]:
        """The line with its left edge at ``x``, its characters' middle at height ``middle``."""
        texts: list[Text] = []
        for style, group in groupby(line.glyphs, key=lambda each: each[2]):
            letters = tuple(
                Letter(glyph.face, glyph.number, character, x + at, glyph.rise)
                for character, glyph, _, at in group
            )
            baseline = middle + self.fonts.primary(style.role).centre * style.size
            texts.append(Text(baseline, style.size, letters, style.bold))
        return texts


def _paragraphs(pieces: Sequence[tuple[str, Style]]) -> list[list[tuple[str, Style]]]:
    """All characters with their styles, divided at line feeds."""
    parts: list[list[tuple[str, Style]]] = [[]]
    for text, style in pieces:
        for character in text:
            if character == "\n":
                parts.append([])
            else:
                parts[-1].append((character, style))
    return parts


def _placed(
    line: Line,
    characters: Sequence[tuple[str, Style]],
    glyphs: Sequence[Glyph | None],
    cell: float,
) -> SetLine:
    """A line of the breaker with its glyphs centred in their cells."""
    placed: list[tuple[str, Glyph, Style, float]] = []
    for index, place in zip(line.characters, line.places, strict=True):
        character, style = characters[index]
        glyph = glyphs[index]
        if glyph is None:
            continue
        slack = glyph.width * (cell - style.size) / 2
        x = place * cell + slack + glyph.shift * style.size
        placed.append((character, glyph, style, x))
    return SetLine(tuple(placed), line.width * cell)
