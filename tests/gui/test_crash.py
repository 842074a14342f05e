"""Our own faults: told once, logged, nothing typed is lost, and the program goes on."""

import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QThread, QTimer
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from export.progress import Progress
from gui.app import Program
from gui.crash import CrashHandler, log_folder
from gui.job import Job
from gui.later import later
from gui.messages import Messages
from gui.preferences import Preferences
from gui.session import Session
from storage.errors import FileUnavailable
from storage.store import Store
from tests.builders import report

REAL_EXEC = QDialog.exec
SECRET = "张三 1381234" + "1234"


class Boxes(Messages):
    """Real boxes, each looked at and answered as soon as it is open."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.button = "继续使用"
        self.delay = 50

    def apologise(self, parent: QWidget, detail: str, log: Path, *, saved: bool = True) -> None:
        QTimer.singleShot(self.delay, self._answer)
        super().apologise(parent, detail, log, saved=saved)

    def tell(self, parent: QWidget, sentence: str) -> None:
        QTimer.singleShot(self.delay, self._answer)
        super().tell(parent, sentence)

    def _answer(self) -> None:
        boxes = [each for each in QApplication.topLevelWidgets() if each.isModal()]
        open_now = [each for each in boxes if each.isVisible()]
        assert len(open_now) == 1
        (box,) = open_now
        self.words.append(box.findChildren(QLabel)[0].text())
        for text in (self.button, "继续使用", "知道了"):
            for found in box.findChildren(QPushButton):
                if found.text() == text and box.isVisible():
                    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch, no_box_hangs: None) -> Boxes:
    monkeypatch.setattr(QDialog, "exec", REAL_EXEC)
    return Boxes()


@pytest.fixture
def program(
    boxes: Boxes,
    preferences: Preferences,
    tmp_path: Path,
    data_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Program]:
    with Store.create(data_path) as store:
        store.add_report(report())
    made = Program(boxes, preferences, CrashHandler(tmp_path / "日志"))
    qtbot.addWidget(made.window)
    made.window.show()
    made.window.open_path(data_path)
    with capture_exceptions():  # puts the hook of the tests back afterwards
        monkeypatch.setattr(threading, "excepthook", threading.excepthook)
        made.crashes.install()
        made.crashes.install_in_threads()
        yield made
    made.window.close()


def run_until(holds: Callable[[], bool], milliseconds: int = 5000) -> None:
    """Qt's own loop, as in the program: pytest-qt's raises what a paint event did not catch."""
    loop, ticks, end = QEventLoop(), QTimer(), QTimer(singleShot=True)
    ticks.timeout.connect(lambda: loop.exit() if holds() else None)
    end.timeout.connect(loop.quit)
    ticks.start(10)
    end.start(milliseconds)
    loop.exec()


def run_for(milliseconds: int) -> None:
    run_until(lambda: False, milliseconds)


def session_of(program: Program) -> Session:
    assert program.window.workspace is not None
    return program.window.workspace.session


def type_without_leaving(program: Program, text: str) -> None:
    """A figure typed that no editor has given to the session yet."""
    session = session_of(program)
    editor = QLineEdit(program.window)
    editor.setText(text)
    session.flushing.connect(lambda: session.type_figure("published.website", editor.text()))


def saved_figure(path: Path) -> object:
    with Store.open(path) as store:
        return store.load(2018).figures.get("published.website")


def log_of(program: Program) -> str:
    return program.crashes.path.read_text("utf-8")


class BrokenPicture(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        raise ArithmeticError(SECRET)


def in_a_slot(program: Program) -> None:
    def slot() -> None:
        raise ArithmeticError(SECRET)

    button = QPushButton(program.window)
    button.clicked.connect(slot)
    button.click()


def in_a_job(program: Program) -> None:
    def work(progress: Progress) -> None:
        raise ArithmeticError(SECRET)

    Job(work, program.window).start()


def in_a_qthread(program: Program) -> None:
    class Broken(QThread):
        def run(self) -> None:
            raise ArithmeticError(SECRET)

    Broken(program.window).start()


def in_a_thread(program: Program) -> None:
    def work() -> None:
        raise ArithmeticError(SECRET)

    threading.Thread(target=work).start()


def in_a_paint_event(program: Program) -> None:
    picture = BrokenPicture(program.window)
    picture.setGeometry(0, 0, 400, 400)
    picture.show()


FAULTS = [in_a_slot, in_a_job, in_a_qthread, in_a_thread, in_a_paint_event]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_once_and_the_program_goes_on(
    fault: Callable[[Program], None],
    program: Program,
    boxes: Boxes,
    data_path: Path,
) -> None:
    type_without_leaving(program, "528")
    QTimer.singleShot(0, program.window, lambda: fault(program))
    run_until(lambda: bool(boxes.words))
    assert len(boxes.words) == 1
    assert "已经填写的内容都保存着" in boxes.words[0]
    program.window.update()
    run_for(200)
    assert len(boxes.words) == 1
    log = log_of(program)
    assert "builtins.ArithmeticError" in log and "test_crash.py" in log
    session_of(program).type_figure("published.gazette", "7")
    assert program.window.isVisible()
    assert session_of(program).figures["published.gazette"].value == Decimal(7)
    program.window.close_file()
    for picture in program.window.findChildren(BrokenPicture):
        picture.hide()
    assert saved_figure(data_path) == Decimal(528)


def test_what_is_no_fault_of_ours_is_told_as_what_it_is(program: Program, boxes: Boxes) -> None:
    type_without_leaving(program, "528")

    def fetch() -> None:
        raise FileUnavailable("“年报.nianbao”现在读不出来。")

    for _ in range(3):
        later(program.window, fetch)
    run_until(lambda: bool(boxes.words))
    run_for(200)
    assert boxes.words == ["“年报.nianbao”现在读不出来。"]
    assert session_of(program).figures["published.website"].value == Decimal(528)
    assert "FileUnavailable" in log_of(program)


def test_many_faults_at_once_open_one_box(program: Program, boxes: Boxes) -> None:
    boxes.delay = 600
    QTimer.singleShot(0, program.window, lambda: in_a_slot(program))
    for _ in range(5):
        QTimer.singleShot(100, program.window, lambda: in_a_slot(program))
        QTimer.singleShot(100, program.window, lambda: in_a_thread(program))
    run_until(lambda: bool(boxes.words))
    run_for(200)
    assert log_of(program).count("ArithmeticError\n") == 11
    assert len(boxes.words) == 1, "".join(boxes.words)


def test_what_is_logged_and_copied_names_nobody(
    program: Program, boxes: Boxes, qtbot: QtBot
) -> None:
    boxes.button = "复制详情"
    in_a_slot(program)
    qtbot.waitUntil(lambda: bool(boxes.words))
    copied = QGuiApplication.clipboard().text()
    for text in (log_of(program), copied):
        assert SECRET not in text and str(Path.home()) not in text
        assert str(Path(__file__).parents[2]) not in text
        assert "tests/gui/test_crash.py" in text and "公开年报" in text


def test_a_fault_while_saving_is_told_and_says_so(
    program: Program, boxes: Boxes, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def broken() -> bool:
        raise KeyError(SECRET)

    with monkeypatch.context() as patched:
        patched.setattr(session_of(program), "flush", broken)
        in_a_slot(program)
        qtbot.waitUntil(lambda: bool(boxes.words))
    assert "还没能写进文件" in boxes.words[0]
    assert "builtins.KeyError" in log_of(program)


def test_the_log_stays_small(tmp_path: Path, qapp: QApplication) -> None:
    crashes = CrashHandler(tmp_path)
    trace_of = RecursionError()
    for _ in range(30):
        try:
            deep(39)
        except ArithmeticError as error:
            trace_of = RecursionError()
            trace_of.__cause__ = error
        for _ in range(60):
            crashes.record(trace_of)
    logs = sorted(each.name for each in tmp_path.iterdir())
    assert logs == ["公开年报.log", *(f"公开年报.log.{number}" for number in (1, 2, 3))]
    assert sum(each.stat().st_size for each in tmp_path.iterdir()) < 2_100_000


def deep(levels: int) -> None:
    if levels == 0:
        raise ArithmeticError
    deep(levels - 1)


def test_without_a_place_for_the_log_the_fault_is_told_all_the_same(
    tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "日志").write_text("不是文件夹", "utf-8")
    crashes = CrashHandler(tmp_path / "日志")
    with qtbot.waitSignal(crashes.crashed):
        error = ArithmeticError()
        crashes.catch(type(error), error, None)
    assert "ArithmeticError" in capsys.readouterr().err


def test_the_folder_of_the_log_is_the_users_own(qapp: QApplication) -> None:
    assert log_folder().is_relative_to(Path.home()) and log_folder().name == "日志"
