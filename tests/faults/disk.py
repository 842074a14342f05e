"""A disk that fails at each write of each piece of work in turn.

Run as a program before which `failing.c` is loaded: ``disk.py FOLDER ERROR TRIES`` prints one line
of JSON for each piece of work. ERROR is ENOSPC (full from then on), EIO (once), EROFS (from the
first write on) or CLOCK (the clock a day back instead); TRIES bounds the writes tried of each,
spread evenly; 0 is every write.
"""

import ctypes
import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.faults.trial import Attempt, Trial, attempt, verdict
from tests.faults.work import WORK, Work

ROOT = Path(__file__).resolve().parents[2]
NAMES = {"ENOSPC": "磁盘已满", "EIO": "读写出错", "EROFS": "不许写入", "CLOCK": "时钟拨回一天"}
ONCE = ("EROFS", "CLOCK")
DAY = 86_400


def trials(folder: Path, tries: int, *, error: str) -> Iterator[Trial]:
    """Every piece of work disturbed by one kind of failure. Needs gcc."""
    layer = folder / "failing.so"
    source = ROOT / "tests/faults/failing.c"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", layer, source, "-ldl"], check=True)
    run = subprocess.run(
        [sys.executable, "-m", "tests.faults.disk", folder / error, error, str(tries)],
        env={**os.environ, "LD_PRELOAD": str(layer)},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    for line in run.stdout.splitlines():
        yield Trial(**json.loads(line))


def tried(work: Work, folder: Path, error: str, tries: int) -> Trial:
    """One piece of work, failing at one write after the other."""
    layer = ctypes.CDLL(None)
    trial = Trial(f"{NAMES[error]}：{work.name}")

    def armed(place: Path, call: int) -> Callable[[], None]:
        if error == "CLOCK":
            return lambda: layer.failing_clock(ctypes.c_long(-DAY))
        number, lasting = getattr(errno, error), int(error != "EIO")
        return lambda: layer.failing_arm(os.fsencode(place), call, number, lasting)

    writes = _writes(work, folder / "count", layer)
    step = max(1, writes // tries) if tries else 1
    calls = [1] if error in ONCE else range(1, writes + 1, step)
    for call in calls:
        place = folder / str(call)
        place.mkdir(parents=True)
        work.prepare(place)
        made = attempt(work, place, armed(place, call))
        trial.tries += 1
        trial.hit += made.end != "done"
        trial.lost += [f"第 {call} 次写入：{each}" for each in verdict(work, place, made)]
    return trial


def _writes(work: Work, folder: Path, layer: ctypes.CDLL) -> int:
    """How often the work writes when nothing fails."""
    folder.mkdir(parents=True)
    work.prepare(folder)

    def counting(place: Path, tell: Callable[[str], None]) -> None:
        work.run(place, tell)
        tell(f"writes {layer.failing_count()}")

    made = attempt(
        Work(work.name, work.prepare, counting, work.lost),
        folder,
        lambda: layer.failing_arm(os.fsencode(folder), 0, 0, 0),
    )
    return _told_writes(made)


def _told_writes(made: Attempt) -> int:
    assert made.end == "done", made.end
    return int(made.told[-1].removeprefix("writes "))


if __name__ == "__main__":
    for number, each in enumerate(WORK):
        done = tried(each, Path(sys.argv[1]) / str(number), sys.argv[2], int(sys.argv[3]))
        print(json.dumps(vars(done), ensure_ascii=False))
