"""Backups (备份): whole, proven copies of a data file, kept in a folder beside it.

Only SQLite's online backup is used: a copy of the bytes may miss what is not yet in the main file.
A copy is written under another name, read back, and only then moved to its place.
"""

import errno
import os
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from storage import seal
from storage.errors import BackupFailed, NewerFile, StrangeFile, reason
from storage.file_kind import APPLICATION_ID, SUFFIX, check_place, free_name
from storage.layout import check_layout
from storage.ledgers import LEDGERS
from storage.migrations import MIGRATIONS
from storage.opening import connect
from storage.soundness import damaged_places
from storage.thinning import kept

__all__ = [
    "Backup",
    "YearContent",
    "back_up",
    "back_up_aside",
    "back_up_daily",
    "backup_folder",
    "contents",
    "is_sound",
    "list_backups",
    "restore",
    "save_copy",
]

Step = Callable[[], object]
"""Called now and then while a copy is made; what it raises breaks the copy off without a trace."""

_BUSY_SECONDS = 1.0
_PAGES = 512
"""So many pages (2 MiB) are copied between two steps."""
_INSTRUCTIONS = 100_000
"""So many of SQLite's instructions (some ms) pass between two steps of reading."""
_STAMP = "%Y%m%d_%H%M"
_PART = rf"\.[0-9a-f]{{12}}{re.escape(SUFFIX)}(-journal|-wal|-shm)?"
"""The name of a copy that is not yet proven."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup; ``made_at`` is local time to the minute, ``size`` is in bytes."""

    path: Path
    made_at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class YearContent:
    """How much of one year a backup holds."""

    year: int
    figures: int
    entries: int


def backup_folder(data_file: Path) -> Path:
    """Where the backups of a data file lie: “示例区 备份” beside “示例区.nianbao”."""
    return data_file.with_name(f"{data_file.stem} 备份")


def _on() -> None:
    """The step of one that is not broken off."""


def back_up(
    connection: sqlite3.Connection, data_file: Path, now: datetime, step: Step = _on
) -> Backup:
    """One more backup of an open file, old ones thinned. Raises BackupFailed, FileUnavailable."""
    folder = backup_folder(data_file)
    name = f"{data_file.stem}_{now.strftime(_STAMP)}"
    try:
        # Owner only: a ledger of requests holds personal data (个人信息保护法).
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise BackupFailed(_sentence(folder, error)) from error
    path = free_name(folder / f"{name}{SUFFIX}", "_")
    save_copy(connection, path, step)
    _thin(data_file, now.date())
    return Backup(path, now.replace(second=0, microsecond=0), path.stat().st_size)


def back_up_daily(
    connection: sqlite3.Connection, data_file: Path, now: datetime, step: Step = _on
) -> Backup | None:
    """The backup of the day, unless there is one. Raises BackupFailed, FileUnavailable."""
    if any(each.made_at.date() == now.date() for each in list_backups(data_file)):
        return None
    return back_up(connection, data_file, now, step)


def back_up_aside(data_file: Path, now: datetime, step: Step) -> Backup | None:
    """The backup of the day in a thread of its own, of a file that is open and written meanwhile.

    It copies the state at its beginning: with a write-ahead log nobody waits for it, and no change
    makes it begin anew. Raises what back_up_daily and ``step`` raise.
    """
    with closing(connect(data_file, read_only=True).conn) as own:
        return back_up_daily(own, data_file, now, step)


def list_backups(data_file: Path) -> tuple[Backup, ...]:
    """The backups of a data file, newest first. Raises BackupFailed."""
    folder = backup_folder(data_file)
    try:
        if not folder.is_dir():
            return ()
        found = [
            (made_at, number, Backup(path, made_at, path.stat().st_size))
            for path in folder.iterdir()
            for made_at, number in _parsed(data_file.stem, path.name)
        ]
    except OSError as error:
        raise BackupFailed(f"备份文件夹“{folder}”读不出来，请检查是否有权限。") from error
    return tuple(each for *_, each in sorted(found, key=lambda one: one[:2], reverse=True))


def contents(path: Path) -> tuple[YearContent, ...]:
    """What a backup holds, oldest year first. Raises BackupFailed."""
    per_report = "(select count(*) from {} where report_id = report.id)"
    entries = " + ".join(per_report.format(each.key) for each in LEDGERS)
    sql = f"select year, {per_report.format('figure')}, {entries} from report order by year"
    with _reading(path) as connection:
        return tuple(YearContent(*row) for row in connection.execute(sql))


def is_sound(path: Path, step: Step = _on) -> bool:
    """Whether a backup is as it was written, from end to end."""
    try:
        if seal.check(path) is seal.Seal.BROKEN:
            return False
        with _reading(path) as connection, _breakable(connection, step):
            return not damaged_places(connection)
    except (BackupFailed, OSError):
        return False


def restore(backup: Path, data_file: Path) -> Path:
    """A backup as a new data file beside the open one, which stays as it is; the new file's path.

    Raises BackupFailed, FileUnavailable.
    """
    stamp = backup.stem.removeprefix(f"{data_file.stem}_")
    target = free_name(data_file.with_name(f"{data_file.stem}_恢复_{stamp}{SUFFIX}"), "_")
    with _reading(backup) as connection:
        save_copy(connection, target)
    return target


def save_copy(connection: sqlite3.Connection, target: Path, step: Step = _on) -> None:
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
        raise BackupFailed(_sentence(target, error)) from error
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            # The stick may be gone: that was said above.
            with suppress(OSError):
                part.with_name(part.name + ending).unlink(missing_ok=True)


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
        with _reading(part) as connection:
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
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
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


def _check_unused(connection: sqlite3.Connection, target: Path) -> None:
    source = connection.execute("pragma database_list").fetchone()[2]
    # A log beside it means that somebody has it open: the log would ruin another file there.
    logged = target.with_name(f"{target.name}-wal").exists()
    if logged or target.resolve() == Path(source).resolve():
        raise BackupFailed(f"“{target.name}”正在使用，不能覆盖它。请换一个文件名或位置。")


def _thin(data_file: Path, today: date) -> None:
    """Remove the backups whose time is over, and what a power cut left half written."""
    found = list_backups(data_file)
    stay = kept((each.made_at for each in found), today)
    over = [each.path for each in found if each.made_at not in stay]
    folder = backup_folder(data_file)
    try:
        torn = [each for each in folder.iterdir() if re.fullmatch(_PART, each.name)]
        for path in (*over, *torn):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise BackupFailed(f"“{folder.name}”里的旧备份没能删除，请检查是否有权限。") from error


def _parsed(stem: str, name: str) -> Iterator[tuple[datetime, int]]:
    """The time and number in the name of a backup; nothing for any other file."""
    pattern = rf"{re.escape(stem)}_(\d{{8}}_\d{{4}})(?:_(\d+))?{re.escape(SUFFIX)}"
    if match := re.fullmatch(pattern, name, re.ASCII):
        # Digits that are no date: somebody else's file.
        with suppress(ValueError):
            yield datetime.strptime(match[1], _STAMP), int(match[2] or 1)


def _sentence(target: Path, error: OSError | sqlite3.Error) -> str:
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
