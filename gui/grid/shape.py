"""The shape of a statutory table: what stays in sight, how each figure is called, how big it is."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

from storage.grids import Grid, GridCell

__all__ = ["CELL_PADDING", "GridShape", "Place"]

Place = tuple[int, int]
"""Row and column in the whole printed table, the head included."""

CELL_PADDING = 6
"""Room beside a cell's text, in pixels."""
_DIGITS = 6
"""A column shows a number of this many digits at least."""
_LABEL = 7
"""A label column has room for this many characters at least, taken all together."""


class GridShape:
    """``frozen_rows`` and ``frozen_columns`` of the printed table stay in sight; the rest scrolls.

    A label column that runs into the figures (第二十条第（一）项 in table 二) cannot stay.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.frozen_rows, self.frozen_columns = grid.head_rows, grid.head_columns
        cells = list(self.cells())
        if any(row < grid.head_rows < row + cell.rows for (row, _), cell in cells):
            self.frozen_rows = 0
        if any(column < grid.head_columns < column + cell.columns for (_, column), cell in cells):
            self.frozen_columns = 0
        self.places: dict[str, Place] = {key: (row, column) for row, column, key in grid.figures()}

    def cells(self) -> Iterator[tuple[Place, GridCell]]:
        """Every cell with its top left place."""
        for row, line in enumerate(self.grid.rows):
            for column, cell in enumerate(line):
                if cell is not None:
                    yield (row, column), cell

    def cell(self, place: Place) -> GridCell | None:
        """The cell that begins here; None where another one covers the place."""
        return self.grid.rows[place[0]][place[1]]

    def owner(self, place: Place) -> Place:
        """Where the cell begins that covers this place."""
        return self._owners[place]

    def centred(self, place: Place) -> bool:
        """Whether a label stands in the middle: heads do, the name of a row begins at the left."""
        cell = self.cell(place)
        row, column = place
        names_a_row = row >= self.grid.head_rows and column < self.grid.head_columns
        return cell is None or not names_a_row or cell.rows > 1 or self._runs_on(column, cell)

    def _runs_on(self, column: int, cell: GridCell) -> bool:
        return column + cell.columns > self.grid.head_columns

    # -- names ---------------------------------------------------------------------------

    @cached_property
    def _owners(self) -> dict[Place, Place]:
        return {
            (row + down, column + right): (row, column)
            for (row, column), cell in self.cells()
            for down in range(cell.rows)
            for right in range(cell.columns)
        }

    def names(self, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The labels of a figure's row and of its column, each from the outermost inwards."""
        row, column = self.places[key]
        return tuple(self._said(self._before(row, column))), tuple(
            self._said(self._above(row, column))
        )

    def _said(self, places: Iterable[Place]) -> list[str]:
        cells = [self.cell(place) for place in dict.fromkeys(places)]
        return [cell.text for cell in cells if cell is not None and cell.text]

    def _before(self, row: int, column: int) -> list[Place]:
        owners = [self._owners[row, each] for each in range(column)]
        return [each for each in owners if not self._is_figure(each)]

    def _above(self, row: int, column: int) -> list[Place]:
        """The unbroken labels over a figure, past the figures between."""
        found: list[Place] = []
        for each in range(row - 1, -1, -1):
            owner = self._owners[each, column]
            if not self._is_figure(owner):
                found.insert(0, owner)
            elif found:
                break
        return found

    def _is_figure(self, place: Place) -> bool:
        cell = self.cell(place)
        return cell is not None and bool(cell.figure)

    def naming(self, keys: Iterable[str]) -> Place | None:
        """The label that names all these figures together: their column's, their row's, or the
        head that spans just them."""
        places = [self.places[key] for key in keys if key in self.places]
        rows, columns = {row for row, _ in places}, {column for _, column in places}
        if len(places) < 2:
            return None
        if len(columns) == 1:
            return next(reversed(self._above(*places[0])), None)
        if len(rows) > 1:
            return None
        if named := self._before(*min(places)):
            return named[-1]
        spans = self._above(*places[0])
        wanted = (min(columns), len(columns))
        cells = ((place, self.cell(place)) for place in spans)
        return next((p for p, each in cells if each and (p[1], each.columns) == wanted), None)

    # -- sizes ---------------------------------------------------------------------------

    def widths(self, room: int, metrics: QFontMetrics) -> list[int]:
        """The columns over this many pixels: figures as wide as they need, labels the rest."""
        ratios, labels = self.grid.widths, self.grid.head_columns
        least = metrics.horizontalAdvance("0") * _DIGITS + 2 * CELL_PADDING
        widths = [max(least, int(room * ratio / sum(ratios))) for ratio in ratios]
        left = room - sum(widths[labels:])
        named = max(left, metrics.horizontalAdvance("国") * _LABEL * labels)
        for column in range(labels):
            widths[column] = int(named * ratios[column] / sum(ratios[:labels]))
        widths[labels - 1 if labels else -1] += max(0, room - sum(widths))
        return widths

    def heights(self, widths: list[int], metrics: QFontMetrics) -> list[int]:
        """The rows, high enough for their labels; a small table gets more air than a long one."""
        count = len(self.grid.rows)
        air = 16 if count <= 6 else 8 if count <= 15 else 4
        heights = [metrics.height() + air] * count
        for (row, column), cell in sorted(self.cells(), key=lambda each: each[1].rows):
            if not cell.text:
                continue
            width = sum(widths[column : column + cell.columns]) - 2 * CELL_PADDING
            box = metrics.boundingRect(
                QRect(0, 0, width, 10_000), Qt.TextFlag.TextWordWrap.value, cell.text
            )
            lack = box.height() + air - sum(heights[row : row + cell.rows])
            heights[row + cell.rows - 1] += max(0, lack)
        return heights
