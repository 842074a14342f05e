"""A table copied with its labels, from a report or a web page: each number under its own row."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.grids import Grid
from storage.published.lines import squeezed
from storage.published.tables import Shape, read_rows, rows_of_grid

__all__ = ["Labelled", "labelled"]

_FEWEST = 2
"""So many labels of a form are in no block of numbers by chance."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """The words of each figure found, and the labels of the rows whose numbers are unclear."""

    cells: dict[str, str]
    unclear: tuple[str, ...]


def labelled(grid: Grid, block: Sequence[Sequence[str]]) -> Labelled | None:
    """A copied block read by the labels in it; None where it is a block of numbers alone."""
    lines = ["\t".join(cell.replace("\n", "") for cell in row) for row in block]
    said = squeezed("".join(lines))
    texts = {squeezed(cell.text) for row in grid.rows for cell in row if cell and cell.text}
    if sum(1 for each in texts if each in said) < _FEWEST:
        return None
    shape = Shape(len(grid.widths), grid.head_columns)
    taken = read_rows(lines, rows_of_grid(grid), shape)
    return Labelled(taken.cells, tuple(taken.unclear)) if taken.cells else None
