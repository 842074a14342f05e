"""The keys of the form of one entry, read back from the file."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.ledger.view import LedgerView
from gui.session import Session
from tests.gui.ledger_hands import TITLE, Key, add, focused, kept, opened, press, write
from tests.input_method import CommitText


def wholly_seen(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect().height() == widget.height()


def test_a_request_is_filled_by_enter_alone_and_the_next_begun(
    session: Session, data_path: Path, qtbot: QtBot, commit_text: CommitText
) -> None:
    view = opened(session, "requests", qtbot)
    press(qtbot, Key.Key_F4)
    keys = [column.key for column in view.model.ledger.columns]
    typed = {"number": "1", "received_on": "0312", "way": "wl", "applicant": "1", "quantity": "2"}
    for number in ("1", "2"):
        for key in keys:
            if key == "subject":
                commit_text(focused(), "征收方案")
            else:
                write(qtbot, number if key == "number" else typed.get(key, ""))
            press(qtbot, Key.Key_Return)
    row = {
        "received_on": date(2018, 3, 12),
        "way": "网络申请",
        "applicant": "自然人",
        "subject": "征收方案",
        "quantity": 2,
    }
    assert kept(session, data_path, "requests") == [{"number": "1", **row}, {"number": "2", **row}]
    assert focused() is view.form.editors["number"] and view.form.entry_id == 3


def test_the_arrows_lead_up_and_down_the_form(view: LedgerView, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_F4)
    view.form.focus_column("number")
    press(qtbot, Key.Key_Down)
    assert focused() is view.form.editors["published_on"]
    press(qtbot, Key.Key_Up, Key.Key_Up)
    assert focused() is view.form.editors["title"]
    press(qtbot, Key.Key_Up)
    assert focused() is view.form.editors["title"]
    view.form.focus_column("topic")
    qtbot.keyClick(focused(), Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert focused() is view.form.editors["channels"]


def test_the_value_of_the_entry_before_comes_once_more(
    view: LedgerView, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    add(session, {"title": "甲", "topic": "公告"}, {"title": "乙", "topic": "旧"})
    view.table.go(1, TITLE)
    press(qtbot, Key.Key_F4)
    view.form.focus_column("topic")
    press(qtbot, Key.Key_Apostrophe, control=True)
    press(qtbot, Key.Key_Return)
    assert kept(session, data_path)[1] == {"title": "乙", "topic": "公告"}
    press(qtbot, Key.Key_Z, control=True)
    assert kept(session, data_path)[1] == {"title": "乙", "topic": "旧"}


def test_enter_in_the_middle_of_a_word_stays_in_the_field(view: LedgerView, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_F4)
    view.form.focus_column("title")
    QApplication.sendEvent(focused(), QInputMethodEvent("gong", []))
    press(qtbot, Key.Key_Return)
    assert focused() is view.form.editors["title"]


def test_enter_in_a_long_text_begins_a_line(session: Session, qtbot: QtBot) -> None:
    view = opened(session, "improvements", qtbot)
    press(qtbot, Key.Key_F4)
    view.form.focus_column("measure_text")
    write(qtbot, "a")
    press(qtbot, Key.Key_Return)
    write(qtbot, "b")
    view.form.focus_column("problem")
    assert session.report.ledger("improvements")[0].cells["measure_text"] == "a\nb"


def test_the_field_that_enter_leads_to_is_in_sight(session: Session, qtbot: QtBot) -> None:
    view = opened(session, "requests", qtbot)
    view.resize(1130, 420)
    press(qtbot, Key.Key_F4)
    for editor in list(view.form.editors.values())[1:]:
        press(qtbot, Key.Key_Return)
        assert focused() is editor
        qtbot.waitUntil(partial(wholly_seen, editor))


def test_what_is_said_below_a_field_is_in_sight_with_it(session: Session, qtbot: QtBot) -> None:
    view = opened(session, "requests", qtbot)
    session.type_cell("requests", 1, "received_on", "2018-03-05")
    press(qtbot, Key.Key_F4)
    view.form.focus_column("state")
    qtbot.waitUntil(partial(wholly_seen, view.form.asides["state"]))
    assert wholly_seen(view.form.editors["state"])
