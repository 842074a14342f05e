"""Working on a block of a statutory table: copied, pasted, filled from above, emptied.

Sums and labels hold their place in a block but nothing is put into them.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from gui.grid.model import GridModel
from gui.ledger.clipboard_block import read_block, write_block
from gui.widgets.figure_edits import type_figures

if TYPE_CHECKING:
    from gui.grid.labelled import Labelled

__all__ = ["Cell", "clear_cells", "copy_down", "paste", "written"]

_NAMED = 2
Cell = tuple[int, int]
"""Row and column in the model."""


def written(model: GridModel, cells: Sequence[Cell]) -> str:
    """The smallest block around these cells as Excel takes it, the others in it left blank."""
    rows, columns = [row for row, _ in cells], [column for _, column in cells]
    held = {cell: model.text(model.key(*cell)) for cell in cells}
    return write_block(
        [
            [held.get((row, column), "") for column in range(min(columns), max(columns) + 1)]
            for row in range(min(rows), max(rows) + 1)
        ]
    )


def paste(model: GridModel, cells: Sequence[Cell], text: str) -> str:
    """A block put down from the first of the selected cells on, a single text into all of them, a
    table with its labels by these; tells what was done."""
    # Reading labels is slow to load, and few paste them.
    from gui.grid.labelled import labelled

    block = read_block(text)
    if block == [[""]]:
        return "剪贴板里没有可以粘贴的内容。"
    if table := labelled(model.shape.grid, block):
        return _paste_labelled(model, table)
    if len(block) == 1 == len(block[0]):
        placed = dict.fromkeys(cells, block[0][0])
    else:
        top, left = min(row for row, _ in cells), min(column for _, column in cells)
        placed = {
            (top + down, left + right): each
            for down, line in enumerate(block)
            for right, each in enumerate(line)
        }
    rows, columns = model.rowCount(), model.columnCount()
    inside = {
        (row, column): each
        for (row, column), each in placed.items()
        if row < rows and column < columns
    }
    unread = _put(model, inside, "粘贴")
    said = f"已粘贴 {len(block)} 行"
    said += f"，其中 {unread} 格不是可用的数，已标红" if unread else ""
    said += "，超出表格的没有粘贴" if len(inside) < len(placed) else ""
    return f"{said}，可按 Ctrl+Z 撤销"


def _paste_labelled(model: GridModel, table: "Labelled") -> str:
    fields = model.session.report.format.fields
    typed = {key: text for key, text in table.cells.items() if not fields[key].computed}
    unread = type_figures(model.session, typed, "粘贴")
    said = f"已按表里的栏目粘贴 {len(typed)} 个数"
    said += f"，其中 {unread} 格不是可用的数，已标红" if unread else ""
    if table.unclear:
        named = "、".join(f"“{each}”" for each in table.unclear[:_NAMED])
        more = f"等 {len(table.unclear)} 行" if len(table.unclear) > _NAMED else ""
        said += f"；{named}{more}分不清各是哪一格，没有粘贴"
    return f"{said}，可按 Ctrl+Z 撤销"


def copy_down(model: GridModel, cells: Sequence[Cell]) -> None:
    """The figure above into a single row of cells; of several rows, the first into the rest."""
    if not cells:
        return
    top, single = min(row for row, _ in cells), len({row for row, _ in cells}) == 1
    source = top - 1 if single else top
    if source >= 0:
        typed = {
            (row, column): model.text(model.key(source, column))
            for row, column in cells
            if row != source and model.key(source, column)
        }
        _put(model, typed, "照抄上一行")


def clear_cells(model: GridModel, cells: Sequence[Cell]) -> None:
    """Nothing in any of them; a sum that was taken over as typed follows its parts again."""
    keys = [model.key(*cell) for cell in cells]
    type_figures(model.session, dict.fromkeys(keys, ""), "清除内容")


def _put(model: GridModel, typed: Mapping[Cell, str], name: str) -> int:
    figures = {model.key(*cell): text for cell, text in typed.items() if model.typable(*cell)}
    return type_figures(model.session, figures, name)
