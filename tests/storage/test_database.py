import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlite_utils import Database

from storage import database, seal
from storage.edits import EntryEdit, FigureEdit
from storage.errors import DamagedFile, FileUnavailable, NewerFile, NotOurFile
from storage.report import Entry
from storage.store import Store
from tests.builders import full_file, full_report, report


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return full_file(tmp_path / "年报.nianbao")


def test_a_missing_file_or_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileUnavailable, match="找不到文件"):
        database.open_file(tmp_path / "没有.nianbao")
    with pytest.raises(FileUnavailable, match="找不到文件夹"):
        database.create(tmp_path / "没有" / "甲.nianbao")


def test_an_existing_file_is_never_overwritten(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(FileUnavailable, match="已经存在"):
        database.create(path)
    assert path.read_bytes() == before


def test_a_path_too_long_for_sqlite_is_said_before_anything_else(tmp_path: Path) -> None:
    folder = "很深的文件夹" * 12
    deep = tmp_path / folder / folder / folder / "年报.nianbao"
    with pytest.raises(FileUnavailable, match="路径太长"):
        database.create(deep)


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + bytes(200)])
def test_a_file_of_another_kind_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "别的.nianbao"
    place.write_bytes(content)
    with pytest.raises(NotOurFile):
        database.open_file(place)
    assert place.read_bytes() == content


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    place = tmp_path / "别的.db"
    connection = sqlite3.connect(place)
    connection.execute("create table t (a)")
    connection.close()
    before = place.read_bytes()
    with pytest.raises(NotOurFile):
        database.open_file(place)
    assert place.read_bytes() == before


def test_a_newer_file_is_refused_untouched(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(
        "insert into _sqlite_migrations (migration_set, name, applied_at)"
        " values ('nianbao', 'm9999_future', '2099-01-01')"
    )
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerFile, match="先升级"):
        database.open_file(path)
    assert path.read_bytes() == before


