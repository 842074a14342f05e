"""抢救: what can still be read of a damaged file, in a new file beside it; the old one stays.

Rows are read from the file's pages, whatever became of its schema and its trees, and their
checksums tell what is right. The clerk is told in words what is missing and what may be wrong.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from shutil import copyfile

from sqlite_utils import Database

from storage import database
from storage.errors import FileUnavailable, NothingSaved, reason
from storage.file_kind import SUFFIX, free_name
from storage.migrations import MIGRATIONS
from storage.old_rows import old_rows
from storage.raw_rows import found_rows, tables_of
from storage.saved_rows import SavedRows
from storage.writing import Row, put_many

__all__ = ["Salvaged", "salvage"]

Progress = Callable[[int, int], None]
"""Told the parts done and the parts in all; what it raises breaks the work off."""

_PIECE = 2000
"""So many rows are written between two steps."""
_READ, _WRITTEN = 70, 30
"""Parts in a hundred of the time that reading and writing take."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """The new file, how many rows it has, and the places that were lost or may be wrong."""

    path: Path
    rows: int
    lost: tuple[str, ...]
    doubtful: tuple[str, ...]


def salvage(path: Path, now: datetime, progress: Progress = lambda done, total: None) -> Salvaged:
    """Save what can be read of a damaged file.

    Raises FileUnavailable, NothingSaved and what ``progress`` raises; then nothing was made.
    """
    made = Database(memory=True)
    MIGRATIONS.apply(made)
    tables = tables_of(made)
    saved = SavedRows(tables)
    try:
        with _content(path) as data:
            for each in found_rows(data, tables, partial(_part, progress, 0, _READ)):
                saved.take(each)
        if not saved.rows("report"):
            saved = SavedRows(tables)
            for each in old_rows(path):
                progress(_READ, _READ + _WRITTEN)
                saved.take(each)
    except sqlite3.Error as error:
        raise NothingSaved(path) from error
    except OSError as error:
        raise FileUnavailable(f"“{path.name}”读不出来，请检查磁盘或 U 盘是否还在。") from error
    if not saved.rows("report"):
        raise NothingSaved(path)
    target = free_name(path.with_name(f"{path.stem}_抢救_{now:%Y%m%d_%H%M}{SUFFIX}"), "_")
    names = [each.name for each in tables]
    return _written(target, saved, names, partial(_part, progress, _READ, _WRITTEN))


def _part(progress: Progress, before: int, share: int, done: int, total: int) -> None:
    """How far the whole is, told by one part of it."""
    progress(before + share * done // max(total, 1), _READ + _WRITTEN)


@contextmanager
def _content(path: Path) -> Iterator[bytes]:
    """The bytes of a file; what its log holds, if it has one, is worked into a copy first."""
    log = path.with_name(f"{path.name}-wal")
    if not log.exists():
        yield path.read_bytes()
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        copyfile(path, copy)
        copyfile(log, copy.with_name("copy-wal"))
        # Where SQLite cannot do it, or says so in words that are no text, the file itself must do.
        with suppress(sqlite3.Error, UnicodeDecodeError), closing(sqlite3.connect(copy)) as held:
            held.execute("pragma wal_checkpoint(truncate)")
        yield copy.read_bytes()


def _written(target: Path, saved: SavedRows, tables: Sequence[str], progress: Progress) -> Salvaged:
    refused: list[str] = []
    held = {name: saved.rows(name) for name in tables}
    count, done, total = 0, 0, sum(map(len, held.values()))
    db = database.create(target)
    try:
        with db.atomic():
            # The years come first: the others refer to them.
            for table in sorted(tables, key=lambda name: (name != "report", name)):
                for first in range(0, len(held[table]), _PIECE):
                    progress(done, total)
                    piece = held[table][first : first + _PIECE]
                    count += _put(db, table, piece, saved, refused)
                    done += len(piece)
        database.close(db)
    # Whatever it was, and whoever broke it off: nothing half made may stay.
    except Exception as error:
        db.close()
        target.unlink(missing_ok=True)
        if isinstance(error, sqlite3.Error):
            said = f"没能写出“{target.name}”（{reason(error)}）。"
            raise FileUnavailable(said) from error
        raise
    lost = tuple(dict.fromkeys([*saved.lost(), *refused]))
    return Salvaged(target, count, lost, tuple(dict.fromkeys(saved.doubtful())))


def _put(
    db: Database, table: str, rows: Sequence[Row], saved: SavedRows, refused: list[str]
) -> int:
    try:
        with db.atomic():
            put_many(db, table, rows)
        return len(rows)
    except sqlite3.IntegrityError:
        # A doubtful row may be no row of its table, or of a year that was lost.
        if len(rows) == 1:
            refused.append(saved.words(table, dict(rows[0])))
            return 0
    half = len(rows) // 2
    first = _put(db, table, rows[:half], saved, refused)
    return first + _put(db, table, rows[half:], saved, refused)
