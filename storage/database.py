"""The data file as a whole: making one, and opening one only when it is safe to.

One SQLite file; WAL with one fsync a commit while open, back to a single whole file when closed.
"""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from sqlite_utils import Database

from storage.errors import DamagedFile, FileUnavailable, NewerFile, NotOurFile
from storage.migrations import MIGRATIONS

__all__ = ["APPLICATION_ID", "SUFFIX", "close", "create", "open_file", "reason"]

APPLICATION_ID = 0x4E425846
"""Marks a SQLite file as ours (“NBXF”), read by file managers too."""

SUFFIX = ".nianbao"

_MAX_PATH_BYTES = 500
"""SQLite cannot open longer absolute paths (503 bytes, about 167 Chinese characters)."""

_BUSY_SECONDS = 1.0


def create(path: Path) -> Database:
    """A new, empty data file. Raises FileUnavailable; never overwrites."""
    _check_folder(path)
    if path.exists():
        raise FileUnavailable(f"“{path.name}”已经存在，请换一个文件名，或直接打开它。")
    db = _connect(path)
    try:
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        return _prepared(db)
    except sqlite3.Error as error:
        _discard(db, path)
        raise FileUnavailable(f"无法在“{path.parent}”里新建文件（{reason(error)}）。") from error


def open_file(path: Path) -> Database:
    """An existing data file, proven to be ours, whole and not newer than this program.

    Raises FileUnavailable, NotOurFile, NewerFile or DamagedFile; then nothing was changed.
    """
    _check_folder(path)
    if not path.is_file():
        raise FileUnavailable(f"找不到文件“{path}”，它可能被移动、改名或删除了。")
    _check_header(path)
    db = _connect(path)
    try:
        _check_content(db, path)
        return _prepared(db)
    except sqlite3.DatabaseError as error:
        db.close()
        raise _opening_failure(path, error) from error
    except (NewerFile, DamagedFile):
        db.close()
        raise


def close(db: Database) -> None:
    """Everything into the one file, so that a copy of it is whole."""
    # Refused while somebody else still reads the file; SQLite tidies up when the last one closes.
    with suppress(sqlite3.OperationalError):
        db.execute("pragma journal_mode = delete")
    db.close()


def _connect(path: Path) -> Database:
    try:
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    except sqlite3.Error as error:
        raise FileUnavailable(f"无法打开“{path.name}”（{reason(error)}）。") from error
    return Database(connection, execute_plugins=False)


def _prepared(db: Database) -> Database:
    db.execute("pragma trusted_schema = off")
    db.execute("pragma foreign_keys = on")
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = full")
    MIGRATIONS.apply(db)
    return db


def _check_folder(path: Path) -> None:
    if len(os.fsencode(path.absolute())) > _MAX_PATH_BYTES:
        raise FileUnavailable("文件所在的位置太深，路径太长，请放到上层的文件夹里再试。")
    if not path.absolute().parent.is_dir():
        raise FileUnavailable(f"找不到文件夹“{path.absolute().parent}”，请先建好或换一个位置。")


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise FileUnavailable(f"无法读取“{path.name}”，请检查是否有权限。") from error
    ours = int.from_bytes(header[68:72], "big") == APPLICATION_ID
    if not (header.startswith(b"SQLite format 3\0") and ours):
        raise NotOurFile(path)


def _check_content(db: Database, path: Path) -> None:
    verdict = db.execute("pragma quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise DamagedFile(path, "数据校验不通过")
    if "_sqlite_migrations" in db.table_names():
        known = {each.name for each in MIGRATIONS.pending(Database(memory=True))}
        applied = {each.name for each in MIGRATIONS.applied(db)}
        if applied - known:
            raise NewerFile(path)


def _opening_failure(path: Path, error: sqlite3.DatabaseError) -> Exception:
    if isinstance(error, sqlite3.OperationalError):
        return FileUnavailable(f"无法打开“{path.name}”（{reason(error)}）。")
    return DamagedFile(path, "不是完整的数据库")


def _discard(db: Database, path: Path) -> None:
    db.close()
    path.unlink(missing_ok=True)


def reason(error: sqlite3.Error) -> str:
    """What SQLite reports, in the clerk's words."""
    text = str(error)
    known = {
        "locked": "文件正被另一个程序使用",
        "full": "磁盘已满",
        "readonly": "文件是只读的",
        "unable to open": "没有权限或位置不可用",
        "disk I/O": "磁盘读写出错",
    }
    return next((said for sign, said in known.items() if sign in text), text)
