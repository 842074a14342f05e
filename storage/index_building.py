"""Making the index of a ledger, in a thread, while the clerk goes on working."""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from storage.entries import TallyKey
from storage.errors import FileUnavailable
from storage.ledger_index import FIND_TABLE, PART, identity, index_path, words_of
from storage.ledgers import Ledger
from storage.query import searched
from storage.seal import seal
from storage.snapshot import Reader
from storage.tally import MONTH

__all__ = ["build_index"]

_PAGE = 80
"""So few rows at once leave the window its turn."""

Stored = str | int | None


def build_index(
    data_file: Path,
    report_id: int,
    ledger: Ledger,
    keys: Sequence[TallyKey],
    progress: Callable[[int, int], None],
) -> Path:
    """A new index, with the tallies asked for, in place of an older one; where it lies.

    ``progress`` may raise. Raises FileUnavailable.
    """
    path = index_path(data_file, report_id, ledger.key)
    part = path.with_name(f"{path.name}{PART}")
    reader = Reader(data_file)
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(sqlite3.connect(part, isolation_level=None)) as made:
            _write(made, reader, report_id, ledger, keys, progress)
        seal(part)
        part.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise FileUnavailable(f"没能写出“{path.name}”，查找会慢一些，别的都不受影响。") from error
    finally:
        reader.close()
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return path


def _write(
    made: sqlite3.Connection,
    reader: Reader,
    report_id: int,
    ledger: Ledger,
    keys: Sequence[TallyKey],
    progress: Callable[[int, int], None],
) -> None:
    # Should the power fail, it is made again.
    made.execute("pragma journal_mode = off")
    made.execute("pragma synchronous = off")
    made.execute("begin")
    made.execute(FIND_TABLE)
    numbers = "".join(f", n{place} integer" for place in range(len(keys)))
    made.execute(f"create table member (id integer primary key{numbers})")
    lines = [_Lines(ledger, key) for key in keys]
    (stamp,) = reader.rows("select coalesce(max(id), 0) from change")[0]
    sql = f"select count(*) from {ledger.key} where report_id = ?"
    (total,) = reader.rows(sql, [report_id])[0]
    places = ", ".join("?" * (len(keys) + 1))
    texts = [each.key for each in searched(ledger)]
    done = 0
    for page in _pages(reader, report_id, ledger):
        progress(done, total + 1)
        words = [(row["id"], _text(row, texts)) for row in page]
        made.executemany("insert into found(rowid, text) values (?, ?)", words)
        counted = [(row["id"], *(each.number(row) for each in lines)) for row in page]
        made.executemany(f"insert into member values ({places})", counted)
        done += len(page)
    _write_lines(made, keys, lines)
    held = {"stamp": str(stamp), "count": str(done), **identity(reader, report_id, stamp)}
    made.execute("create table meta (name text primary key, value text)")
    made.executemany("insert into meta values (?, ?)", held.items())
    made.execute("commit")


def _write_lines(
    made: sqlite3.Connection, keys: Sequence[TallyKey], lines: Sequence["_Lines"]
) -> None:
    made.execute("create table tally (number integer primary key, key text)")
    made.execute(
        "create table line (tally integer, number integer, cells text, quantity integer,"
        " amounts text, entries integer)"
    )
    for place, (key, held) in enumerate(zip(keys, lines, strict=True)):
        made.execute("insert into tally values (?, ?)", [place, json.dumps(key)])
        rows = [(place, *row) for row in held.rows()]
        made.executemany("insert into line values (?, ?, ?, ?, ?, ?)", rows)


def _pages(reader: Reader, report_id: int, ledger: Ledger) -> Iterator[list[dict[str, Stored]]]:
    names = ["id", *(each.key for each in ledger.columns)]
    sql = (
        f"select {', '.join(names)} from {ledger.key}"
        f" where report_id = ? and id > ? order by id limit {_PAGE}"
    )
    last: Stored = -1
    while rows := reader.rows(sql, [report_id, last]):
        yield [dict(zip(names, row, strict=True)) for row in rows]
        last = rows[-1][0]


def _text(row: dict[str, Stored], columns: Sequence[str]) -> str:
    return words_of("\n".join([str(row[each]) for each in columns if row[each] is not None]))


class _Lines:
    """Entries alike in all that a tally asks, their 件数/条数 and their amounts: one line each."""

    def __init__(self, ledger: Ledger, key: TallyKey) -> None:
        self._columns, self._amounts = key
        self._counted = ledger.counted
        self._lines: dict[tuple[Stored, ...], list[int]] = {}

    def number(self, row: dict[str, Stored]) -> int:
        """The line of a row, counted there."""
        quantity = row.get("quantity") if self._counted else None
        key = (
            1 if quantity is None else quantity,
            *[row[each] for each in self._amounts],
            *[_grouped(row, each) for each in self._columns],
        )
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = [len(self._lines), 0]
        line[1] += 1
        return line[0]

    def rows(self) -> Iterator[tuple[int, str, Stored, str, int]]:
        """Number, cells, quantity, amounts, entries."""
        split = 1 + len(self._amounts)
        for key, (number, entries) in self._lines.items():
            yield (
                number,
                json.dumps(key[split:], ensure_ascii=False),
                key[0],
                json.dumps(key[1:split]),
                entries,
            )


def _grouped(row: dict[str, Stored], column: str) -> Stored:
    if column.endswith(MONTH):
        day = row[column.removesuffix(MONTH)]
        return None if day is None else str(day)[:7]
    return row[column]
