"""The data file as a whole: making one, and opening one only when it is safe to.

One SQLite file; WAL with one fsync a commit while open, back to a single whole file when closed.
"""

import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from storage.backups import back_up
from storage.checksums import stamp_all
from storage.errors import (
    BackupFailed,
    DamagedFile,
    FileUnavailable,
    NewerFile,
    NotOurFile,
    reason,
)
from storage.file_kind import APPLICATION_ID, SUFFIX, check_place
from storage.migrations import MIGRATIONS

__all__ = ["APPLICATION_ID", "SUFFIX", "close", "create", "open_file"]

_BUSY_SECONDS = 1.0


def create(path: Path) -> Database:
    """A new, empty data file. Raises FileUnavailable; never overwrites."""
    check_place(path)
    if path.exists():
        raise FileUnavailable(f"“{path.name}”已经存在，请换一个文件名，或直接打开它。")
    db = _connect(path)
    try:
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        _migrate(db)
        return _prepared(db)
    except sqlite3.Error as error:
        _discard(db, path)
        raise FileUnavailable(f"无法在“{path.parent}”里新建文件（{reason(error)}）。") from error


def open_file(path: Path) -> Database:
    """An existing data file, proven to be ours, whole and not newer than this program.

    Raises FileUnavailable, NotOurFile, NewerFile or DamagedFile; then nothing was changed.
    """
    check_place(path)
    if not path.is_file():
        raise FileUnavailable(f"找不到文件“{path}”，它可能被移动、改名或删除了。")
    _check_header(path)
    db = _connect(path)
    try:
        _check_content(db, path)
        _bring_up_to_date(db, path)
        return _prepared(db)
    except sqlite3.DatabaseError as error:
        db.close()
        raise _opening_failure(path, error) from error
    except Exception:
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
    db = Database(connection, execute_plugins=False)
    db.execute("pragma trusted_schema = off")
    db.execute("pragma foreign_keys = on")
    return db


def _prepared(db: Database) -> Database:
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = full")
    return db


def _bring_up_to_date(db: Database, path: Path) -> None:
    """All pending steps or none, and only once a proven backup of the old state exists."""
    if not MIGRATIONS.pending(db):
        return
    try:
        backup = back_up(db.conn, path, datetime.now())
    except (BackupFailed, FileUnavailable) as error:
        raise FileUnavailable(
            f"“{path.name}”由旧版本的公开年报创建，打开之前要先备份，但备份没有做成，"
            f"所以没有打开，文件未作任何改动。{error}"
        ) from error
    try:
        _migrate(db)
    except sqlite3.Error as error:
        raise FileUnavailable(
            f"“{path.name}”由旧版本的公开年报创建，没能更新成现在的样子（{reason(error)}），"
            f"文件未作任何改动。备份在“{backup.path}”，请联系维护人员。"
        ) from error


def _migrate(db: Database) -> None:
    with db.atomic():
        MIGRATIONS.apply(db)
        stamp_all(db.conn)


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
