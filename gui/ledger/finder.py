"""Looking for the entries of a ledger off the window's thread; only the newest question counts."""

from collections.abc import Callable, Generator
from contextlib import closing
from functools import partial
from itertools import islice

from PySide6.QtCore import QObject, Signal

from export.progress import Progress
from gui.job import Job
from gui.later import later
from storage.entries import Entries, Typed
from storage.ledgers import Ledger
from storage.query import Found, Query

__all__ = ["Finder"]


class Finder(QObject):
    """``found`` brings the ids in their order, some at once and the rest in long stretches, and
    ``ended`` follows. A ledger that is quick to look through is answered on the spot."""

    found = Signal(object)
    ended = Signal()
    failed = Signal(str)
    """Before ``ended``: why not all was looked through."""
    _told = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number, self._prepared = 0, False
        self._running = _Running()
        self._told.connect(self._take)
        # A thread must not outlive what started it.
        self.destroyed.connect(partial(_Running.end, self._running))

    def look(self, entries: Entries, ledger: Ledger, query: Query, typed: Typed) -> None:
        """Begin anew; what was being looked for is given up."""
        self._running.stop()
        self._number += 1
        find = partial(entries.find, ledger, query, typed)
        if entries.quick:
            for found in find():
                self.found.emit(found)
            self.ended.emit()
            return
        at_once = not (query.narrows or query.order)
        if at_once:
            # The first entries cost nothing to find and are painted with the window.
            with closing(find()) as stretches:
                for found in islice(stretches, 1):
                    self.found.emit(found)
        job = Job(partial(self._work, self._number, find, int(at_once)), self)
        job.failed.connect(partial(self._fail, self._number))
        job.ended.connect(partial(self._end, self._number, job))
        self._running.begin(job, entries)
        # The window is painted first.
        later(job, job.start)

    def prepare(self, entries: Entries) -> None:
        """Make a big ledger quicker to look through, once, while nobody waits for it."""
        if self._prepared or entries.prepared:
            return
        self._prepared = True
        # Where it fails, as in a folder that can only be read, all goes on as it is.
        job = Job(entries.prepare, self)
        job.ended.connect(partial(self._running.forget, job))
        job.ended.connect(job.deleteLater)
        self._running.begin(job, None)
        job.start()

    def _work(
        self,
        number: int,
        find: Callable[[], Generator[Found, None, None]],
        told: int,
        step: Progress,
    ) -> None:
        if number != self._number:
            return
        with closing(find()) as stretches:
            for found in islice(stretches, told, None):
                step(0, 1)
                self._told.emit(number, found)

    def _take(self, number: int, found: Found) -> None:
        if number == self._number:
            self.found.emit(found)

    def _fail(self, number: int, sentence: str) -> None:
        if number == self._number:
            self.failed.emit(sentence)

    def _end(self, number: int, job: Job) -> None:
        self._running.forget(job)
        job.deleteLater()
        if number == self._number:
            self.ended.emit()


class _Running:
    """The jobs under way, each with the ledger it looks through."""

    def __init__(self) -> None:
        self._jobs: dict[Job, Entries | None] = {}

    def begin(self, job: Job, entries: Entries | None) -> None:
        """One more; without entries it goes on whatever is looked for next."""
        self._jobs[job] = entries

    def forget(self, job: Job) -> None:
        """It has ended."""
        self._jobs.pop(job, None)

    def stop(self) -> None:
        """Ask those that look for something to give up."""
        for job, entries in self._jobs.items():
            if entries is not None:
                job.cancel()
                entries.stop()

    def end(self, *_: object) -> None:
        """Stay until all of them have given up."""
        self.stop()
        for job in self._jobs:
            job.wait()
