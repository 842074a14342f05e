import os
import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from storage.edits import EntryEdit, TextEdit
from storage.errors import FileUnavailable, NothingSaved
from storage.report import Entry
from storage.salvage import salvage
from storage.store import Store
from tests.builders import entries, full_report, report
from tests.storage.test_backups import nearly_full_disk

NOW = datetime(2018, 12, 31, 9, 5)
LONG = "主动公开" * 5000
PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "年报.nianbao"
    asked = entries(
        *({"subject": f"申请{number}公开预算", "way": "网络申请"} for number in range(1, 31))
    )
    with Store.create(place) as store:
        store.add_report(full_report().with_values(year=2017))
        store.add_report(report(2018, ledgers={"requests": asked}, published__gazette=5))
        store.write(2018, [TextEdit("overview.body", None, LONG)])
    return place


def test_from_a_whole_file_everything_is_saved(path: Path) -> None:
    before = path.read_bytes()
    made = salvage(path, NOW)
    assert path.read_bytes() == before
    assert made.path == path.with_name("年报_抢救_20181231_0905.nianbao")
    assert (made.lost, made.doubtful) == ((), ())
    with Store.open(path) as old, Store.open(made.path) as new:
        assert old.years == new.years == (2017, 2018)
        assert [old.load(year) for year in old.years] == [new.load(year) for year in new.years]
        assert new.load(2018).texts["overview.body"] == LONG
        assert old.changes_of(2018, "requests/7/") == new.changes_of(2018, "requests/7/")


def test_what_the_clerk_had_taken_out_does_not_come_back(path: Path) -> None:
    with Store.open(path) as store:
        gone = store.load(2018).ledger("requests")[6]
        store.write(
            2018, [EntryEdit("requests", 7, gone, None), TextEdit("overview.body", LONG, None)]
        )
    made = salvage(path, NOW)
    assert made.lost == ()
    with Store.open(made.path) as store:
        assert [each.id for each in store.load(2018).ledger("requests")] == [
            *range(1, 7),
            *range(8, 31),
        ]
        assert "overview.body" not in store.load(2018).texts


def test_a_row_with_several_wrong_letters_is_kept_and_said(path: Path) -> None:
    whole = path.read_bytes()
    damaged = path.read_bytes().replace("申请12公开预算".encode(), "申请12公升预莫".encode())
    path.write_bytes(damaged)
    made = salvage(path, NOW)
    assert "2018 年度依申请公开台账第 12 条" in made.doubtful
    assert made.lost == ()
    with Store.open(made.path) as store:
        assert store.load(2018).ledger("requests")[11].cells["subject"] == "申请12公升预莫"
        assert len(store.load(2018).ledger("requests")) == 30
    assert path.read_bytes() == damaged != whole


