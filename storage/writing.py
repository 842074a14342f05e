"""Writing rows of the data file: the one place that does, so that every row has its checksum.

Always within a transaction of the caller's (``Database.atomic``).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice

from sqlite_utils import Database

from storage.checksums import CHECKSUM, checksums

__all__ = ["STRETCH", "Row", "next_id", "put", "put_columns", "put_many", "roomy"]

STRETCH = 10_000
"""So many rows are in memory at once while many are written."""

_MOST_VALUES = 999
"""So many a statement may take in any SQLite."""

Row = Mapping[str, str | int | None]
"""The cells of one row by column, all but its checksum."""


def put(db: Database, table: str, row: Row) -> None:
    """One whole row, in place of the one with the same key."""
    put_many(db, table, [row])


def put_many(db: Database, table: str, rows: Iterable[Row]) -> None:
    """Whole rows, all with the same columns, each in place of the one with the same key."""
    left = iter(rows)
    while stretch := list(islice(left, STRETCH)):
        put_columns(db, table, {name: [row[name] for row in stretch] for name in stretch[0]})


def put_columns(
    db: Database, table: str, columns: Mapping[str, Sequence[str | int | None]]
) -> None:
    """Whole rows given as their columns; the quickest for many."""
    # Not sqlite-utils' upsert: once it has met a locked file it falls back to an
    # "insert or ignore" that drops a row with NOT NULL columns without a word.
    names = [*columns, CHECKSUM]
    row = f"({', '.join('?' * len(names))})"
    sql = f"insert or replace into {table} ({', '.join(names)}) values "
    stamps = checksums(columns)
    cells = chain.from_iterable(zip(*columns.values(), stamps, strict=True))
    # Dozens of rows with one statement take half the time of one by one.
    at_once = _MOST_VALUES // len(names)
    many, left = divmod(len(stamps), at_once)
    statements = (tuple(islice(cells, at_once * len(names))) for _ in range(many))
    db.conn.executemany(sql + ", ".join([row] * at_once), statements)
    if left:
        db.conn.execute(sql + ", ".join([row] * left), tuple(cells))


@contextmanager
def roomy(db: Database) -> Iterator[None]:
    """Around a transaction: up to 64 MB of changed pages wait in memory for its end. Those of a
    long list would otherwise make room for each other again and again."""
    (before,) = db.execute("pragma cache_size").fetchone()
    db.execute("pragma cache_size = -64000")
    try:
        yield
    finally:
        db.execute(f"pragma cache_size = {before}")


def next_id(db: Database, table: str) -> int:
    """An id for a new row of a table that numbers its rows itself."""
    found = db.execute(f"select coalesce(max(id), 0) + 1 from {table}").fetchone()
    return int(found[0])