def test_a_torn_file_is_refused_untouched(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedFile, match="备份"):
        database.open_file(path)
    assert path.read_bytes() == whole[: len(whole) // 2]


def test_the_tables_are_strict(path: Path) -> None:
    db = database.open_file(path)
    tables = [name for name in db.table_names() if not name.startswith("_")]
    sql = {name: str(db.table(name).schema) for name in tables}
    assert {"report", "figure", "change"} <= set(sql)
    assert all("strict" in schema.lower() for schema in sql.values())
    database.close(db)


def test_migrations_applied_twice_change_nothing(path: Path) -> None:
    before = Database(str(path)).schema
    database.close(database.open_file(path))
    assert Database(str(path)).schema == before


def spoiled(path: Path, found: str, made: str) -> None:
    """The file after its disk changed some bytes of a text."""
    whole = path.read_bytes()
    assert len(found.encode()) == len(made.encode()) and whole.count(found.encode()) > 0
    path.write_bytes(whole.replace(found.encode(), made.encode()))


def unsealed(path: Path) -> None:
    """The file as a power cut leaves it: without a seal."""
    whole = bytearray(path.read_bytes())
    whole[60:64] = bytes(4)
    path.write_bytes(whole)


@pytest.mark.parametrize("sealed", [True, False])
def test_a_damaged_row_is_noticed_and_its_place_is_said(path: Path, sealed: bool) -> None:
    spoiled(path, "无渠道的一条", "无渠道的二条")
    if not sealed:
        unsealed(path)
    before = path.read_bytes()
    with pytest.raises(DamagedFile, match="2018 年度主动公开台账第 2 条") as caught:
        database.open_file(path)
    assert "修改历史" in str(caught.value), "the log has the title too"
    assert path.read_bytes() == before


def test_a_change_where_nothing_is_kept_is_said_and_the_file_opens(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    # SQLite's own number of the version that wrote the file.
    whole[99] ^= 1
    path.write_bytes(whole)
    told: list[str] = []
    with Store.open(path, told.append) as store:
        assert store.load(2018) == full_report()
    assert len(told) == 1 and "没有发现损坏" in told[0]
    Store.open(path, told.append).close()
    assert len(told) == 1, "it was sealed anew"


def test_a_power_cut_before_the_new_seal_is_no_alarm(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_power(_path: Path) -> None:
        raise OSError

    with Store.open(path) as store:
        store.write(2018, [FigureEdit("published.gazette", Decimal(0), Decimal(5))])
        monkeypatch.setattr(seal, "seal", no_power)
    told: list[str] = []
    Store.open(path, told.append).close()
    assert told == []


@pytest.mark.parametrize("place", [3, 18, 19, 70])
def test_a_damaged_beginning_of_our_file_is_called_damage(path: Path, place: int) -> None:
    whole = bytearray(path.read_bytes())
    whole[place] ^= 64
    path.write_bytes(whole)
    with pytest.raises(DamagedFile, match="开头"):
        database.open_file(path)


def test_after_a_crash_the_file_opens_with_all_that_was_saved(path: Path) -> None:
    copy = path.with_name("断电.nianbao")
    with Store.open(path) as store:
        store.add_report(report(2017, published__gazette=9))
        for ending in ("", "-wal"):
            source = path.with_name(path.name + ending)
            copy.with_name(copy.name + ending).write_bytes(source.read_bytes())
    told: list[str] = []
    with Store.open(copy, told.append) as again:
        assert again.years == (2017, 2018)
    assert told == []


@pytest.mark.skipif(os.name != "posix", reason="Windows 上由文件夹的权限决定")
def test_only_the_owner_can_read_the_file_and_what_lies_beside_it(path: Path) -> None:
    path.chmod(0o644)
    with Store.open(path) as store:
        store.add_report(report(2017))
        beside = [each for each in path.parent.iterdir() if each.name.startswith(path.name)]
        assert len(beside) == 3
        assert {each.stat().st_mode & 0o777 for each in beside} == {0o600}
    new = path.with_name("新.nianbao")
    with Store.create(new):
        assert new.stat().st_mode & 0o777 == 0o600


def test_a_clock_set_back_hurts_nothing(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("update _sqlite_migrations set applied_at = '2099-01-01'")
        connection.commit()
    os.utime(path, (4e9, 4e9))
    with Store.open(path) as store:
        store.write(2018, [FigureEdit("published.gazette", Decimal(0), Decimal(5))])
        assert store.load(2018).figures["published.gazette"] == 5


@contextmanager
def as_anybody() -> Iterator[None]:
    """Not as the administrator, whom no permission stops."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.mark.parametrize("log", [False, True], ids=["closed", "with its log beside it"])
def test_a_file_on_a_read_only_disk_is_refused_untouched(path: Path, log: bool) -> None:
    said = "一起复制到可以写的文件夹" if log else "只读"
    with TemporaryDirectory() as name:
        folder = Path(name)
        with Store.open(path) as store:
            store.add_report(report(2017))
            if log:
                shutil.copy(path, folder)
                shutil.copy(path.with_name(f"{path.name}-wal"), folder)
        if not log:
            shutil.copy(path, folder)
        before = {each.name: each.read_bytes() for each in folder.iterdir()}
        for each in folder.iterdir():
            each.chmod(0o444)
        folder.chmod(0o555)
        with as_anybody(), pytest.raises(FileUnavailable, match=said):
            database.open_file(folder / path.name)
        folder.chmod(0o700)
        assert {each.name: each.read_bytes() for each in folder.iterdir()} == before


def test_what_was_deleted_does_not_linger_in_the_file(path: Path) -> None:
    name = "张某某的申请".encode()
    with Store.open(path) as store:
        added = Entry(9, {"subject": name.decode()})
        store.write(2018, [EntryEdit("requests", 9, None, added)])
        store._db.execute("delete from requests where id = 9")
        store._db.execute("delete from change")
        store._db.conn.commit()
    assert name not in path.read_bytes()
