"""The data file as a whole: making one, and opening one only when it is safe to.

One SQLite file; WAL with one fsync a commit while open, back to a single whole file when closed,
under a seal. It holds personal data, so only its owner may read it (0600, and SQLite gives its
``-wal`` and ``-shm`` the same); on Windows the rights of its folder decide.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from storage import seal
from storage.backups import back_up
from storage.checksums import stamp_all
from storage.errors import BackupFailed, FileUnavailable, reason
from storage.file_kind import APPLICATION_ID, SUFFIX, check_place
from storage.migrations import MIGRATIONS
from storage.opening import check_inside, check_outside, connect, opening_failure

__all__ = ["APPLICATION_ID", "SUFFIX", "close", "create", "open_file"]

_TOUCHED = (
    "“{name}”和上次关闭时不完全一样（磁盘可能出过错，或者别的程序改过它）。"
    "里面填写的内容已经逐条核对，没有发现损坏，可以照常使用。建议另存一份副本到别的磁盘。"
)


def create(path: Path) -> Database:
    """A new, empty data file. Raises FileUnavailable; never overwrites."""
    check_place(path)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        said = f"“{path.name}”已经存在，请换一个文件名，或直接打开它。"
        raise FileUnavailable(said) from error
    except OSError as error:
        said = f"无法在“{path.parent}”里新建文件，请检查是否有写入权限、磁盘是否已满。"
        raise FileUnavailable(said) from error
    db = connect(path)
    try:
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        _migrate(db)
        return _prepared(db)
    except sqlite3.Error as error:
        _discard(db, path)
        raise FileUnavailable(f"无法在“{path.parent}”里新建文件（{reason(error)}）。") from error


def open_file(path: Path, tell: Callable[[str], None] | None = None) -> Database:
    """An existing data file, proven to be ours, whole and not newer than this program.

    ``tell`` hears of a file that was changed outside the program but holds all that it held.
    Raises FileUnavailable, NotOurFile, StrangeFile, NewerFile or DamagedFile; then nothing was
    changed.
    """
    check_place(path)
    if not path.is_file():
        raise FileUnavailable(f"找不到文件“{path}”，它可能被移动、改名或删除了。")
    state = check_outside(path)
    check_inside(path, state)
    db = connect(path)
    try:
        _bring_up_to_date(db, path)
        _keep_to_owner(path)
        _prepared(db)
    # A flipped byte may leave words that are no UTF-8.
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        db.close()
        raise opening_failure(path, error) from error
    # Whatever else it was goes on as it is; the file must not stay held open.
    except Exception:
        db.close()
        raise
    if state is seal.Seal.BROKEN and tell is not None:
        tell(_TOUCHED.format(name=path.name))
    return db


def close(db: Database) -> None:
    """Everything into the one file, so that a copy of it is whole, and the seal on it."""
    path, mode = Path(db.execute("pragma database_list").fetchone()[2]), ""
    # Refused while somebody else still reads the file; SQLite tidies up when the last one closes.
    with suppress(sqlite3.OperationalError):
        # A power cut before the new seal must not leave the old one on changed pages.
        db.execute("pragma user_version = 0")
        mode = db.execute("pragma journal_mode = delete").fetchone()[0]
    db.close()
    if mode == "delete":
        # The stick may be gone. Without a seal the next opening looks at every row.
        with suppress(OSError):
            seal.seal(path)


def _prepared(db: Database) -> Database:
    db.execute("pragma synchronous = full")
    # What was deleted must not linger in the file (个人信息保护法).
    db.execute("pragma secure_delete = on")
    if db.execute("pragma journal_mode = wal").fetchone()[0] != "wal":
        # On a network drive nothing but this tells that the file is open.
        db.execute("pragma user_version = 0")
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


def _keep_to_owner(path: Path) -> None:
    """A file of an earlier version, or one that was copied about, becomes its owner's alone."""
    if os.name == "posix" and path.stat().st_mode & 0o077:
        # Somebody else's file, or a drive without rights of its own: it stays as it is.
        with suppress(OSError):
            path.chmod(0o600)


def _discard(db: Database, path: Path) -> None:
    db.close()
    path.unlink(missing_ok=True)
