"""The boxes themselves, answered by keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from gui.messages import Messages

REAL_EXEC = QDialog.exec


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, no_box_hangs: None) -> QWidget:
    monkeypatch.setattr(QDialog, "exec", REAL_EXEC)
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def answer(act: Callable[[QWidget], object]) -> list[str]:
    """Act on the box once it is open; gives the words that were on it."""
    seen: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert box is not None
        seen.extend(each.text() for each in box.findChildren(QLabel))
        seen.extend(each.text() for each in box.findChildren(QPushButton))
        act(box)

    QTimer.singleShot(50, look)
    return seen


def press(key: Qt.Key) -> Callable[[QWidget], object]:
    return lambda box: QTest.keyClick(box, key)


def click(text: str) -> Callable[[QWidget], object]:
    def act(box: QWidget) -> None:
        found = next(each for each in box.findChildren(QPushButton) if each.text() == text)
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)

    return act


def walk_to(text: str) -> Callable[[QWidget], object]:
    """Go to a button by Tab and press Enter there."""

    def act(box: QWidget) -> None:
        found = next(each for each in box.findChildren(QPushButton) if each.text() == text)
        while not found.hasFocus():
            QTest.keyClick(box, Qt.Key.Key_Tab)
        QTest.keyClick(found, Qt.Key.Key_Return)

    return act


def test_telling_shows_the_sentence_and_enter_closes_it(window: QWidget) -> None:
    seen = answer(press(Qt.Key.Key_Return))
    Messages().tell(window, "磁盘已满。")
    assert seen == ["磁盘已满。", "知道了"]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (press(Qt.Key.Key_Escape), False),
        (press(Qt.Key.Key_Return), False),
        (click("取消"), False),
        (click("继续"), True),
        (walk_to("取消"), False),
        (walk_to("继续"), True),
    ],
)
def test_a_question_is_answered_and_no_is_the_safe_one(
    window: QWidget, act: Callable[[QWidget], object], said: bool
) -> None:
    seen = answer(act)
    assert Messages().ask(window, "要替换吗？") is said
    assert seen == ["要替换吗？", "继续", "取消"]


def test_a_very_long_message_stays_within_the_screen(window: QWidget) -> None:
    sentence = "\n".join(f"第 {number} 行有问题。" for number in range(500))
    heights: list[int] = []

    def measure(box: QWidget) -> None:
        heights.append(box.height())
        QTest.keyClick(box, Qt.Key.Key_Escape)

    seen = answer(measure)
    Messages().tell(window, sentence)
    assert sentence in seen
    assert heights[0] < 600


def test_an_apology_lets_the_details_be_copied(window: QWidget, tmp_path: Path) -> None:
    def act(box: QWidget) -> None:
        click("复制详情")(box)
        click("继续使用")(box)

    seen = answer(act)
    Messages().apologise(window, "ZeroDivisionError", tmp_path / "公开年报.log")
    assert QGuiApplication.clipboard().text() == "ZeroDivisionError"
    assert str(tmp_path / "公开年报.log") in seen[0]


def test_a_document_is_read_beside_the_work(window: QWidget, qtbot: QtBot) -> None:
    Messages().show_document(window, "使用说明", "# 第一步\n\n填数。")
    box = window.findChild(QDialog)
    assert isinstance(box, QDialog)
    assert not box.isModal()
    text = box.findChild(QTextBrowser)
    assert isinstance(text, QTextBrowser)
    assert text.toPlainText() == "第一步\n填数。"
    click("关闭")(box)
    qtbot.waitUntil(lambda: window.findChild(QDialog) is None)
