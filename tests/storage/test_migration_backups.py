"""An older file is backed up before it is migrated, and left alone where that fails."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from storage import backups, database
from storage.errors import FileUnavailable
from storage.migrations import MIGRATIONS
from storage.store import Store
from tests.storage.test_backups import dump
from tests.storage.test_migrations import first_file


def test_an_old_file_is_backed_up_as_it_was_before_it_is_migrated(tmp_path: Path) -> None:
    path = tmp_path / "旧.nianbao"
    first_file(path)
    before = dump(path)
    Store.open(path).close()
    (made,) = backups.list_backups(path)
    assert dump(made.path) == before != dump(path)
    Store.open(path).close()
    assert backups.list_backups(path) == (made,), "nothing pending, nothing to back up for"


def test_a_file_that_cannot_be_backed_up_is_not_migrated(tmp_path: Path) -> None:
    path = tmp_path / "旧.nianbao"
    first_file(path)
    before = path.read_bytes()
    backups.backup_folder(path).write_text("不是文件夹", "utf-8")
    with pytest.raises(FileUnavailable, match=r"备份没有做成.*未作任何改动"):
        Store.open(path)
    assert path.read_bytes() == before


def failing_last() -> Migrations:
    steps = Migrations("nianbao")
    for each in MIGRATIONS.pending(Database(memory=True)):
        steps(name=each.name)(each.fn)

    @steps()
    def m9000_fails(db: Database) -> None:
        db.execute("create table half_done (a)")
        db.execute("insert into nowhere values (1)")

    return steps


def test_a_migration_that_fails_leaves_the_file_to_the_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "旧.nianbao"
    first_file(path)
    before, rows = path.read_bytes(), dump(path)
    with monkeypatch.context() as patched:
        patched.setattr(database, "MIGRATIONS", failing_last())
        with pytest.raises(FileUnavailable, match="未作任何改动"):
            Store.open(path)
    assert path.read_bytes() == before
    (made,) = backups.list_backups(path)
    assert dump(made.path) == rows
    with Store.open(path) as store:
        assert store.years == (2018,)


_KILLED = """
import os, signal, sys
from pathlib import Path
from storage import database
from tests.storage.test_migration_backups import failing_last
steps = failing_last()
def cut(db):
    db.execute("pragma cache_size = 1")
    db.execute("update requests set subject = 'half'")
    os.kill(os.getpid(), signal.SIGKILL)
steps._migrations[-1].fn = cut
database.MIGRATIONS = steps
database.open_file(Path(sys.argv[1]))
"""


@pytest.mark.skipif(os.name != "posix", reason="只有 POSIX 系统有 SIGKILL")
def test_a_power_cut_within_a_migration_leaves_the_old_state(tmp_path: Path) -> None:
    path = tmp_path / "旧.nianbao"
    first_file(path)
    before = dump(path)
    root = Path(__file__).parents[2]
    ended = subprocess.run([sys.executable, "-c", _KILLED, str(path)], cwd=root, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert dump(path) == before
    (made,) = backups.list_backups(path)
    assert dump(made.path) == before
    with Store.open(path) as store:
        assert store.load(2018).ledger("requests")[0].cells["subject"] == "预算"
