"""不联网: every call to the network of a whole run (open, type, export), as the kernel sees it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.messages import Messages
from gui.pages.export_page import ExportPage
from gui.preferences import Preferences
from storage.interchange import read_sample
from storage.store import Store

ROOT = Path(__file__).resolve().parents[1]
INI = QSettings.Format.IniFormat
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
from gui.app import Program, SingleStart, make_application
from gui.crash import CrashHandler, log_folder
from gui.input_method import prepare_input_method
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
    rows = space.stack.currentWidget().findChildren(QLineEdit)
    QTest.keyClicks(next(each for each in rows if each.isVisible()), "528")
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


def traced(command: Sequence[str], home: Path, screen: dict[str, str], keys: str = "") -> list[str]:
    """The network calls of one run, one a line; ``keys``: a shell script that drives it."""
    strace, log = shutil.which("strace"), home / "calls.txt"
    if strace is None:
        pytest.skip("这台机器上没有 strace")
    bus = [found, "--"] if (found := shutil.which("dbus-run-session")) else []
    bus += ["timeout", "90"]
    trace = [strace, "-f", "-e", "trace=network", "-o", str(log), *command]
    driven = ["bash", "-euc", f'"$@" & {keys}; wait $!', "driven", *trace] if keys else trace
    # Debian's libraries of the screen may be missing where there is no desktop.
    done = subprocess.run(
        [*bus, *driven],
        env={
            **os.environ,
            **screen,
            "LC_ALL": "C.UTF-8",
            "HOME": str(home),
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    if "ptrace" in done.stderr.lower() and not log.stat().st_size:
        pytest.skip("这里不允许 strace")
    assert done.returncode == 0, done.stderr[-2000:]
    return log.read_text("utf-8", errors="replace").splitlines()


def data_file(folder: Path) -> Path:
    path = folder / "资料" / "年报.nianbao"
    path.parent.mkdir()
    with Store.create(path) as store:
        store.add_report(read_sample())
    return path


def assert_all_local(calls: list[str], screen: dict[str, str]) -> None:
    assert not [line for line in calls if re.search(r"AF_INET|AF_NETLINK|AF_PACKET", line)]
    named = [line for line in calls if re.search(r"\b(connect|sendto|bind)\(.*sun_path", line)]
    assert not [line for line in named if not LOCAL.search(line)]
    # The trace has seen what there is to see.
    assert any("socket" in line for line in calls)
    if screen["QT_QPA_PLATFORM"] == "xcb":
        assert any(".X11-unix" in line for line in named)


def test_a_whole_run_talks_to_nobody_but_the_own_desktop(
    tmp_path: Path, screen: dict[str, str]
) -> None:
    path = data_file(tmp_path)
    calls = traced([sys.executable, "-c", RUN, str(path)], tmp_path, screen)
    files = {each.suffix for each in path.parent.iterdir() if each.is_file()}
    assert files == {".nianbao", ".pdf", ".xlsx"}
    assert_all_local(calls, screen)


def tabs(window: MainWindow, place: str, wanted: Callable[[QWidget], bool]) -> int:
    """How often Tab leads to such a widget, when a page is opened from where the keyboard is."""
    assert window.workspace is not None
    window.workspace.open_place(f"page:{place}")
    for number in range(1, 40):
        window.focusNextChild()
        if wanted(window.focusWidget()):
            return number
    raise AssertionError(f"{place}: Tab never comes to it")


@pytest.fixture
def keys(tmp_path: Path, qtbot: QtBot) -> str:
    """Open, type a figure, export and leave by keyboard alone, as a shell script for xdotool."""
    folder = tmp_path / "试"
    folder.mkdir()
    window = MainWindow(Messages(), Preferences(QSettings(f"{folder}/s.ini", INI)))
    qtbot.addWidget(window)
    window.show()
    assert window.open_path(data_file(folder)) and window.workspace is not None
    to_figure = tabs(window, "publications", lambda widget: isinstance(widget, QLineEdit))
    export = window.workspace.page("export")
    assert isinstance(export, ExportPage)
    to_button = tabs(window, "export", lambda widget: widget is export.export_button)
    window.close()
    press = "xdotool key --clearmodifiers --delay 60"
    return f"""
        for _ in $(seq 300); do
          w=$(xdotool search --onlyvisible --name '2018 年度 — 公开年报' || true)
          [ -n "$w" ] && break; sleep 0.1
        done
        xdotool windowfocus --sync $w; sleep 1
        {press} ctrl+3 {"Tab " * to_figure} 5 2 8; sleep 1
        {press} alt+g Up Return; sleep 1
        {press} {"Tab " * to_button} space
        for _ in $(seq 300); do ls '{tmp_path}/资料/'*.xlsx 2>/dev/null && break; sleep 0.1; done
        sleep 1; {press} ctrl+q"""


def test_a_whole_run_by_keyboard_talks_to_nobody_but_the_own_desktop(
    tmp_path: Path, screen: dict[str, str], keys: str
) -> None:
    """NIANBAO_BUNDLE=dist/gongkai-nianbao/gongkai-nianbao tries a bundle in place of the source."""
    bundle = os.environ.get("NIANBAO_BUNDLE")
    program = [str(Path(bundle).resolve())] if bundle else [sys.executable, str(ROOT / "main.py")]
    if screen["QT_QPA_PLATFORM"] != "xcb" or shutil.which("xdotool") is None:
        pytest.skip("这台机器上没有 Xvfb 或 xdotool")
    path = data_file(tmp_path)
    before = read_sample().figures
    calls = traced([*program, str(path)], tmp_path, screen, keys)
    with Store.open(path) as store:
        held = store.load(2018).figures
    assert [held[key] for key in held if held[key] != before.get(key)] == [Decimal(528)]
    files = {each.suffix for each in path.parent.iterdir() if each.is_file()}
    assert files == {".nianbao", ".pdf", ".xlsx"}
    assert_all_local(calls, screen)
