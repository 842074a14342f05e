"""The tables of a data file: exactly those that the migrations make, and nothing else.

A file from elsewhere may carry views, triggers, virtual tables, generated columns or checks that
run when it is read. What is in the file's schema is compared with what the very steps it names
would have made; only then is anything in it read.
"""

import sqlite3
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sqlite_utils import Database, Migrations

from storage.errors import NewerFile, StrangeFile

__all__ = ["check_layout"]

_RECORD = "_sqlite_migrations"
"""The table that names the steps a file has had."""

_STATISTICS = {"sqlite_stat1", "sqlite_stat4"}
"""What SQLite itself may add; nobody else can use such names."""

Layout = Mapping[str, tuple[str, str]]
"""Kind and definition of everything in a schema, by its name."""


def check_layout(connection: sqlite3.Connection, path: Path, steps: Migrations) -> None:
    """Raises NewerFile or StrangeFile; sqlite3.DatabaseError where the schema is damaged."""
    found = _layout(connection)
    applied: set[str] = set()
    if _RECORD in found:
        empty = Database(memory=True)
        steps.ensure_migrations_table(empty)
        if found[_RECORD] != _layout(empty.conn)[_RECORD]:
            raise StrangeFile(path)
        sql = f"select name from {_RECORD} where migration_set = ?"
        rows = connection.execute(sql, [steps.name])
        applied = {name for (name,) in rows}
        known = {each.name for each in steps.pending(empty)}
        if applied - known:
            # A newer program has had all our steps; one we do not know in place of one is none.
            raise NewerFile(path) if known <= applied else StrangeFile(path)
    expected = _after(steps, frozenset(applied), recorded=_RECORD in found)
    extra = {each: found[each] for each in found if each not in _STATISTICS}
    if extra != expected or any(found[each][0] != "table" for each in _STATISTICS & set(found)):
        raise StrangeFile(path)


@cache
def _after(steps: Migrations, applied: frozenset[str], *, recorded: bool) -> Layout:
    """The layout of a file that has had these steps."""
    made = Database(memory=True)
    for each in steps.pending(made):
        if each.name in applied:
            each.fn(made)
    if recorded:
        steps.ensure_migrations_table(made)
    return _layout(made.conn)


def _layout(connection: sqlite3.Connection) -> Layout:
    rows = connection.execute("select name, type, sql from sqlite_master")
    return {str(name): (str(kind), _plain(sql)) for name, kind, sql in rows}


def _plain(sql: str | None) -> str:
    """A definition without blanks and quotes, which differ by the version that wrote it."""
    return "".join(
        each for each in (sql or "") if not each.isspace() and each not in '"[]`'
    ).lower()
