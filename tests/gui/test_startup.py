"""The order of a start, what it asks of the desktop, and the input method."""

import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import get_ident

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QFrame
from pytestqt.qtbot import QtBot

from export.progress import Progress
from gui.app import Program, build
from gui.crash import CrashHandler
from gui.display import require_display
from gui.input_method import NO_CHINESE_INPUT, choose_input_method, prepare_input_method
from gui.job import Job
from gui.preferences import Preferences
from gui.start_page import StartPage
from gui.startup import Painted, after_first_paint
from gui.year_frame import YearFrame
from storage.errors import ProgramError
from storage.store import Store
from tests.builders import report
from tests.gui.test_main_window import Recorder

ROOT = Path(__file__).resolve().parents[2]
FCITX_5 = {"org.fcitx.Fcitx5", "org.freedesktop.portal.IBus"}


def test_the_work_follows_the_first_paint(qtbot: QtBot) -> None:
    order: list[str] = []

    picture = Painted()
    picture.painted.connect(lambda: order.append("paint"))
    qtbot.addWidget(picture)
    after_first_paint(picture, lambda: order.append("work"))
    assert order == []
    picture.show()
    qtbot.waitUntil(lambda: "work" in order)
    assert order[0] == "paint"
    picture.update()
    qtbot.wait(50)
    assert order.count("work") == 1


def test_a_window_that_is_never_painted_does_not_keep_the_work(qtbot: QtBot) -> None:
    done: list[bool] = []
    hidden = Painted()
    qtbot.addWidget(hidden)
    after_first_paint(hidden, lambda: done.append(True))
    qtbot.waitUntil(lambda: done == [True], timeout=4000)


def test_a_start_with_a_file_shows_it(
    preferences: Preferences, tmp_path: Path, data_path: Path, qtbot: QtBot
) -> None:
    with Store.create(data_path) as store:
        store.add_report(report())
    messages = Recorder()
    program = Program(messages, preferences, CrashHandler(tmp_path), data_path)
    qtbot.addWidget(program.window)
    program.start("请换输入法。")
    assert program.window.workspace is None
    qtbot.waitUntil(lambda: program.window.workspace is not None)
    qtbot.waitUntil(lambda: messages.told == ["请换输入法。"])
    program.end()
    program.window.close()
    assert not preferences.is_news("输入法")


def test_the_first_paint_has_the_places_of_the_year_to_come(
    preferences: Preferences, tmp_path: Path, data_path: Path, qtbot: QtBot
) -> None:
    with Store.create(data_path) as store:
        store.add_report(report())
    program = Program(Recorder(), preferences, CrashHandler(tmp_path), data_path)
    window = program.window
    qtbot.addWidget(window)
    window.show()

    def places() -> list[QRect]:
        seen = [window.findChild(QFrame, "leftside"), window.status, window.menuBar()]
        return [QRect(each.mapTo(window, QPoint()), each.size()) for each in seen if each]

    first, titles = places(), [each.text() for each in window.menuBar().actions()]
    assert window.windowTitle() == "年报 — 公开年报"
    assert window.status.state.text() == "正在打开…"
    assert not window.findChildren(StartPage)
    assert window.open_path(data_path)
    qtbot.waitUntil(lambda: len(window.findChildren(YearFrame)) == 1)
    assert places() == first and len(first) == 3
    assert [each.text() for each in window.menuBar().actions()] == titles
    window.close()


def test_a_file_that_cannot_be_opened_at_the_start_leaves_the_start_page(
    preferences: Preferences, tmp_path: Path, qtbot: QtBot
) -> None:
    messages = Recorder()
    program = Program(messages, preferences, CrashHandler(tmp_path), tmp_path / "没有.nianbao")
    qtbot.addWidget(program.window)
    program.start("")
    qtbot.waitUntil(lambda: len(messages.told) == 1)
    qtbot.waitUntil(program._collecting.isActive)
    qtbot.waitUntil(program.window.start.isVisible)
    assert program.window.windowTitle() == "公开年报" and not program.window.status.isVisible()
    program.end()
    program.window.close()


def test_rubbish_is_collected_in_the_thread_of_the_window_alone(
    preferences: Preferences, tmp_path: Path, qtbot: QtBot
) -> None:
    threads: list[int] = []

    def note(phase: str, _about: dict[str, int]) -> None:
        if phase == "start":
            threads.append(get_ident())

    def work(_progress: Progress) -> list[list[int]]:
        return [[number] for number in range(100_000)]

    gc.enable()  # as Python does
    program = Program(Recorder(), preferences, CrashHandler(tmp_path))
    qtbot.addWidget(program.window)
    program.start("")
    qtbot.waitUntil(program._collecting.isActive)
    gc.callbacks.append(note)
    try:
        job = Job(work, program.window)
        with qtbot.waitSignal(job.done):
            job.start()
        qtbot.waitUntil(lambda: bool(threads))
    finally:
        gc.callbacks.remove(note)
        gc.disable()
    assert set(threads) == {get_ident()}
    program.end()
    program.window.close()


