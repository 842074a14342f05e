"""What makes a ledger of a million entries quick to search and to count, in a file of its own.

It is made from the data file and may be deleted at any time. It says how things stood at one line
of the log of changes; what changed later is read from that log and looked at afresh, so that it is
never wrong, only older. It lies beside the data file, since it holds the same words.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from weakref import finalize

from storage import seal
from storage.entry import Cell
from storage.ledgers import Ledger
from storage.rows import cell_from_sql
from storage.snapshot import Reader
from storage.tally import MONTH, Group, Tally

__all__ = ["FIND_TABLE", "PART", "VERSION", "LedgerIndex", "index_path", "words_of"]

VERSION = 2
"""Of the tables of an index; one of another version is made anew."""

PART = ".part"
"""Ends the name of one that is still being made."""

FIND_TABLE = (
    "create virtual table found using"
    " fts5(text, content='', columnsize=0, tokenize='unicode61 remove_diacritics 0')"
)
"""Each character is a word of its own, so that one or two Chinese characters are found too."""

_MOST_CHANGED = 2_000
"""After so many changes an index is made anew; each of them is looked at in every search."""

_NUMBER = re.compile("[0-9]{3,}")


def index_path(data_file: Path, report_id: int, ledger: str) -> Path:
    """Where the index of a ledger lies."""
    return data_file.with_name(f".{data_file.name}.{report_id}.{ledger}.index")


def words_of(text: str) -> str:
    """What is indexed of a text: each of its characters, and the threes of its numbers, for a
    single digit stands almost everywhere."""
    return " ".join([*text, *_threes(text)])


def _phrase(text: str) -> str:
    return f'"{" ".join(text.replace(chr(34), " "))}"'


def _threes(text: str) -> Iterator[str]:
    for run in _NUMBER.findall(text):
        for place in range(len(run) - 2):
            yield run[place : place + 3]


class LedgerIndex:
    """An index that fits its data file, as seen from a snapshot of that file."""

    def __init__(self, path: Path, snapshot: Reader, report_id: int, ledger: Ledger) -> None:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._ledger = ledger
        finalize(self, self._connection.close)
        self._connection.execute("pragma trusted_schema = off")
        if not _plain(self._connection):
            raise ValueError("not an index of ours")
        self._probe = sqlite3.connect(":memory:", check_same_thread=False)
        self._probe.execute(FIND_TABLE)
        held = dict(self._connection.execute("select name, value from meta"))
        self.stamp = int(held["stamp"])
        self.changed = frozenset(changed_since(snapshot, report_id, ledger.key, self.stamp))
        self._members = int(held["count"])

    @classmethod
    def open(
        cls, path: Path, snapshot: Reader, report_id: int, ledger: Ledger, count: int
    ) -> "LedgerIndex | None":
        """The index, or None where there is none that fits a ledger of ``count`` entries."""
        made: LedgerIndex | None = None
        try:
            # Counts are taken from it: no byte may have changed, and nothing in it may run.
            if not path.is_file() or seal.check(path) is not seal.Seal.WHOLE:
                return None
            made = cls(path, snapshot, report_id, ledger)
            if made._fits(snapshot, report_id, count):
                return made
        except (OSError, sqlite3.Error, KeyError, ValueError):
            # Torn or of another program: it is made anew.
            pass
        if made is not None:
            made.close()
        return None

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
        self._probe.close()

    def question(self, text: str) -> str:
        """How this text is looked for here; blank where it cannot be."""
        terms = [f'"{" ".join(_threes(run))}"' for run in _NUMBER.findall(text)]
        terms += [_phrase(each) for each in _NUMBER.split(text) if self._knows(each)]
        return " AND ".join(dict.fromkeys(terms))

    def _knows(self, text: str) -> bool:
        """Whether there are words in a text: signs alone are none to the index."""
        if not text:
            return False
        self._probe.execute("insert into found(rowid, text) values (1, ?)", [words_of(text)])
        found = self._probe.execute(
            "select 1 from found where found match ?", [_phrase(text)]
        ).fetchone()
        self._probe.rollback()
        return found is not None

    def candidates(self, question: str, most: int, after: int, *, descending: bool) -> list[int]:
        """The first ids that answer a question. Some of them may be wrong, since signs are passed
        over; none is missing but those in ``changed``."""
        way, beyond = ("desc", "<") if descending else ("asc", ">")
        more = f"and rowid {beyond} ?" if after else "and ? = 0"
        sql = f"select rowid from found where found match ? {more} order by rowid {way} limit ?"
        rows = self._connection.execute(sql, [question, after, most])
        return [each for (each,) in rows]

    def tally(self, columns: Sequence[str], amounts: Sequence[str]) -> Tally | None:
        """A tally that was kept, of all entries but those in ``changed``; None for any other."""
        key = json.dumps([list(columns), list(amounts)])
        number = self._connection.execute(
            "select number from tally where key = ?", [key]
        ).fetchone()
        if number is None:
            return None
        gone = self._numbers(number[0])
        groups: dict[tuple[Cell, ...], Group] = {}
        rows = self._connection.execute(
            "select number, cells, quantity, amounts, entries from line where tally = ?", number
        )
        for line, cells, quantity, said, entries in rows:
            entries -= gone.get(line, 0)
            key_cells = tuple(map(self._cell, columns, json.loads(cells)))
            held = groups.get(key_cells, Group(amounts=(Decimal(0),) * len(amounts)))
            sums = [
                total + entries * Decimal(each or 0)
                for total, each in zip(held.amounts, json.loads(said), strict=True)
            ]
            quantity = held.quantity + entries * quantity
            groups[key_cells] = Group(held.entries + entries, quantity, tuple(sums))
        return Tally(columns, amounts, {key: each for key, each in groups.items() if each.entries})

    def _numbers(self, tally: int) -> Mapping[int, int]:
        """How many of the changed entries were counted in each line."""
        found: dict[int, int] = {}
        for row in self._rows_of(self.changed, f"n{tally}"):
            found[row[0]] = found.get(row[0], 0) + 1
        return found

    def _rows_of(self, ids: Iterable[int], shown: str) -> Iterable[Any]:
        sql = f"select {shown} from member where id in (select value from json_each(?))"
        return self._connection.execute(sql, [json.dumps(list(ids))])

    def _cell(self, column: str, stored: str | int | None) -> Cell:
        if stored is None or column.endswith(MONTH):
            return stored
        return cell_from_sql(self._ledger.column(column), stored)

    def _fits(self, snapshot: Reader, report_id: int, count: int) -> bool:
        if len(self.changed) > _MOST_CHANGED:
            return False
        held = dict(self._connection.execute("select name, value from meta"))
        if held != {**held, **identity(snapshot, report_id, self.stamp)}:
            return False
        # Whoever wrote without the log (another program) is noticed by the number of entries.
        before = sum(1 for _ in self._rows_of(self.changed, "id"))
        sql = (
            f"select count(*) from {self._ledger.key}"
            " where report_id = ? and id in (select value from json_each(?))"
        )
        (now,) = snapshot.rows(sql, [report_id, json.dumps(list(self.changed))])[0]
        return self._members - before + int(now) == count


def identity(snapshot: Reader, report_id: int, stamp: int) -> dict[str, str]:
    """By what a year of a data file is known again: when it was made, and a line of its log."""
    sql = "select created_at from report where id = ?"
    made = snapshot.rows(sql, [report_id])
    line = snapshot.rows("select at, place from change where id = ?", [stamp])
    return {
        "version": str(VERSION),
        "created_at": made[0][0] if made else "",
        "line": json.dumps(line, ensure_ascii=False),
    }


def changed_since(snapshot: Reader, report_id: int, ledger: str, stamp: int) -> set[int]:
    """The entries of a ledger that the log names after a line."""
    sql = (
        "select distinct place from change"
        " where id > ? and report_id = ? and place > ? and place < ?"
    )
    rows = snapshot.rows(sql, [stamp, report_id, f"{ledger}/", f"{ledger}0"])
    return {int(place.split("/")[1]) for (place,) in rows}


def _plain(connection: sqlite3.Connection) -> bool:
    """Whether a file holds tables and the one for finding, and nothing that runs by itself."""
    rows = connection.execute("select type, lower(sql) from sqlite_master where sql is not null")
    return all(
        kind == "table" and (sql == FIND_TABLE.lower() or not sql.startswith("create virtual"))
        for kind, sql in rows
    )