def test_a_lost_page_is_told_entry_by_entry(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    pages = [
        number
        for number in range(1, len(whole) // PAGE)
        if whole[number * PAGE] == 13
        and "申请12公开预算".encode() in whole[number * PAGE : (number + 1) * PAGE]
        and b'"subject"' not in whole[number * PAGE : (number + 1) * PAGE]
    ]
    assert len(pages) == 1
    start = pages[0] * PAGE
    whole[start : start + PAGE] = bytes(PAGE)
    path.write_bytes(whole)
    made = salvage(path, NOW)
    with Store.open(made.path) as store:
        held = {each.id for each in store.load(2018).ledger("requests")}
        assert store.load(2018).figures == {"published.gazette": 5}
    assert 12 not in held
    assert sum("2018 年度" in each for each in made.lost) == 30 - len(held)
    assert "2018 年度依申请公开台账第 12 条" in made.lost


def test_without_header_and_schema_the_rows_are_still_saved(path: Path) -> None:
    with Store.open(path) as store:
        expected = store.load(2018)
    path.write_bytes(bytes(PAGE) + path.read_bytes()[PAGE:])
    made = salvage(path, NOW)
    with Store.open(made.path) as store:
        assert store.load(2018) == expected


def test_what_a_power_cut_left_in_the_log_is_saved_too(path: Path) -> None:
    copy = path.with_name("断电.nianbao")
    with Store.open(path) as store:
        added = Entry(31, {"subject": "断电前一刻", "received_on": date(2018, 3, 5)})
        store.write(2018, [EntryEdit("requests", 31, None, added)])
        for ending in ("", "-wal"):
            source = path.with_name(path.name + ending)
            copy.with_name(copy.name + ending).write_bytes(source.read_bytes())
    made = salvage(copy, NOW)
    with Store.open(made.path) as store:
        assert store.load(2018).ledger("requests")[-1] == added


class Stopped(Exception):
    """What the progress raises."""


def test_a_log_beside_tables_that_lost_their_names_does_not_stop_it(path: Path) -> None:
    whole = path.read_bytes()
    assert whole.count(b"CREATE TABLE") > 1
    path.write_bytes(whole.replace(b"CREATE TABLE", b"CREATE TAB\xffE"))
    path.with_name(f"{path.name}-wal").write_bytes(b"")
    made = salvage(path, NOW)
    assert made.rows > 0
    with Store.open(made.path) as new:
        assert new.years == (2017, 2018)


def test_how_far_it_is_is_told_from_the_beginning_to_the_end(path: Path) -> None:
    told: list[tuple[int, int]] = []
    salvage(path, NOW, lambda done, total: told.append((done, total)))
    parts = [done for done, _ in told]
    assert {total for _, total in told} == {100}
    assert parts == sorted(parts) and 0 <= parts[0] < 5
    # Reading, then writing: the last piece of rows is told before it is written.
    assert len({each for each in parts if each < 70}) > 10
    assert 70 < parts[-1] < 100


@pytest.mark.parametrize("part", [0, 30, 70, 71])
def test_broken_off_anywhere_it_leaves_nothing(path: Path, part: int) -> None:
    before = path.read_bytes()

    def stop(done: int, total: int) -> None:
        if done >= part:
            raise Stopped

    with pytest.raises(Stopped):
        salvage(path, NOW, stop)
    assert list(path.parent.iterdir()) == [path]
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="只有 POSIX 系统能限制文件大小")
@pytest.mark.parametrize("size", [1, 20_000, 120_000])
def test_a_full_disk_is_said_and_leaves_nothing(path: Path, size: int) -> None:
    assert path.stat().st_size > size
    with nearly_full_disk(size), pytest.raises(FileUnavailable, match="磁盘"):
        salvage(path, NOW)
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("content", [b"", b"\x0d" * 20_000, bytes(50_000)])
def test_where_nothing_can_be_read_that_is_said_and_no_file_made(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "年报.nianbao"
    path.write_bytes(content)
    with pytest.raises(NothingSaved, match="没有救成"):
        salvage(path, NOW)
    assert list(tmp_path.iterdir()) == [path]


def old_file(tmp_path: Path) -> Path:
    """One from before there were checksums, as the program of its time left it."""
    path = tmp_path / "旧.nianbao"
    shutil.copyfile(Path(__file__).parents[1] / "data" / "old" / "m0003.nianbao", path)
    return path


def test_of_a_damaged_old_file_the_rows_that_can_be_read_are_saved(tmp_path: Path) -> None:
    path = old_file(tmp_path)
    with sqlite3.connect(path) as other:
        sql = "select rootpage from sqlite_master where name = 'change'"
        root = other.execute(sql).fetchone()[0]
        figures = other.execute("select key, value from figure where report_id = 2").fetchall()
    other.close()
    whole = bytearray(path.read_bytes())
    whole[(root - 1) * PAGE : root * PAGE] = bytes(PAGE)
    path.write_bytes(whole)
    made = salvage(path, NOW)
    with Store.open(made.path) as store:
        held = store.load(2018)
        assert {key: str(value) for key, value in held.figures.items()} == dict(figures)
        assert held.ledger("requests") and held.kept
    assert made.lost == ("修改历史中的一条",)


def test_an_old_file_is_read_to_the_row_that_cannot_be(tmp_path: Path) -> None:
    path = old_file(tmp_path)
    with sqlite3.connect(path) as other:
        count = other.execute("select count(*) from change").fetchone()[0]
        sql = "select rootpage from sqlite_master where name = 'change'"
        root = other.execute(sql).fetchone()[0]
    other.close()
    whole = bytearray(path.read_bytes())
    start = (root - 1) * PAGE
    assert whole[start] == 5, "a tree with pages below its root"
    below = int.from_bytes(whole[start + 8 : start + 12], "big")
    whole[(below - 1) * PAGE] = 0
    path.write_bytes(whole)
    made = salvage(path, NOW)
    with closing(sqlite3.connect(made.path)) as saved:
        kept = saved.execute("select count(*) from change").fetchone()[0]
    assert 0 < kept < count
    assert "修改历史中的一条" in made.lost


def test_an_old_file_whose_tables_lost_their_names_is_said(tmp_path: Path) -> None:
    path = old_file(tmp_path)
    whole = path.read_bytes()
    assert whole.count(b"CREATE TABLE") > 1
    path.write_bytes(whole.replace(b"CREATE TABLE", b"CREATE TAB\xffE"))
    with pytest.raises(NothingSaved):
        salvage(path, NOW)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_an_old_file_can_be_broken_off_too(tmp_path: Path) -> None:
    path = old_file(tmp_path)
    steps = iter(range(path.stat().st_size // PAGE + 10))

    def stop(done: int, total: int) -> None:
        if next(steps, None) is None:
            raise Stopped

    with pytest.raises(Stopped):
        salvage(path, NOW, stop)
    assert list(tmp_path.iterdir()) == [path]