def test_a_window_that_cannot_be_made_is_told_and_logged(
    preferences: Preferences, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError

    messages, crashes = Recorder(), CrashHandler(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr("gui.start_page.StartPage", broken)
        assert build(messages, preferences, crashes) is None
    assert len(messages.told) == 1 and str(crashes.path) in messages.told[0]
    assert "builtins.RuntimeError" in crashes.path.read_text("utf-8")
    assert build(messages, preferences, crashes) is not None


def test_warming_up_loads_what_is_heavy_behind_the_window(tmp_path: Path) -> None:
    """In a process of its own, where nothing heavy is loaded yet."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.warming"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    # How long the window waits is the bench's to judge, on a quiet machine.
    assert done.stderr == ""
    assert "reportlab" in done.stdout and "openpyxl" in done.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="只在 Linux 上有")
@pytest.mark.parametrize("display", ["", ":987", "unix:987.0", "987"])
def test_without_a_screen_there_is_one_sentence(
    display: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", display)
    with pytest.raises(ProgramError, match=r"^这里没有图形界面，"):
        require_display()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    require_display()


def test_the_desktop_does_not_choose_the_look() -> None:
    """In a process of its own: there is one application in each."""
    program = (
        "from gui.app import make_application\n"
        "app = make_application(['x', '年报.nianbao'])\n"
        "app.setStyleSheet('')\n"
        "print(app.style().name(), *app.arguments())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "QT_STYLE_OVERRIDE": "windows", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["fusion", "x", "年报.nianbao"]


def test_fcitx_5_is_spoken_to_through_the_ibus_portal() -> None:
    environment = {"QT_IM_MODULE": "fcitx", "QT_IM_MODULES": "wayland;fcitx;ibus"}
    assert choose_input_method(environment, FCITX_5.__contains__) == ""
    assert environment == {
        "QT_IM_MODULE": "ibus",
        "QT_IM_MODULES": "wayland;ibus",
        "IBUS_USE_PORTAL": "1",
    }


@pytest.mark.parametrize("answering", [set(), {"org.fcitx.Fcitx"}, {"org.fcitx.Fcitx5"}])
def test_with_fcitx_4_the_clerk_is_told_what_to_do(answering: set[str]) -> None:
    environment = {"QT_IM_MODULE": "fcitx"}
    assert choose_input_method(environment, answering.__contains__) == NO_CHINESE_INPUT
    assert environment == {"QT_IM_MODULE": "fcitx"}
    assert "fcitx5" in NO_CHINESE_INPUT and "粘贴" in NO_CHINESE_INPUT


@pytest.mark.parametrize("module", ["", "ibus", "compose", "xim"])
def test_other_input_methods_are_left_as_they_are(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_IM_MODULE", module)
    assert prepare_input_method() == ""
    assert os.environ["QT_IM_MODULE"] == module and "IBUS_USE_PORTAL" not in os.environ


ON_THE_BUS = """
import os, subprocess, sys
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection
app = QCoreApplication([])
bus = QDBusConnection.sessionBus()
assert all(bus.registerService(name) for name in sys.argv[1:])
start = (
    "import os; from gui.input_method import prepare_input_method as p; "
    "print(p() == '', os.environ['QT_IM_MODULE'], os.environ.get('IBUS_USE_PORTAL'))"
)
subprocess.run([sys.executable, "-c", start], check=True)
"""


@pytest.mark.parametrize(
    ("names", "said"), [(sorted(FCITX_5), "True ibus 1"), (["org.fcitx.Fcitx"], "False fcitx None")]
)
def test_who_answers_is_asked_on_the_session_bus(names: list[str], said: str) -> None:
    """Names are really owned on a bus of its own; the input methods themselves are not there."""
    runner = shutil.which("dbus-run-session")
    if runner is None:
        pytest.skip("这台机器上没有 dbus-run-session")
    done = subprocess.run(
        [runner, "--", sys.executable, "-c", ON_THE_BUS, *names],
        env={**os.environ, "QT_IM_MODULE": "fcitx", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == said, done.stderr
    assert "QDBus" not in done.stderr


def test_a_session_without_a_bus_does_not_stop_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("只在 Linux 上有")
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    assert prepare_input_method() == NO_CHINESE_INPUT
