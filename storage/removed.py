"""删除过的条目: entries that were taken out of a ledger, from the log of changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.history import cells_of
from storage.ledgers import Ledger

__all__ = ["Removed", "removed_entries"]

_MOST = 1000
"""So many are found, those removed last."""


@dataclass(frozen=True, slots=True)
class Removed:
    """An entry that was taken out and did not come back: its id then, and the words of its cells
    by column, as they can be typed again."""

    at: datetime
    who: str
    id: int
    words: Mapping[str, str]


def removed_entries(db: Database, report_id: int, held: Ledger) -> tuple[Removed, ...]:
    """What was removed from a ledger, the last removed first. Raises ValueError for a bad line."""
    # One that came back by undo was put at its place again with the same words.
    rows = db.execute(
        "select at, who, place, before from change as gone where report_id = ? and place like ?"
        " and after is null and before is not null and instr(place, '-') = 0"
        " and not exists (select 1 from change where report_id = gone.report_id"
        " and place = gone.place and id > gone.id and before is null and after = gone.before)"
        " order by id desc limit ?",
        [report_id, f"{held.key}/%", _MOST],
    )
    found = (
        Removed(datetime.fromisoformat(at), who, int(place.split("/")[1]), cells_of(held, before))
        for at, who, place, before in rows.fetchall()
    )
    return tuple(each for each in found if each.words)
