"""Reading a data file as it was at one moment, while it is written on."""

import os
import sqlite3
from itertools import repeat
from pathlib import Path
from threading import Timer

import pytest

from storage.edits import EntryEdit
from storage.errors import FileUnavailable
from storage.report import Entry
from storage.snapshot import Reader, Snapshot
from storage.store import Store
from tests.builders import report

COUNT = "select count(*) from publications"
LONG = "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n"


def grown(store: Store, entry_id: int) -> None:
    store.write(2018, [EntryEdit("publications", entry_id, None, Entry(entry_id, {"title": "甲"}))])


def test_a_reader_sees_its_moment_until_it_lets_go(tmp_path: Path) -> None:
    with Store.create(tmp_path / "年报.nianbao") as store:
        store.add_report(report())
        reader = Reader(store.path)
        grown(store, 1)
        assert reader.rows(COUNT) == [(0,)]
        reader.close()
        assert reader.rows(COUNT) == [(1,)]
        reader.close()


def test_a_long_question_is_broken_off_from_another_thread(tmp_path: Path) -> None:
    with Store.create(tmp_path / "年报.nianbao") as store:
        reader = Reader(store.path)
        Timer(0.1, reader.stop).start()
        for rows in reader.stretches(LONG, (), repeat(1000)):
            assert len(rows) == 1000
        assert reader.rows(COUNT) == [(0,)]
        assert list(reader.stretches("select 1 union select 2", (), repeat(1))) == [[(1,)], [(2,)]]
        reader.close()


def test_what_is_being_asked_does_not_keep_entries_from_being_shown(tmp_path: Path) -> None:
    with Store.create(tmp_path / "年报.nianbao") as store:
        snapshot = Snapshot(store.path)
        asked = snapshot.questions.stretches(LONG, (), repeat(10))
        next(asked)
        assert snapshot.entries.rows(COUNT) == snapshot.counts.rows(COUNT) == [(0,)]
        asked.close()
        snapshot.close()


def test_a_forgotten_reader_does_not_hold_the_file(tmp_path: Path) -> None:
    path = tmp_path / "年报.nianbao"
    with Store.create(path) as store:
        store.add_report(report())
        Reader(path).rows(COUNT)
    with sqlite3.connect(path) as plain:
        assert plain.execute("pragma journal_mode").fetchone() == ("delete",)
    plain.close()


def test_a_file_that_goes_while_it_is_read_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "年报.nianbao"
    with Store.create(path) as store:
        rows = tuple(Entry(number, {"title": f"通告{number}"}) for number in range(1, 2_000))
        store.add_report(report(ledgers={"publications": rows}))
    reader, other = Reader(path), Reader(path)
    os.truncate(path, 0)
    with pytest.raises(FileUnavailable, match="读不出来（文件已经损坏）"):
        reader.rows("select title from publications")
    with pytest.raises(FileUnavailable, match="读不出来"):
        list(other.stretches("select title from publications", (), repeat(10)))
    path.unlink()
    with pytest.raises(FileUnavailable, match="没有权限或位置不可用"):
        Reader(path)
