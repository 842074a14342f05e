"""Typing in a ledger's table with real keys, read back from the file."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.ledger.choice_edit import ChoiceEdit
from gui.ledger.view import LedgerView
from gui.session import Session
from gui.theme import Colour
from storage.store import Store
from tests.gui.ledger_hands import (
    CHANNELS,
    DATE,
    NORMATIVE,
    NOTE,
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
from tests.input_method import CommitText, commit, compose


def test_a_row_typed_from_left_to_right_is_in_the_file(
    view: LedgerView, session: Session, data_path: Path, qtbot: QtBot, commit_text: CommitText
) -> None:
    commit_text(view.table, "办事指南")
    press(qtbot, Key.Key_Tab, Key.Key_Tab)
    write(qtbot, "3.15")
    press(qtbot, Key.Key_Tab)
    write(qtbot, "2")
    press(qtbot, Key.Key_Tab)
    commit_text(view.table, "通知公告")
    press(qtbot, Key.Key_Tab, Key.Key_Space, Key.Key_Tab, Key.Key_Tab)
    write(qtbot, "12")
    press(qtbot, Key.Key_Enter)
    row = {
        "title": "办事指南",
        "published_on": date(2018, 3, 15),
        "channels": ("政府网站",),
        "topic": "通知公告",
        "normative": True,
        "quantity": 12,
    }
    assert kept(session, data_path) == [row]


def test_enter_goes_down_and_tab_at_the_end_begins_a_new_row(
    view: LedgerView, session: Session, qtbot: QtBot
) -> None:
    write(qtbot, "a")
    press(qtbot, Key.Key_Return)
    assert view.table.currentIndex().row() == 1
    write(qtbot, "b")
    press(qtbot, Key.Key_Return)
    view.table.go(1, NOTE)
    write(qtbot, "n")
    press(qtbot, Key.Key_Tab)
    assert (view.table.currentIndex().row(), view.table.currentIndex().column()) == (2, 0)
    write(qtbot, "c")
    press(qtbot, Key.Key_Return)
    titles = [each.cells["title"] for each in session.report.ledger("publications")]
    assert titles == ["a", "b", "c"]
    assert session.report.ledger("publications")[1].cells["note"] == "n"


def test_tab_leaves_the_table_at_its_very_end(view: LedgerView, qtbot: QtBot) -> None:
    view.table.go(0, NOTE)
    press(qtbot, Key.Key_Tab)
    assert not view.table.hasFocus()


def test_the_first_letter_and_f2_start_typing(
    view: LedgerView, session: Session, qtbot: QtBot
) -> None:
    add(session, {"title": "old"})
    view.table.go(0, TITLE)
    press(qtbot, Key.Key_F2, Key.Key_End)
    write(qtbot, "er")
    press(qtbot, Key.Key_Return, Key.Key_Up, Key.Key_F2, Key.Key_End)
    write(qtbot, "!")
    press(qtbot, Key.Key_Return)
    assert session.report.ledger("publications")[0].cells["title"] == "older!"


def test_escape_takes_back_even_what_a_pause_has_kept(
    view: LedgerView, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    add(session, {"title": "old"})
    view.table.go(0, TITLE)
    write(qtbot, "new")
    qtbot.waitUntil(lambda: kept(session, data_path) == [{"title": "new"}], timeout=3000)
    press(qtbot, Key.Key_Escape)
    assert kept(session, data_path) == [{"title": "old"}]
    assert view.table.hasFocus()


def test_a_pause_in_the_blank_row_keeps_the_entry_and_the_editor(
    view: LedgerView, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    write(qtbot, "ab")
    qtbot.waitUntil(lambda: kept(session, data_path) == [{"title": "ab"}], timeout=3000)
    write(qtbot, "c")
    press(qtbot, Key.Key_Return)
    assert kept(session, data_path) == [{"title": "abc"}]


def test_flushing_keeps_the_cell_being_typed(
    view: LedgerView, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    write(qtbot, "half")
    assert session.flush()
    assert kept(session, data_path) == [{"title": "half"}]
    assert focused() is not view.table


def test_undo_while_typing_takes_back_what_was_typed(
    view: LedgerView, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    add(session, {"title": "old"})
    view.table.go(0, TITLE)
    write(qtbot, "new")
    press(qtbot, Key.Key_Z, control=True)
    assert kept(session, data_path) == [{"title": "old"}]
    press(qtbot, Key.Key_Return)
    assert kept(session, data_path) == [{"title": "old"}]


def test_undoing_a_new_row_while_typing_it_leaves_the_cursor_in_its_column(
    view: LedgerView, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    add(session, {"title": "old"})
    view.table.go(1, TOPIC)
    write(qtbot, "new")
    press(qtbot, Key.Key_Z, control=True)
    assert kept(session, data_path) == [{"title": "old"}]
    assert view.table.hasFocus() and view.table.typing.editor is None
    write(qtbot, "again")
    press(qtbot, Key.Key_Return)
    assert kept(session, data_path) == [{"title": "old"}, {"topic": "again"}]


def test_an_entry_removed_while_its_cell_is_open_leaves_the_cursor_in_the_column(
    view: LedgerView, session: Session, qtbot: QtBot
) -> None:
    add(session, {"title": "甲"}, {"title": "乙"})
    session.remove_entries("publications", [1])
    session.undo_stack.undo()
    view.table.go(0, TOPIC)
    press(qtbot, Key.Key_F2)
    press(qtbot, Key.Key_Y, control=True)
    assert [each.cells for each in session.report.ledger("publications")] == [{"title": "乙"}]
    assert view.table.hasFocus() and view.table.typing.editor is None
    assert view.table.currentIndex().column() == TOPIC


def test_the_first_letter_of_a_composed_word_is_not_lost(
    view: LedgerView, session: Session, qtbot: QtBot
) -> None:
    for preedit in ("g", "go", "gong"):
        compose(focused(), preedit)
    assert view.table.typing.editor is not None
    assert not session.report.ledger("publications")
    commit(focused(), "公")
    compose(focused(), "kai")
    commit(focused(), "开")
    press(qtbot, Key.Key_Return)
    assert session.report.ledger("publications")[0].cells == {"title": "公开"}


def test_enter_while_composing_stays_in_the_cell(view: LedgerView, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_F2)
    editor = view.table.typing.editor
    assert editor is not None
    QApplication.sendEvent(editor, QInputMethodEvent("gong", []))
    for key in (Key.Key_Return, Key.Key_Tab, Key.Key_Escape):
        qtbot.keyClick(editor, key)
        assert view.table.typing.editor is editor
    assert view.table.currentIndex().row() == 0


def test_a_date_that_does_not_exist_is_kept_and_marked(
    view: LedgerView, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    add(session, {"title": "甲"})
    view.table.go(0, DATE)
    write(qtbot, "2018-2-30")
    press(qtbot, Key.Key_Return)
    cell = view.model.index(0, DATE)
    assert cell.data() == "2018-2-30"
    assert cell.data(Qt.ItemDataRole.BackgroundRole) == Colour.ERROR_PALE.colour
    assert "这一天不存在" in cell.data(Qt.ItemDataRole.ToolTipRole)
    with Store.open(data_path) as store:
        assert dict(store.load(2018).unparsed) == {"publications/1/published_on": "2018-2-30"}
    view.table.go(0, DATE)
    write(qtbot, "20180228")
    press(qtbot, Key.Key_Return)
    assert not session.report.unparsed
    assert session.report.ledger("publications")[0].cells["published_on"] == date(2018, 2, 28)


def test_channels_are_picked_by_number_or_by_arrows_and_blank(
    view: LedgerView, session: Session, qtbot: QtBot, commit_text: CommitText
) -> None:
    add(session, {"title": "甲"}, {"title": "乙"}, {"title": "丙"})
    view.table.go(0, CHANNELS)
    write(qtbot, "2")
    commit_text(focused(), "、")
    write(qtbot, "4")
    press(qtbot, Key.Key_Return, Key.Key_F2, Key.Key_Down, Key.Key_Space)
    press(qtbot, Key.Key_Down, Key.Key_Space, Key.Key_Return)
    commit_text(view.table, "微信")
    press(qtbot, Key.Key_Return)
    entries = session.report.ledger("publications")
    assert [each.cells["channels"] for each in entries] == [
        ("政府网站", "政务微信"),
        ("政府公报", "政府网站"),
        ("政务微信",),
    ]


def test_a_choice_is_completed_and_clicked(
    session: Session, qtbot: QtBot, commit_text: CommitText
) -> None:
    view = opened(session, "requests", qtbot)
    add(session, {"number": "1"}, {"number": "2"}, {"number": "3"}, key="requests")
    outcome = [column.key for column in view.model.ledger.columns].index("outcome")
    view.table.go(0, outcome)
    commit_text(view.table, "不同意")
    press(qtbot, Key.Key_Down, Key.Key_Return)
    write(qtbot, "12")
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_F2)
    editor = view.table.typing.editor
    assert isinstance(editor, ChoiceEdit) and editor.choosing and editor._list is not None
    place = editor._list.visualItemRect(editor._list.item(1)).center()
    qtbot.mouseClick(editor._list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    said = [each.cells["outcome"] for each in session.report.ledger("requests")]
    assert said == ["不同意公开：涉及商业秘密", "告知作出更改补充", "同意公开"]
    assert view.table.typing.editor is None


def test_a_click_elsewhere_keeps_what_was_ticked(
    view: LedgerView, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    add(session, {"title": "甲"})
    view.table.go(0, CHANNELS)
    press(qtbot, Key.Key_F2)
    editor = view.table.typing.editor
    assert isinstance(editor, ChoiceEdit) and editor._list is not None
    for row in (4, 1):
        place = editor._list.visualItemRect(editor._list.item(row)).center()
        qtbot.mouseClick(editor._list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert kept(session, data_path) == [{"title": "甲", "channels": ("政府网站", "其他")}]
    place = view.table.visualRect(view.model.index(1, TITLE)).center()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not editor.choosing and view.table.typing.editor is None
    assert session.report.ledger("publications")[0].cells["channels"] == ("政府网站", "其他")


def test_a_long_text_takes_lines_in_its_cell(session: Session, qtbot: QtBot) -> None:
    view = opened(session, "improvements", qtbot)
    view.table.go(0, 2)
    write(qtbot, "a")
    qtbot.keyClick(focused(), Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    write(qtbot, "b")
    press(qtbot, Key.Key_Return)
    assert session.report.ledger("improvements")[0].cells == {"measure_text": "a\nb"}
    assert view.table.currentIndex().row() == 1


def test_blank_ticks_and_unticks_a_flag(view: LedgerView, session: Session, qtbot: QtBot) -> None:
    add(session, {"title": "甲"})
    view.table.go(0, NORMATIVE)
    press(qtbot, Key.Key_Space)
    assert session.report.ledger("publications")[0].cells["normative"] is True
    press(qtbot, Key.Key_Space)
    assert session.report.ledger("publications")[0].cells == {"title": "甲"}
