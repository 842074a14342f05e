"""A ledger on its page: looking for entries, and one entry in full."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QApplication, QTableView, QToolButton
from pytestqt.qtbot import QtBot

from gui.ledger.choice_edit import ChoiceEdit
from gui.ledger.date_edit import DateEdit
from gui.ledger.view import LedgerView
from gui.session import Session
from tests.gui.ledger_hands import (
    CHANNELS,
    DATE,
    TITLE,
    TOPIC,
    Key,
    add,
    focused,
    kept,
    opened,
    press,
    write,
)
from tests.input_method import CommitText


def test_the_reason_of_a_red_cell_is_told_where_the_cursor_is(
    view: LedgerView, session: Session
) -> None:
    session.type_cell("publications", 1, "published_on", "2018年2月30日")
    view.table.go(0, DATE)
    assert view._said.text() == "“2018年2月30日”这一天不存在，请核对月份和日期。"
    view.table.go(0, TITLE)
    assert view._said.text() == ""
    session.type_cell("publications", 1, "channels", "电视")
    view.table.go(0, CHANNELS)
    assert "不在可选的内容里" in view._said.text() and "政府公报" in view._said.toolTip()
    session.type_cell("publications", 1, "channels", "网站")
    assert view._said.text() == ""
    view.resize(780, 480)
    view.find_bar.show_counted(session.report.format.fields["published.website"])
    view.table.said.emit("已粘贴 200 行，其中 3 格看不懂，已标红，可按 Ctrl+Z 撤销")
    search, toggle = view.search, view.find_bar.toggle
    edge = search.mapTo(view, search.rect().topRight()).x()
    assert edge < toggle.mapTo(view, toggle.rect().topLeft()).x()


def test_looking_for_a_word_narrows_the_table_and_the_sum(
    view: LedgerView, session: Session, qtbot: QtBot, commit_text: CommitText
) -> None:
    add(session, {"title": "预算公开", "quantity": 5}, {"title": "招标", "quantity": 7})
    assert view.find_bar.summary.text() == "共 2 条，条数合计 12 条"
    press(qtbot, Key.Key_F, control=True)
    commit_text(view.search, "预算")
    assert [each.cells["title"] for each in view.model.entries] == ["预算公开"]
    assert view.find_bar.summary.text() == "找到 1 条，条数合计 5 条"
    press(qtbot, Key.Key_Return)
    write(qtbot, "x")
    press(qtbot, Key.Key_Return)
    assert [each.cells["title"] for each in view.model.entries] == ["x"]
    view.show_place("publications/2/topic")
    assert view.search.text() == ""
    assert (view.table.currentIndex().row(), view.table.currentIndex().column()) == (1, TOPIC)


def test_ctrl_n_begins_a_new_entry(view: LedgerView, session: Session, qtbot: QtBot) -> None:
    add(session, {"title": "甲"})
    press(qtbot, Key.Key_N, control=True)
    write(qtbot, "new")
    press(qtbot, Key.Key_Return)
    assert session.report.ledger("publications")[1].cells == {"title": "new"}


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_a_day_is_picked_from_the_calendar(
    view: LedgerView, session: Session, qtbot: QtBot
) -> None:
    add(session, {"title": "甲", "published_on": date(2018, 3, 15)})
    view.table.go(0, TITLE)
    press(qtbot, Key.Key_F4)
    editor = view.form.editors["published_on"]
    assert isinstance(editor, DateEdit)
    button = editor.findChild(QToolButton)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    calendar = editor._calendar
    assert calendar is not None and calendar.selectedDate() == QDate(2018, 3, 15)
    days = calendar.findChild(QTableView)
    assert days is not None
    qtbot.keyClick(days, Key.Key_Right)
    qtbot.keyClick(days, Key.Key_Return)
    assert not calendar.isVisible()
    assert session.report.ledger("publications")[0].cells["published_on"] == date(2018, 3, 16)


def test_the_form_beside_the_table_shows_and_keeps_the_entry(
    session: Session,
    data_path: Path,
    qtbot: QtBot,
    commit_text: CommitText,
) -> None:
    view = opened(session, "requests", qtbot)
    add(session, {"number": "1", "fee": Decimal("2.50")}, {"number": "2"}, key="requests")
    view.table.go(0, 0)
    press(qtbot, Key.Key_F4)
    assert view.form.isVisible() and view.form.editors["fee"].text() == "2.50"
    view.form.focus_column("subject")
    commit_text(focused(), "征收补偿方案")
    view.form.focus_column("received_on")
    write(qtbot, "3.1")
    press(qtbot, Key.Key_Return)
    assert view.form.editors["received_on"].text() == "2018-03-01"
    view.table.setFocus()
    view.table.go(1, 0)
    assert view.form.editors["subject"].text() == ""
    row = {
        "number": "1",
        "fee": Decimal("2.50"),
        "subject": "征收补偿方案",
        "received_on": date(2018, 3, 1),
    }
    assert kept(session, data_path, "requests") == [row, {"number": "2"}]


def test_a_date_half_typed_in_the_form_is_not_rewritten_under_the_cursor(
    view: LedgerView, session: Session, qtbot: QtBot
) -> None:
    add(session, {"title": "甲"})
    view.table.go(0, DATE)
    press(qtbot, Key.Key_F4)
    write(qtbot, "3.1")
    qtbot.waitUntil(lambda: "published_on" in session.report.ledger("publications")[0].cells)
    write(qtbot, "5")
    view.form.focus_column("topic")
    day = session.report.ledger("publications")[0].cells["published_on"]
    assert day == date(2018, 3, 15)


def test_the_form_undoes_by_the_window_and_keeps_the_keyboard(
    view: LedgerView, session: Session, qtbot: QtBot
) -> None:
    add(session, {"title": "old"})
    view.table.go(0, TITLE)
    press(qtbot, Key.Key_F4)
    write(qtbot, "new")
    press(qtbot, Key.Key_Z, control=True)
    assert view.form.editors["title"].text() == "old"
    assert focused() is view.form.editors["title"]


def test_the_form_says_why_a_cell_cannot_be_read(
    view: LedgerView, session: Session, qtbot: QtBot
) -> None:
    session.type_cell("publications", 1, "quantity", "十来条")
    view.table.go(0, TITLE)
    press(qtbot, Key.Key_F4)
    assert view.form.editors["quantity"].text() == "十来条"
    reason = view.form._reasons["quantity"]
    assert reason.isVisible() and "不是数字" in reason.text()


def test_nothing_of_the_form_is_cut_at_its_narrowest(session: Session, qtbot: QtBot) -> None:
    view = opened(session, "requests", qtbot)
    press(qtbot, Key.Key_F4)
    QApplication.processEvents()
    assert (view.width(), view.height()) == (1130, 560)
    for editor in view.form.editors.values():
        right = editor.mapTo(view, QPoint(editor.width(), 0)).x()
        assert right <= view.width() and editor.width() >= 120


def test_a_click_beside_the_list_of_terms_puts_it_away(
    view: LedgerView, session: Session, qtbot: QtBot
) -> None:
    add(session, {"title": "甲"})
    view.table.go(0, TITLE)
    press(qtbot, Key.Key_F4)
    editor = view.form.editors["channels"]
    assert isinstance(editor, ChoiceEdit)
    qtbot.mouseClick(editor, Qt.MouseButton.LeftButton)
    assert editor.choosing
    qtbot.mouseClick(view.form, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert not editor.choosing and focused() is editor
