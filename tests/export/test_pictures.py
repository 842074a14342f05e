"""The pictures as SVG: true to their numbers, nothing cut off, readable in grey."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from export.pictures import Look, draw
from storage.glance import Bar, Series, Shape

LOOK = Look("Noto Sans CJK SC", "#1f5fa8", "#c3cfdd", "#1f2933", "#5f6b7a", "#b6bec9")
SVG = "{http://www.w3.org/2000/svg}"


def series(shape: Shape, *numbers: int, last: int | None = None, note: str = "") -> Series:
    before = None if last is None else Decimal(last)
    bars = tuple(Bar(f"第{n}项", Decimal(each), "件", before) for n, each in enumerate(numbers, 1))
    return Series("一张图", shape, 2018, bars, "还没有。", note)


def drawn(given: Series, width: int = 500, *, titled: bool = False) -> ElementTree.Element:
    return ElementTree.fromstring(draw(given, width, LOOK, titled=titled))


def texts(svg: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in svg.iter(f"{SVG}text")]


def bars(svg: ElementTree.Element, side: str) -> list[float]:
    return [abs(float(each.attrib[side])) for each in svg.iter(f"{SVG}rect")]


def fills(svg: ElementTree.Element) -> list[tuple[float, ...]]:
    found = (
        re.search(r"fill: rgb\((.*?)\)", each.attrib["style"]) for each in svg.iter(f"{SVG}rect")
    )
    return [tuple(float(part.strip("%")) for part in each[1].split(",")) for each in found if each]


@pytest.mark.parametrize(("shape", "side"), [(Shape.COLUMNS, "height"), (Shape.ROWS, "width")])
def test_bars_begin_at_zero_and_are_as_long_as_their_numbers(shape: Shape, side: str) -> None:
    lengths = bars(drawn(series(shape, 100, 50, 0, 25)), side)
    assert lengths == pytest.approx([lengths[0] * share for share in (1, 0.5, 0.25)])
    assert lengths[0] > 100


def test_every_bar_carries_its_number_and_its_name() -> None:
    for shape in (Shape.COLUMNS, Shape.ROWS):
        said = texts(drawn(series(shape, 1286, 528, 0)))
        assert sorted(said) == sorted(["1286", "528", "0", "第1项", "第2项", "第3项"])


def test_a_pair_shows_both_years_each_pair_by_itself() -> None:
    svg = drawn(series(Shape.PAIRS, 20, 2000, last=10))
    assert texts(svg).count("2017年") == texts(svg).count("2018年") == 2
    heights = bars(svg, "height")
    assert heights[1] == pytest.approx(heights[0] * 2)
    assert heights[3] == pytest.approx(heights[2] * 200) == heights[1]


def test_the_two_years_differ_in_lightness() -> None:
    now, last = (
        sum(share * part for share, part in zip((0.299, 0.587, 0.114), fill, strict=True))
        for fill in sorted(set(fills(drawn(series(Shape.PAIRS, 20, last=10)))))
    )
    assert last - now > 30


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("width", [320, 500, 900])
def test_nothing_reaches_beyond_the_picture(shape: Shape, width: int) -> None:
    given = series(shape, 999_999, 5, 88, last=3)
    svg = drawn(given, width)
    assert float(svg.attrib["width"]) == width
    for each in svg.iter(f"{SVG}rect"):
        left, wide = float(each.attrib["x"]), float(each.attrib["width"])
        assert min(left, left + wide) >= -0.01 and max(left, left + wide) <= width + 0.01
    assert not list(svg.iter(f"{SVG}clipPath"))


def test_a_name_that_is_too_long_is_cut_with_a_sign() -> None:
    long = Series("图", Shape.ROWS, 2018, (Bar("长" * 90, Decimal(1), "件"),), "")
    name = next(each for each in texts(drawn(long)) if each.startswith("长"))
    assert name.endswith("…") and 30 < len(name) < 46


def test_alone_it_has_its_year_title_and_note() -> None:
    plain, titled = (
        drawn(series(Shape.ROWS, 3, note="只画了有日期的。"), titled=each) for each in (False, True)
    )
    assert {"2018年一张图", "只画了有日期的。"} <= set(texts(titled))
    assert "2018年一张图" not in texts(plain)
    assert float(titled.attrib["height"]) > float(plain.attrib["height"])


def test_the_words_and_the_font_are_in_the_file() -> None:
    written = draw(series(Shape.COLUMNS, 3), 400, LOOK)
    assert "一张图：第1项 3 件" in written
    assert "font-family: Noto Sans CJK SC" in written and "STSong" not in written
