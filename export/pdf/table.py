"""Measures a table: what stands in each cell, how high each row must be, which size fits."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from export.document import Align, Cell, Table
from export.pdf.page import WIDTH
from export.pdf.roles import Role
from export.pdf.typeset import Measure, SetLine, Style, Typesetter

SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
"""五号 downwards; the largest in which the table fits its page is taken."""

SMALLEST_CUT, ALMOST_EMPTY, CUT_LOSS = 9.0, 0.3, 1.05
"""The least size of a table that is cut anyway; what part of a page counts as almost empty; and
what the repeated heads and the white at the cuts add to the height."""

MOST_SQUEEZED = 1.0
"""How much smaller a table may be set to stand on the page where it is, in points."""

LEADING, ROOMY_ROW, MIN_ROW = 1.25, 2.3, 1.7
"""Line height, and least row heights where there is room and where there is not, in em."""

PAD_X, PAD_Y = 0.3, 0.25
"""White inside a cell, in em."""

WIDE = 20
"""From this width on, in em, words at the left are set flush on both sides."""

CONTINUED = "（续）"


class Box(NamedTuple):
    """A cell at its place in the grid, with its text set.

    ``origin`` is its row in the whole table; ``again`` marks a label repeated after a cut.
    """

    cell: Cell
    row: int
    column: int
    rows: int
    columns: int
    lines: tuple[SetLine, ...]
    origin: int
    again: bool = False

    def clipped(self, first: int, last: int) -> "Box | None":
        """The part of the box in rows ``first``–``last``, counted from ``first``."""
        low, high = max(self.row, first), min(self.row + self.rows, last)
        if low >= high:
            return None
        return self._replace(row=low - first, rows=high - low, again=self.again or self.row < first)


class Layout(NamedTuple):
    """A table measured in one size: its boxes, column edges and row heights in points."""

    table: Table
    size: float
    edges: tuple[float, ...]
    boxes: tuple[Box, ...]
    heights: tuple[float, ...]

    @property
    def height(self) -> float:
        """All rows together."""
        return sum(self.heights)

    def loosened(self, limit: float) -> "Layout":
        """With airier rows, as far as ``limit`` lets them grow."""
        airy = heights(self.boxes, [ROOMY_ROW * self.size] * len(self.heights), self.size)
        spare, wish = limit - self.height, sum(airy) - self.height
        if wish <= 0:
            return self
        share = min(1.0, spare / wish)
        mixed = (low + (high - low) * share for low, high in zip(self.heights, airy, strict=True))
        return self._replace(heights=tuple(mixed))

    @property
    def head(self) -> float:
        """The rows that are repeated."""
        return sum(self.heights[: self.table.head_rows])


class TableSetter:
    """Sets the cells of tables."""

    def __init__(self, typesetter: Typesetter) -> None:
        self._typesetter = typesetter

    def fit(self, table: Table, limit: float) -> Layout:
        """The table in the largest size that breaks no word and is at most ``limit`` high.

        Where no size is low enough the table will be cut: then the largest size is taken, or a
        little smaller one that saves an almost empty last page.
        """
        sizes = [size for size in SIZES if self._holds_words(table, size)] or [SIZES[-1]]
        largest = self.layout(table, sizes[0])
        if largest.height <= limit:
            return largest.loosened(limit)
        pages, rest = divmod(largest.height, limit)
        for size in sizes[1:] if pages < 2 else ():
            layout = self.layout(table, size)
            if layout.height <= limit:
                return layout.loosened(limit)
        for size in sizes if rest < limit * ALMOST_EMPTY else ():
            layout = self.layout(table, size)
            if size >= SMALLEST_CUT and layout.height * CUT_LOSS <= pages * limit:
                return layout
        return largest

    def squeezed(self, layout: Layout, room: float) -> Layout | None:
        """A laid-out table once more, a little smaller, to fit ``room``; None if it cannot."""
        for size in SIZES:
            if layout.size - MOST_SQUEEZED <= size <= layout.size:
                smaller = self.layout(layout.table, size)
                if smaller.height <= room:
                    return smaller.loosened(room)
        return None

    def layout(self, table: Table, size: float) -> Layout:
        """The table set in one size."""
        edges = _edges(table.widths)
        boxes = [
            self._box(table, edges, row, column, cell, size)
            for row, cells in enumerate(table.rows)
            for column, cell in enumerate(cells)
            if cell is not None
        ]
        least = [MIN_ROW * size] * len(table.rows)
        return Layout(table, size, edges, tuple(boxes), heights(boxes, least, size))

    def again(self, box: Box, table: Table, edges: Sequence[float], size: float) -> Box:
        """A box cut off from its beginning: labels say （续）, other cells stay empty."""
        is_label = box.cell.text and (box.cell.head or box.column < table.head_columns)
        text = box.cell.text + CONTINUED if is_label else ""
        cell = replace(box.cell, text=text)
        return box._replace(lines=self._lines(table, edges, box.origin, box.column, cell, size))

    def _box(
        self, table: Table, edges: Sequence[float], row: int, column: int, cell: Cell, size: float
    ) -> Box:
        rows = min(cell.rows, len(table.rows) - row)
        lines = self._lines(table, edges, row, column, cell, size)
        return Box(cell, row, column, rows, cell.columns, lines, row)

    def _lines(
        self, table: Table, edges: Sequence[float], row: int, column: int, cell: Cell, size: float
    ) -> tuple[SetLine, ...]:
        """A cell's words in lines as wide as the cell lets them be."""
        room = _room(edges, column, cell, size)
        justify = cell.align is Align.LEFT and room > WIDE * size
        measure = Measure(room, size, justify=justify)
        return tuple(self._typesetter.lines([(cell.text, style_of(table, row, size))], measure))

    def _holds_words(self, table: Table, size: float) -> bool:
        """Whether no number or word is wider than its cell."""
        edges = _edges(table.widths)
        return all(
            self._typesetter.widest_word(cell.text, style_of(table, row, size))
            <= _room(edges, column, cell, size) + 0.01
            for row, cells in enumerate(table.rows)
            for column, cell in enumerate(cells)
            if cell is not None
        )


def is_head_row(table: Table, row: int) -> bool:
    """Whether a row is of heads only, at the table's top or between its parts."""
    return row < table.head_rows or all(cell is None or cell.head for cell in table.rows[row])


def style_of(table: Table, row: int, size: float) -> Style:
    """黑体 in rows of heads, 仿宋 below."""
    return Style(Role.HEI if is_head_row(table, row) else Role.BODY, size)


def heights(boxes: Sequence[Box], least: Sequence[float], size: float) -> tuple[float, ...]:
    """The height of each row, at least ``least``: what its own cells need, then wider spans."""
    found = list(least)
    for box in sorted(boxes, key=lambda each: each.rows):
        lack = need(box, size) - sum(found[box.row : box.row + box.rows])
        if lack > 0:
            for row in range(box.row, box.row + box.rows):
                found[row] += lack / box.rows
    return tuple(found)


def need(box: Box, size: float) -> float:
    """The height a box asks for."""
    return (len(box.lines) * LEADING + 2 * PAD_Y) * size if box.lines else 0.0


def _edges(widths: Sequence[float]) -> tuple[float, ...]:
    """Column edges across the 版心, in points from its left."""
    whole = sum(widths)
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width / whole * WIDTH)
    return tuple(edges)


def _room(edges: Sequence[float], column: int, cell: Cell, size: float) -> float:
    """The width left for a cell's words."""
    last = min(column + cell.columns, len(edges) - 1)
    return edges[last] - edges[column] - (2 * PAD_X + cell.indent) * size
