"""One fault, tried many times: how often, and what was lost."""

import os
import signal
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from storage.errors import ProgramError
from tests.faults.work import Work, leftovers

__all__ = ["Attempt", "Trial", "attempt", "table", "verdict"]


@dataclass
class Trial:
    """故障: what was done to the program, how often, and what did not survive it."""

    fault: str
    tries: int = 0
    lost: list[str] = field(default_factory=list)
    hit: int = 0
    """Tries in which the fault came before the work was done; the others were too late."""


@dataclass(frozen=True)
class Attempt:
    """What a disturbed piece of work told before its end: certain steps, its last word."""

    told: Sequence[str]
    end: str


def attempt(work: Work, folder: Path, arm: Callable[[], None], kill_after: float = 0) -> Attempt:
    """The work done in a process of its own that is disturbed, or killed after some seconds."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _work(work, folder, arm, writing)
    os.close(writing)
    if kill_after:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, encoding="utf-8") as lines:
        said = lines.read().splitlines()
    os.waitpid(child, 0)
    ends = [line for line in said if not line.startswith("told ")]
    told = [line.removeprefix("told ") for line in said if line.startswith("told ")]
    wordless = "killed" if kill_after else "crashed 没有回答就结束了"
    return Attempt(told, "\n".join(ends) or wordless)


def _work(work: Work, folder: Path, arm: Callable[[], None], writing: int) -> None:
    """Never returns: what the child does."""

    def say(line: str) -> None:
        os.write(writing, f"{line}\n".encode())

    try:
        arm()
        work.run(folder, lambda step: say(f"told {step}"))
        say("done")
    except ProgramError as error:
        say(f"refused {error}")
    except BaseException:  # noqa: BLE001 - the child ends here, and its last word is the trace
        say(f"crashed {traceback.format_exc()}")
    finally:
        os._exit(0)


def verdict(work: Work, folder: Path, made: Attempt) -> Iterable[str]:
    """What was lost, left lying about or said wrongly."""
    if made.end.startswith("crashed"):
        yield f"{work.name}：{made.end}"
    if made.end.startswith("refused") and not _chinese(made.end.removeprefix("refused ")):
        yield f"{work.name}：{made.end}"
    try:
        yield from (f"{work.name}：{each}" for each in work.lost(folder, made.told))
        if made.end != "killed":
            yield from (f"{work.name}：{each}" for each in leftovers(folder))
    except (ProgramError, AssertionError) as error:
        yield f"{work.name}：{type(error).__name__} {error}"


def _chinese(sentence: str) -> bool:
    return sum("\u4e00" <= each <= "\u9fff" for each in sentence) > 5


def table(trials: Iterable[Trial]) -> str:
    """故障, tries, survived, lost."""
    lines = ["故障\t次数\t其中发生在途中\t保住\t丢失"]
    for each in trials:
        bad = len(each.lost)
        survived = each.tries - min(bad, each.tries)
        lines.append(f"{each.fault}\t{each.tries}\t{each.hit}\t{survived}\t{bad}")
    return "\n".join(lines)
