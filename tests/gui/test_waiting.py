"""Work that the window waits for: how far it is, a way out, and what became of it."""

import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from export.progress import Cancelled, Progress
from gui.waiting import WaitingBox, waited
from gui.widgets.panels import button
from storage.errors import FileUnavailable, ProgramError

SENTENCE = "正在从“甲&乙.nianbao”里抢救还能读出来的内容…"


class Work:
    """Stands at three tenths until it may go on; then it looks whether it was cancelled."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.ended = False

    def __call__(self, progress: Progress) -> str:
        progress(3, 10)
        try:
            assert self.go_on.wait(20)
            progress(10, 10)
            return "做完了"
        finally:
            self.ended = True


def while_waiting(ready: Callable[[WaitingBox], bool], act: Callable[[WaitingBox], object]) -> None:
    """Do something with the box once it is seen and as awaited."""

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, WaitingBox) and on_screen(box) and ready(box):
            act(box)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def on_screen(box: WaitingBox) -> bool:
    hidden = box.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    return box.isVisible() and not hidden


def words(box: WaitingBox) -> str:
    return "\n".join(each.text() for each in box.findChildren(QLabel))


def test_the_bar_shows_how_far_it_is_and_the_result_comes_back(parent: QWidget) -> None:
    work, looked = Work(), list[tuple[int, int, str, bool]]()

    def look(box: WaitingBox) -> None:
        looked.append((box.bar.value(), box.bar.maximum(), words(box), box.cancel.isEnabled()))
        work.go_on.set()

    while_waiting(lambda box: box.bar.maximum() == 10, look)
    assert waited(work, SENTENCE, parent) == "做完了"
    assert looked == [(3, 10, SENTENCE, True)]


@pytest.mark.parametrize(
    "leave",
    [
        lambda box: QTest.mouseClick(box.cancel, Qt.MouseButton.LeftButton),
        lambda box: QTest.keyClick(box, Qt.Key.Key_Escape),
        lambda box: box.close(),
    ],
    ids=["取消", "Esc", "the cross"],
)
def test_the_box_stays_until_cancelled_work_has_stopped(
    parent: QWidget, leave: Callable[[WaitingBox], object]
) -> None:
    work, looked = Work(), list[tuple[bool, bool, str]]()

    def look(box: WaitingBox) -> None:
        leave(box)
        leave(box)
        looked.append((box.isVisible(), box.cancel.isEnabled(), words(box)))
        work.go_on.set()

    while_waiting(lambda box: box.bar.value() == 3, look)
    with pytest.raises(Cancelled):
        waited(work, SENTENCE, parent)
    assert looked == [(True, False, "正在停下来…")]
    assert work.ended


def test_one_enter_too_many_cancels_nothing_but_tab_leads_to_the_way_out(parent: QWidget) -> None:
    work = Work()
    parent.activateWindow()

    def press(box: WaitingBox) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Return)
        assert box.cancel.isEnabled()
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is box.cancel
        work.go_on.set()

    while_waiting(lambda box: box.bar.value() == 3 and box.isActiveWindow(), press)
    assert waited(work, SENTENCE, parent) == "做完了"


def test_what_went_wrong_is_said_in_its_own_words(parent: QWidget) -> None:
    def fail(progress: Progress) -> None:
        raise FileUnavailable("磁盘已满。")

    with pytest.raises(ProgramError, match=r"^磁盘已满。$"):
        waited(fail, SENTENCE, parent)


def test_nothing_of_the_window_can_be_used_meanwhile(parent: QWidget) -> None:
    pressed: list[bool] = []
    below = button("下面的按钮", lambda: pressed.append(True))
    below.setParent(parent)
    below.show()
    work = Work()

    def press() -> None:
        handle, place = parent.windowHandle(), below.geometry().center()
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), place)

    def press_and_go_on(box: WaitingBox) -> None:
        press()
        work.go_on.set()

    while_waiting(lambda box: box.bar.value() == 3, press_and_go_on)
    waited(work, SENTENCE, parent)
    assert pressed == []
    press()
    assert pressed == [True], "or nothing was tried"


def test_what_ends_at_once_opens_no_box_and_holds_the_window_meanwhile(
    parent: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, held = list[bool](), list[bool]()
    monkeypatch.setattr("gui.waiting._SOON_MS", 20_000)
    monkeypatch.setattr(WaitingBox, "exec", lambda box: opened.append(True))
    QTimer.singleShot(0, lambda: held.append(isinstance(QApplication.activeModalWidget(), QDialog)))

    def work(progress: Progress) -> int:
        deadline = time.monotonic() + 20
        while not held and time.monotonic() < deadline:
            time.sleep(0.001)
        return 7

    assert waited(work, SENTENCE, parent) == 7
    assert (opened, held) == ([], [True])
    assert QApplication.activeModalWidget() is None


def test_a_result_that_is_nothing_is_no_cancelling(parent: QWidget) -> None:
    assert waited(lambda progress: None, SENTENCE, parent) is None


def test_nothing_is_left_of_the_box(parent: QWidget, qtbot: QtBot) -> None:
    waited(lambda progress: None, SENTENCE, parent)
    qtbot.waitUntil(lambda: not parent.findChildren(WaitingBox))
