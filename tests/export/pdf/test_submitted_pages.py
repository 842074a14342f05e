"""Whole reports as an office submits them, measured on their pages.

Three published reports, those of 2021's form with prose of the usual length round their tables.
"""

import re
import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path

import pdfplumber
import pytest

from export.compose import compose
from export.pdf import PdfOptions, write_pdf
from export.pdf.atoms import CLOSING, OPENING
from tests.builders import MODEL, gongnong_report
from tests.conftest import REPORTS
from tests.narratives import submitted

MM = 72 / 25.4
TOP, LEFT, RIGHT = 37 * MM, 28 * MM, 184 * MM
BODY = 16.0
"""三号, in points."""
PITCH = (225 * MM - BODY) / 21
"""From line to line, so that the 22nd ends with the 版心 (GB/T 9704 5.2.3)."""


@dataclass(frozen=True)
class Line:
    """One line of running text; ``slot`` counts the lines of the grid from 0."""

    page: int
    slot: float
    text: str
    left: float
    right: float

    @property
    def cells(self) -> float:
        """Its width in characters, half of one for figures and Latin letters, indent included."""
        letters = sum(1 if each >= "\u2e80" or each in "“”‘’…—·" else 0.5 for each in self.text)
        return letters + round((self.left - LEFT) / (156 * MM / 28))


@cache
def lines_of(name: str, folder: Path) -> tuple[Line, ...]:
    report = gongnong_report(MODEL.read_text("utf-8")) if name == MODEL.stem else submitted(name)
    path = folder / f"{name}.pdf"
    write_pdf(compose(report), path, options=PdfOptions(installed=False))
    with pdfplumber.open(path) as pdf:
        return tuple(line for number, page in enumerate(pdf.pages) for line in _body(number, page))


def _body(number: int, page: pdfplumber.page.Page) -> Iterator[Line]:
    # The fonts of one line measure their height differently.
    slots = groupby(
        sorted((c for c in page.chars if abs(c["size"] - BODY) < 0.1), key=_slot), key=_nearest
    )
    for _, found in slots:
        row = sorted(found, key=lambda each: float(each["x0"]))
        slot = statistics.median(_slot(each) for each in row)
        text = "".join(str(each["text"]) for each in row)
        yield Line(number, slot, text, row[0]["x0"], row[-1]["x1"])


def _slot(character: Mapping[str, float]) -> float:
    return ((character["top"] + character["bottom"]) / 2 - TOP - BODY / 2) / PITCH


def _nearest(character: Mapping[str, float]) -> int:
    return round(_slot(character))


def full(lines: tuple[Line, ...]) -> list[tuple[Line, Line]]:
    """Lines that go on in the next one, with that one."""
    return [
        (line, after)
        for line, after in pairwise(lines)
        if abs(after.left - LEFT) < 1 and line.left < 40 * MM
    ]


@pytest.fixture(scope="module", params=["gongnong-2018", "suqian-2023", "shanghai-stcsm-2024"])
def lines(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> object:
    if not REPORTS.is_dir():
        pytest.skip("没有 ../shared/reports，跳过用真实报告做的检查")
    return lines_of(request.param, tmp_path_factory.getbasetemp())


def test_every_line_stands_on_the_grid_of_22(lines: tuple[Line, ...]) -> None:
    assert max(round(line.slot) for line in lines) + 1 == 22
    assert all(abs(line.slot - round(line.slot)) < 0.25 for line in lines)


def test_three_of_four_full_lines_hold_28_characters(lines: tuple[Line, ...]) -> None:
    cells = [line.cells for line, _ in full(lines)]
    assert len(cells) > 40
    assert statistics.mean(each == 28 for each in cells) >= 0.75


def test_full_lines_end_with_the_text_block(lines: tuple[Line, ...]) -> None:
    # The empty half of a mark at the end may reach over.
    ends = [line.right for line, _ in full(lines) if line.text[-1] not in CLOSING]
    assert all(abs(end - RIGHT) < 0.1 * MM for end in ends)


def test_no_line_breaks_a_rule(lines: tuple[Line, ...]) -> None:
    for line, after in full(lines):
        assert after.text[0] not in CLOSING
        assert line.text[-1] not in OPENING
        assert not re.search(r"[0-9A-Za-z,.]\n[0-9A-Za-z]", f"{line.text}\n{after.text}")
