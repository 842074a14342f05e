"""The office's own fonts, found by the names they carry, and used where they are complete."""

import os
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from export.pdf.face import Face
from export.pdf.roles import FontFile, Role
from export.pdf.sfnt import NotAFont, Sfnt, face_count

FAMILIES = {
    Role.BODY: (
        "仿宋_GB2312", "FangSong_GB2312", "方正仿宋_GB18030", "方正仿宋_GBK", "方正仿宋简体",
        "仿宋", "FangSong", "华文仿宋", "STFangsong",
    ),
    Role.KAI: (
        "楷体_GB2312", "KaiTi_GB2312", "方正楷体_GB18030", "方正楷体_GBK", "方正楷体简体",
        "楷体", "KaiTi", "华文楷体", "STKaiti",
    ),
    Role.HEI: (
        "黑体", "SimHei", "方正黑体_GB18030", "方正黑体_GBK", "方正黑体简体", "华文黑体",
    ),
    Role.TITLE: (
        "方正小标宋简体", "方正小标宋_GB18030", "方正小标宋_GBK", "小标宋体",
        "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "华文中宋", "STZhongsong",
    ),
}  # fmt: skip
"""Which families serve a role, the most wanted first; some systems know them in English only."""

_SUFFIXES = frozenset({".ttf", ".otf", ".ttc"})
_FAMILY_NAMES = (1, 16)


def font_folders() -> list[Path]:
    """Where this system and this user keep fonts."""
    home = Path.home()
    if sys.platform == "win32":
        system = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        own = Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft" / "Windows" / "Fonts"
        return [system, own]
    return [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        Path("/opt/kingsoft/wps-office/office6/fonts"),
        home / ".local" / "share" / "fonts",
        home / ".fonts",
    ]


def installed_fonts(folders: Iterable[Path] | None = None) -> dict[Role, FontFile]:
    """The best installed font of each role; roles without one are left out.

    A font is taken only if it may be embedded and holds all of GB/T 2312.
    """
    by_family: dict[str, list[FontFile]] = {}
    for file, families in _named(font_folders() if folders is None else folders):
        for family in families:
            by_family.setdefault(family, []).append(file)
    chosen: dict[Role, FontFile] = {}
    for role, wanted in FAMILIES.items():
        candidates = (file for family in wanted for file in by_family.get(family, ()))
        best = next((file for file in candidates if is_usable(file)), None)
        if best:
            chosen[role] = best
    return chosen


def is_usable(file: FontFile) -> bool:
    """Whether a font may be embedded, has every character of GB/T 2312, and really draws."""
    face = Face(file)
    return face.embeddable and gb2312() <= face.characters() and face.glyph("国") > 0


def gb2312() -> set[int]:
    """The 6763 Han of GB/T 2312-1980."""
    rows, cells = range(0xB0, 0xF8), range(0xA1, 0xFF)
    texts = (bytes((row, cell)).decode("gb2312", "ignore") for row in rows for cell in cells)
    return {ord(text) for text in texts if text}


def _named(folders: Iterable[Path]) -> Iterator[tuple[FontFile, set[str]]]:
    """Every face in the folders that has a family name we look for."""
    wanted = {family for families in FAMILIES.values() for family in families}
    for folder in folders:
        if not folder.is_dir():
            continue
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() not in _SUFFIXES:
                continue
            for index, names in enumerate(_families(path)):
                if found := names & wanted:
                    yield FontFile(path, index), found


def _families(path: Path) -> list[set[str]]:
    """The family names of each face of a file; none if it cannot be read as a font."""
    try:
        faces = range(face_count(path))
        return [Sfnt(path, index).names(*_FAMILY_NAMES) for index in faces]
    except (OSError, NotAFont, struct.error):
        return []
