"""Killing the window while somebody types: what was finished typing is in the file.

``KILLS=50`` (or more) for the long form.
"""

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storage.report import Report
from storage.store import Store
from tests.builders import report

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("KILLS", "50"))


def typed_until_killed(path: Path, seconds: float) -> list[dict[str, object]]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "tests/faults/typist.py"), str(path)],
        stdout=subprocess.PIPE,
        env=environment,
        cwd=ROOT,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    rest = process.stdout.read()
    process.stdout.close()
    process.wait()
    lines = (first + rest).splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.endswith(b"\n")]


def missing(told: list[dict[str, object]], kept: Report) -> list[dict[str, object]]:
    last = {str(each["figure"]): each["value"] for each in told if "figure" in each}
    lost: list[dict[str, object]] = [
        {key: value}
        for key, value in last.items()
        # The field being typed when the kill came may already hold its next number.
        if int(str(kept.figures.get(key, -1))) not in {value, int(str(value)) + len(last)}
    ]
    entries = {each.id for each in kept.ledger("publications")}
    lost += [each for each in told if "entry" in each and each["entry"] not in entries]
    return lost


@pytest.mark.timeout(1200)
def test_killed_while_typing_nothing_finished_is_lost(tmp_path: Path) -> None:
    dice = random.Random(2018)
    finished = 0
    for turn in range(KILLS):
        path = tmp_path / f"{turn}.nianbao"
        with Store.create(path) as store:
            store.add_report(report())
        told = typed_until_killed(path, dice.uniform(0.0, 0.5))
        finished += len(told)
        with Store.open(path) as store:
            assert missing(told, store.load(2018)) == []
        connection = sqlite3.connect(path)
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        connection.close()
    # The typist tells of one thing at least before each kill, or nothing was tried.
    assert finished >= KILLS
    print(f"{KILLS} 次强行结束，{finished} 处已填完的内容全部保住。")
