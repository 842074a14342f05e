"""Row checksums (校验值): SQLite notices few flipped bytes, so each row of the clerk's carries one.

A row's checksum is the CRC-32 of its cells in the order of their columns' names, written one after
the other as ``name=value`` in UTF-8. Blank cells are left out, so a column added later changes
nothing.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from zlib import crc32

__all__ = [
    "CHECKSUM",
    "add_column",
    "checked_tables",
    "checksum",
    "checksums",
    "columns_of",
    "stamp_all",
    "wrong_rows",
]

CHECKSUM = "checksum"
"""The column of the checksum; every table with the clerk's data has it."""


def checksum(row: Mapping[str, bytes | str | int | None]) -> int:
    """What a row is stamped with; ``row`` has all its columns but the checksum."""
    names = sorted(row)
    return _sum(_labels(names), [_stored(row[name]) for name in names])


def checksums(columns: Mapping[str, Sequence[str | int | None]]) -> list[int]:
    """The same for many rows, given as their columns."""
    made, cells = "", []
    for name in sorted(columns):
        column = columns[name]
        blank = column.count(None)
        if blank == len(column):
            continue
        # 是 and 否 are written as the numbers they are kept as.
        kind = "d" if isinstance(next(filter(_is_filled, column)), int) else "s"
        if blank:
            column = ["" if each is None else f"{name}={each:{kind}}" for each in column]
        made += "%s" if blank else f"{name}=%{kind}"
        cells.append(column)
    rows = map(made.__mod__, zip(*cells, strict=True))
    return [*map(crc32, map(str.encode, rows))]


def _is_filled(cell: str | int | None) -> bool:
    return cell is not None


def add_column(connection: sqlite3.Connection, table: str) -> None:
    """Give a table its checksums; -1, which no row's can be, stands where none was made yet."""
    connection.execute(f"alter table {table} add column {CHECKSUM} integer not null default -1")


def checked_tables(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The tables whose rows carry a checksum, the log of changes last."""
    sql = (
        "select m.name from sqlite_master m, pragma_table_info(m.name) c"
        " where m.type = 'table' and c.name = ? order by m.name = 'change', m.name"
    )
    return tuple(name for (name,) in connection.execute(sql, [CHECKSUM]))


def columns_of(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """The columns a checksum is made of, in its order."""
    found = connection.execute("select name from pragma_table_info(?)", [table])
    return tuple(sorted(name for (name,) in found if name != CHECKSUM))


def wrong_rows(connection: sqlite3.Connection, table: str) -> Iterator[int]:
    """The rowids of the rows that are not as they were written.

    Raises sqlite3.DatabaseError where not even that can be read.
    """
    return (rowid for rowid, kept, found in _rows(connection, table) if kept != found)


def stamp_all(connection: sqlite3.Connection) -> None:
    """Stamp every row anew, after a migration has changed the tables."""
    for table in checked_tables(connection):
        fresh = [(found, row) for row, kept, found in _rows(connection, table) if kept != found]
        connection.executemany(f"update {table} set {CHECKSUM} = ? where rowid = ?", fresh)


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[tuple[int, int, int]]:
    """Rowid, kept checksum and the checksum as the row now stands."""
    names = columns_of(connection, table)
    labels = _labels(names)
    # As bytes: a damaged text may be no UTF-8 any more.
    cells = ", ".join(f"cast({name} as blob)" for name in names)
    sql = f"select rowid, {CHECKSUM}, {cells} from {table}"
    for rowid, kept, *values in connection.execute(sql):
        yield rowid, kept, _sum(labels, values)


def _stored(cell: bytes | str | int | None) -> bytes | None:
    if cell is None or isinstance(cell, bytes):
        return cell
    return cell.encode() if isinstance(cell, str) else b"%d" % cell


def _labels(names: Sequence[str]) -> tuple[bytes, ...]:
    return tuple(f"{name}=".encode() for name in names)


def _sum(labels: Sequence[bytes], values: Sequence[bytes | None]) -> int:
    parts: list[bytes] = []
    for label, value in zip(labels, values, strict=True):
        if value is not None:
            parts += (label, value)
    return crc32(b"".join(parts))
