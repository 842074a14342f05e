"""不联网: every call to the network of a whole run (open, type, export), as the kernel sees it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.interchange import read_sample
from storage.store import Store

ROOT = Path(__file__).resolve().parents[1]
LOCAL = re.compile(
    r"\.X11-unix/|/dbus-|/bus\b|system_bus_socket|/at-spi/|/nscd/"
    r"|/gongkai-nianbao-|bind\(.*/\.\w{6}/s\""
)
"""The screen, the buses, the name service of the own machine, and the socket on which we hear a
second start (Qt makes it in a hidden folder first)."""

RUN = """
import os, sys, traceback
def end(*fault):
    traceback.print_exception(*fault)
    os._exit(3)
sys.excepthook = end
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from gui.app import Program, SingleStart, make_application, prepare_input_method
from gui.crash import CrashHandler, log_folder
from gui.messages import Messages
from gui.preferences import Preferences
path = Path(sys.argv[1])
prepare_input_method()
app = make_application(sys.argv[:1])
single = SingleStart(log_folder().parent)
assert single.is_first()
program = Program(Messages(), Preferences.of_user(), CrashHandler(log_folder()), path)
program.start("", single)
def work():
    space = program.window.workspace
    if space is None:
        QTimer.singleShot(50, work)
        return
    for place in space.places:
        space.open_place("page:" + place.key)
        app.processEvents()
    space.open_place("published.website")
    QTest.keyClicks(space.stack.currentWidget().findChildren(QLineEdit)[0], "528")
    page = space.page("export")
    space.open_place("page:export")
    page.export()
    leave(page)
def leave(page):
    if not list(path.parent.glob("*.xlsx")):
        QTimer.singleShot(50, lambda: leave(page))
        return
    QTimer.singleShot(300, program.window.close)
QTimer.singleShot(100, work)
app.exec()
program.end()
"""


@pytest.fixture
def screen() -> Iterator[dict[str, str]]:
    """A real screen where there is one to be had, else none."""
    server = shutil.which("Xvfb")
    if server is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    with subprocess.Popen(
        [server, "-displayfd", "1", "-screen", "0", "1366x768x24"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{process.stdout.readline().strip()}"}
        process.terminate()


def traced(home: Path, path: Path, screen: dict[str, str]) -> list[str]:
    """The network calls of one run, one a line."""
    strace, log = shutil.which("strace"), home / "calls.txt"
    if strace is None:
        pytest.skip("这台机器上没有 strace")
    bus = [found, "--"] if (found := shutil.which("dbus-run-session")) else []
    trace = [strace, "-f", "-e", "trace=network", "-o", str(log)]
    # Debian's libraries of the screen may be missing where there is no desktop.
    done = subprocess.run(
        [*bus, *trace, sys.executable, "-c", RUN, str(path)],
        env={**os.environ, **screen, "HOME": str(home), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    if "ptrace" in done.stderr.lower() and not log.stat().st_size:
        pytest.skip("这里不允许 strace")
    assert done.returncode == 0, done.stderr[-2000:]
    return log.read_text("utf-8", errors="replace").splitlines()


def test_a_whole_run_talks_to_nobody_but_the_own_desktop(
    tmp_path: Path, screen: dict[str, str]
) -> None:
    path = tmp_path / "资料" / "年报.nianbao"
    path.parent.mkdir()
    with Store.create(path) as store:
        store.add_report(read_sample())
    calls = traced(tmp_path, path, screen)
    files = {each.suffix for each in path.parent.iterdir() if each.is_file()}
    assert files == {".nianbao", ".pdf", ".xlsx"}
    assert not [line for line in calls if re.search(r"AF_INET|AF_NETLINK|AF_PACKET", line)]
    named = [line for line in calls if re.search(r"\b(connect|sendto|bind)\(.*sun_path", line)]
    assert not [line for line in named if not LOCAL.search(line)]
    # The trace has seen what there is to see.
    assert any("socket" in line for line in calls)
    if screen["QT_QPA_PLATFORM"] == "xcb":
        assert any(".X11-unix" in line for line in named)
