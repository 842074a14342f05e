"""Words composed by an input method, in the table, the form and the national tables: no letter is
lost and no cell is left before the word is there."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.grid.table import GridTable
from gui.ledger.choice_edit import ChoiceEdit
from gui.ledger.view import LedgerView
from gui.session import Session
from gui.widgets.line_edit import LineEdit
from gui.widgets.long_text import LongText
from storage.store import Store
from tests import input_method
from tests.gui import grid_hands
from tests.gui.ledger_hands import (
    CHANNELS,
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


def compose(*steps: str) -> None:
    """Letters appear one after the other, not yet a word."""
    for step in steps:
        input_method.compose(focused(), step)


def settle(word: str) -> None:
    """The word is chosen."""
    input_method.commit(focused(), word)


def titles(session: Session) -> list[object]:
    return [each.cells.get("title") for each in session.report.ledger("publications")]


def test_a_word_composed_on_a_closed_cell_replaces_what_was_there(
    view: LedgerView, session: Session, qtbot: QtBot
) -> None:
    add(session, {"title": "旧"})
    view.table.go(0, TITLE)
    compose("g", "go", "gong")
    settle("公开")
    press(qtbot, Key.Key_Return)
    assert titles(session) == ["公开"]


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Tab, Key.Key_Backtab,
                                 Key.Key_Escape, Key.Key_Down, Key.Key_Up])  # fmt: skip
def test_no_key_leaves_a_cell_in_the_middle_of_a_word(
    view: LedgerView, session: Session, key: Key, qtbot: QtBot
) -> None:
    add(session, {"title": "一"}, {"title": "二"})
    view.table.go(1, TITLE)
    compose("s", "san")
    editor = view.table.typing.editor
    qtbot.keyClick(focused(), key)
    assert view.table.typing.editor is editor
    assert (view.table.currentIndex().row(), view.table.currentIndex().column()) == (1, TITLE)
    settle("三")
    press(qtbot, Key.Key_Return)
    assert titles(session) == ["一", "三"]


def test_a_click_into_another_cell_takes_the_word_with_it(
    view: LedgerView, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    add(session, {"title": "一"}, {"title": "二"})
    view.table.go(0, TOPIC)
    compose("g", "gong")
    place = view.table.visualRect(view.model.index(1, TITLE)).center()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.table.typing.editor is None
    assert kept(session, data_path) == [{"title": "一", "topic": "gong"}, {"title": "二"}]


def test_going_elsewhere_takes_the_word_with_it(
    view: LedgerView, session: Session, data_path: Path
) -> None:
    settle("已有")
    compose("g", "gong")
    view.search.setFocus()
    assert kept(session, data_path) == [{"title": "已有gong"}]


def test_turning_the_page_or_closing_takes_the_word_with_it(
    view: LedgerView, session: Session, data_path: Path
) -> None:
    compose("g", "gong")
    assert session.flush()
    assert kept(session, data_path) == [{"title": "gong"}]
    assert focused() is view.table.typing.editor


def test_a_pause_in_the_middle_of_a_word_keeps_what_stands_and_goes_on_composing(
    view: LedgerView, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    settle("公开")
    qtbot.waitUntil(lambda: titles(session) == ["公开"], timeout=3000)
    compose("n", "nian")
    session.edit("", [])
    QApplication.processEvents()
    editor = view.table.typing.editor
    assert editor is not None and editor.composing
    settle("年报")
    press(qtbot, Key.Key_Return)
    assert kept(session, data_path) == [{"title": "公开年报"}]


def test_another_change_while_composing_leaves_the_word_alone(
    view: LedgerView, session: Session, qtbot: QtBot
) -> None:
    add(session, {"title": "一"}, {"title": "二"})
    view.table.go(0, TITLE)
    compose("s", "san")
    session.type_cell("publications", 1, "number", "3号")
    settle("三")
    press(qtbot, Key.Key_Return)
    assert titles(session) == ["三", "二"]
    assert session.report.ledger("publications")[0].cells["number"] == "3号"


def test_the_form_keeps_a_word_when_the_row_changes(
    session: Session, data_path: Path, qtbot: QtBot
) -> None:
    view = opened(session, "requests", qtbot)
    add(session, {"number": "1"}, {"number": "2"}, key="requests")
    view.table.go(0, 0)
    press(qtbot, Key.Key_F4)
    view.form.focus_column("subject")
    compose("z", "zheng")
    press(qtbot, Key.Key_Return)
    assert focused() is view.form.editors["subject"], "Enter belongs to the word"
    view.table.go(1, 0)
    assert kept(session, data_path, "requests")[0] == {"number": "1", "subject": "zheng"}
    assert view.form.editors["subject"].text() == ""


def test_the_form_takes_every_word_of_a_row(
    session: Session, data_path: Path, qtbot: QtBot
) -> None:
    view = opened(session, "requests", qtbot)
    press(qtbot, Key.Key_F4)
    for column, letters, word in [("number", "yi", "一号"), ("subject", "zheng", "征收方案")]:
        view.form.focus_column(column)
        compose(letters[0], letters)
        settle(word)
    view.form.focus_column("received_on")
    write(qtbot, "3.1")
    view.form.focus_column("note")
    row = {"number": "一号", "subject": "征收方案", "received_on": date(2018, 3, 1)}
    assert kept(session, data_path, "requests") == [row]


def test_a_long_text_keeps_a_word_in_its_cell_and_in_the_form(
    session: Session, data_path: Path, qtbot: QtBot
) -> None:
    view = opened(session, "improvements", qtbot)
    view.table.go(0, 2)
    compose("j", "jian")
    assert isinstance(view.table.typing.editor, LongText)
    place = view.table.visualRect(view.model.index(0, 0)).center()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert kept(session, data_path, "improvements") == [{"measure_text": "jian"}]
    press(qtbot, Key.Key_F4)
    view.form.focus_column("result")
    compose("l", "luo")
    view.form.focus_column("problem")
    row = {"measure_text": "jian", "result": "luo"}
    assert kept(session, data_path, "improvements") == [row]


def test_letters_being_composed_narrow_the_terms(session: Session, qtbot: QtBot) -> None:
    asked = opened(session, "requests", qtbot)
    add(session, {"number": "1"}, {"number": "2"}, key="requests")
    way = [column.key for column in asked.model.ledger.columns].index("way")
    asked.table.go(0, way)
    compose("w", "wl")
    editor = asked.table.typing.editor
    assert isinstance(editor, ChoiceEdit) and editor.choosing and editor._list is not None
    shown = [
        editor._list.item(row).text()
        for row in range(editor._list.count())
        if not editor._list.item(row).isHidden()
    ]
    assert shown == ["3  网络申请"]
    settle("wl")
    press(qtbot, Key.Key_Return)
    compose("x", "xin")
    settle("信函")
    press(qtbot, Key.Key_Return)
    ways = [each.cells["way"] for each in session.report.ledger("requests")]
    assert ways == ["网络申请", "信函申请"]


def test_several_terms_by_letters(view: LedgerView, session: Session, qtbot: QtBot) -> None:
    add(session, {"title": "甲"}, {"title": "乙"})
    view.table.go(0, CHANNELS)
    write(qtbot, "wz,wx")
    press(qtbot, Key.Key_Return)
    settle("网站、微博")
    press(qtbot, Key.Key_Return)
    said = [each.cells["channels"] for each in session.report.ledger("publications")]
    assert said == [("政府网站", "政务微信"), ("政府网站", "政务微博")]


@pytest.fixture
def table(qtbot: QtBot, tmp_path: Path) -> Iterator[GridTable]:
    with Store.create(tmp_path / "表.nianbao") as store:
        store.add_report(grid_hands.report_2021())
        session = Session(store, store.load(grid_hands.YEAR))
        yield grid_hands.table_of(grid_hands.opened(session, "requests", qtbot))


def test_the_national_table_keeps_what_is_composed(table: GridTable, qtbot: QtBot) -> None:
    before = table.current_key
    compose("1", "12")
    press(qtbot, Key.Key_Return)
    assert table.current_key == before and table.typing.editor is not None
    settle("12")
    press(qtbot, Key.Key_Return)
    assert str(table.grid_model.session.figures[before].value) == "12"


@pytest.mark.parametrize("made", [LineEdit, LongText])
def test_every_editor_keeps_a_word_the_input_method_does_not_give_back(
    made: type[LineEdit] | type[LongText], qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    editor, other = made("", window), LineEdit("", window)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    told: list[str] = []
    editor.typed.connect(told.append)
    compose("n", "nian")
    assert editor.composing and editor.text() == ""
    other.setFocus()
    assert not editor.composing and editor.text() == "nian" and told == ["nian"]
