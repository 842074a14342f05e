import re

import pytest

from export.document import Document
from export.pdf import PdfOptions
from export.pdf.cidfont import CidFont, to_unicode
from export.pdf.face import Face
from export.pdf.fonts import FontSet
from export.pdf.page import BOTTOM, LEFT, MM, RIGHT, Outline, Rule, Text
from export.pdf.pdfa import srgb_profile
from export.pdf.render import page_number
from export.pdf.roles import BUNDLED, Role
from export.pdf.watermark import watermark
from tests.export.pdf.laid import FONTS, lay_out
from tests.export.pdf.samples import document, paragraph


def ink(number: int) -> tuple[float, float]:
    """The left end of the first dash and the right end of the second."""
    text = page_number(number, FONTS)
    return text.x + text.letters[0].x, text.x + text.letters[-1].x + 14


def test_odd_page_numbers_stand_right_and_even_ones_left_one_character_in() -> None:
    assert ink(1)[1] == pytest.approx(RIGHT - 14)
    assert ink(117)[1] == pytest.approx(RIGHT - 14)
    assert ink(2)[0] == pytest.approx(LEFT + 14)


def test_the_dash_lies_7_mm_under_the_text_block() -> None:
    text = page_number(1, FONTS)
    dash = text.letters[0].glyph
    assert text.y - dash.face.top(dash.number) * 14 == pytest.approx(BOTTOM + 7 * MM, abs=0.01)
    assert "".join(letter.glyph.character for letter in text.letters) == "—1—"


def test_two_characters_with_one_glyph_are_told_apart() -> None:
    font = CidFont(Face(BUNDLED[Role.BODY]), "F1")
    assert font.use(7, "甲") == "F1"
    assert font.use(8, "乙") == "F1"
    assert font.use(7, "丙") == "F1.1"
    assert font.use(7, "甲") == "F1"
    assert font.use(7, "丙") == "F1.1"


def test_unicode_beyond_the_first_plane_is_written_as_surrogates() -> None:
    assert b"<0005> <D873DF4E>" in to_unicode({5: "\U0002cf4e"})
    many = to_unicode(dict.fromkeys(range(1, 251), "一"))
    assert re.findall(rb"(\d+) beginbfchar", many) == [b"100", b"100", b"50"]


def test_a_subset_keeps_glyph_numbers_and_is_small() -> None:
    face = Face(BUNDLED[Role.BODY])
    glyphs = [face.glyph(each) for each in "政府信息公开"]
    part = face.subset(glyphs)
    assert len(part) < 30_000
    assert part == face.subset(reversed(glyphs))


def test_the_colour_profile_is_whole() -> None:
    profile = srgb_profile()
    assert int.from_bytes(profile[:4], "big") == len(profile)
    assert profile[36:40] == b"acsp"
    count = int.from_bytes(profile[128:132], "big")
    for number in range(count):
        entry = profile[132 + 12 * number : 144 + 12 * number]
        start, size = int.from_bytes(entry[4:8], "big"), int.from_bytes(entry[8:], "big")
        assert start + size <= len(profile)


def test_the_watermark_is_a_shape_on_the_page_and_no_text() -> None:
    shape = watermark(FontSet({}), "草稿")
    assert isinstance(shape, Outline)
    numbers = [float(each) for each in re.findall(r"-?\d+\.\d", shape.operators)]
    assert min(numbers) > 0 and max(numbers) < 842
    assert shape.operators.count(" h") >= 8


def test_nothing_of_a_page_lies_outside_the_paper() -> None:
    page = lay_out(document([paragraph("政府信息公开" * 80)])).pages[0]
    for mark in page.marks():
        if isinstance(mark, Text):
            assert all(0 < mark.x + letter.x < RIGHT for letter in mark.letters)
        if isinstance(mark, Rule):
            assert mark.x0 <= mark.x1


def test_the_defaults_follow_the_standard() -> None:
    options = PdfOptions()
    assert (options.pdfa, options.grid, options.page_numbers) == ("2u", "standard", True)
    assert isinstance(document([]), Document)
