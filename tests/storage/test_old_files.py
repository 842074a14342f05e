"""A real file of every state of the tables opens, keeps its values and ends like a new one."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from storage import backups, proven_copy
from storage.store import Store
from tests.storage.test_migrations import schema

ROOT = Path(__file__).resolve().parents[2]
OLD = sorted((ROOT / "tests" / "data" / "old").glob("*.nianbao"))

Rows = Mapping[str, list[Mapping[str, object]]]


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    original: Path = request.param
    copy = tmp_path / original.name
    shutil.copyfile(original, copy)
    return copy


def rows_of(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        sql = "select name from sqlite_master where type = 'table' and substr(name, 1, 1) <> '_'"
        return {
            name: [dict(row) for row in connection.execute(f"select * from {name} order by rowid")]
            for (name,) in connection.execute(sql).fetchall()
        }


def kept(before: Rows, after: Rows) -> bool:
    """Whether every cell there was is still there; columns may have come since."""
    return all(
        [{name: row[name] for name in was} for was, row in zip(rows, after[table], strict=True)]
        == rows
        for table, rows in ((name, _bare(rows)) for name, rows in before.items())
    )


def _bare(rows: list[Mapping[str, object]]) -> list[Mapping[str, object]]:
    return [{name: cell for name, cell in row.items() if name != "checksum"} for row in rows]


def test_there_is_a_file_of_the_first_tables_and_of_todays() -> None:
    assert [path.stem for path in OLD] == ["m0001", "m0003", "m0007"]


def test_an_old_file_opens_and_keeps_its_values(path: Path) -> None:
    before = rows_of(path)
    assert len(before["figure"]) > 30 and len(before["requests"]) > 5 and before["change"]
    with Store.open(path) as store:
        assert store.years == (2017, 2018)
        held, last = store.load(2018), store.load(2017)
        assert held.unparsed["staff.budget"] == "约三万"
        assert held.texts["other.body"] == "没有别的。\n第二段。"
        assert len(held.figures) > 15 and held.ledger("requests")
        assert (
            dict(last.figures).items()
            >= {key: value for key, value in held.figures.items() if key != "staff.budget"}.items()
        )
        if path.stem >= "m0003":
            assert held.kept["some.rule"].reason == "上年统计口径不同"
            assert any(each.cells.get("carried") for each in held.ledger("requests"))
        if path.stem >= "m0007":
            assert held.calendar == {"2018-05-02": "放假"}
            assert store.versions(2017)[0].finished_at is not None
    assert kept(before, rows_of(path))


def test_a_migrated_file_has_the_tables_of_a_new_one(path: Path, tmp_path: Path) -> None:
    Store.open(path).close()
    new = tmp_path / "新.nianbao"
    Store.create(new).close()
    assert schema(path) == schema(new)


_OPEN = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
from storage.errors import ProgramError
from storage.store import Store
try:
    Store.open(Path(sys.argv[1])).close()
except ProgramError as error:
    print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="只有 POSIX 系统能限定文件大小")
@pytest.mark.parametrize("pages", [0, 1, 8, 30, 42, 44, 46, 48, 52, 60])
def test_a_disk_that_is_full_at_any_moment_leaves_the_old_state(tmp_path: Path, pages: int) -> None:
    path = tmp_path / "旧.nianbao"
    shutil.copyfile(OLD[0], path)
    before = rows_of(path)
    command = [sys.executable, "-c", _OPEN, str(path), str(pages * 4096)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    assert kept(before, rows_of(path))
    assert "requests" in rows_of(path)
    with Store.open(path) as store:
        assert store.load(2018).unparsed["staff.budget"] == "约三万"
    assert all(proven_copy.is_sound(each.path) for each in backups.list_backups(path))
