from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from export.pdf.roles import BUNDLED, FONTS, Role
from export.pdf.sfnt import NotAFont, Sfnt, face_count
from tests.export.pdf.fakes import renamed


def test_the_tables_are_those_in_the_file() -> None:
    path = BUNDLED[Role.LATIN].path
    face = Sfnt(path)
    with TTFont(path) as font:
        assert set(face.tags) == set(font.reader.keys())
        for tag in face.tags:
            assert face.table(tag) == font.reader[tag], tag
    assert face.table("GSUB") == b""


def test_names_are_read_in_every_language(tmp_path: Path) -> None:
    path = renamed(tmp_path / "字体.otf", "仿宋_GB2312")
    assert "仿宋_GB2312" in Sfnt(path).names(1, 16)
    assert "FakeFont" in Sfnt(path).names(6)


@pytest.mark.parametrize("data", [b"", b"OT", b"plain text", b"OTTO\0\x40" + b"\0" * 20])
def test_what_is_no_font_says_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.ttf"
    path.write_bytes(data)
    with pytest.raises(NotAFont):
        [Sfnt(path, index).names(1) for index in range(face_count(path))]


def test_a_single_font_has_one_face() -> None:
    assert face_count(FONTS / "NotoSansSC-Medium.otf") == 1
