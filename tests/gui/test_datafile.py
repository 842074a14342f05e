"""The lock beside an open file: a second window is refused, one left by a dead process is not."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gui.datafile import DataFile
from storage.errors import DamagedFile, FileUnavailable
from storage.ledger_index import index_path
from tests.builders import full_file, full_report

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
    return full_file(tmp_path / "年报.nianbao")


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


def left_by(gone: Path) -> Path:
    """An index whose data file was deleted."""
    made = index_path(gone, 1, "publications")
    made.write_bytes(b"SQLite format 3\0")
    return made


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_a_file_whose_first_year_could_not_be_kept_is_free_again(tmp_path: Path) -> None:
    whole, place = full_report(), tmp_path / "新.nianbao"
    broken = replace(whole, unit=replace(whole.unit, name="\ud800"))
    with pytest.raises(UnicodeEncodeError) as raised:
        DataFile.create(place, broken)
    DataFile.open(place).close()
    # Until here the trace holds all that was at hand, so nothing was freed by chance.
    assert raised.traceback


def test_opening_a_file_removes_what_deleted_ones_left_beside_it(path: Path) -> None:
    left_by(path.with_name("删掉的.nianbao"))
    left_by(path)
    other = path.with_name("另一个.nianbao")
    other.write_bytes(path.read_bytes())
    stays = left_by(other)
    DataFile.open(path).close()
    assert names(path.parent) == {path.name, other.name, stays.name}


@pytest.mark.skipif(os.name != "posix", reason="只有 POSIX 系统能移走打开的文件")
def test_the_index_of_a_file_moved_while_it_is_open_stays_until_it_is_closed(path: Path) -> None:
    moved = path.with_name("移走的.nianbao")
    moved.write_bytes(path.read_bytes())
    left = left_by(moved)
    with other_process(moved) as holder:
        # Its own opening removed it: the ledger is small.
        assert not left.exists()
        left_by(moved)
        moved.rename(path.parent / "在别处")
        DataFile.open(path).close()
        assert left.exists()
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    DataFile.open(path).close()
    assert not left.exists()
    assert not [each for each in names(path.parent) if each.endswith((".lock", ".index"))]
