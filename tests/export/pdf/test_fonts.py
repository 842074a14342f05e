import hashlib
from pathlib import Path

import pytest

from export.pdf.atoms import is_dropped
from export.pdf.face import Face
from export.pdf.fonts import FontSet, is_wide
from export.pdf.roles import BUNDLED, FALLBACKS, FONTS, FontFile, Role

HANGUL_FILLER = 0xFFA0
"""Invisible by its nature."""

BLOCKS = (range(0x3400, 0x4DB6), range(0x4E00, 0x9FF0))
LEVEL_2 = {chr(code) for block in BLOCKS for code in block} | set(
    "䶮𬭎㙦𬇙喆堃玥昇犇翀瑀珺芃淏嬿镕𫖯𬱟㛃䓖𠅤𬬻"
)
TWO_BYTES = (bytes((a, b)) for a in range(0xA1, 0xF8) for b in range(0xA1, 0xFF))
GB2312 = {text for pair in TWO_BYTES if (text := pair.decode("gb2312", "ignore"))}


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return FontSet({})


def test_the_bundled_files_are_those_written_down() -> None:
    lines = (FONTS / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    listed = {line.split("  ")[1]: line.split("  ")[0] for line in lines}
    for name, wanted in listed.items():
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == wanted, name
    used = {file.path.name for file in (*BUNDLED.values(), *FALLBACKS)}
    assert used == {name for name in listed if name.endswith(".otf")}


def test_the_bundled_files_are_small_enough_to_ship() -> None:
    assert sum(file.stat().st_size for file in FONTS.iterdir()) <= 35_000_000


@pytest.mark.parametrize("role", list(Role))
def test_every_character_of_level_2_is_drawn_in_every_role(fonts: FontSet, role: Role) -> None:
    assert not [
        each for each in sorted(LEVEL_2 | GB2312 - {"\u3000"}) if not fonts.glyphs[role][each]
    ]


@pytest.mark.parametrize("role", list(Role))
def test_every_chinese_character_takes_one_cell(fonts: FontSet, role: Role) -> None:
    assert {fonts.glyph(role, each).width for each in LEVEL_2} == {1.0}


@pytest.mark.parametrize("file", [*BUNDLED.values(), *FALLBACKS])
def test_no_bundled_font_maps_a_character_to_an_empty_outline(file: FontFile) -> None:
    face = Face(file)
    letters = map(chr, face.characters() - {HANGUL_FILLER})
    visible = (each for each in letters if not is_dropped(each))
    assert [each for each in visible if not face.outline(face.glyph(each))] == []


@pytest.mark.parametrize("character", ["\u4db6", "\U00030000", "😀", "\ue000"])
def test_what_no_font_has_is_not_found(fonts: FontSet, character: str) -> None:
    assert fonts.glyphs[Role.BODY][character] is None
    with pytest.raises(LookupError):
        fonts.glyph(Role.BODY, character)


def test_a_character_missing_in_the_role_comes_from_the_fallback_at_the_same_height(
    fonts: FontSet,
) -> None:
    common, rare = fonts.glyph(Role.BODY, "国"), fonts.glyph(Role.BODY, "喆")
    assert common.face is fonts.primary(Role.BODY)
    assert rare.face is not common.face
    assert rare.face.centre + rare.rise == pytest.approx(common.face.centre)


def test_figures_of_the_body_are_half_width_song(fonts: FontSet) -> None:
    for digit in "0123456789":
        glyph = fonts.glyph(Role.BODY, digit)
        assert (glyph.width, glyph.face.name) == (0.5, "FandolSong-Regular")


def test_chinese_marks_take_a_whole_cell_whatever_the_font_says(fonts: FontSet) -> None:
    for mark in "“”‘’…—·":
        assert is_wide(mark)
        assert all(fonts.glyph(role, mark).width == 1.0 for role in Role)


def test_a_pinned_font_is_asked_first() -> None:
    pinned = FontSet({Role.BODY: BUNDLED[Role.KAI]})
    assert pinned.glyph(Role.BODY, "国").face.name == "FandolKai-Regular"
    assert pinned.glyph(Role.BODY, "国").face is pinned.primary(Role.KAI)


def test_a_file_is_opened_once(fonts: FontSet) -> None:
    file = FontFile(Path(FONTS / "NotoSansSC-Medium.otf"))
    assert fonts.face(file) is fonts.primary(Role.HEI)
