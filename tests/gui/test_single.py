"""A second start: it hands its file to the first window and ends."""

import json
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, QProcessEnvironment, QTimer
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from gui.app import Program
from gui.crash import CrashHandler
from gui.preferences import Preferences
from gui.single import SingleStart
from gui.startup import when_no_box_is_open
from storage.store import Store
from tests.builders import report
from tests.gui.test_main_window import Recorder

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)

ROOT = Path(__file__).resolve().parents[2]
LATER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from gui.single import SingleStart
app = QCoreApplication([])
single = SingleStart(Path(sys.argv[1]))
path = Path(sys.argv[2]) if len(sys.argv) > 2 else None
sys.exit(1 if single.is_first() else 0 if single.hand_over(path) else 2)
"""


@pytest.fixture
def first(tmp_path: Path, qapp: QApplication) -> SingleStart:
    single = SingleStart(tmp_path / "家 目录")
    assert single.is_first()
    return single


def later_start(folder: Path, *arguments: str, qtbot: QtBot) -> int:
    """Another process of the same user, while this one's loop runs; gives its exit code."""
    process = QProcess()
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("PYTHONPATH", str(ROOT))
    process.setProcessEnvironment(environment)
    with qtbot.waitSignal(process.finished, timeout=20_000):
        process.start(sys.executable, ["-c", LATER, str(folder), *arguments])
    return process.exitCode()


def test_a_later_start_hands_over_its_file(
    first: SingleStart, tmp_path: Path, qtbot: QtBot
) -> None:
    heard: list[str] = []
    first.asked.connect(heard.append)
    first.listen()
    path = tmp_path / "二〇一八 年度（报告）.nianbao"
    assert later_start(tmp_path / "家 目录", str(path), qtbot=qtbot) == 0
    assert heard == [str(path)]
    assert later_start(tmp_path / "家 目录", qtbot=qtbot) == 0
    assert heard == [str(path), ""]


def test_lock_and_socket_lie_in_the_folder_of_the_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows 没有这样的文件夹")
    session, folder = tmp_path / "会话", tmp_path / "家 目录"
    session.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(session))
    first = SingleStart(folder)
    assert first.is_first()
    first.listen()
    held = sorted(each.name for each in session.iterdir())
    assert held == [Path(first.name).name, f"{Path(first.name).name}.lock"]
    assert list(folder.iterdir()) == []
    assert later_start(folder, qtbot=qtbot) == 0


def test_a_later_start_waits_for_a_first_that_is_still_starting(
    first: SingleStart, tmp_path: Path, qtbot: QtBot
) -> None:
    heard: list[str] = []
    first.asked.connect(heard.append)
    QTimer.singleShot(1500, first, first.listen)
    assert later_start(tmp_path / "家 目录", qtbot=qtbot) == 0
    assert heard == [""]


def test_a_later_start_waits_for_a_first_that_is_busy_opening(
    first: SingleStart, tmp_path: Path, qtbot: QtBot
) -> None:
    heard: list[str] = []
    first.asked.connect(heard.append)
    first.listen()
    QTimer.singleShot(20, lambda: time.sleep(4))
    assert later_start(tmp_path / "家 目录", qtbot=qtbot) == 0
    assert heard == [""]


def test_a_later_start_opens_its_own_window_where_the_first_never_answers(
    first: SingleStart, tmp_path: Path, qtbot: QtBot
) -> None:
    assert later_start(tmp_path / "家 目录", qtbot=qtbot) == 2


def test_another_users_folder_is_another_first(
    first: SingleStart, tmp_path: Path, qtbot: QtBot
) -> None:
    assert later_start(tmp_path / "别人", qtbot=qtbot) == 1


@pytest.mark.parametrize(
    "said", [b"\n", b"{}\n", b"[1]\n", b'{"path": 1}\n', b"\xff\xfe\n", b"x" * 70_000]
)
def test_words_that_are_not_ours_are_dropped(
    said: bytes, first: SingleStart, tmp_path: Path, qtbot: QtBot
) -> None:
    heard: list[str] = []
    first.asked.connect(heard.append)
    first.listen()
    talk = QLocalSocket(first)
    talk.connectToServer(first.name)
    assert talk.waitForConnected(1000)
    with qtbot.waitSignal(talk.disconnected):
        talk.write(said)
    assert heard == []
    good = QLocalSocket(first)
    good.connectToServer(first.name)
    good.write(json.dumps({"path": "甲", "token": ""}).encode() + b"\n")
    qtbot.waitUntil(lambda: heard == ["甲"])


@pytest.fixture
def program(tmp_path: Path, preferences: Preferences, qtbot: QtBot) -> Program:
    made = Program(Recorder(), preferences, CrashHandler(tmp_path / "日志"))
    qtbot.addWidget(made.window)
    made.window.show()
    return made


def year_file(path: Path) -> Path:
    with Store.create(path) as store:
        store.add_report(report())
    return path


def test_the_file_that_is_open_stays_open_with_its_undo(program: Program, tmp_path: Path) -> None:
    path = year_file(tmp_path / "甲.nianbao")
    program.open_asked(str(path))
    assert program.window.workspace is not None
    session = program.window.workspace.session
    session.type_figure("published.website", "3")
    program.open_asked(str(tmp_path / "." / "甲.nianbao"))
    assert program.window.workspace.session is session and session.undo_stack.canUndo()
    program.open_asked(str(year_file(tmp_path / "乙.nianbao")))
    assert "乙" in program.window.windowTitle()
    program.window.close()


def test_a_window_in_the_task_bar_comes_back(program: Program) -> None:
    program.window.showMinimized()
    program.open_asked("")
    assert program.window.isVisible() and not program.window.isMinimized()


def test_a_file_waits_until_the_open_box_is_answered(
    program: Program, qtbot: QtBot, qapp: QApplication
) -> None:
    done: list[bool] = []
    box = QDialog(program.window)
    box.setModal(True)
    box.show()
    when_no_box_is_open(program.window, lambda: done.append(True))
    qtbot.wait(400)
    assert not done
    box.close()
    qtbot.waitUntil(lambda: done == [True])


def test_the_first_start_is_free_again_when_it_ends(tmp_path: Path, qapp: QApplication) -> None:
    def start() -> SingleStart:
        return SingleStart(tmp_path / "家")

    one = start()
    assert one.is_first() and not start().is_first()
    del one
    assert start().is_first()
