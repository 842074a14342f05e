"""Finds for every character of a report the font that prints it."""

from collections.abc import Mapping
from dataclasses import dataclass

from export.pdf.face import Face
from export.pdf.roles import BUNDLED, FALLBACKS, SERIF_FIGURES, FontFile, Role

_WIDE_SIGNS = frozenset("“”‘’…—·")
"""Punctuation of Chinese text outside the Chinese blocks; one cell wide like all of it."""


def is_wide(character: str) -> bool:
    """Whether a character takes a whole cell, whatever its font says."""
    return character >= "\u2e80" or character in _WIDE_SIGNS


@dataclass(frozen=True, slots=True)
class Glyph:
    """How one character is drawn in one role; widths and heights in em.

    ``width`` is the room it takes, ``shift`` how far right and ``rise`` how far up it is set
    inside that room.
    """

    face: Face
    number: int
    width: float
    shift: float
    rise: float


class FontSet:
    """The fonts of one export. Files are opened when first asked for."""

    def __init__(self, chosen: Mapping[Role, FontFile]) -> None:
        self._chosen = dict(chosen)
        self._faces: dict[FontFile, Face] = {}
        self._found: dict[tuple[Role, str], Glyph | None] = {}

    def face(self, file: FontFile) -> Face:
        """The face of a file, opened once."""
        if file not in self._faces:
            self._faces[file] = Face(file)
        return self._faces[file]

    def primary(self, role: Role) -> Face:
        """The font of a role itself."""
        return self.face(self._chosen.get(role, BUNDLED[role]))

    def find(self, role: Role, character: str) -> Glyph | None:
        """How a role prints a character; None if no font can."""
        key = (role, character)
        if key not in self._found:
            self._found[key] = self._search(role, character)
        return self._found[key]

    def glyph(self, role: Role, character: str) -> Glyph:
        """Like ``find``, for a character already known to be printable."""
        found = self.find(role, character)
        if found is None:
            raise LookupError(f"U+{ord(character):04X}")
        return found

    def _search(self, role: Role, character: str) -> Glyph | None:
        primary = self.primary(role)
        for file in self._chain(role, character):
            face = self.face(file)
            if number := face.glyph(character):
                return self._fitted(primary, face, number, character)
        return None

    def _chain(self, role: Role, character: str) -> list[FontFile]:
        """The files to ask, the first that has the character prints it."""
        files = [self._chosen.get(role, BUNDLED[role]), BUNDLED[role], *FALLBACKS]
        if role in SERIF_FIGURES and character.isascii():
            files.insert(0, self._chosen.get(Role.LATIN, BUNDLED[Role.LATIN]))
        return files

    def _fitted(self, primary: Face, face: Face, number: int, character: str) -> Glyph:
        """The glyph levelled with the role's own characters and centred in its cell."""
        advance = face.advance(number)
        width = 1.0 if is_wide(character) else advance
        rise = primary.centre - face.centre if face.centre and primary.centre else 0.0
        return Glyph(face, number, width, (width - advance) / 2, rise)
