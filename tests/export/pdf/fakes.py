"""Fonts made for tests: renamed copies of the bundled ones, and a small TrueType font."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from export.pdf.roles import BUNDLED, Role

CHINESE_PRC = 0x0804


def renamed(
    path: Path, family: str, rights: int = 0, source: Path = BUNDLED[Role.BODY].path
) -> Path:
    """A copy of a font under another family name, in Chinese as Windows fonts have it."""
    with TTFont(source, lazy=True) as font:
        font["name"].setName(family, 1, 3, 1, CHINESE_PRC)
        font["name"].setName("FakeFont", 6, 3, 1, 0x0409)
        font["OS/2"].fsType = rights
        font.save(path)
    return path


def true_type(
    path: Path,
    characters: str,
    family: str = "Figures",
    outlines_from: Path = BUNDLED[Role.LATIN].path,
) -> Path:
    """A TrueType font with some characters of another font, outlines made quadratic."""
    source = TTFont(outlines_from)
    outlines, cmap = source.getGlyphSet(), source.getBestCmap()
    names = {ord(each): cmap[ord(each)] for each in characters}
    order = [".notdef", *dict.fromkeys(names.values())]
    glyphs, metrics = {}, {}
    for name in order:
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
        metrics[name] = outlines[name].width
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics({name: (metrics[name], table[name].xMin) for name in order})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable(
        {"familyName": family, "styleName": "Regular", "psName": f"{family}-Regular"}
    )
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path
