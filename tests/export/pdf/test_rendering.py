"""What is seen: pages turned into pictures, the ink of each character looked for in its place."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image

from export.document import Document, Paragraph, Run
from export.pdf import PdfOptions, Role, write_pdf
from export.pdf.page import BOTTOM, LEFT, MM, PAPER, RIGHT, TOP, Text
from export.pdf.roles import BUNDLED
from tests.export.pdf.laid import lay_out
from tests.export.pdf.samples import document, random_document
from tests.export.pdf.test_fonts import LEVEL_2

SCALE = 2.0
DARK = 150
EACH = int(os.environ.get("LEVEL_2_EACH", "40"))
"""Every how manieth character of GB18030-2022 level 2 is looked at; 1 in the long form."""
NAMES = "䶮𬭎㙦𬇙喆堃玥昇犇翀瑀珺芃淏嬿镕𫖯𬱟㛃䓖𠅤𬬻"


def pictures(path: Path, scale: float = SCALE) -> Iterator[Image.Image]:
    """Every page in grey."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            yield page.to_image(resolution=72 * scale, antialias=True).original.convert("L")


def blanks(document: Document, path: Path) -> list[str]:
    """The characters of a plain text that left no ink where they should stand."""
    found: list[str] = []
    for picture, page in zip(pictures(path), lay_out(document).pages, strict=True):
        for mark in page.marks():
            if not isinstance(mark, Text):
                continue
            for glyph, x in mark.letters:
                middle = mark.y - (glyph.rise + glyph.face.centre) * 16
                left, top = (mark.x + x) * SCALE, (middle - 8) * SCALE
                cell = picture.crop((int(left), int(top), int(left + 32), int(top + 32)))
                if sum(cell.histogram()[:DARK]) < 5:
                    found.append(glyph.character)
    return found


@pytest.mark.parametrize("role", [Role.BODY, Role.KAI, Role.HEI, Role.TITLE])
def test_rare_characters_are_seen_in_every_role(tmp_path: Path, role: Role) -> None:
    text = NAMES + "".join(sorted(LEVEL_2)[::EACH])
    written = document([Paragraph((Run(text),))], title="")
    options = PdfOptions(installed=False, page_numbers=False, fonts={Role.BODY: BUNDLED[role]})
    write_pdf(written, tmp_path / "r.pdf", options=options)
    assert blanks(written, tmp_path / "r.pdf") == []


def ink(picture: Image.Image, scale: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of everything dark, in points."""
    box = picture.point(lambda grey: 255 if grey < DARK else 0).getbbox()
    assert box
    return box[0] / scale, box[1] / scale, box[2] / scale, box[3] / scale


def test_the_ink_fills_the_text_block_and_the_number_stands_below(tmp_path: Path) -> None:
    write_pdf(random_document(4), tmp_path / "i.pdf", options=PdfOptions(installed=False))
    scale = 6.0
    for number, picture in enumerate(list(pictures(tmp_path / "i.pdf", scale))[:2], 1):
        edge = int((BOTTOM + 2 * MM) * scale)
        left, top, right, bottom = ink(picture.crop((0, 0, picture.width, edge)), scale)
        assert top == pytest.approx(TOP, abs=0.3 * MM)
        assert left == pytest.approx(LEFT, abs=0.35 * MM)
        assert right == pytest.approx(RIGHT, abs=0.5 * MM)
        assert bottom <= BOTTOM + 0.1 * MM
        below = ink(picture.crop((0, edge, picture.width, int(PAPER[1] * scale))), scale)
        if number % 2:
            assert below[2] == pytest.approx(RIGHT - 14, abs=0.3 * MM)
        else:
            assert below[0] == pytest.approx(LEFT + 14, abs=0.3 * MM)


def test_only_a_draft_bears_the_watermark(tmp_path: Path) -> None:
    clean = document([Paragraph((Run("政府信息公开"),))])
    write_pdf(clean, tmp_path / "c.pdf", options=PdfOptions(installed=False))
    write_pdf(replace(clean, draft=True), tmp_path / "d.pdf", options=PdfOptions(installed=False))
    middle = (200, 300, 400, 600)
    pages = [next(pictures(tmp_path / name, 1.0)).crop(middle) for name in ("c.pdf", "d.pdf")]
    greys = [sum(page.histogram()[200:250]) for page in pages]
    assert greys[0] == 0
    assert greys[1] > 2000
    off = PdfOptions(installed=False, watermark="")
    write_pdf(replace(clean, draft=True), tmp_path / "o.pdf", options=off)
    assert sum(next(pictures(tmp_path / "o.pdf", 1.0)).crop(middle).histogram()[200:250]) == 0
