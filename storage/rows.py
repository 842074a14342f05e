"""How ledger entries and figures look as rows of the data file, both ways."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from storage.entry_batch import column_of, ids_of
from storage.ledgers import Column, Kind, Ledger
from storage.report import Cell, Entry
from storage.values import NOT_APPLICABLE, Special, Value

__all__ = [
    "SEPARATOR",
    "cell_from_sql",
    "entries_to_columns",
    "entry_to_row",
    "figure_to_text",
    "row_to_entry",
    "text_to_figure",
]

_TEXTS = {Kind.TEXT, Kind.LONG_TEXT}
SEPARATOR = "、"
"""Between the terms of a 多选 cell; no term holds it."""


def figure_to_text(value: Value) -> str:
    """A figure as the data file keeps it: its digits as entered, or 不适用."""
    return value.value if isinstance(value, Special) else format(value, "f")


def text_to_figure(text: str) -> Value:
    """The other way round. Raises decimal.InvalidOperation for a damaged row."""
    return NOT_APPLICABLE if text == NOT_APPLICABLE.value else Decimal(text)


def entry_to_row(ledger: Ledger, entry: Entry) -> dict[str, Any]:
    """An entry as a row, without the report's id."""
    cells = {column.key: _to_sql(entry.cells.get(column.key)) for column in ledger.columns}
    return {"id": entry.id, **cells}


def entries_to_columns(
    ledger: Ledger, entries: Sequence[Entry]
) -> dict[str, Sequence[str | int | None]]:
    """Many entries as the columns of their rows, without the report's id."""
    ids = ids_of(entries)
    return {"id": ids} | {
        column.key: _column_to_sql(column, column_of(entries, column.key))
        for column in ledger.columns
    }


def _column_to_sql(column: Column, cells: Sequence[Cell]) -> Sequence[str | int | None]:
    if column.kind is Kind.AMOUNT:
        # 1.5 and 1.50 are alike, but each stays as it was written.
        return [_to_sql(cell) for cell in cells]
    # Days and terms come again and again, so each is written out once.
    if column.kind in _TEXTS:
        return cells  # type: ignore[return-value]
    known = {cell: _to_sql(cell) for cell in {*cells}}
    return [*map(known.__getitem__, cells)]


def row_to_entry(ledger: Ledger, row: Mapping[str, Any]) -> Entry:
    """A row as an entry; blank cells are left out."""
    cells = {
        column.key: cell_from_sql(column, row[column.key])
        for column in ledger.columns
        if row[column.key] is not None
    }
    return Entry(row["id"], cells)


def _to_sql(cell: Cell) -> str | int | None:
    match cell:
        case None | bool() | int() | str():
            return cell
        case Decimal():
            return format(cell, "f")
        case date():
            return cell.isoformat()
        case tuple():
            return SEPARATOR.join(cell)


def cell_from_sql(column: Column, stored: str | int) -> Cell:
    """A cell as the data file keeps it. Raises ValueError for a damaged one."""
    match column.kind:
        case Kind.DATE:
            return date.fromisoformat(str(stored))
        case Kind.COUNT:
            return int(stored)
        case Kind.AMOUNT:
            return Decimal(stored)
        case Kind.FLAG:
            return bool(stored)
        case Kind.CHOICES:
            return tuple(str(stored).split(SEPARATOR))
        case Kind.TEXT | Kind.LONG_TEXT | Kind.CHOICE:
            return str(stored)
