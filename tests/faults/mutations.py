"""Files damaged at random, opened as the program opens them: rightly, or refused in words.

Each is opened in a process of its own that may use no more memory and time than is reasonable.
"""

import random
import resource
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from export import WRITERS, read_workbook, silent
from storage.interchange import parse_interchange
from storage.store import Store
from tests.builders import full_report
from tests.faults.trial import Trial, attempt, verdict
from tests.faults.work import Work, data, held, year

__all__ = ["SOURCES", "trials"]

MEMORY = 512 * 2**20
SECONDS = 10
SEED = 2018

Tell = Callable[[str], None]


def trials(folder: Path, tries: int) -> Iterator[Trial]:
    """So many damaged files of each kind."""
    for number, source in enumerate(SOURCES):
        yield _mutated(source, folder / str(number), tries)


def mutate(whole: bytes, dice: random.Random) -> bytes:
    """A file with a few places changed, cut, doubled or blanked."""
    made = bytearray(whole)
    for _ in range(dice.choice((1, 1, 2, 8))):
        start = dice.randrange(len(made))
        length = min(dice.choice((1, 4, 64, 1024)), len(made) - start)
        match dice.choice(("flip", "flip", "digit", "zero", "cut", "double", "end")):
            case "flip":
                made[start] ^= 1 << dice.randrange(8)
            case "digit":
                made[start] = dice.choice(b'0123456789-."{}[]<>&=')
            case "zero":
                made[start : start + length] = bytes(length)
            case "cut":
                del made[start : start + length]
            case "double":
                made[start:start] = made[start : start + length]
            case "end":
                del made[start:]
        if not made:
            break
    return bytes(made)


def _mutated(source: Work, folder: Path, tries: int) -> Trial:
    trial = Trial(f"损坏的{source.name}")
    folder.mkdir(parents=True)
    source.prepare(folder)
    path = next(each for each in folder.iterdir() if each.is_file())
    whole = path.read_bytes()
    for turn in range(tries):
        dice = random.Random(f"{SEED}/{source.name}/{turn}")
        place = folder / str(turn)
        place.mkdir()
        (place / path.name).write_bytes(mutate(whole, dice))
        made = attempt(source, place, _bounded)
        trial.tries += 1
        trial.hit += made.end.startswith("refused")
        trial.lost += [f"第 {turn + 1} 份：{each}" for each in verdict(source, place, made)]
    return trial


def _bounded() -> None:
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _nothing_lost(_folder: Path, told: Sequence[str]) -> Iterator[str]:
    yield from told


# -- what is opened -----------------------------------------------------------------------


def _open_data(folder: Path, tell: Tell) -> None:
    """Whatever opens must hold what was written."""
    with Store.open(data(folder)) as store:
        found = store.load(2018)
    folder_of_whole = folder.parent
    if replace(found, last_year={}) != held(folder_of_whole):
        tell("打开了，内容却和写入时不一样")


def _open_json(folder: Path, _tell: Tell) -> None:
    parse_interchange(_json(folder).read_bytes())


def _open_book(folder: Path, _tell: Tell) -> None:
    read_workbook(_book(folder), full_report())


def _json(folder: Path) -> Path:
    return folder / "年报.json"


def _book(folder: Path) -> Path:
    return folder / "统计表.xlsx"


SOURCES: Sequence[Work] = (
    Work("数据文件", year, _open_data, _nothing_lost),
    Work(
        "交换文件",
        lambda folder: WRITERS["json"].write(full_report(), _json(folder), silent),
        _open_json,
        _nothing_lost,
    ),
    Work(
        "统计表",
        lambda folder: WRITERS["excel"].write(full_report(), _book(folder), silent),
        _open_book,
        _nothing_lost,
    ),
)
