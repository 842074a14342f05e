"""Which font a piece of a 公文 is set in, and where its files are."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
"""The fonts that come with the program; licences and sums lie beside them."""


class Role(Enum):
    """A use of a font (GB/T 9704-2012 §5.2.2, §7.3)."""

    BODY = "仿宋"
    KAI = "楷体"
    HEI = "黑体"
    TITLE = "小标宋"
    LATIN = "半角宋体"


@dataclass(frozen=True, slots=True)
class FontFile:
    """One face of a font file; ``index`` counts the faces of a collection (.ttc)."""

    path: Path
    index: int = 0


BUNDLED = {
    Role.BODY: FontFile(FONTS / "FandolFang-Regular.otf"),
    Role.KAI: FontFile(FONTS / "FandolKai-Regular.otf"),
    Role.HEI: FontFile(FONTS / "NotoSansSC-Medium.otf"),
    Role.TITLE: FontFile(FONTS / "NotoSerifSC-Bold.otf"),
    Role.LATIN: FontFile(FONTS / "FandolSong-Latin.otf"),
}

FALLBACKS = (FontFile(FONTS / "NotoSerifSC-Light.otf"), BUNDLED[Role.HEI])
"""Asked in this order when the font of the role lacks a character."""

SERIF_FIGURES = frozenset({Role.BODY, Role.KAI, Role.LATIN})
"""Roles whose figures and Latin letters are set in half-width 宋体."""
