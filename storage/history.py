"""历史: the log of changes, written with every edit and read for one place at a time.

The log never shrinks and lives in the data file only; it says who changed what, when, from what
to what, in the words that the clerk sees and could type again.
"""

import ast
import getpass
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storage.cells import show_cell
from storage.edits import Edit, EntryEdit, FigureEdit, KeepEdit, TakingEdit
from storage.ledgers import LEDGERS, Kind, Ledger, ledger
from storage.report import Entry
from storage.rows import figure_to_text, row_to_entry
from storage.writing import next_id, put_many

__all__ = ["Change", "cells_of", "changes_of", "log_edits", "now", "user_name"]

_MOST = 500
"""So many changes of one place are shown, the newest."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one place. None stands for 未填; of a text, for the format's own wording.

    ``column`` is the key of a ledger's column, "" elsewhere. ``who`` is the name under which
    somebody was logged in, "" where it is not known.
    """

    at: datetime
    who: str
    before: str | None
    after: str | None
    column: str = ""


def log_edits(db: Database, report_id: int, edits: Sequence[Edit]) -> None:
    """A line for each edit, in the transaction that keeps the edits."""
    at, who, first = now(), user_name(), next_id(db, "change")
    rows = (
        {"id": number, "at": at, "report_id": report_id, "who": who, **_line(edit)}
        for number, edit in enumerate(edits, first)
    )
    put_many(db, "change", rows)


def changes_of(db: Database, report_id: int, place: str) -> tuple[Change, ...]:
    """What happened at a place as findings name it, the newest first.

    Of ``ledger/entry id/`` without a column, what happened in all columns of the entry.
    """
    held = next((each for each in LEDGERS if place.startswith(f"{each.key}/")), None)
    if held is not None:
        _, entry_id, column = place.split("/")
        found = _entry_changes(db, report_id, held, int(entry_id))
        return tuple(each for each in found if not column or each.column == column)
    rows = db.execute(
        "select at, who, before, after from change where report_id = ? and place = ?"
        " order by id desc limit ?",
        [report_id, _bare(place), _MOST],
    )
    return tuple(Change(datetime.fromisoformat(at), *said) for at, *said in rows)


def _entry_changes(db: Database, report_id: int, held: Ledger, entry_id: int) -> Iterator[Change]:
    """What happened in the cells of an entry, that it was taken in with others included."""
    place, many = f"{held.key}/{entry_id}", f"{held.key}/"
    rows = db.execute(
        "select at, who, place, before, after from change where report_id = ? and (place = ?"
        " or place like ? and cast(substr(place, ?) as integer) <= ?"
        " and cast(substr(place, instr(place, '-') + 1) as integer) >= ?)"
        " order by id desc limit ?",
        [report_id, place, f"{many}%-%", len(many) + 1, entry_id, entry_id, _MOST],
    ).fetchall()
    # A line of many entries does not say what they held: the next change of the entry does, or
    # else the ledger.
    later = _as_it_is(db, report_id, held, entry_id)
    for at, who, logged, before, after in rows:
        if logged != place:
            before, after = None, later if before is None else None
        yield from _cell_changes(held, datetime.fromisoformat(at), who, before, after)
        later = before


def _as_it_is(db: Database, report_id: int, held: Ledger, entry_id: int) -> str | None:
    sql = f"select * from {held.key} where report_id = ? and id = ?"
    cursor = db.execute(sql, [report_id, entry_id])
    row = cursor.fetchone()
    if row is None:
        return None
    names = (each[0] for each in cursor.description)
    return _entry_words(held, row_to_entry(held, dict(zip(names, row, strict=True))), None)


def user_name() -> str:
    """Under which name somebody is logged in, "" where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        # What is raised for a user without a name differs by system.
        return ""


def now() -> str:
    """The moment as the log keeps it, with its offset."""
    return datetime.now().astimezone().isoformat(timespec="milliseconds")


def _bare(place: str) -> str:
    """Figures, texts and fields of the unit have different keys, so the log needs no prefix."""
    return place.removeprefix("text:").removeprefix("unit:")


def _line(edit: Edit) -> dict[str, str | None]:
    if isinstance(edit, EntryEdit):
        held = ledger(edit.ledger)
        return {
            "place": f"{edit.ledger}/{edit.id}",
            "before": _entry_words(held, edit.before, edit.unparsed_before),
            "after": _entry_words(held, edit.after, edit.unparsed_after),
        }
    if isinstance(edit, TakingEdit):
        first, last = edit.ids[0], edit.ids[-1]
        said = [None, f"{len(edit.entries)} 条"]
        before, after = reversed(said) if edit.back else said
        return {"place": f"{edit.ledger}/{first}-{last}", "before": before, "after": after}
    if isinstance(edit, FigureEdit):
        before, after = (
            typed or (None if value is None else figure_to_text(value))
            for typed, value in (
                (edit.unparsed_before, edit.before),
                (edit.unparsed_after, edit.after),
            )
        )
        return {"place": edit.key, "before": before, "after": after}
    if isinstance(edit, KeepEdit):
        reasons = [each.reason if each else None for each in (edit.before, edit.after)]
        return {"place": edit.key, "before": reasons[0], "after": reasons[1]}
    return {"place": edit.key, "before": edit.before, "after": edit.after}


def _entry_words(
    held: Ledger, entry: Entry | None, unparsed: Mapping[str, str] | None
) -> str | None:
    if entry is None:
        return None
    words = {
        column.key: show_cell(entry.cells[column.key])
        for column in held.columns
        if column.key in entry.cells
    }
    return json.dumps({**words, **(unparsed or {})}, ensure_ascii=False)


def _cell_changes(
    held: Ledger, at: datetime, who: str, before: str | None, after: str | None
) -> Iterator[Change]:
    old, new = cells_of(held, before), cells_of(held, after)
    for column in held.columns:
        was, became = old.get(column.key), new.get(column.key)
        if was != became:
            yield Change(at, who, was, became, column.key)


def cells_of(held: Ledger, logged: str | None) -> Mapping[str, str]:
    """The words of an entry's cells as a line has them; nothing where it cannot be read."""
    if logged is None:
        return {}
    try:
        cells: Any = json.loads(logged)
    except ValueError:
        cells = _earlier(held, logged)
    return {str(key): str(text) for key, text in cells.items()} if isinstance(cells, dict) else {}


def _earlier(held: Ledger, logged: str) -> Mapping[str, str]:
    """A line of a program before this log held words: a row, as Python writes one."""
    try:
        row = ast.literal_eval(logged)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return {}
    if not isinstance(row, dict):
        return {}
    flags = {column.key for column in held.columns if column.kind is Kind.FLAG}
    return {
        key: show_cell(bool(value) if key in flags else value)
        for key, value in row.items()
        if key != "id" and value is not None
    }
