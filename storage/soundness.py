"""Whether what a data file holds is as it was written: SQLite's own check, then row by row."""

import sqlite3
from collections.abc import Iterator

from storage.checksums import checked_tables, wrong_rows
from storage.row_places import place_of

__all__ = ["MOST_PLACES", "damaged_places"]

MOST_PLACES = 5
"""So many damaged places are named; more help nobody."""


def damaged_places(connection: sqlite3.Connection, *, thorough: bool = False) -> tuple[str, ...]:
    """What is damaged, in words, at most ``MOST_PLACES``; nothing where all is sound.

    ``thorough`` looks at the indexes too. Raises sqlite3.DatabaseError where a table cannot even
    be read to its end.
    """
    kind = "integrity_check" if thorough else "quick_check"
    verdict = connection.execute(f"pragma {kind}(1)").fetchone()[0]
    found = [place for place, _ in zip(_wrong(connection), range(MOST_PLACES))]  # noqa: B905
    if not found and verdict != "ok":
        return ("文件的内部结构",)
    return tuple(dict.fromkeys(found))


def _wrong(connection: sqlite3.Connection) -> Iterator[str]:
    for table in checked_tables(connection):
        for rowid in wrong_rows(connection, table):
            yield place_of(connection, table, rowid)
