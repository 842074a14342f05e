"""图: the numbers of a year as pictures, in SVG, so that they stay sharp at any size.

Bars begin at zero and carry their number; what differs, differs in lightness too, so that a picture
printed in grey says the same.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal
from xml.sax.saxutils import escape

from reportlab.graphics import renderSVG
from reportlab.graphics.charts.barcharts import BarChart, HorizontalBarChart, VerticalBarChart
from reportlab.graphics.shapes import Drawing, Group, String
from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

from storage.glance import Bar, Series, Shape

__all__ = ["Look", "draw"]

_MEASURE = "STSong-Light"
"""By whose widths words are placed: a Chinese character takes one em, a digit about half."""
_SIZE, _SMALL = 12, 11
"""Of the words, in pixels: of numbers and of names."""
_COLUMNS, _PAIRS, _ROW = 190, 210, 42
"""Heights in pixels: of standing bars, of pairs, of one lying bar with its name."""
_TITLE, _TITLE_SIZE = 40, 16
_THICK, _DROP, _GAP = 14, 8, 6
"""How thick a lying bar is, how far it lies below the middle of its row, and the room between a
bar and its number, in pixels."""


@dataclass(frozen=True, slots=True)
class Look:
    """The font family, and the colours as ``#rrggbb``."""

    family: str
    accent: str
    pale: str
    text: str
    muted: str
    line: str


def draw(series: Series, width: int, look: Look, *, titled: bool = False) -> str:
    """The picture as SVG text, so many pixels wide and as high as it needs.

    ``titled``: with its title and its note, for where it stands alone.
    """
    if _MEASURE not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(_MEASURE))
    ways: dict[Shape, Callable[[Series, int, Look], Drawing]] = {
        Shape.COLUMNS: _columns,
        Shape.ROWS: _rows,
        Shape.PAIRS: _pairs,
    }
    drawing = ways[series.shape](series, width, look)
    if titled:
        drawing = _with_title(drawing, series, look)
    # Qt paints what is only meant to clip; nothing here is cut off.
    text: str = renderSVG.drawToString(drawing, useClip=True)
    text = text.replace(f"font-family: {_MEASURE}", f"font-family: {look.family}")
    text = text.replace("<title>...</title>", f"<title>{escape(series.title)}</title>")
    return text.replace("<desc>...</desc>", f"<desc>{escape(series.words)}</desc>")


def _with_title(drawn: Drawing, series: Series, look: Look) -> Drawing:
    below = _SMALL + 2 * _GAP if series.note else 0
    whole = Drawing(drawn.width, drawn.height + below + _TITLE)
    top = whole.height - _TITLE_SIZE
    whole.add(_text(0, top, f"{series.year}年{series.title}", look.text, _TITLE_SIZE))
    if series.note:
        note = _cut(series.note, drawn.width, _SMALL)
        whole.add(_text(0, _GAP, note, look.muted, _SMALL))
    drawn.translate(0, below)
    whole.add(Group(*drawn.contents, transform=drawn.transform))
    return whole


def _columns(series: Series, width: int, look: Look) -> Drawing:
    drawing = Drawing(width, _COLUMNS)
    chart = VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height = 0, 24, width, _COLUMNS - 24 - 20
    chart.barWidth, chart.groupSpacing = 3, 2
    _fill(chart, series.bars, look)
    _name_below(chart, [bar.label for bar in series.bars], look)
    drawing.add(chart)
    return drawing


def _rows(series: Series, width: int, look: Look) -> Drawing:
    bars, height = series.bars, _ROW * len(series.bars)
    drawing = Drawing(width, height)
    chart = HorizontalBarChart()
    room = round(max(_width(_number(bar), _SIZE) for bar in bars)) + 2 * _GAP
    chart.x, chart.y, chart.width, chart.height = 0, -_DROP, width - room, height
    chart.barWidth, chart.groupSpacing, chart.useAbsolute = _THICK, _ROW - _THICK, True
    chart.categoryAxis.reverseDirection = True
    chart.categoryAxis.visible = False
    _fill(chart, bars, look)
    drawing.add(chart)
    # Names stand over their bars, where the longest of them has room.
    for place, bar in enumerate(bars):
        name = _cut(bar.label, width, _SMALL)
        drawing.add(_text(0, height - place * _ROW - _SMALL - 3, name, look.muted, _SMALL))
    return drawing


def _pairs(series: Series, width: int, look: Look) -> Drawing:
    drawing, each = Drawing(width, _PAIRS), width // len(series.bars)
    for place, bar in enumerate(series.bars):
        last = bar.last or Decimal(0)
        years = (replace(bar, label=f"{series.year - 1}年", value=last), bar)
        chart = VerticalBarChart()
        chart.x, chart.y = place * each + _GAP, 46
        chart.width, chart.height = each - 2 * _GAP, _PAIRS - 46 - 20
        chart.barWidth, chart.groupSpacing = 3, 2
        _fill(chart, years, look)
        chart.bars[0, 0].fillColor = HexColor(look.pale)
        _name_below(chart, [years[0].label, f"{series.year}年"], look)
        drawing.add(chart)
        name = _cut(bar.label, each - _GAP, _SMALL)
        middle = place * each + each // 2
        drawing.add(_text(middle, 8, name, look.text, _SMALL, "middle"))
    return drawing


def _fill(chart: BarChart, bars: Sequence[Bar], look: Look) -> None:
    """The bars with their numbers at their ends, on a line from zero and no other lines."""
    chart.data = [[float(bar.value) for bar in bars]]
    chart.bars[0].fillColor = HexColor(look.accent)
    chart.bars.strokeColor = None
    chart.valueAxis.visible = False
    chart.valueAxis.valueMin = 0
    chart.valueAxis.valueMax = max(*chart.data[0], 1)
    chart.categoryAxis.visibleTicks = False
    chart.categoryAxis.strokeColor = HexColor(look.line)
    chart.barLabelFormat = "values"
    chart.barLabelArray = [[_number(bar) for bar in bars]]
    lying = isinstance(chart, HorizontalBarChart)
    labels = chart.barLabels
    labels.fontName, labels.fontSize = _MEASURE, _SIZE if lying else _SMALL
    labels.fillColor = HexColor(look.text)
    labels.boxAnchor = "w" if lying else "s"
    labels.nudge = _GAP if lying else 4


def _name_below(chart: BarChart, names: Sequence[str], look: Look) -> None:
    chart.categoryAxis.categoryNames = list(names)
    labels = chart.categoryAxis.labels
    labels.fontName, labels.fontSize = _MEASURE, _SMALL
    labels.fillColor = HexColor(look.muted)
    labels.dy = -4


def _text(
    x: float,
    y: float,
    words: str,
    colour: str,
    size: int,
    anchor: Literal["start", "middle"] = "start",
) -> String:
    return String(
        x, y, words, fontName=_MEASURE, fontSize=size, fillColor=HexColor(colour), textAnchor=anchor
    )


def _number(bar: Bar) -> str:
    return f"{bar.value:f}"


def _width(words: str, size: int) -> float:
    width: float = pdfmetrics.stringWidth(words, _MEASURE, size)
    return width


def _cut(words: str, room: float, size: int) -> str:
    """As much as there is room for; the whole stands in the words beside the picture."""
    if _width(words, size) <= room:
        return words
    kept = words
    while kept and _width(f"{kept}…", size) > room:
        kept = kept[:-1]
    return f"{kept}…"
