"""Two processes write one file at the same time."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

from storage.edits import FigureEdit
from storage.errors import FileUnavailable, SaveFailed
from storage.store import Store
from storage.values import Value
from tests.builders import report
from tests.faults.trial import Trial

__all__ = ["trials"]

ROOT = Path(__file__).resolve().parents[2]
KEYS = ("published.website", "published.wechat")


def trials(folder: Path, tries: int) -> Iterator[Trial]:
    """Two processes on one file, each typing its own figure so many times."""
    path = folder / "年报.nianbao"
    folder.mkdir(parents=True, exist_ok=True)
    with Store.create(path) as store:
        store.add_report(report())
    typists = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.two", path, key, str(tries)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for key in KEYS
    ]
    trial = Trial("两个程序同时写一个文件")
    said = [json.loads(each.communicate()[0]) for each in typists]
    with Store.open(path) as store:
        figures = store.load(2018).figures
    for key, (last, again) in zip(KEYS, said, strict=True):
        trial.tries += last
        trial.hit += again
        if figures.get(key) != last:
            trial.lost.append(f"{key} 写到 {last}，文件里是 {figures.get(key)}")
    yield trial


def typed(path: Path, key: str, tries: int) -> tuple[int, int]:
    """What was certainly written last, and how often the file was busy and it was tried again."""
    again = 0
    before: Value | None = None
    with _opened(path) as store:
        for number in range(1, tries + 1):
            while True:
                try:
                    store.write(2018, [FigureEdit(key, before, Decimal(number))])
                except SaveFailed:
                    again += 1
                else:
                    break
            before = Decimal(number)
    return tries, again


def _opened(path: Path) -> Store:
    """The file, asked for again while the other one holds it."""
    for _ in range(100):
        with suppress(FileUnavailable):
            return Store.open(path)
    return Store.open(path)


if __name__ == "__main__":
    print(json.dumps(typed(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))))
