"""方格表: the statutory tables with spanning heads, as rows of places.

In a format file a table is drawn as it looks: a row is a list of strings, ``>`` continues the cell
at the left, ``^`` the cell above, ``=key`` is a figure, and anything else is printed words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Grid", "GridCell", "draw_grid"]


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell at its top left place: words, or a figure's key."""

    text: str = ""
    figure: str = ""
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A whole table; a place covered by another cell holds None. ``widths`` are relative."""

    key: str
    title: str
    widths: tuple[float, ...]
    head_rows: int
    head_columns: int
    rows: tuple[tuple[GridCell | None, ...], ...]
    page: str = ""

    def figures(self) -> Iterator[tuple[int, int, str]]:
        """Row, column and key of each figure, row by row."""
        for row, cells in enumerate(self.rows):
            for column, cell in enumerate(cells):
                if cell is not None and cell.figure:
                    yield row, column, cell.figure

    def words(self) -> Iterator[str]:
        """The printed words of each cell that has any, row by row."""
        for cells in self.rows:
            yield from (cell.text for cell in cells if cell is not None and cell.text)

    def place_of(self, figure: str) -> tuple[int, int] | None:
        """Where a figure stands."""
        found = (place for *place, key in self.figures() if key == figure)
        return next(((row, column) for row, column in found), None)


def draw_grid(
    key: str,
    drawn: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    title: str = "",
    head_rows: int = 0,
    head_columns: int = 0,
    page: str = "",
) -> Grid:
    """The table drawn in a format file. Raises ValueError where rows differ in length or a cell
    is no rectangle."""
    if any(len(row) != len(widths) for row in drawn):
        raise ValueError(f"表格 {key} 的各行列数不一样")
    owners = _owners(key, drawn)
    extents: dict[tuple[int, int], tuple[int, int]] = {}
    for (row, column), owner in owners.items():
        bottom, right = extents.get(owner, owner)
        extents[owner] = (max(bottom, row), max(right, column))
    cells = {
        owner: _cell(drawn[owner[0]][owner[1]], bottom - owner[0] + 1, right - owner[1] + 1)
        for owner, (bottom, right) in extents.items()
    }
    _prove_rectangles(key, owners, cells)
    rows = tuple(
        tuple(cells.get((row, column)) for column in range(len(widths)))
        for row in range(len(drawn))
    )
    return Grid(key, title, tuple(widths), head_rows, head_columns, rows, page)


def _owners(key: str, drawn: Sequence[Sequence[str]]) -> dict[tuple[int, int], tuple[int, int]]:
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row, line in enumerate(drawn):
        for column, sign in enumerate(line):
            place = {">": (row, column - 1), "^": (row - 1, column)}.get(sign)
            if place is not None and place not in owners:
                raise ValueError(f"表格 {key} 第 {row + 1} 行第 {column + 1} 列没有可以接续的格子")
            owners[row, column] = owners[place] if place else (row, column)
    return owners


def _cell(sign: str, rows: int, columns: int) -> GridCell:
    if sign.startswith("="):
        return GridCell(figure=sign[1:], rows=rows, columns=columns)
    return GridCell(text=sign, rows=rows, columns=columns)


def _prove_rectangles(
    key: str,
    owners: dict[tuple[int, int], tuple[int, int]],
    cells: dict[tuple[int, int], GridCell],
) -> None:
    for (row, column), cell in cells.items():
        covered = {
            (row + down, column + right)
            for down in range(cell.rows)
            for right in range(cell.columns)
        }
        if any(owners[place] != (row, column) for place in covered):
            raise ValueError(f"表格 {key} 里“{cell.text or cell.figure}”的格子不是长方形")
