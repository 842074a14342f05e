"""The small parts of the frame: places, progress, sidebar, theme, log."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gui.crash import CrashHandler
from gui.icons import icon
from gui.places import page_of
from gui.progress import State, state_of
from gui.sidebar import Place, Sidebar
from gui.start_page import StartPage
from gui.status_line import StatusLine
from gui.theme import Colour
from gui.widgets.line_edit import LineEdit
from resources import resource_path
from storage.checks import check
from tests.builders import full_report, report


@pytest.mark.parametrize(
    ("place", "page"),
    [
        ("published.website", "publications"),
        ("requests/3/subject", "requests"),
        ("requests", "requests"),
        ("improvements/1/", "improvements"),
        ("text:other.body", "texts"),
        ("unit:name", "unit"),
        ("page:export", "export"),
        ("nobody.knows", "overview"),
    ],
)
def test_every_place_has_its_page(place: str, page: str) -> None:
    assert page_of(report(), place) == page


def test_the_worst_of_a_page_is_said() -> None:
    made = full_report()
    findings = check(made)
    assert state_of(made, findings, "support") == State("1 处错误", "error")
    assert state_of(made, findings, "unit") == State("完成", "good")
    assert state_of(report(), check(report()), "fees") == State("未填 2", "muted")


def test_the_list_is_walked_by_keyboard(qtbot: QtBot) -> None:
    sidebar = Sidebar([Place("a", "概览", "overview"), Place("b", "检查", "checks")])
    qtbot.addWidget(sidebar)
    chosen: list[str] = []
    sidebar.chosen.connect(chosen.append)
    sidebar.choose("a")
    qtbot.keyClick(sidebar, Qt.Key.Key_Down)
    assert chosen == ["a", "b"]
    sidebar.show_state("b", State("完成", "good"))
    assert sidebar.item(1).data(Qt.ItemDataRole.AccessibleTextRole) == "检查，完成"


def test_every_icon_is_a_picture(qapp: QApplication) -> None:
    names = [path.stem for path in resource_path("icons").glob("*.svg")]
    assert len(names) > 10
    for name in names:
        made = icon(name)
        assert isinstance(made, QIcon) and not made.pixmap(20, 20).isNull()


def test_the_style_sheet_names_only_colours_that_exist(qapp: QApplication) -> None:
    sheet = qapp.styleSheet()
    assert sheet and "@" not in sheet
    assert Colour.ACCENT.value in sheet


def test_the_font_of_the_window_can_show_chinese(qapp: QApplication) -> None:
    metrics = QFontMetrics(QFont(qapp.font()))
    assert metrics.inFontUcs4(ord("政")) and metrics.horizontalAdvance("政府") > 20


def test_recent_files_are_links(qtbot: QtBot, tmp_path: Path) -> None:
    page = StartPage()
    qtbot.addWidget(page)
    page.show_recent([tmp_path / "甲区.nianbao"])
    links = [each for each in page.findChildren(QPushButton) if each.text() == "甲区"]
    with qtbot.waitSignal(page.open_path) as opened:
        qtbot.mouseClick(links[0], Qt.MouseButton.LeftButton)
    assert opened.args == [tmp_path / "甲区.nianbao"]


def test_long_names_are_shortened_and_told_in_full_by_the_tip(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / ("最终版" * 30) / ("示例区年报" * 15 + ".nianbao")
    page, status = StartPage(), StatusLine()
    for each in (page, status):
        qtbot.addWidget(each)
    page.show_recent([tmp_path / "甲区.nianbao"])
    page.show_recent([path])
    (link,) = [each for each in page.findChildren(QPushButton) if each.isVisibleTo(page)][3:]
    assert "…" in link.text() and link.toolTip() == str(path)
    assert link.sizeHint().width() < 500
    status.show_file(str(path))
    status.say_failed("未能保存：" + "磁盘已满，" * 40)
    assert status.minimumSizeHint().width() < 800


def test_a_long_text_is_entered_at_its_beginning(qtbot: QtBot) -> None:
    line, other = LineEdit(), LineEdit()
    for each in (line, other):
        qtbot.addWidget(each)
        each.show()
    line.show_text("关于" + "某某" * 100 + "的通知")
    other.activateWindow()
    line.activateWindow()
    line.setFocus()
    qtbot.waitUntil(lambda: line.selectedText() == line.text())
    assert line.cursorPosition() == 0


def test_our_own_fault_is_logged_without_values(tmp_path: Path, qtbot: QtBot) -> None:
    handler = CrashHandler(tmp_path / "日志")
    phone = "1381234" + "1234"
    with qtbot.waitSignal(handler.crashed) as crash:
        try:
            raise ValueError(phone)
        except ValueError:
            handler.catch(*sys.exc_info())
    log = (tmp_path / "日志" / "公开年报.log").read_text("utf-8")
    assert "ValueError" in log and "test_window_parts" in log
    assert phone not in log and phone not in str(crash.args)
    assert crash.args and "ValueError" in crash.args[0]
