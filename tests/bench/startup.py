"""Start-up: from the command to the first paint of the window, against an empty QMainWindow.

    python -m tests.bench.startup [rounds]

Both are whole processes run in turn in one go; printed are the medians and their ratio. The
goal is a ratio of 1.25 at the most; the exit code is 1 above it.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOAL = 1.25

FLOOR = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtCore import QTimer
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 720)
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""
OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer, QSettings
from gui.app import make_application
from gui.main_window import MainWindow
from gui.messages import Messages
from gui.preferences import Preferences
app = make_application(sys.argv)
settings = QSettings(sys.argv[1], QSettings.Format.IniFormat)
window = MainWindow(Messages(), Preferences(settings))
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""


def seconds(program: str, argument: str) -> float:
    """How long one whole process takes."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", program, argument], check=True, env=environment, cwd=ROOT)
    return time.perf_counter() - begun


def main(rounds: int) -> int:
    """Measure both in turn."""
    with tempfile.TemporaryDirectory() as folder:
        settings = str(Path(folder) / "s.ini")
        seconds(OURS, settings)
        pairs = [(seconds(FLOOR, settings), seconds(OURS, settings)) for _ in range(rounds)]
    floor, ours = (statistics.median(each) for each in zip(*pairs, strict=True))
    ratio = statistics.median(b / a for a, b in pairs)
    print(
        f"空窗口 {floor * 1000:.0f} ms，公开年报 {ours * 1000:.0f} ms，"
        f"比 {ratio:.2f}（目标 ≤ {GOAL}）"
    )
    return int(ratio > GOAL)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
