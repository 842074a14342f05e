"""The data file as it is at one moment, for reading while it is written on.

A read transaction in WAL mode keeps seeing what it saw first, whatever is saved afterwards.
"""

import sqlite3
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any
from weakref import finalize

from storage.errors import unreadable
from storage.spelling import SPELLED, spelled

__all__ = ["Reader", "Snapshot"]

_BUSY_SECONDS = 1.0
_CACHE_KIB = 8_000
"""Putting a million entries in order takes that much; showing one takes little."""


class Reader:
    """One connection that any thread may use, one at a time.

    Each question, the making too, raises FileUnavailable where the file can be read no more.
    """

    def __init__(self, path: Path, cache_kib: int = 2_000) -> None:
        self._path, self._cache_kib = path, cache_kib
        self._lock = RLock()
        self._connection: sqlite3.Connection | None = None
        self._stopped = False
        with self._lock, self._reading():
            self._connected()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        """All rows of a short question."""
        with self._lock, self._reading():
            return self._connected().execute(sql, values).fetchall()

    def stretches(
        self, sql: str, values: Sequence[object], sizes: Iterable[int]
    ) -> Generator[list[Any], None, bool]:
        """The rows of a long question in stretches of these sizes; whether it came to its end."""
        with self._lock, self._reading():
            self._stopped = False
            try:
                cursor = self._connected().execute(sql, values)
                for size in sizes:
                    rows = cursor.fetchmany(size)
                    if not rows or self._stopped:
                        break
                    yield rows
            except sqlite3.OperationalError:
                if not self._stopped:
                    raise
            return not self._stopped

    def stop(self) -> None:
        """Break off the long question that is being asked, from any thread."""
        self._stopped = True
        if self._connection is not None:
            # Another thread may just be closing it; then there is nothing to break off.
            with suppress(sqlite3.ProgrammingError):
                self._connection.interrupt()

    def close(self) -> None:
        """Let go of the file; a later question opens it again, as it is then."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise unreadable(self._path, error) from error

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            uri = f"{self._path.absolute().as_uri()}?mode=ro"
            made = sqlite3.connect(
                uri, timeout=_BUSY_SECONDS, uri=True, check_same_thread=False, isolation_level=None
            )
            made.execute("pragma trusted_schema = off")
            made.execute(f"pragma cache_size = -{self._cache_kib}")
            made.create_function(SPELLED, 1, _spelled, deterministic=True)
            made.execute("begin")
            made.execute("select count(*) from report").fetchone()
            # A connection refers to itself: forgotten, it would hold the file for long.
            finalize(self, made.close)
            self._connection = made
        return self._connection


def _spelled(text: str | None) -> bytes | None:
    return None if text is None else spelled(text)


class Snapshot:
    """Readers of the same moment, so that showing entries never waits for a long question.

    They must be opened while nobody writes.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries = Reader(path)
        self.questions = Reader(path, _CACHE_KIB)
        self.counts = Reader(path)

    def close(self) -> None:
        """Let go of the file."""
        self.questions.stop()
        self.entries.close()
        self.questions.close()
        self.counts.close()
