"""The lock beside an open file: a second window is refused, one left by a dead process is not."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gui.datafile import DataFile
from storage.errors import DamagedFile, FileUnavailable
from storage.store import Store
from tests.builders import full_report

ROOT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys
from pathlib import Path
from gui.datafile import DataFile
held = DataFile.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
held.close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "年报.nianbao"
    with Store.create(place) as store:
        store.add_report(full_report())
    return place


def other_process(path: Path) -> "subprocess.Popen[str]":
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert holder.stdout is not None and holder.stdout.readline() == "open\n"
    return holder


def test_a_file_that_another_process_has_open_is_not_opened_until_it_is_closed(path: Path) -> None:
    with other_process(path) as holder:
        with pytest.raises(FileUnavailable, match="另一个窗口"):
            DataFile.open(path)
        assert holder.stdin is not None
        holder.stdin.close()
        holder.wait()
    DataFile.open(path).close()


@pytest.mark.skipif(os.name != "posix", reason="只有 POSIX 系统有 SIGKILL")
def test_a_lock_left_by_a_dead_process_keeps_nobody_out(path: Path) -> None:
    with other_process(path) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    assert path.with_name(f".{path.name}.lock").exists()
    opened = DataFile.open(path)
    assert opened.store.load(2018) == full_report()
    opened.close()
    assert not path.with_name(f".{path.name}.lock").exists()


def test_a_file_that_could_not_be_opened_is_free_again(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])
    for _ in range(2):
        with pytest.raises(DamagedFile):
            DataFile.open(path)
    assert not path.with_name(f".{path.name}.lock").exists()
