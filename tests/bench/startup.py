"""Start-up: from the command to the first paint of the window.

    python -m tests.bench.startup [rounds] [bundle]

Whole processes run in turn: an empty QMainWindow, and the command a double click gives, with a
year of 1,816 entries as its file. Qt itself tells of the first paint (its category
qt.widgets.painting, which slows all alike), so that nothing is added to the program. With
``bundle`` (``dist/gongkai-nianbao/gongkai-nianbao``) also the bundle against the source. Then the
program until the first page of that year is in sight, which has no goal. The goals are ratios:
source ≤ 1.25 × empty window, bundle ≤ 1.2 × source; the exit code is 1 above one of them.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from storage.interchange import read_sample
from storage.report import Entry
from storage.store import Store

ROOT = Path(__file__).resolve().parents[2]
GOAL = 1.25
BUNDLE_GOAL = 1.2
ROWS = 1816

FLOOR = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 720)
window.show()
app.exec()
"""
UNTIL_THE_YEAR = """
import os, sys
import main
from PySide6.QtCore import QEvent, QObject, QTimer
import gui.app
class End(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.workspace:
            QTimer.singleShot(0, lambda: os._exit(0))
        return False
end, start = End(), gui.app.Program.start
def watched(program, *rest):
    program.window.installEventFilter(end)
    start(program, *rest)
gui.app.Program.start = watched
main.main([sys.argv[1]])
"""
PAINTED = b"Flushing"


def write_year(path: Path) -> None:
    """The sample year with as many publications as a busy office notes."""
    report = read_sample()
    ledger, rows = max(report.entries.items(), key=lambda item: len(item[1]))
    many = tuple(Entry(number + 1, rows[number % len(rows)].cells) for number in range(ROWS))
    with Store.create(path) as store:
        store.add_report(replace(report, entries={**report.entries, ledger: many}))


def seconds(command: Sequence[str], home: str, *, watched: bool) -> float:
    """How long a process takes, until its end or, where ``watched``, until Qt tells of a paint."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPATH": str(ROOT)}
    environment |= {"HOME": home, "XDG_RUNTIME_DIR": home}
    # Compiled modules are kept, as on every machine that does not forbid it.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if watched:
        environment["QT_LOGGING_RULES"] = "qt.widgets.painting.debug=true"
    begun = time.perf_counter()
    with subprocess.Popen(command, env=environment, cwd=home, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        said = [b""]
        while line := process.stderr.readline():
            said.append(line)
            if watched and PAINTED in line:
                break
        taken = time.perf_counter() - begun
        if watched:
            process.kill()
    if PAINTED not in said[-1] if watched else process.returncode != 0:
        raise RuntimeError(b"".join(said).decode())
    for lock in Path(home).rglob("*.lock"):
        lock.unlink()  # as a program leaves nothing that ends by itself
    return taken


def measured(
    commands: Sequence[Sequence[str]], rounds: int, home: str, *, watched: bool = True
) -> list[list[float]]:
    """The times of each command, taken in turn; the first round only fills the disk's cache."""
    turns = [
        [seconds(command, home, watched=watched) for command in commands] for _ in range(rounds + 1)
    ]
    return [list(times) for times in zip(*turns[1:], strict=True)]


def ratio(times: Sequence[float], floor: Sequence[float]) -> float:
    """The median of the ratios of the pairs."""
    return statistics.median(a / b for a, b in zip(times, floor, strict=True))


def main(rounds: int, bundle: Path | None) -> int:
    """Measure and print; the exit code."""
    with tempfile.TemporaryDirectory() as home:
        year = str(Path(home) / "年报.nianbao")
        write_year(Path(year))
        empty = [sys.executable, "-c", FLOOR]
        source = [sys.executable, str(ROOT / "main.py"), year]
        packed = [[str(bundle.resolve()), year]] if bundle else []
        floor, ours, *bundled = measured([empty, source, *packed], rounds, home)
        print(f"空窗口 {_ms(floor)} ms")
        kept = _told("公开年报首屏", ours, floor, GOAL)
        for times in bundled:
            kept &= _told("打包后首屏（与源代码相比）", times, ours, BUNDLE_GOAL)
        filled = [sys.executable, "-c", UNTIL_THE_YEAR, year]
        (shown,) = measured([filled], rounds, home, watched=False)
        print(f"{ROWS} 条的年度打开在眼前 {_ms(shown)} ms，是空窗口的 {ratio(shown, floor):.2f} 倍")
    return int(not kept)


def _told(name: str, times: Sequence[float], against: Sequence[float], goal: float) -> bool:
    value = ratio(times, against)
    print(f"{name} {_ms(times)} ms，比 {value:.2f}（目标 ≤ {goal}）")
    return value <= goal


def _ms(times: Sequence[float]) -> str:
    return f"{statistics.median(times) * 1000:.0f}"


if __name__ == "__main__":
    words = sys.argv[1:]
    sys.exit(main(int(words[0]) if words else 15, Path(words[1]) if len(words) > 1 else None))
