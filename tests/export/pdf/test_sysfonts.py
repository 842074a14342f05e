from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from export.pdf import FontFile, PdfOptions, Role, write_pdf
from export.pdf.roles import BUNDLED
from export.pdf.sysfonts import font_folders, gb2312, installed_fonts, is_usable
from tests.export.pdf.fakes import renamed, true_type
from tests.export.pdf.samples import document, paragraph


def test_an_installed_font_is_found_by_its_chinese_name_and_used(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    path = renamed(tmp_path / "fonts" / "SIMFANG.otf", "仿宋_GB2312")
    found = installed_fonts([tmp_path / "fonts"])
    assert found == {Role.BODY: FontFile(path)}
    options = PdfOptions(installed=False, fonts=found)
    result = write_pdf(document([paragraph("政府信息公开")]), tmp_path / "a.pdf", options=options)
    assert "FakeFont" in result.fonts
    assert "FandolFang-Regular" not in result.fonts


def test_the_most_wanted_family_wins(tmp_path: Path) -> None:
    renamed(tmp_path / "a.otf", "华文仿宋")
    wanted = renamed(tmp_path / "b.otf", "方正仿宋_GBK")
    assert installed_fonts([tmp_path])[Role.BODY].path == wanted


def test_a_font_that_forbids_embedding_is_left_alone(tmp_path: Path) -> None:
    forbidden = renamed(tmp_path / "x.otf", "方正小标宋简体", rights=0x0002)
    assert not is_usable(FontFile(forbidden))
    assert installed_fonts([tmp_path]) == {}
    for rights in (0x0000, 0x0004, 0x0008):
        assert is_usable(FontFile(renamed(tmp_path / "y.otf", "黑体", rights)))


def test_an_incomplete_font_is_left_alone(tmp_path: Path) -> None:
    small = true_type(tmp_path / "small.ttf", "0123456789", "黑体")
    assert not is_usable(FontFile(small))
    assert installed_fonts([tmp_path]) == {}


def test_a_font_whose_outlines_are_damaged_is_left_alone(tmp_path: Path) -> None:
    path = renamed(tmp_path / "damaged.otf", "仿宋_GB2312")
    with TTFont(path) as font:
        place = font.reader.tables["CFF "]
        start, size = place.offset, place.length
    data = bytearray(path.read_bytes())
    data[start : start + size] = b"\xff" * size
    path.write_bytes(data)
    assert not is_usable(FontFile(path))
    assert installed_fonts([tmp_path]) == {}


def test_a_face_inside_a_collection_is_found(tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [
        TTFont(true_type(tmp_path / "one.ttf", "abc")),
        TTFont(renamed(tmp_path / "two.otf", "楷体_GB2312", source=BUNDLED[Role.KAI].path)),
    ]
    (tmp_path / "both").mkdir()
    collection.save(tmp_path / "both" / "fonts.ttc")
    found = installed_fonts([tmp_path / "both"])
    assert found == {Role.KAI: FontFile(tmp_path / "both" / "fonts.ttc", 1)}


def test_what_is_no_font_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"not a font")
    (tmp_path / "empty.otf").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("仿宋_GB2312", encoding="utf-8")
    assert installed_fonts([tmp_path, tmp_path / "missing"]) == {}


def test_the_font_folders_of_this_system_are_named() -> None:
    assert all(folder.is_absolute() for folder in font_folders())


def test_gb2312_has_its_6763_characters() -> None:
    assert len(gb2312()) == 6763
    assert ord("国") in gb2312()


@pytest.mark.parametrize("role", [Role.BODY, Role.KAI, Role.HEI, Role.TITLE])
def test_the_bundled_fonts_pass_the_same_test(role: Role) -> None:
    assert is_usable(BUNDLED[role])
