"""Cuts a table too high for its page: between rows, head repeated, labels continued."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from export.pdf.table import LEADING, MIN_ROW, PAD_Y, Box, Layout, TableSetter, heights, is_head_row

LOOKBACK = 8
"""How many rows before the last possible one are weighed as the place to cut."""

CROSSED, LONE = 3.0, 12.0
"""What cutting through a label costs, and what leaving one row of a group alone, in rows."""


class Piece(NamedTuple):
    """A part of a table on one page; its first ``repeated`` rows are the head printed again."""

    layout: Layout
    boxes: tuple[Box, ...]
    heights: tuple[float, ...]
    repeated: int

    @property
    def height(self) -> float:
        """All its rows."""
        return sum(self.heights)


class Cutter:
    """Divides one measured table over pages.

    ``page`` is the room of a whole page, ``begun`` that of a page which the table's headings
    and title share.
    """

    def __init__(self, setter: TableSetter, layout: Layout, page: float, begun: float) -> None:
        self._setter = setter
        self._layout = _split_tall_rows(layout, begun - layout.head)
        self._page = page
        self._begun = begun
        self._head = self._layout.table.head_rows

    def pieces(self, room: float) -> Iterator[Piece]:
        """The pieces in order: the first at most ``room`` high, the others a page."""
        count = len(self._layout.heights)
        first = 0
        while first < count:
            piece, first = self._piece(first, room)
            yield piece
            room = self._page

    def least(self) -> float:
        """The height in which it makes sense to begin: the head and two rows."""
        return min(sum(self._layout.heights[: self._head + 2]), self._begun)

    def _piece(self, first: int, room: float) -> tuple[Piece, int]:
        """The piece that begins with row ``first``, and the row after it."""
        last = self._reach(first, room)
        if last < len(self._layout.heights):
            last = self._best_cut(first, last)
        while True:
            piece = self._take(first, last)
            if piece.height <= room + 0.01 or last <= max(first, self._head) + 1:
                return piece, last
            last -= 1

    def _reach(self, first: int, room: float) -> int:
        """The row after the last that fits."""
        rows = self._layout.heights
        used = self._layout.head if first else 0.0
        last = first
        while last < len(rows) and used + rows[last] <= room + 0.01:
            used += rows[last]
            last += 1
        return max(last, max(first, self._head) + 1)

    def _best_cut(self, first: int, last: int) -> int:
        """The row before which to cut: late, but not through a label if it can be helped."""
        lowest = max(first, self._head) + 1
        choices = range(max(lowest, last - LOOKBACK), last + 1)
        return min(choices, key=lambda row: (last - row) + self._damage[row])

    @cached_property
    def _damage(self) -> list[float]:
        """What a cut before each row spoils."""
        spoilt = [0.0] * (len(self._layout.heights) + 1)
        for box in self._layout.boxes:
            end = box.row + box.rows
            for row in range(box.row + 1, end):
                alone = row == box.row + 1 or row == end - 1
                spoilt[row] += CROSSED + (LONE if alone else 0.0)
            if box.column == 0 and is_head_row(self._layout.table, box.origin):
                spoilt[end] += LONE
        return spoilt

    @cached_property
    def _rows(self) -> list[int]:
        """The row of each box; boxes stand in the order of their rows."""
        return [box.row for box in self._layout.boxes]

    @cached_property
    def _longest(self) -> int:
        """The most rows one box spans."""
        return max((box.rows for box in self._layout.boxes), default=1)

    def _between(self, first: int, last: int) -> tuple[Box, ...]:
        """The boxes that may show in rows ``first``–``last``."""
        low = bisect_left(self._rows, first - self._longest + 1)
        return self._layout.boxes[low : bisect_left(self._rows, last)]

    def _take(self, first: int, last: int) -> Piece:
        """Rows ``first``–``last`` under the head, labels set again where cut."""
        layout, head = self._layout, self._head if first else 0
        boxes: list[Box] = []
        if head:
            boxes += (each for box in self._between(0, head) if (each := box.clipped(0, head)))
        for box in self._between(first, last):
            part = box.clipped(first, last)
            if part is None:
                continue
            if part.again and not box.again:
                part = self._setter.again(part, layout.table, layout.edges, layout.size)
            boxes.append(part._replace(row=part.row + head))
        least = layout.heights[:head] + layout.heights[first:last]
        return Piece(layout, tuple(boxes), heights(boxes, least, layout.size), head)


def _split_tall_rows(layout: Layout, room: float) -> Layout:
    """A layout in which every row is at most ``room`` high: words of a taller one go on below."""
    table = layout.table
    most = max(1, int((room / layout.size - 2 * PAD_Y) / LEADING))
    for row in range(len(layout.heights) - 1, table.head_rows - 1, -1):
        while layout.heights[row] > room + 0.01:
            lines = max(
                (len(b.lines) for b in layout.boxes if b.row == row and b.rows == 1), default=0
            )
            if lines <= most:
                break
            layout = _divided(layout, row, most)
            row += 1
    return layout


def _divided(layout: Layout, row: int, most: int) -> Layout:
    """The layout with one row made two: ``most`` lines of each cell above, the rest below."""
    boxes: list[Box] = []
    for box in layout.boxes:
        if box.row > row:
            boxes.append(box._replace(row=box.row + 1))
        elif box.row == row and box.rows == 1:
            boxes.append(box._replace(lines=box.lines[:most]))
            boxes.append(box._replace(row=row + 1, lines=box.lines[most:]))
        elif box.row + box.rows > row:
            boxes.append(box._replace(rows=box.rows + 1))
        else:
            boxes.append(box)
    least = [MIN_ROW * layout.size] * (len(layout.heights) + 1)
    boxes.sort(key=lambda box: (box.row, box.column))
    return layout._replace(boxes=tuple(boxes), heights=heights(boxes, least, layout.size))
