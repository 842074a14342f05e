"""Reading and writing one data file: the only module that knows its tables.

Edits are written all or none, each with a line in the log of changes.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from datetime import datetime
from decimal import InvalidOperation
from pathlib import Path
from typing import Self
from weakref import WeakSet

from sqlite_utils import Database

from storage import backups, database, leftover_indexes, proven_copy
from storage.edits import Edit, difference
from storage.errors import (
    DamagedFile,
    ImportRefused,
    SaveFailed,
    YearExists,
    YearMissing,
    reason,
    unreadable,
)
from storage.finished import finish, refuse_if_finished, reopen, versions_of
from storage.format_reader import load_format
from storage.formats import Format
from storage.history import Change, changes_of
from storage.keeping import add_year, keep_edits
from storage.kept_entries import KeptEntries
from storage.kept_table import KeptTable
from storage.last_year import last_year_for
from storage.ledgers import LEDGERS, ledger
from storage.removed import Removed, removed_entries
from storage.report import Entry, Kept, Report, Unit
from storage.rows import row_to_entry, text_to_figure
from storage.snapshot import Snapshot
from storage.versions import Version
from storage.writing import roomy

__all__ = ["Store"]

_KEEP_FROM = 20_000
"""From so many entries on a ledger stays in its file; a smaller one is quicker in memory."""
_SLOW_BYTES = 8 * 2**20
"""From this size on a backup takes more than 0.2 s."""


class Store:
    """An open data file; use as a context manager, or call close()."""

    def __init__(self, path: Path, db: Database) -> None:
        self.path = path
        self._db = db
        self.keep_from = _KEEP_FROM
        self._snapshots: WeakSet[Snapshot] = WeakSet()

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new data file. Raises FileUnavailable."""
        return cls(path, database.create(path))

    @classmethod
    def open(cls, path: Path, tell: Callable[[str], None] | None = None) -> Self:
        """An existing data file; ``tell`` and what it raises are those of database.open_file."""
        return cls(path, database.open_file(path, tell))

    def close(self) -> None:
        """Leave one whole file behind."""
        for snapshot in self._snapshots:
            snapshot.close()
        database.close(self._db)

    def tidy(self) -> None:
        """Remove the indexes beside the file that none of its ledgers needs.

        Only for one who alone has it open. Raises FileUnavailable, DamagedFile, OSError.
        """
        with self._reading():
            leftover_indexes.remove(leftover_indexes.unneeded(self.path, self._holds))

    @property
    def slow_to_copy(self) -> bool:
        """Whether a backup takes long enough to be made aside (backups.back_up_aside).

        Raises FileUnavailable, DamagedFile.
        """
        with self._reading():
            ((pages, size, mode),) = self._db.execute(
                "select page_count, page_size, journal_mode"
                " from pragma_page_count(), pragma_page_size(), pragma_journal_mode()"
            ).fetchall()
        # Without a write-ahead log (a network share) a reader would keep out the writer.
        return bool(pages * size > _SLOW_BYTES and mode == "wal")

    def back_up_daily(self) -> None:
        """The backup of the day, if there is none yet. Raises BackupFailed, FileUnavailable."""
        backups.back_up_daily(self._db.conn, self.path, datetime.now())

    def save_copy(self, path: Path) -> None:
        """A proven copy (另存副本) of all that is saved. Raises BackupFailed, FileUnavailable."""
        proven_copy.save_copy(self._db.conn, path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def years(self) -> tuple[int, ...]:
        """The report years in the file, oldest first. Raises FileUnavailable, DamagedFile."""
        with self._reading():
            rows = self._db.execute("select year from report order by year").fetchall()
        return tuple(year for (year,) in rows)

    def add_report(self, report: Report) -> None:
        """A new year with all its values, all or nothing. Raises YearExists, SaveFailed."""
        if report.year in self.years:
            raise YearExists(report.year)
        with _SaveGuard(), self._db.atomic():
            report_id = add_year(self._db, report.year, report.format.id)
            empty = Report(report.format, report.year)
            keep_edits(self._db, report_id, difference(empty, report))

    def take_in(self, report: Report) -> None:
        """A whole year from elsewhere: a new one, or one that was made here but is still empty.

        All or nothing. Raises YearExists, ImportRefused, SaveFailed.
        """
        if report.year not in self.years:
            self.add_report(report)
            return
        held = self.load(report.year)
        if held.figures or held.texts or held.entries or held.unparsed:
            raise YearExists(report.year)
        if held.format.id != report.format.id:
            names = f"这个文件里是“{held.format.name}”，要导入的是“{report.format.name}”"
            raise ImportRefused([f"{report.year} 年度的年报格式不同：{names}。"])
        said = {key: text for key, text in asdict(report.unit).items() if text}
        whole = replace(report, unit=replace(held.unit, **said))
        self.write(report.year, difference(held, whole))

    def load(self, year: int) -> Report:
        """One year, frozen. Raises YearMissing, FormatBroken, FileUnavailable, DamagedFile."""
        report_id, _, year_format = self._key(year)
        with self._reading():
            report = self._load(report_id, year, year_format)
            if year - 1 in self.years:
                before = self._load(*self._key(year - 1))
                report = replace(report, last_year=last_year_for(report.format, before))
            return report

    def write(self, year: int, edits: Sequence[Edit]) -> None:
        """Edits of one year in one transaction. Raises YearMissing, YearFinished, SaveFailed."""
        with _SaveGuard():
            report_id, _ = self._report(year)
            with roomy(self._db), self._db.atomic():
                refuse_if_finished(self._db, report_id)
                keep_edits(self._db, report_id, edits)

    def changes_of(self, year: int, place: str) -> tuple[Change, ...]:
        """What happened at a place as findings name it, the newest first.

        Raises YearMissing, FileUnavailable, DamagedFile.
        """
        report_id, _ = self._report(year)
        with self._reading():
            return changes_of(self._db, report_id, place)

    def removed(self, year: int, ledger_key: str) -> tuple[Removed, ...]:
        """Entries taken out of a ledger, the last one first. Raises what changes_of raises."""
        report_id, _ = self._report(year)
        with self._reading():
            return removed_entries(self._db, report_id, ledger(ledger_key))

    def versions(self, year: int) -> tuple[Version, ...]:
        """The versions of a year (定稿, 更正). Raises YearMissing, FileUnavailable, DamagedFile."""
        report_id, _ = self._report(year)
        with self._reading():
            return versions_of(self._db, report_id)

    def finish(self, year: int, version: Version) -> None:
        """定稿: lock a year as this version. Raises YearMissing, YearFinished, SaveFailed."""
        with _SaveGuard():
            report_id, _ = self._report(year)
            with self._db.atomic():
                finish(self._db, report_id, version)

    def reopen(self, year: int, reason: str) -> None:
        """更正: open the next version of a finished year. Raises YearMissing, SaveFailed."""
        with _SaveGuard():
            report_id, _ = self._report(year)
            with self._db.atomic():
                reopen(self._db, report_id, reason, datetime.now().astimezone())

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Turns what cannot be read into the clerk's words."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise unreadable(self.path, error) from error
        except (ValueError, InvalidOperation, sqlite3.DatabaseError) as error:
            raise DamagedFile(self.path, "有的数据读不出来") from error

    def _key(self, year: int) -> tuple[int, int, Format]:
        report_id, year_format = self._report(year)
        return report_id, year, year_format

    def _report(self, year: int) -> tuple[int, Format]:
        sql = "select id, format from report where year = ?"
        with self._reading():
            row = self._db.execute(sql, [year]).fetchone()
        if row is None:
            raise YearMissing(year, self.years)
        return row[0], load_format(row[1])

    def _load(self, report_id: int, year: int, year_format: Format) -> Report:
        known = {each.name for each in fields(Unit)}
        unit = dict(self._pairs("unit", "field", "text", report_id))
        entries = {each.key: self._entries(each.key, report_id) for each in LEDGERS}
        return Report(
            format=year_format,
            year=year,
            unit=Unit(**{key: text for key, text in unit.items() if key in known}),
            figures={
                key: text_to_figure(text)
                for key, text in self._pairs("figure", "key", "value", report_id)
            },
            texts=dict(self._pairs("text", "key", "text", report_id)),
            entries={key: held for key, held in entries.items() if held},
            unparsed=dict(self._pairs("unparsed", "place", "text", report_id)),
            kept=self._kept(report_id),
            calendar=dict(self._db.execute("select key, said from calendar order by key")),
        )

    def _kept(self, report_id: int) -> dict[str, Kept]:
        sql = "select key, reason, operands from kept where report_id = ? order by key"
        rows = self._db.execute(sql, [report_id])
        return {key: Kept(reason, operands) for key, reason, operands in rows}

    def _pairs(self, table: str, key: str, value: str, report_id: int) -> list[tuple[str, str]]:
        sql = f"select {key}, {value} from {table} where report_id = ? order by {key}"
        return list(self._db.execute(sql, [report_id]))

    def _entries(self, key: str, report_id: int) -> Sequence[Entry]:
        big = self._holds(key, report_id, self.keep_from)
        # Without a write-ahead log (a network share) a reader would keep out the writer.
        if big and self._db.execute("pragma journal_mode").fetchone()[0] == "wal":
            return KeptEntries(KeptTable(self._snapshot(), report_id, ledger(key)))
        found = self._db[key].rows_where("report_id = ?", [report_id], order_by="id")
        return tuple(row_to_entry(ledger(key), row) for row in found)

    def _holds(self, key: str, report_id: int, count: int) -> bool:
        """Whether a ledger has at least so many entries, and one at all."""
        sql = f"select 1 from {ledger(key).key} where report_id = ? limit 1 offset ?"
        return self._db.execute(sql, [report_id, max(count - 1, 0)]).fetchone() is not None

    def _snapshot(self) -> Snapshot:
        """The file as it is now."""
        made = Snapshot(self.path)
        self._snapshots.add(made)
        return made


class _SaveGuard:
    """Turns SQLite's words into the clerk's."""

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, sqlite3.Error):
            raise SaveFailed(f"未能保存：{reason(error)}。") from error
