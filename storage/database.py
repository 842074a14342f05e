"""The data file as a whole: making one, and opening one only when it is safe to.

One SQLite file; WAL with one fsync a commit while open, back to a single whole file when closed,
under a seal. It holds personal data, so only its owner may read it (0600, and SQLite gives its
``-wal`` and ``-shm`` the same); on Windows the rights of its folder decide.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from storage import seal
from storage.backups import back_up
from storage.checksums import stamp_all
from storage.errors import (
    BackupFailed,
    DamagedFile,
    FileUnavailable,
    NotOurFile,
    ProgramError,
    StrangeFile,
    reason,
)
from storage.file_kind import APPLICATION_ID, SUFFIX, check_place
from storage.layout import check_layout
from storage.migrations import MIGRATIONS
from storage.soundness import MOST_PLACES, damaged_places

__all__ = ["APPLICATION_ID", "SUFFIX", "close", "create", "open_file"]

_BUSY_SECONDS = 1.0
_MAX_BYTES = 2 * 2**30
"""A million entries take a fifth of it."""
_SMALL_BYTES = 8 * 2**20
"""Files up to this size are read row by row even where the seal is whole: it costs 0.1 s."""
_MAX_CELL_BYTES = 8 * 2**20
_MAX_YEARS = 200
_LAYOUT_SECONDS = 1.0

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
    db = _connect(path)
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
    state = _check_outside(path)
    _check_inside(path, state)
    db = _connect(path)
    try:
        _bring_up_to_date(db, path)
        _keep_to_owner(path)
        _prepared(db)
    # A flipped byte may leave words that are no UTF-8.
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        db.close()
        raise _opening_failure(path, error) from error
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
        mode = db.execute("pragma journal_mode = delete").fetchone()[0]
    db.close()
    if mode == "delete":
        # The stick may be gone. Without a seal the next opening looks at every row.
        with suppress(OSError):
            seal.seal(path)


def _connect(path: Path, *, read_only: bool = False) -> Database:
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


def _check_outside(path: Path) -> seal.Seal:
    """What can be told before SQLite reads anything: whose file it is, and its seal."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
        if path.stat().st_size > _MAX_BYTES:
            raise FileUnavailable(f"“{path.name}”太大，不会是公开年报的数据文件，没有打开。")
        wrong = _differing(header[:16], _MAGIC) + _differing(header[68:72], _MARK)
        if wrong > 1:
            raise NotOurFile(path)
        if wrong:
            raise DamagedFile(path, "文件的开头有一处不对")
        return seal.check(path)
    except OSError as error:
        raise FileUnavailable(f"无法读取“{path.name}”，请检查是否有权限。") from error


_MAGIC = b"SQLite format 3\0"
_MARK = APPLICATION_ID.to_bytes(4, "big")


def _differing(found: bytes, expected: bytes) -> int:
    same = sum(one == other for one, other in zip(found, expected, strict=False))
    return len(expected) - same


def _check_inside(path: Path, state: seal.Seal) -> None:
    """What can be told by reading alone, so that a file that is refused stays as it is."""
    # What a power cut left half written must be taken back first, which is no reading.
    torn = path.with_name(f"{path.name}-journal").exists()
    db = _connect(path, read_only=not torn)
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
        raise _opening_failure(path, error) from error
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


def _keep_to_owner(path: Path) -> None:
    """A file of an earlier version, or one that was copied about, becomes its owner's alone."""
    if os.name == "posix" and path.stat().st_mode & 0o077:
        # Somebody else's file, or a drive without rights of its own: it stays as it is.
        with suppress(OSError):
            path.chmod(0o600)


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


def _opening_failure(path: Path, error: sqlite3.DatabaseError | ValueError) -> ProgramError:
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


def _discard(db: Database, path: Path) -> None:
    db.close()
    path.unlink(missing_ok=True)
