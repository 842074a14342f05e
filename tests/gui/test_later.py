"""What waits for a later turn of the loop is done once, and told where it fails."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from gui.later import later

GUI = Path(__file__).resolve().parents[2] / "gui"


def test_it_is_done_once_and_not_at_once(qapp: QApplication, qtbot: QtBot) -> None:
    owner, done = QObject(), list[int]()
    later(owner, lambda: done.append(1))
    assert done == []
    qtbot.wait(30)
    assert done == [1] and owner.children() == []


def test_it_waits_as_long_as_is_said(qapp: QApplication, qtbot: QtBot) -> None:
    owner, done = QObject(), list[int]()
    later(owner, lambda: done.append(2), 40)
    later(owner, lambda: done.append(1))
    qtbot.waitUntil(lambda: done == [1, 2])


def test_it_is_not_done_for_who_is_gone(qapp: QApplication, qtbot: QtBot) -> None:
    owner, done = QObject(), list[int]()
    later(owner, lambda: done.append(1))
    del owner
    qtbot.wait(30)
    assert done == []


def test_what_it_raises_is_told(qapp: QApplication, qtbot: QtBot) -> None:
    owner = QObject()

    def fail() -> None:
        raise ArithmeticError

    with capture_exceptions() as told:
        later(owner, fail)
        qtbot.wait(30)
    assert [kind for kind, _, _ in told] == [ArithmeticError]


def test_nobody_uses_what_loses_errors() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in GUI.rglob("*.py")}
    assert len(texts) > 100
    assert [path.name for path, text in texts.items() if ".singleShot(" in text] == []
