"""Killing the program while it makes backups: each file under its own name is whole.

``BACKUP_KILLS=200`` (or more) for the long form.
"""

import os
import random
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from storage import backups
from storage.store import Store
from tests.builders import full_report
from tests.storage.test_backups import dump

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("BACKUP_KILLS", "15"))


def backed_up_until_killed(path: Path, seconds: float) -> list[Path]:
    """The backups that were told of before the kill."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "tests/faults/keeper.py"), str(path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        encoding="utf-8",
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    told = first + process.stdout.read()
    process.stdout.close()
    process.wait()
    return [Path(line) for line in told.splitlines()]


@pytest.mark.timeout(1200)
def test_killed_while_backing_up_every_named_file_is_whole(tmp_path: Path) -> None:
    dice = random.Random(2018)
    told = torn = 0
    for turn in range(KILLS):
        path = tmp_path / str(turn) / "年报.nianbao"
        path.parent.mkdir()
        with Store.create(path) as store:
            store.add_report(full_report())
        rows = dump(path)
        made = backed_up_until_killed(path, dice.uniform(0.0, 0.1))
        told += len(made)
        folder = backups.backup_folder(path)
        assert made[-1].exists(), "the newest is never thinned"
        for each in (*folder.iterdir(), *path.parent.glob("*.nianbao")):
            if each.name.startswith("."):
                torn += 1
            else:
                assert dump(each) == rows
        with Store.open(path) as store:
            backups.back_up(store._db.conn, path, datetime(2018, 12, 31, 9))
        assert not [each for each in folder.iterdir() if each.name.startswith(".")]
    # Some kills must have come within the writing, or nothing was tried.
    assert told >= KILLS and torn > 0
    print(f"{KILLS} 次强行结束，{told} 份备份全部完整，{torn} 份没写完的没有留下名字。")
