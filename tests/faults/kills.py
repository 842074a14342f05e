"""Killing the program at random moments of each piece of work."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

from tests.faults.trial import Trial, attempt, verdict
from tests.faults.work import WORK, Work

SEED = 2018


def trials(folder: Path, tries: int) -> Iterator[Trial]:
    """Every piece of work, killed so many times between its start and its usual end."""
    dice = random.Random(SEED)
    for number, work in enumerate(WORK):
        yield _killed(work, folder / str(number), tries, dice)


def _killed(work: Work, folder: Path, tries: int, dice: random.Random) -> Trial:
    trial = Trial(f"强行结束：{work.name}")
    usual = _usual_seconds(work, folder / "usual")
    for turn in range(tries):
        place = folder / str(turn)
        place.mkdir(parents=True)
        work.prepare(place)
        made = attempt(work, place, _nothing, kill_after=dice.uniform(0.001, usual))
        trial.tries += 1
        trial.hit += made.end == "killed"
        trial.lost += [f"第 {turn + 1} 次：{each}" for each in verdict(work, place, made)]
    return trial


def _usual_seconds(work: Work, folder: Path) -> float:
    folder.mkdir(parents=True)
    work.prepare(folder)
    start = time.perf_counter()
    attempt(work, folder, _nothing)
    return time.perf_counter() - start


def _nothing() -> None:
    """Nothing fails until the kill."""
