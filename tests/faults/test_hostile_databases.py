"""Each hostile data file ends soon, with a Chinese sentence, untouched, and nothing in it was run.

The system itself sets the bounds (tests/faults/bounded.py).
"""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.builders import full_file
from tests.faults.bounded import LINUX_ONLY, run_bounded
from tests.faults.hostile_databases import HOSTILE

PROGRAM = """
from storage.errors import ProgramError
from storage.store import Store
for path in map(Path, sys.argv[1:]):
    try:
        with Store.open(path) as store:
            for year in store.years:
                store.load(year)
            print("opened", *store.years)
    except ProgramError as error:
        print("refused", str(error).replace("\\n", " "))
used = resource.getrusage(resource.RUSAGE_SELF)
peak = next(line for line in Path("/proc/self/status").open() if line.startswith("VmHWM"))
print(f"{used.ru_utime + used.ru_stime:.2f} 秒 {int(peak.split()[1]) // 1024} MB")
"""


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return full_file(tmp_path / "good.nianbao")


def size_and_start(path: Path) -> tuple[int, bytes]:
    with path.open("rb") as file:
        return path.stat().st_size, file.read(2**20)


@LINUX_ONLY
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_soon_with_a_sentence(name: str, good: Path) -> None:
    path = good.with_name("x.nianbao")
    path.write_bytes(good.read_bytes())
    HOSTILE[name].make(path)
    before = size_and_start(path)
    said, after, used = run_bounded(PROGRAM, path, good)
    print(f"\n{name}：{used}  {said}")
    assert said.startswith("refused") and re.search(HOSTILE[name].said, said), said
    assert after == "opened 2018", "the program still opens a good one"
    assert HOSTILE[name].opens or size_and_start(path) == before


def test_what_makes_a_file_hostile_does_work_elsewhere(good: Path) -> None:
    path = good.with_name("x.nianbao")
    path.write_bytes(good.read_bytes())
    HOSTILE["写入时触发"].make(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "insert into change (at, report_id, place, checksum) values ('', 1, '', 0)"
        )
        assert connection.execute("select created_at from report").fetchone() == ("fired",)
