"""Where Enter leads after Tabs: under the cell in which the row was begun, as in Excel."""

__all__ = ["Cell", "RowStart"]

Cell = tuple[int, int]
"""Row and column in a table."""


class RowStart:
    """Follows the Tabs of one table. Any other way into a cell begins anew there."""

    def __init__(self) -> None:
        self._begun = 0
        self._reached: Cell | None = None

    def tabbed(self, before: Cell, after: Cell) -> None:
        """A Tab led from one cell to another; over the end of a row it begins the next."""
        if before != self._reached:
            self._begun = before[1]
        if after[0] != before[0]:
            self._begun = after[1]
        self._reached = after

    def column(self, here: Cell) -> int:
        """The column in which Enter goes on from a cell."""
        return self._begun if here == self._reached else here[1]
