"""Draws laid-out pages on the canvas."""

from collections.abc import Callable, Sequence
from itertools import groupby

from export.pdf.canvas import PageCanvas
from export.pdf.page import PAPER, Bookmark, Element, Mark, Outline, Page, Rule, Text

BOLD_STROKE = 1 / 45
"""Thickness of the line drawn around a glyph to make it bold, in em."""

_ARTIFACT = "/Artifact BMC"


def paint(
    canvas: PageCanvas,
    pages: Sequence[Page],
    bookmarks: Sequence[Bookmark],
    tagged: bool,
    done: Callable[[int], None],
) -> None:
    """Draws all pages; calls ``done`` with the number of pages drawn after each."""
    if tagged:
        canvas.tag_pages()
    waiting = list(reversed(bookmarks))
    for index, page in enumerate(pages):
        while waiting and waiting[-1].page == index:
            canvas.add_bookmark(waiting.pop())
        for element, marks in page.content:
            canvas.addLiteral(_marked(canvas, element, marks, index, tagged))
        canvas.showPage()
        done(index + 1)


def _marked(
    canvas: PageCanvas, element: Element | None, marks: Sequence[Mark], index: int, tagged: bool
) -> str:
    """The operators of some marks between their tags."""
    inside = "\n".join(_operators(canvas, mark) for mark in marks)
    if not tagged:
        return inside
    if element is None:
        return f"{_ARTIFACT}\n{inside}\nEMC"
    number = canvas.next_mark()
    element.marks.append((index, number))
    return f"/{element.kind} <</MCID {number}>> BDC\n{inside}\nEMC"


def _operators(canvas: PageCanvas, mark: Mark) -> str:
    match mark:
        case Text():
            return _text(canvas, mark)
        case Rule():
            top = PAPER[1]
            return (
                f"{mark.weight:.2f} w {mark.x0:.3f} {top - mark.y0:.3f} m "
                f"{mark.x1:.3f} {top - mark.y1:.3f} l S"
            )
        case Outline():
            return f"q {mark.grey:.2f} g\n{mark.operators}\nf\nQ"


def _text(canvas: PageCanvas, text: Text) -> str:
    """One line of text: a run for every stretch of one font and height."""
    baseline = PAPER[1] - text.y
    lines = ["BT"]
    if text.bold:
        lines.append(f"2 Tr {text.size * BOLD_STROKE:.3f} w")
    at_x, at_y = 0.0, 0.0
    known = canvas.codes
    fonts, numbers, advances = zip(*[known[glyph] for glyph in text.glyphs], strict=True)
    start = 0
    for font, group in groupby(fonts):
        end = start + len(list(group))
        x = text.x + text.offsets[start]
        y = baseline + text.glyphs[start].rise * text.size
        lines.append(f"/{font} {text.size:g} Tf {x - at_x:.3f} {y - at_y:.3f} Td")
        run = slice(start, end)
        lines.append(_show(numbers[run], advances[run], text.offsets[run], text.size))
        start, at_x, at_y = end, x, y
    if text.bold:
        lines.append("0 Tr")
    lines.append("ET")
    return "\n".join(lines)


def _show(
    numbers: Sequence[str], advances: Sequence[float], offsets: Sequence[float], size: float
) -> str:
    """Glyphs of one font, each in its place: an even spacing (Tc) and corrections (TJ)."""
    exact = [
        after - offset - advance * size
        for offset, after, advance in zip(offsets, offsets[1:], advances, strict=False)
    ]
    # Rounding is slow, and in one line few spacings differ.
    rounded = {gap: round(gap, 3) for gap in dict.fromkeys(exact)}
    kinds = sorted(set(rounded.values()))
    if len(kinds) < 2:
        return f"{kinds[0] if kinds else 0.0:.3f} Tc <{''.join(numbers)}> Tj"
    gaps = [rounded[gap] for gap in exact]
    spacing = max(kinds, key=gaps.count)
    parts: list[str] = []
    for number, gap in zip(numbers, [*gaps, spacing], strict=True):
        parts.append(number)
        if gap != spacing:
            parts.append(f">{(spacing - gap) / size * 1000:.2f}<")
    return f"{spacing:.3f} Tc [<{''.join(parts)}>] TJ"
