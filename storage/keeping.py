"""保存: the edits of one year as rows of the data file.

Always within a transaction of the caller's (``Database.atomic``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlite_utils import Database

from storage.collector import without_collector
from storage.edits import (
    CalendarEdit,
    Edit,
    EntryEdit,
    FigureEdit,
    KeepEdit,
    TakingEdit,
    TextEdit,
    UnitEdit,
)
from storage.history import log_edits, now
from storage.ledgers import ledger
from storage.rows import entries_to_columns, entry_to_row, figure_to_text
from storage.writing import STRETCH, Row, next_id, put, put_columns

__all__ = ["add_year", "keep_edits"]


def add_year(db: Database, year: int, format_id: str) -> int:
    """A new year without values; its id."""
    report_id = next_id(db, "report")
    row: Row = {"id": report_id, "year": year, "format": format_id, "created_at": now()}
    put(db, "report", row)
    return report_id


def keep_edits(db: Database, report_id: int, edits: Sequence[Edit]) -> None:
    """The edits of one year, each with its line in the log of changes."""
    for edit in edits:
        match edit:
            case FigureEdit(key=key, after=value):
                digits = None if value is None else figure_to_text(value)
                _put_value(db, "figure", report_id, {"key": key}, {"value": digits})
                _put_unparsed(db, report_id, key, edit.unparsed_after)
            case TextEdit(key=key, after=text):
                _put_value(db, "text", report_id, {"key": key}, {"text": text})
            case UnitEdit(key=key, after=text):
                _put_value(db, "unit", report_id, {"field": key}, {"text": text or None})
            case EntryEdit():
                _put_entry(db, report_id, edit)
            case TakingEdit():
                _put_taken(db, report_id, edit)
            case KeepEdit(key=key, after=kept):
                _put_value(db, "kept", report_id, {"key": key}, asdict(kept) if kept else None)
            case CalendarEdit(key=key, after=None):
                db.execute("delete from calendar where key = ?", [key])
            case CalendarEdit(key=key, after=said):
                put(db, "calendar", {"key": key, "said": said})
    log_edits(db, report_id, edits)


def _put_value(
    db: Database,
    table: str,
    report_id: int,
    key: Mapping[str, str],
    values: Mapping[str, str | None] | None,
) -> None:
    """A row of values, or none where they are None."""
    if values is None or None in values.values():
        ((name, said),) = key.items()
        db.execute(f"delete from {table} where report_id = ? and {name} = ?", [report_id, said])
    else:
        put(db, table, {"report_id": report_id, **key, **values})


def _put_unparsed(db: Database, report_id: int, place: str, text: str) -> None:
    _put_value(db, "unparsed", report_id, {"place": place}, {"text": text or None})


def _put_taken(db: Database, report_id: int, edit: TakingEdit) -> None:
    columns = ledger(edit.ledger)
    if edit.back:
        sql = f"delete from {columns.key} where report_id = ? and id between ? and ?"
        db.execute(sql, [report_id, edit.ids[0], edit.ids[-1]])
        return
    with without_collector():
        rows = entries_to_columns(columns, edit.entries)
        whole = {"report_id": [report_id] * len(edit.entries), **rows}
        for first in range(0, len(edit.entries), STRETCH):
            part = slice(first, first + STRETCH)
            put_columns(db, columns.key, {name: cells[part] for name, cells in whole.items()})


def _put_entry(db: Database, report_id: int, edit: EntryEdit) -> None:
    columns = ledger(edit.ledger)
    prefix = f"{edit.ledger}/{edit.id}/"
    db.execute(
        "delete from unparsed where report_id = ? and substr(place, 1, ?) = ?",
        [report_id, len(prefix), prefix],
    )
    if edit.after is None:
        sql = f"delete from {columns.key} where report_id = ? and id = ?"
        db.execute(sql, [report_id, edit.id])
        return
    put(db, columns.key, {"report_id": report_id, **entry_to_row(columns, edit.after)})
    for key, text in (edit.unparsed_after or {}).items():
        _put_unparsed(db, report_id, prefix + key, text)
