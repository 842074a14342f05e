"""Draws a piece of a table on a page and names its cells in the structure tree."""

from collections.abc import Iterable
from itertools import accumulate

from export.document import Align, Table
from export.pdf.page import LEFT, Element, Page, Rule
from export.pdf.table import LEADING, PAD_X, Box, is_head_row
from export.pdf.tablecut import Piece
from export.pdf.typeset import Typesetter

THIN, THICK = 0.5, 1.0
"""Inner lines and the frame, in points."""


class TableTags:
    """The structure elements of one table, cell by cell, over all its pieces."""

    def __init__(self, root: Element, table: Table) -> None:
        self.table = table
        self.element = root.add("Table")
        self._rows: dict[int, Element] = {}
        self._cells: dict[tuple[int, int], Element] = {}

    def cell(self, box: Box) -> Element:
        """The element of a cell, made when first asked for."""
        key = (box.origin, box.column)
        if key not in self._cells:
            if box.origin not in self._rows:
                self._rows[box.origin] = self.element.add("TR")
            kind, attributes = self._nature(box)
            self._cells[key] = self._rows[box.origin].add(kind, attributes)
        return self._cells[key]

    def _nature(self, box: Box) -> tuple[str, str]:
        """TH with its scope or TD, and the spans."""
        entries = ["/O /Table"]
        above = is_head_row(self.table, box.origin)
        head = above or box.cell.head or box.column < self.table.head_columns
        if head:
            entries.append(f"/Scope {'/Column' if above else '/Row'}")
        if box.cell.columns > 1:
            entries.append(f"/ColSpan {box.cell.columns}")
        if box.cell.rows > 1:
            entries.append(f"/RowSpan {box.cell.rows}")
        attributes = f"<< {' '.join(entries)} >>" if len(entries) > 1 else ""
        return ("TH" if head else "TD"), attributes


def draw(page: Page, piece: Piece, top: float, setter: Typesetter, tags: TableTags) -> None:
    """Puts a piece on a page with its upper edge at ``top``."""
    edges = [LEFT + edge for edge in piece.layout.edges]
    levels = list(accumulate(piece.heights, initial=top))
    page.put(None, *_rules(piece, edges, levels))
    for box in sorted(piece.boxes, key=lambda each: (each.row, each.column)):
        decoration = box.row < piece.repeated or box.again
        element = None if decoration else tags.cell(box)
        _write(page, box, piece, edges, levels, setter, element)


def _write(
    page: Page,
    box: Box,
    piece: Piece,
    edges: list[float],
    levels: list[float],
    setter: Typesetter,
    element: Element | None,
) -> None:
    """The words of one cell, in the middle of its height."""
    size = piece.layout.size
    left = edges[box.column] + (PAD_X + box.cell.indent) * size
    right = edges[min(box.column + box.columns, len(edges) - 1)] - PAD_X * size
    high, low = levels[box.row], levels[box.row + box.rows]
    middle = (high + low - (len(box.lines) - 1) * LEADING * size) / 2
    for line in box.lines:
        slack = right - left - line.width
        share = {Align.LEFT: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0}[box.cell.align]
        page.put(element, *setter.place(line, left + slack * share, middle))
        middle += LEADING * size


def _rules(piece: Piece, edges: list[float], levels: list[float]) -> Iterable[Rule]:
    """Every line of the grid once, as long as it runs through; the frame is thicker."""
    last_column, last_row = len(edges) - 1, len(levels) - 1
    across = {(level, column) for level in (0, last_row) for column in range(last_column)}
    down = {(column, row) for column in (0, last_column) for row in range(last_row)}
    for box in piece.boxes:
        right = min(box.column + box.columns, last_column)
        for column in range(box.column, right):
            across |= {(box.row, column), (box.row + box.rows, column)}
        for row in range(box.row, box.row + box.rows):
            down |= {(box.column, row), (right, row)}
    for level, first, last in _runs(across):
        weight = THICK if level in (0, last_row) else THIN
        yield Rule(edges[first], levels[level], edges[last], levels[level], weight)
    for column, first, last in _runs(down):
        weight = THICK if column in (0, last_column) else THIN
        yield Rule(edges[column], levels[first], edges[column], levels[last], weight)


def _runs(steps: set[tuple[int, int]]) -> Iterable[tuple[int, int, int]]:
    """Steps on one line joined where they touch: (line, first, one past the last)."""
    line, first, last = -1, -1, -1
    for each, step in sorted(steps):
        if each == line and step == last:
            last += 1
            continue
        if last > first:
            yield line, first, last
        line, first, last = each, step, step + 1
    if last > first:
        yield line, first, last
