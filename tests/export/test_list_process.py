"""Lists are read in a process of their own: how it ends, and what happens if it dies."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from export.excel import ledger_reader
from export.excel.ledger_reader import COMMAND
from export.ledger_tables import read_table
from export.progress import Cancelled
from storage.errors import FileUnavailable, ImportRefused
from tests.export.lists import long_list, workbook
from tests.export.old_workbooks import old_workbook

ROOT = Path(__file__).parents[2]


def test_a_file_that_brings_the_process_down_is_said_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "坏.xls"
    path.write_bytes(old_workbook({(0, 0): "甲", (65_535, 255): "乙"}))
    with pytest.raises(ImportRefused, match="读不下去，已经停下"):
        read_table(path)
    path.write_bytes(old_workbook([["甲"]]))
    assert read_table(path).rows() == (("甲",),)


def test_the_process_ends_when_the_clerk_cancels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def watched(*words: object, **settings: object) -> subprocess.Popen[bytes]:
        started.append(popen(*words, **settings))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", watched)

    def stop(_done: int, _total: int) -> None:
        if started:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_table(long_list(tmp_path / "x.xlsx"), "", stop)
    assert started[0].poll() is not None


def test_a_process_that_is_killed_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    popen = subprocess.Popen

    def doomed(*words: object, **settings: object) -> subprocess.Popen[bytes]:
        made: subprocess.Popen[bytes] = popen(*words, **settings)  # type: ignore[call-overload]
        threading.Timer(0.2, lambda: os.kill(made.pid, signal.SIGKILL)).start()
        return made

    path = long_list(tmp_path / "x.xlsx")
    monkeypatch.setattr(subprocess, "Popen", doomed)
    with pytest.raises(ImportRefused, match="读不下去"):
        read_table(path)


def test_a_process_that_takes_too_long_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = long_list(tmp_path / "x.xlsx")
    monkeypatch.setattr(ledger_reader, "_SPARE_SECONDS", 0.05)
    monkeypatch.setattr(ledger_reader, "_SECONDS_PER_MB", 0)
    with pytest.raises(ImportRefused, match="读不下去"):
        read_table(path)


def test_a_program_that_cannot_be_started_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "没有"))
    with pytest.raises(FileUnavailable, match=r"另存为 \.csv"):
        read_table(workbook(tmp_path / "x.xlsx", {"A1": "甲"}))


def test_the_process_loads_nothing_of_the_window(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", {"A1": "甲"})
    program = (
        "import sys, main; code = main.main(sys.argv[1:]);"
        "print(*sorted({each.partition('.')[0] for each in sys.modules}), file=sys.stderr);"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, COMMAND, str(path), ""],
        capture_output=True,
        cwd=ROOT,
        check=True,
    )
    loaded = set(done.stderr.decode().split())
    assert b"\xe7\x94\xb2" in done.stdout and "python_calamine" in loaded
    assert not loaded & {"PySide6", "gui", "openpyxl", "reportlab", "sqlite_utils", "sqlite3"}


def test_progress_is_told_while_it_reads(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    begun = time.monotonic()
    read_table(long_list(tmp_path / "x.xlsx"), "", lambda done, total: steps.append((done, total)))
    waits = int((time.monotonic() - begun) / 0.2)
    assert len(steps) >= waits and steps == sorted(steps)
    assert steps[0] == (0, 100) and steps[-1][0] >= 70
