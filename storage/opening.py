"""Whether a data file may be opened, found out by reading alone: a refused one stays untouched.

First from outside (whose it is, its seal), then its tables, then its rows. Nothing of a file is run
before its tables are known to be ours.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from storage import seal
from storage.errors import (
    DamagedFile,
    FileUnavailable,
    NotOurFile,
    ProgramError,
    StrangeFile,
    reason,
)
from storage.file_kind import APPLICATION_ID
from storage.layout import check_layout
from storage.migrations import MIGRATIONS
from storage.soundness import MOST_PLACES, damaged_places

__all__ = ["check_inside", "check_outside", "connect", "opening_failure"]

_BUSY_SECONDS = 1.0
_MAX_BYTES = 2 * 2**30
"""A million entries take a fifth of it."""
_SMALL_BYTES = 8 * 2**20
"""Files up to this size are read row by row even where the seal is whole: it costs 0.1 s."""
_MAX_CELL_BYTES = 8 * 2**20
_MAX_YEARS = 200
_LAYOUT_SECONDS = 1.0

_MAGIC = b"SQLite format 3\0"
_MARK = APPLICATION_ID.to_bytes(4, "big")
_MODES = (bytes((1, 1)), bytes((2, 2)))
"""Bytes 18 and 19: closed, or with a log beside it."""

_WORLD = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
"""SQLite's codes for what is not the file's own fault."""


def connect(path: Path, *, read_only: bool = False) -> Database:
    """A connection to a data file that lets nothing in it run. Raises FileUnavailable."""
    uri = path.absolute().as_uri() + ("?mode=ro" if read_only else "")
    try:
        connection = sqlite3.connect(uri, timeout=_BUSY_SECONDS, uri=True)
    except sqlite3.Error as error:
        raise FileUnavailable(f"无法打开“{path.name}”（{reason(error)}）。") from error
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_CELL_BYTES)
    db = Database(connection, execute_plugins=False)
    db.execute("pragma trusted_schema = off")
    db.execute("pragma foreign_keys = on")
    return db


def check_outside(path: Path) -> seal.Seal:
    """What can be told before SQLite reads anything: whose file it is, and its seal."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
        if path.stat().st_size > _MAX_BYTES:
            raise FileUnavailable(f"“{path.name}”太大，不会是公开年报的数据文件，没有打开。")
        wrong = _differing(header[:16], _MAGIC) + _differing(header[68:72], _MARK)
        if wrong > 1:
            raise NotOurFile(path)
        # With any other two bytes SQLite would call the file read-only.
        if wrong or header[18:20] not in _MODES:
            raise DamagedFile(path, "文件的开头有一处不对")
        return seal.check(path)
    except OSError as error:
        raise FileUnavailable(f"无法读取“{path.name}”，请检查是否有权限。") from error


def _differing(found: bytes, expected: bytes) -> int:
    same = sum(one == other for one, other in zip(found, expected, strict=False))
    return len(expected) - same


def check_inside(path: Path, state: seal.Seal) -> None:
    """What can be told by reading alone, so that a file that is refused stays as it is."""
    # What a power cut left half written must be taken back first, which is no reading.
    torn = path.with_name(f"{path.name}-journal").exists()
    db = connect(path, read_only=not torn)
    try:
        with _bounded(db.conn):
            _check_kind(db, path)
        _check_rows(db, path, state)
    except StrangeFile as error:
        if state is seal.Seal.BROKEN:
            raise DamagedFile(path, "文件的内部结构不对") from error
        raise
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # SQLite's own words on a damaged schema may be no text any more.
        raise opening_failure(path, error) from error
    finally:
        db.close()


def _check_kind(db: Database, path: Path) -> None:
    check_layout(db.conn, path, MIGRATIONS)
    if db.table("report").exists() and db.table("report").count > _MAX_YEARS:
        raise StrangeFile(path)


def _check_rows(db: Database, path: Path, state: seal.Seal) -> None:
    if state is seal.Seal.WHOLE and path.stat().st_size > _SMALL_BYTES:
        return
    places = damaged_places(db.conn, thorough=state is seal.Seal.BROKEN)
    if places:
        more = "等处" if len(places) == MOST_PLACES else ""
        raise DamagedFile(path, f"{'、'.join(places)}{more}和写入时不一样", places)


@contextmanager
def _bounded(connection: sqlite3.Connection) -> Iterator[None]:
    """Reading a schema takes no time; one that does was made to."""
    end = time.monotonic() + _LAYOUT_SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > end, 10_000)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def opening_failure(path: Path, error: sqlite3.DatabaseError | ValueError) -> ProgramError:
    """What SQLite's refusal means: the world's fault, somebody's doing, or damage."""
    code = getattr(error, "sqlite_errorcode", 0) & 255
    log = path.with_name(f"{path.name}-wal")
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) and log.exists():
        return FileUnavailable(
            f"“{path.name}”上次没有正常关闭，它所在的位置又只能读，没有打开。"
            f"请把它和旁边的“{log.name}”一起复制到可以写的文件夹里，再打开那一份。"
        )
    if code in _WORLD:
        return FileUnavailable(f"无法打开“{path.name}”（{reason(error)}）。")
    if code == sqlite3.SQLITE_INTERRUPT:
        return StrangeFile(path)
    return DamagedFile(path, "不是完整的数据库")
