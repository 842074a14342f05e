"""The rows of a damaged file from before there were checksums, as far as SQLite still finds them.

Nothing vouches for them, so they are taken as they read; a range of rows that cannot be read is
halved until only the unreadable ones are left out.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from storage.raw_rows import FoundRow, Lost

__all__ = ["old_rows"]

_TABLES = (
    "report",
    "unit",
    "figure",
    "text",
    "unparsed",
    "publications",
    "requests",
    "disputes",
    "improvements",
    "kept",
    "change",
)
"""Those of the files without checksums."""

_MOST = 2**20
"""Where even the greatest rowid cannot be read."""
_PATIENCE = 3000
"""So many ranges of a table may be unreadable; a lost page makes some hundred."""


def old_rows(path: Path) -> Iterator[FoundRow | Lost]:
    """Every row that can be read; nothing where SQLite cannot make out the tables at all."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        connection.execute("pragma trusted_schema = off")
        connection.text_factory = bytes
        for table in _TABLES:
            try:
                names = _columns(connection, table)
                if names:
                    yield from _range(connection, table, names, _last(connection, table))
            # A flipped byte may leave words that are no UTF-8.
            except (sqlite3.DatabaseError, UnicodeDecodeError):
                yield Lost(table, None)


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a plain table; none for anything else."""
    kinds = connection.execute("select type from sqlite_master where name = ?", [table]).fetchall()
    if kinds != [(b"table",)]:
        return []
    rows = connection.execute("select name from pragma_table_info(?)", [table])
    return [name.decode() for (name,) in rows]


def _last(connection: sqlite3.Connection, table: str) -> int:
    try:
        found = connection.execute(f"select coalesce(max(rowid), 0) from {table}").fetchone()[0]
    except sqlite3.DatabaseError:
        return _MOST
    return min(int(found), _MOST)


def _range(
    connection: sqlite3.Connection, table: str, names: list[str], last: int
) -> Iterator[FoundRow | Lost]:
    sql = f"select {', '.join(names)} from {table} where rowid between ? and ?"
    ranges, failures = [(1, last)], 0
    while ranges and failures < _PATIENCE:
        first, last = ranges.pop()
        try:
            rows = connection.execute(sql, [first, last]).fetchall()
        except sqlite3.DatabaseError:
            failures += 1
            if first == last:
                yield Lost(table, None)
            else:
                middle = (first + last) // 2
                ranges += [(middle + 1, last), (first, middle)]
            continue
        for row in rows:
            if all(cell is None or isinstance(cell, bytes | int) for cell in row):
                yield FoundRow(table, dict(zip(names, row, strict=True)))
