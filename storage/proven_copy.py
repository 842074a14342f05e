"""Proven copies of a data file: written under another name, read back, then moved to their place.

Only SQLite's online backup is used: a copy of the bytes may miss what is not yet in the main file.
"""

import errno
import os
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from storage import seal
from storage.errors import BackupFailed, NewerFile, StrangeFile, reason
from storage.file_kind import APPLICATION_ID, SUFFIX, check_place
from storage.layout import check_layout
from storage.migrations import MIGRATIONS
from storage.soundness import damaged_places

__all__ = ["UNPROVEN", "Step", "is_sound", "not_written", "on", "reading", "save_copy"]

Step = Callable[[], object]
"""Called now and then while a copy is made; what it raises breaks the copy off without a trace."""

UNPROVEN = rf"\.[0-9a-f]{{12}}{re.escape(SUFFIX)}(-journal|-wal|-shm)?"
"""The name of a copy that is not yet proven."""
_BUSY_SECONDS = 1.0
_PAGES = 512
"""So many pages (2 MiB) are copied between two steps."""
_INSTRUCTIONS = 100_000
"""So many of SQLite's instructions (some ms) pass between two steps of reading."""


def on() -> None:
    """The step of one that is not broken off."""


def save_copy(connection: sqlite3.Connection, target: Path, step: Step = on) -> None:
    """A proven copy of an open file at ``target``; what was there stays whole until the end.

    Raises BackupFailed, FileUnavailable, and what ``step`` raises.
    """
    check_place(target)
    _check_unused(connection, target)
    part = target.with_name(f".{secrets.token_hex(6)}{SUFFIX}")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        expected = _copied(connection, part, step)
        seal.seal(part)
        _verify(part, expected, step)
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise BackupFailed(not_written(target, error)) from error
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            # The stick may be gone: that was said above.
            with suppress(OSError):
                part.with_name(part.name + ending).unlink(missing_ok=True)


def is_sound(path: Path, step: Step = on) -> bool:
    """Whether a backup is as it was written, from end to end."""
    try:
        if seal.check(path) is seal.Seal.BROKEN:
            return False
        with reading(path) as connection, _breakable(connection, step):
            return not damaged_places(connection)
    except (BackupFailed, OSError):
        return False


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """One of our files, only to be read. Raises BackupFailed where it cannot be."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, timeout=_BUSY_SECONDS, uri=True)) as connection:
            connection.execute("pragma trusted_schema = off")
            if connection.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
                raise BackupFailed(f"“{path.name}”不是公开年报的数据文件，请换一份备份。")
            # One from elsewhere may hold what runs when it is read.
            check_layout(connection, path, MIGRATIONS)
            yield connection
    except (NewerFile, StrangeFile) as error:
        raise BackupFailed(str(error)) from error
    # A flipped byte may leave words that are no UTF-8.
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise BackupFailed(f"“{path.name}”读不出来（{reason(error)}），请换一份备份。") from error


def _check_unused(connection: sqlite3.Connection, target: Path) -> None:
    source = connection.execute("pragma database_list").fetchone()[2]
    # A log beside it means that somebody has it open: the log would ruin another file there.
    logged = target.with_name(f"{target.name}-wal").exists()
    if logged or target.resolve() == Path(source).resolve():
        raise BackupFailed(f"“{target.name}”正在使用，不能覆盖它。请换一个文件名或位置。")


def _copied(connection: sqlite3.Connection, part: Path, step: Step) -> Mapping[str, int]:
    """The rows of each table, counted in the very state that was copied."""
    with closing(sqlite3.connect(part)) as copy:
        # It is synced as a whole afterwards.
        copy.execute("pragma synchronous = off")
        connection.execute("begin")
        try:
            # Counting comes first: it takes the lock, where the copying would wait for ever.
            counts = _counts(connection)
            connection.backup(copy, pages=_PAGES, progress=lambda *_: step())
        finally:
            connection.rollback()
        # SQLite keeps silent where it could not change the mode; the copy would be two files.
        if copy.execute("pragma journal_mode = delete").fetchone() != ("delete",):
            raise sqlite3.OperationalError("disk I/O error")
        return counts


def _verify(part: Path, expected: Mapping[str, int], step: Step) -> None:
    if is_sound(part, step):
        with reading(part) as connection:
            if _counts(connection) == expected:
                return
    raise BackupFailed("写好的副本读回来和原来的不一样，已经丢弃。请换一个位置再试。")


def _counts(connection: sqlite3.Connection) -> Mapping[str, int]:
    tables = connection.execute(
        "select name from sqlite_master where type = 'table' order by name"
    ).fetchall()
    quoted = {name: name.replace('"', '""') for (name,) in tables}
    return {
        name: connection.execute(f'select count(*) from "{inner}"').fetchone()[0]
        for name, inner in quoted.items()
    }


@contextmanager
def _breakable(connection: sqlite3.Connection, step: Step) -> Iterator[None]:
    """Steps while something long is read."""
    raised: list[Exception] = []

    def stop() -> bool:
        try:
            step()
        except Exception as error:  # noqa: BLE001 - SQLite would swallow it; it is raised below
            raised.append(error)
        return bool(raised)

    connection.set_progress_handler(stop, _INSTRUCTIONS)
    try:
        yield
    except sqlite3.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def not_written(target: Path, error: OSError | sqlite3.Error) -> str:
    """What happened to ``target`` and what to do, for the clerk."""
    if isinstance(error, sqlite3.Error):
        said = reason(error)
    elif isinstance(error, PermissionError) or error.errno == errno.EROFS:
        said = "这个文件夹不允许写入，或者同名文件正被别的程序打开"
    elif error.errno in (errno.ENOSPC, errno.EDQUOT):
        said = "磁盘已满"
    else:
        said = "系统没有写成这个文件"
    return f"没能写出“{target.name}”（{said}）。请腾出空间、检查权限，或换一个位置再试。"
