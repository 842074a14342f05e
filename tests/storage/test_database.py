import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage import database
from storage.errors import DamagedFile, FileUnavailable, NewerFile, NotOurFile
from storage.store import Store
from tests.builders import full_report


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "年报.nianbao"
    with Store.create(place) as store:
        store.add_report(full_report())
    return place


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
    deep = tmp_path / ("很深的文件夹" * 12) / ("很深的文件夹" * 12) / "年报.nianbao"
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
