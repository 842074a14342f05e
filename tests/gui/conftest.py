"""What the tests of the window share: a dressed application, a session on a real file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from gui.clipboard import leave_words
from gui.ledger.view import LedgerView
from gui.main_window import MainWindow
from gui.preferences import Preferences
from gui.session import Session
from gui.theme import dress
from gui.waiting import WaitingBox
from storage.store import Store
from tests import input_method
from tests.builders import report
from tests.gui.ledger_hands import opened
from tests.gui.test_main_window import Recorder
from tests.input_method import CommitText


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """Every widget is seen in the program's own look."""
    if not qapp.styleSheet():
        dress(qapp)


@pytest.fixture(autouse=True)
def no_box_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A box that nobody expected fails the test instead of waiting for ever."""

    execute = QDialog.exec

    def refuse(self: QDialog) -> int:
        # It closes by itself.
        if isinstance(self, WaitingBox):
            return execute(self)
        raise AssertionError(f"unexpected box: {self.windowTitle()}")

    monkeypatch.setattr(QDialog, "exec", refuse)


@pytest.fixture(autouse=True)
def words_on_the_clipboard(qapp: QApplication) -> Iterator[None]:
    """As the program does when it ends."""
    yield
    leave_words()


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(QSettings(str(tmp_path / "偏好.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def data_path(tmp_path: Path) -> Path:
    return tmp_path / "年报.nianbao"


@pytest.fixture
def session(qapp: QApplication, data_path: Path) -> Iterator[Session]:
    """An empty 2018 of 工农区人民政府 in a real file."""
    with Store.create(data_path) as store:
        store.add_report(report())
        yield Session(store, store.load(2018))


@pytest.fixture
def commit_text() -> CommitText:
    """Chinese typed as an input method does it: first composed, then committed."""

    def commit(widget: QWidget, text: str) -> None:
        input_method.compose(widget, "pinyin")
        input_method.commit(widget, text)

    return commit


@pytest.fixture
def view(session: Session, qtbot: QtBot) -> LedgerView:
    """The ledger of publications, with the keyboard."""
    return opened(session, "publications", qtbot)


@pytest.fixture
def messages() -> Recorder:
    return Recorder()


@pytest.fixture
def window(messages: Recorder, preferences: Preferences, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window without a file, answered by ``messages``."""
    made = MainWindow(messages, preferences)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    messages.answer = True
    made.close()


@pytest.fixture
def year_window(window: MainWindow, data_path: Path) -> MainWindow:
    """The window with an empty 2018 of 工农区人民政府."""
    with Store.create(data_path) as store:
        store.add_report(report())
    assert window.open_path(data_path)
    return window


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """A bare window for the boxes that open above one."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made
