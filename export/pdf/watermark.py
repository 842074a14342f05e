"""草稿 across the page: drawn as shapes, so that no reader takes it for text of the report."""

from math import cos, radians, sin

from export.pdf.fonts import FontSet
from export.pdf.page import PAPER, Outline
from export.pdf.roles import Role

SIZE, ANGLE, GREY = 170.0, 40.0, 0.88


def watermark(fonts: FontSet, words: str) -> Outline:
    """Large pale words through the middle of the page."""
    slope = radians(ANGLE)
    right, up = (cos(slope), sin(slope)), (-sin(slope), cos(slope))
    glyphs = [fonts.glyph(Role.TITLE, character) for character in words]
    start = -sum(glyph.width for glyph in glyphs) / 2
    parts: list[str] = []
    for glyph in glyphs:
        drop = glyph.face.centre
        for operator, numbers in glyph.face.outline(glyph.number):
            points = zip(numbers[::2], numbers[1::2], strict=True)
            for x, y in points:
                across, along = (start + x) * SIZE, (y - drop) * SIZE
                parts.append(f"{PAPER[0] / 2 + across * right[0] + along * up[0]:.1f}")
                parts.append(f"{PAPER[1] / 2 + across * right[1] + along * up[1]:.1f}")
            parts.append(operator)
        start += glyph.width
    return Outline(" ".join(parts), GREY)
