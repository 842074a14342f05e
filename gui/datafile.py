"""The data file that is open in the window, and the lock that keeps a second window off it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QLockFile, QObject

from gui.job import Job
from storage.errors import FileUnavailable, ProgramError
from storage.report import Report

if TYPE_CHECKING:
    from gui.session import Session
    from gui.steps import Past
    from storage.store import Store

__all__ = ["DataFile"]


class DataFile:
    """A store with its lock. The store is imported when the first file is opened, not before:
    the window is painted first."""

    def __init__(self, store: "Store", lock: QLockFile) -> None:
        self.store = store
        self._lock = lock
        self._pasts: dict[int, Past] = {}
        self._backup: Job | None = None

    @classmethod
    def create(cls, path: Path, report: Report) -> Self:
        """A new file with its first year. Raises FileUnavailable, SaveFailed."""
        from storage.store import Store

        lock = _locked(path)
        try:
            store = Store.create(path)
        except Exception:
            # Whatever it was, it is raised on; only the lock must not outlive it, for the next try.
            lock.unlock()
            raise
        made = cls(store, lock)
        try:
            store.add_report(report)
        except Exception:
            # Raised on; neither file nor lock may stay held by a year that was not made.
            made.close()
            raise
        return made

    @classmethod
    def open(cls, path: Path, tell: Callable[[str], None] | None = None) -> Self:
        """An existing file; ``tell`` hears what the clerk should know about it.

        Raises what Store.open raises; then the lock is free again.
        """
        from storage.store import Store

        lock = _locked(path)
        try:
            made = cls(Store.open(path, tell), lock)
        except Exception:
            # Whatever it was, it is raised on; only the lock must not outlive it, for the next try.
            lock.unlock()
            raise
        made._tidy()
        return made

    def _tidy(self) -> None:
        """Remove the indexes that nothing needs any more, of this file and of those gone from its
        folder."""
        from storage.leftover_indexes import orphans, remove

        # What cannot be read is said by whoever needs it.
        with suppress(OSError, ProgramError):
            self.store.tidy()
            for gone, indexes in orphans(self.path.parent).items():
                lock = _lock_of(gone)
                # Where it was merely moved, somebody may still have it open.
                if lock.tryLock(0):
                    remove(indexes)
                    lock.unlock()

    def back_up_daily(self, failed: Callable[[str], None], parent: QObject) -> None:
        """Once a day; a big file in the background, while what is typed is saved as ever.

        ``failed`` hears, in the clerk's words, why there is no backup.
        """
        try:
            if self.store.slow_to_copy:
                self._back_up_aside(failed, parent)
            else:
                self.store.back_up_daily()
        except ProgramError as error:
            failed(str(error))

    def _back_up_aside(self, failed: Callable[[str], None], parent: QObject) -> None:
        from storage.backups import back_up_aside

        path = self.path
        job = Job(lambda go_on: back_up_aside(path, datetime.now(), lambda: go_on(0, 1)), parent)
        job.failed.connect(failed)
        job.ended.connect(self._forget_backup)
        job.ended.connect(job.deleteLater)
        self._backup = job
        job.start()

    def _forget_backup(self) -> None:
        self._backup = None

    def session(self, year: int) -> "Session":
        """A year to be edited; one that was edited before can still be undone.

        Raises what Store.load and Store.versions raise.
        """
        from gui.session import Session
        from gui.steps import Past

        report = self.store.load(year)
        return Session(self.store, report, self._pasts.setdefault(year, Past()))

    def forget_steps(self, year: int) -> None:
        """A year was taken in from elsewhere: what was done to it before cannot be undone."""
        self._pasts.pop(year, None)

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.store.path

    def is_at(self, path: Path) -> bool:
        """Whether this is the file at ``path``."""
        return self.path.resolve() == path.resolve()

    def close(self) -> None:
        """Leave one whole file behind and free it for others; a backup under way is broken off."""
        if self._backup is not None:
            self._backup.wait()
        self.store.close()
        self._lock.unlock()


def _lock_of(path: Path) -> QLockFile:
    lock = QLockFile(str(path.with_name(f".{path.name}.lock")))
    lock.setStaleLockTime(0)
    return lock


def _locked(path: Path) -> QLockFile:
    lock = _lock_of(path)
    if not lock.tryLock(100):
        if lock.error() is QLockFile.LockError.LockFailedError:
            raise FileUnavailable(f"“{path.name}”已经在另一个窗口里打开，请到那个窗口里继续。")
        raise FileUnavailable(f"无法使用文件夹“{path.parent}”，请检查它是否存在、是否有写入权限。")
    return lock
