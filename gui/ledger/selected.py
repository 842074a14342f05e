"""The selected cells of a table, by their ranges: a million rows may be selected at once."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QItemSelectionRange
from PySide6.QtWidgets import QTableView

__all__ = ["cells_of", "reach", "selected_ranges", "size_of"]


def selected_ranges(table: QTableView) -> list[QItemSelectionRange]:
    """The stretches of cells that are selected."""
    selection = table.selectionModel().selection()
    return [selection.at(place) for place in range(selection.count())]


def size_of(ranges: Sequence[QItemSelectionRange]) -> int:
    """How many cells they hold."""
    return sum(each.width() * each.height() for each in ranges)


def cells_of(ranges: Sequence[QItemSelectionRange]) -> set[tuple[int, int]]:
    """Their cells, by row and column."""
    return {
        (row, column)
        for each in ranges
        for row in range(each.top(), each.bottom() + 1)
        for column in range(each.left(), each.right() + 1)
    }


def reach(places: Iterable[int]) -> range:
    """From the first to the last of them."""
    held = list(places)
    return range(min(held), max(held) + 1)
