"""Backups (备份): proven copies of a data file, kept in a folder beside it."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from storage.errors import BackupFailed
from storage.file_kind import SUFFIX, free_name
from storage.ledgers import LEDGERS
from storage.opening import connect
from storage.proven_copy import UNPROVEN, Step, not_written, on, reading, save_copy
from storage.thinning import kept

__all__ = [
    "Backup",
    "YearContent",
    "back_up",
    "back_up_aside",
    "back_up_daily",
    "backup_folder",
    "contents",
    "list_backups",
    "restore",
]

_STAMP = "%Y%m%d_%H%M"


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


def back_up(
    connection: sqlite3.Connection, data_file: Path, now: datetime, step: Step = on
) -> Backup:
    """One more backup of an open file, old ones thinned. Raises BackupFailed, FileUnavailable."""
    folder = backup_folder(data_file)
    name = f"{data_file.stem}_{now.strftime(_STAMP)}"
    try:
        # Owner only: a ledger of requests holds personal data (个人信息保护法).
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise BackupFailed(not_written(folder, error)) from error
    path = free_name(folder / f"{name}{SUFFIX}", "_")
    save_copy(connection, path, step)
    _thin(data_file, now.date())
    return Backup(path, now.replace(second=0, microsecond=0), path.stat().st_size)


def back_up_daily(
    connection: sqlite3.Connection, data_file: Path, now: datetime, step: Step = on
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
    with reading(path) as connection:
        return tuple(YearContent(*row) for row in connection.execute(sql))


def restore(backup: Path, data_file: Path) -> Path:
    """A backup as a new data file beside the open one, which stays as it is; the new file's path.

    Raises BackupFailed, FileUnavailable.
    """
    stamp = backup.stem.removeprefix(f"{data_file.stem}_")
    target = free_name(data_file.with_name(f"{data_file.stem}_恢复_{stamp}{SUFFIX}"), "_")
    with reading(backup) as connection:
        save_copy(connection, target)
    return target


def _thin(data_file: Path, today: date) -> None:
    """Remove the backups whose time is over, and what a power cut left half written."""
    found = list_backups(data_file)
    stay = kept((each.made_at for each in found), today)
    over = [each.path for each in found if each.made_at not in stay]
    folder = backup_folder(data_file)
    try:
        torn = [each for each in folder.iterdir() if re.fullmatch(UNPROVEN, each.name)]
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
