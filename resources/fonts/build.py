"""Builds the fonts of this folder from Debian packages; run it only to renew them.

    python resources/fonts/build.py [folder with the .deb files]

Needs Debian (``apt-get``, ``dpkg-deb``) and fontTools. The packages are named and pinned by
sha256, so two runs give the same bytes; the result is written down in SHA256SUMS.
"""

import bz2
import gzip
import hashlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent

PACKAGES = {
    "texlive-lang-chinese": "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
    "fonts-noto-cjk": "4a2515eb6db3978b897fef9709ed0d2b1f4c6c4df4d83d6c4ef65f71f1b1f502",
    "fonts-noto-cjk-extra": "5f6536c99f9b3d77a3c383c3f1544f6d49350e7f20832c4c979af0e33f603cb5",
    "unicode-data": "5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc",
}

FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
FANDOL_DOC = "usr/share/doc/texlive-doc/fonts/fandol"
NOTO = "usr/share/fonts/opentype/noto"
NOTO_SC = 2
"""The simplified Chinese face inside the Noto collections."""

ASCII = range(0x20, 0x7F)
PUNCTUATION = (0xB7, 0xD7, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0x203B)
LATIN_AND_SIGNS = (
    (0xA0, 0x17F), (0x1CD, 0x1DC), (0x391, 0x3C9), (0x401, 0x451), (0x2010, 0x2044),
    (0x20AC, 0x20AC), (0x2100, 0x214F), (0x2150, 0x218B), (0x2190, 0x22FF), (0x2460, 0x25FF),
    (0x2605, 0x266F), (0x3000, 0x30FF), (0x3200, 0x33FF), (0xFE30, 0xFE6B), (0xFF01, 0xFFEE),
)  # fmt: skip
LEVEL_2_RANGES = ((0x3400, 0x4DB5), (0x4E00, 0x9FEF))
"""GB 18030-2022 实现级别 2 by range; 通用规范汉字表 and the GBK compatibility Han come on top."""


def unpack(debs: Path | None, into: Path) -> None:
    """Fetches each package (or takes it from ``debs``), checks its sha256 and unpacks it."""
    for name, wanted in PACKAGES.items():
        folder = debs or into
        if debs is None:
            subprocess.run(["apt-get", "download", name], cwd=into, check=True)
        deb = next(folder.glob(f"{name}_*.deb"))
        found = hashlib.sha256(deb.read_bytes()).hexdigest()
        if found != wanted:
            sys.exit(f"{deb.name}: sha256 {found}, wanted {wanted}")
        subprocess.run(["dpkg-deb", "-x", deb, into / "root"], check=True)


def table_8105(root: Path) -> set[int]:
    """通用规范汉字表 (2013, 8105 characters), from Unihan's kTGH."""
    text = bz2.decompress((root / "usr/share/unicode/Unihan_OtherMappings.txt.bz2").read_bytes())
    return {int(code, 16) for code in re.findall(r"^U\+(\w+)\tkTGH\t", text.decode(), re.M)}


def double_byte(codec: str, first: range, second: range) -> set[int]:
    """Every character of a two-byte Chinese code."""
    texts = (bytes((a, b)).decode(codec, "ignore") for a in first for b in second)
    return {ord(text) for text in texts if len(text) == 1}


def gb2312() -> set[int]:
    """GB/T 2312-1980: 6763 Han and 682 signs."""
    return double_byte("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))


def level_2(root: Path) -> set[int]:
    """GB 18030-2022 实现级别 2, Han only."""
    gbk = double_byte("gbk", range(0x81, 0xFF), range(0x40, 0xFF))
    compatibility = {code for code in gbk if 0xF900 <= code <= 0xFAFF}
    ranges = {code for low, high in LEVEL_2_RANGES for code in range(low, high + 1)}
    return ranges | compatibility | table_8105(root)


def cut(source: Path, index: int, codes: Iterable[int], target: Path) -> set[int]:
    """Writes the part of a font that holds ``codes``; returns the characters it has of them."""
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.recalc_timestamp = False
    options.drop_tables += ["BASE", "GSUB", "GPOS", "VORG", "vhea", "vmtx", "DSIG"]
    font = TTFont(source, fontNumber=index, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=set(codes))
    cutter.subset(font)
    font.save(target)
    return set(font.getBestCmap())


def copy_fandol(root: Path) -> None:
    """The Fandol fonts stay byte for byte as their makers gave them; licence beside them."""
    for name in ("FandolFang-Regular.otf", "FandolKai-Regular.otf"):
        (HERE / name).write_bytes((root / FANDOL / name).read_bytes())
    licence = gzip.decompress((root / FANDOL_DOC / "COPYING.gz").read_bytes())
    readme = (root / FANDOL_DOC / "README").read_bytes()
    (HERE / "Fandol-LICENSE.txt").write_bytes(readme.rstrip() + b"\n\n" + licence)


def cut_noto(root: Path) -> None:
    """The Noto faces, cut to what a report needs, and their licence."""
    noto = root / NOTO
    signs = {code for low, high in LATIN_AND_SIGNS for code in range(low, high + 1)} | set(ASCII)
    han = level_2(root)
    light_file = HERE / "NotoSerifSC-Light.otf"
    light = cut(noto / "NotoSerifCJK-Light.ttc", NOTO_SC, han | signs, light_file)
    common = table_8105(root) | gb2312() | set(ASCII) | set(PUNCTUATION)
    cut(noto / "NotoSerifCJK-Bold.ttc", NOTO_SC, common, HERE / "NotoSerifSC-Bold.otf")
    medium = common | (han - light)
    cut(noto / "NotoSansCJK-Medium.ttc", NOTO_SC, medium, HERE / "NotoSansSC-Medium.otf")
    copyright_file = root / "usr/share/doc/fonts-noto-cjk/copyright"
    (HERE / "Noto-LICENSE.txt").write_bytes(copyright_file.read_bytes())


def write_sums() -> None:
    """SHA256SUMS of everything that was built, in the format of ``sha256sum``."""
    files = sorted([*HERE.glob("*.otf"), *HERE.glob("*-LICENSE.txt")])
    lines = (f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files)
    (HERE / "SHA256SUMS").write_text("".join(lines), encoding="ascii")


def main() -> None:
    """Builds all fonts into this folder."""
    debs = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as folder:
        unpack(debs, Path(folder))
        root = Path(folder) / "root"
        copy_fandol(root)
        song = root / FANDOL / "FandolSong-Regular.otf"
        cut(song, -1, {*ASCII, 0x2014}, HERE / "FandolSong-Latin.otf")
        cut_noto(root)
    write_sums()


if __name__ == "__main__":
    main()
