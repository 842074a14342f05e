"""Writing rows of the data file: the one place that does, so that every row has its checksum.

Always within a transaction of the caller's (``Database.atomic``).
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from sqlite_utils import Database

from storage.checksums import CHECKSUM, stamper

__all__ = ["Row", "next_id", "put", "put_cells", "put_many"]

Row = Mapping[str, str | int | None]
"""The cells of one row by column, all but its checksum."""


def put(db: Database, table: str, row: Row) -> None:
    """One whole row, in place of the one with the same key."""
    put_many(db, table, [row])


def put_many(db: Database, table: str, rows: Iterable[Row]) -> None:
    """Whole rows, all with the same columns, each in place of the one with the same key."""
    rest = iter(rows)
    for first in rest:
        put_cells(db, table, tuple(first), (list(row.values()) for row in chain([first], rest)))


def put_cells(
    db: Database, table: str, names: Sequence[str], rows: Iterable[Sequence[str | int | None]]
) -> None:
    """Whole rows as their cells in the order of ``names``; the quickest for many."""
    # Not sqlite-utils' upsert: once it has met a locked file it falls back to an
    # "insert or ignore" that drops a row with NOT NULL columns without a word.
    columns, places = ", ".join([*names, CHECKSUM]), ", ".join("?" * (len(names) + 1))
    sql = f"insert or replace into {table} ({columns}) values ({places})"
    stamp = stamper(names)
    db.conn.executemany(sql, ([*cells, stamp(cells)] for cells in rows))


def next_id(db: Database, table: str) -> int:
    """An id for a new row of a table that numbers its rows itself."""
    found = db.execute(f"select coalesce(max(id), 0) + 1 from {table}").fetchone()
    return int(found[0])
