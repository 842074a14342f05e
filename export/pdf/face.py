"""One font program: what it can draw, how wide, and the part of it a file needs."""

import struct
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import uharfbuzz as hb

from export.pdf.roles import FONTS, FontFile
from export.pdf.sfnt import Sfnt

RESTRICTED = 0x0002
"""OS/2 fsType: restricted licence embedding; the font must not be put into a file."""

BITMAP_ONLY = 0x0200
"""OS/2 fsType: only bitmaps may be embedded."""

_SAMPLE = "国"
_SUBSET_FLAGS = (
    hb.SubsetFlags.RETAIN_GIDS
    | hb.SubsetFlags.CFF_IDENTITY_CHARSET
    | hb.SubsetFlags.NO_HINTING
    | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    | hb.SubsetFlags.NOTDEF_OUTLINE
)
_KEPT_TABLES = frozenset(
    ("CFF ", "glyf", "loca", "head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep")
)


class Face:
    """A face of a font file, which is read when first asked."""

    def __init__(self, file: FontFile) -> None:
        self.file = file
        self._trusted = file.path.parent == FONTS
        self._sfnt = Sfnt(file.path, file.index)
        self._advances: dict[int, float] = {}

    @cached_property
    def _face(self) -> Any:
        # Opened by Python: the path may hold Chinese, which C's fopen cannot take everywhere.
        return hb.Face(hb.Blob(self.file.path.read_bytes()), self.file.index)

    @cached_property
    def _font(self) -> Any:
        return hb.Font(self._face)

    @cached_property
    def _unit(self) -> float:
        return 1.0 / float(self._face.upem)

    @cached_property
    def name(self) -> str:
        """The PostScript name, e.g. ``FandolFang-Regular``; letters PDF names may hold only."""
        text = self._face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or self.file.path.stem
        return "".join(each for each in text if each.isascii() and (each.isalnum() or each in "-_"))

    @cached_property
    def is_cff(self) -> bool:
        """Whether the outlines are PostScript ones (CFF), not TrueType (glyf)."""
        return "CFF " in self._sfnt.tags

    @cached_property
    def embeddable(self) -> bool:
        """Whether outlines are there and the font's own OS/2 fsType allows embedding them."""
        tags = self._sfnt.tags
        if not {"CFF ", "glyf"} & set(tags):
            return False
        data = self._sfnt.table("OS/2")
        rights = struct.unpack_from(">H", data, 8)[0] if len(data) >= 10 else 0
        return not (rights & 0x000F == RESTRICTED or rights & BITMAP_ONLY)

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """FontBBox in 1/1000 em."""
        corners = struct.unpack_from(">4h", self._sfnt.table("head"), 36)
        left, bottom, right, top = (round(each * 1000 * self._unit) for each in corners)
        return left, bottom, right, top

    @cached_property
    def centre(self) -> float:
        """Height of the middle of 国 over the baseline, in em; Latin fonts: 0.

        Fonts put Chinese characters at different heights; this levels them on one line.
        """
        glyph = self.glyph(_SAMPLE)
        extents = self._font.get_glyph_extents(glyph) if glyph else None
        if extents is None:
            return 0.0
        return float((extents.y_bearing + extents.height / 2) * self._unit)

    def glyph(self, character: str) -> int:
        """The glyph of a character; 0 if the font lacks it or has only an empty outline.

        Foreign fonts do map characters to empty outlines; of ours a test says they do not.
        """
        glyph = self._font.get_nominal_glyph(ord(character)) or 0
        if glyph and not self._trusted and not character.isspace():
            extents = self._font.get_glyph_extents(glyph)
            if extents is None or not (extents.width and extents.height):
                return 0
        return int(glyph)

    def advance(self, glyph: int) -> float:
        """The width of a glyph in em."""
        if glyph not in self._advances:
            self._advances[glyph] = self._font.get_glyph_h_advance(glyph) * self._unit
        return self._advances[glyph]

    def top(self, glyph: int) -> float:
        """The height of a glyph's highest point over the baseline, in em."""
        extents = self._font.get_glyph_extents(glyph)
        return float(extents.y_bearing * self._unit) if extents else 0.0

    def characters(self) -> set[int]:
        """Every code point the font maps, drawn or not."""
        return set(self._face.unicodes)

    def outline(self, glyph: int) -> list[tuple[str, tuple[float, ...]]]:
        """The outline as (PDF path operator, coordinates in em) steps."""
        steps: list[tuple[str, tuple[float, ...]]] = []
        self._font.draw_glyph_with_pen(glyph, _Pen(steps, self._unit))
        return steps

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """The font program with these glyphs only, keeping their numbers; CID = glyph number.

        CFF fonts give the bare CFF table, TrueType fonts a font file.
        """
        wanted = hb.SubsetInput()
        wanted.flags = _SUBSET_FLAGS
        wanted.glyph_set.update(glyphs)
        wanted.unicode_set.clear()
        drop = set(self._sfnt.tags) - _KEPT_TABLES
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in drop)
        part = hb.subset(self._face, wanted)
        return bytes(part.reference_table("CFF ").data if self.is_cff else part.blob.data)


class _Pen:
    """Collects an outline as PDF path operators."""

    def __init__(self, steps: list[tuple[str, tuple[float, ...]]], unit: float) -> None:
        self._steps = steps
        self._unit = unit
        self._at = (0.0, 0.0)

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = tuple(part * self._unit for point in points for part in point)
        self._steps.append((operator, numbers))
        if points:
            self._at = points[-1]

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - a pen's own names
        self._add("m", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("l", point)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("c", *points)

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        (x0, y0), (x1, y1), (x2, y2) = self._at, control, end
        first = (x0 + 2 * (x1 - x0) / 3, y0 + 2 * (y1 - y0) / 3)
        second = (x2 + 2 * (x1 - x2) / 3, y2 + 2 * (y1 - y2) / 3)
        self._add("c", first, second, end)

    def closePath(self) -> None:  # noqa: N802
        self._add("h")
