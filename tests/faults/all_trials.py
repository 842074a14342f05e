"""Every kind of fault by name, with how often it is tried."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from tests.faults import disk, flips, kills, mutations, two
from tests.faults.trial import Trial

__all__ = ["LONG", "SHORT", "every_trial"]

_TRIALS: Mapping[str, Callable[[Path, int], Iterator[Trial]]] = {
    "强行结束": kills.trials,
    "磁盘已满": partial(disk.trials, error="ENOSPC"),
    "读写出错": partial(disk.trials, error="EIO"),
    "不许写入": partial(disk.trials, error="EROFS"),
    "时钟拨回": partial(disk.trials, error="CLOCK"),
    "两个程序": two.trials,
    "损坏的文件": mutations.trials,
    "翻转一个字节": flips.trials,
}

SHORT: Mapping[str, int] = {
    "强行结束": 3,
    "磁盘已满": 4,
    "读写出错": 4,
    "不许写入": 1,
    "时钟拨回": 1,
    "两个程序": 50,
    "损坏的文件": 40,
    "翻转一个字节": 20,
}
"""Tries of each kind of work or file."""
LONG: Mapping[str, int] = {
    "强行结束": 100,
    "磁盘已满": 0,
    "读写出错": 0,
    "不许写入": 1,
    "时钟拨回": 1,
    "两个程序": 2000,
    "损坏的文件": 3400,
    "翻转一个字节": 200,
}
"""1,000 kills over ten kinds of work, every write of each, 10,200 damaged files."""


def every_trial(name: str, folder: Path, tries: int) -> Iterator[Trial]:
    """The trials of one kind of fault."""
    place = folder / name
    place.mkdir()
    yield from _TRIALS[name](place, tries)
