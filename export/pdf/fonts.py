"""Finds for every character of a report the font that prints it."""

from collections.abc import Mapping
from dataclasses import dataclass

from export.pdf.atoms import is_dropped
from export.pdf.face import Face
from export.pdf.roles import BUNDLED, FALLBACKS, SERIF_FIGURES, FontFile, Role

_WIDE_SIGNS = frozenset("“”‘’…—·")
"""Punctuation of Chinese text outside the Chinese blocks; one cell wide like all of it."""


def is_wide(character: str) -> bool:
    """Whether a character takes a whole cell, whatever its font says."""
    return character >= "\u2e80" or character in _WIDE_SIGNS


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """How one character is drawn in one role; widths and heights in em.

    ``width`` is the room it takes, ``shift`` how far right and ``rise`` how far up it is set
    inside that room. There is one object for each character of a role.
    """

    character: str
    face: Face
    number: int
    width: float
    shift: float
    rise: float


class RoleGlyphs(dict[str, Glyph | None]):
    """The characters of one role, found when first asked for; None if no font has it.

    White space and invisible characters stand for a space.
    """

    def __init__(self, fonts: "FontSet", role: Role) -> None:
        super().__init__()
        self._fonts = fonts
        self._role = role

    def __missing__(self, character: str) -> Glyph | None:
        shown = " " if is_dropped(character) else character
        self[character] = found = self._fonts.search(self._role, shown)
        return found


class FontSet:
    """The fonts of one export. Files are opened when first asked for."""

    def __init__(self, chosen: Mapping[Role, FontFile]) -> None:
        files = {role: chosen.get(role, BUNDLED[role]) for role in Role}
        self._faces: dict[FontFile, Face] = {}
        self._primary = {role: self.face(file) for role, file in files.items()}
        self._chains = {
            role: [self.face(file) for file in (files[role], BUNDLED[role], *FALLBACKS)]
            for role in Role
        }
        self.glyphs = {role: RoleGlyphs(self, role) for role in Role}

    def face(self, file: FontFile) -> Face:
        """The face of a file, one object for each."""
        return self._faces.setdefault(file, Face(file))

    def primary(self, role: Role) -> Face:
        """The font of a role itself."""
        return self._primary[role]

    def glyph(self, role: Role, character: str) -> Glyph:
        """How a role prints a character; LookupError if no font has it."""
        found = self.glyphs[role][character]
        if found is None:
            raise LookupError(f"U+{ord(character):04X}")
        return found

    def search(self, role: Role, character: str) -> Glyph | None:
        """Asks the fonts of a role one after another."""
        chain = self._chains[role]
        if role in SERIF_FIGURES and character.isascii():
            chain = [self._primary[Role.LATIN], *chain]
        for face in chain:
            if number := face.glyph(character):
                return _fitted(self._primary[role], face, number, character)
        return None


def _fitted(primary: Face, face: Face, number: int, character: str) -> Glyph:
    """The glyph levelled with the role's own characters and centred in its cell."""
    advance = face.advance(number)
    width = 1.0 if is_wide(character) else advance
    rise = primary.centre - face.centre if face.centre and primary.centre else 0.0
    return Glyph(character, face, number, width, (width - advance) / 2, rise)
