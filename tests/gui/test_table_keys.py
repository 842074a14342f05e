"""One rule for the keys of every table: Enter, Tab, F2 and the value above once more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from gui.grid.table import GridTable
from gui.ledger.choice_edit import ChoiceEdit
from gui.ledger.table import LedgerTable
from gui.ledger.view import LedgerView
from gui.session import Session
from gui.widgets.row_start import RowStart
from storage.report import Cell
from storage.store import Store
from tests.gui import grid_hands
from tests.gui.ledger_hands import (
    CHANNELS,
    NUMBER,
    QUANTITY,
    TITLE,
    TOPIC,
    Key,
    add,
    focused,
    opened,
    press,
    write,
)
from tests.input_method import CommitText

Table = LedgerTable | GridTable
FIRST = 1
"""A column from which two more numbers can be typed, in both tables."""


@pytest.fixture
def table(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[Table]:
    """A ledger of five rows, or table 三."""
    with Store.create(tmp_path / "键.nianbao") as store:
        store.add_report(grid_hands.report_2021())
        session = Session(store, store.load(grid_hands.YEAR))
        if request.param == "ledger":
            rows: list[dict[str, Cell]] = [{"title": str(each)} for each in range(5)]
            add(session, *rows)
            yield opened(session, "publications", qtbot).table
        else:
            yield grid_hands.table_of(grid_hands.opened(session, "requests", qtbot))


both = pytest.mark.parametrize("table", ["ledger", "grid"], indirect=True)


def at(table: QTableView) -> tuple[int, int]:
    return table.currentIndex().row(), table.currentIndex().column()


def put(table: QTableView, row: int, column: int) -> None:
    table.setCurrentIndex(table.model().index(row, column))


def text(table: QTableView, row: int, column: int) -> str:
    return str(table.model().index(row, column).data(Qt.ItemDataRole.EditRole))


@both
def test_enter_goes_down_and_shift_enter_up_without_opening_a_cell(
    table: Table, qtbot: QtBot
) -> None:
    put(table, 0, FIRST)
    press(qtbot, Key.Key_Return)
    assert at(table) == (1, FIRST) and focused() is table
    press(qtbot, Key.Key_Enter)
    assert at(table) == (2, FIRST)
    qtbot.keyClick(table, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert at(table) == (1, FIRST) and focused() is table


@both
def test_enter_after_tabs_goes_under_the_cell_the_row_was_begun_in(
    table: Table, qtbot: QtBot
) -> None:
    put(table, 0, FIRST)
    write(qtbot, "7")
    press(qtbot, Key.Key_Tab, Key.Key_Tab)
    write(qtbot, "8")
    press(qtbot, Key.Key_Return)
    assert at(table) == (1, FIRST)
    press(qtbot, Key.Key_Tab, Key.Key_Right, Key.Key_Return)
    assert at(table) == (2, FIRST + 2), "an arrow begins anew"


@both
def test_down_in_a_cell_after_a_tab_stays_in_its_column(table: Table, qtbot: QtBot) -> None:
    put(table, 0, FIRST)
    press(qtbot, Key.Key_Tab)
    column = at(table)[1]
    write(qtbot, "7")
    press(qtbot, Key.Key_Down)
    assert at(table) == (1, column)


@both
def test_f2_opens_the_cell_with_what_is_in_it(table: Table, qtbot: QtBot) -> None:
    put(table, 0, FIRST)
    write(qtbot, "1")
    press(qtbot, Key.Key_Return, Key.Key_Up, Key.Key_F2, Key.Key_End)
    write(qtbot, "5")
    press(qtbot, Key.Key_Return)
    assert text(table, 0, FIRST) == "15"


@both
@pytest.mark.parametrize("key", [Key.Key_D, Key.Key_Apostrophe])
def test_the_value_above_comes_once_more_into_a_cell_and_into_an_open_one(
    table: Table, key: Key, qtbot: QtBot
) -> None:
    put(table, 0, FIRST)
    write(qtbot, "12")
    press(qtbot, Key.Key_Return)
    press(qtbot, key, control=True)
    assert text(table, 1, FIRST) == "12"
    press(qtbot, Key.Key_Return)
    write(qtbot, "9")
    press(qtbot, key, control=True)
    assert text(table, 2, FIRST) != "12", "what is being typed can still be taken back"
    press(qtbot, Key.Key_Return)
    assert text(table, 2, FIRST) == "12"


@both
def test_a_selection_is_filled_from_its_first_row_in_one_step(table: Table, qtbot: QtBot) -> None:
    put(table, 0, FIRST)
    write(qtbot, "12")
    press(qtbot, Key.Key_Return, Key.Key_Up)
    for _ in range(2):
        qtbot.keyClick(table, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, Key.Key_D, control=True)
    assert [text(table, row, FIRST) for row in range(3)] == ["12", "12", "12"]
    press(qtbot, Key.Key_Z, control=True)
    assert [text(table, row, FIRST) for row in range(1, 3)] == ["", ""]


def test_row_by_row_the_blank_row_is_reached_by_tab_and_by_enter(
    view: LedgerView, session: Session, qtbot: QtBot
) -> None:
    write(qtbot, "a")
    press(qtbot, Key.Key_Tab)
    write(qtbot, "1")
    press(qtbot, Key.Key_Return)
    assert at(view.table) == (1, TITLE)
    write(qtbot, "b")
    press(qtbot, Key.Key_Tab)
    write(qtbot, "2")
    press(qtbot, *[Key.Key_Tab] * 8)
    assert at(view.table) == (2, TITLE)
    write(qtbot, "c")
    press(qtbot, Key.Key_Tab)
    write(qtbot, "3")
    press(qtbot, Key.Key_Return, Key.Key_Return)
    assert at(view.table) == (3, TITLE), "a row with nothing in it is not passed"
    entries = session.report.ledger("publications")
    assert [(each.cells["title"], each.cells["number"]) for each in entries] == [
        ("a", "1"),
        ("b", "2"),
        ("c", "3"),
    ]


def test_alt_and_down_opens_the_terms(view: LedgerView, session: Session, qtbot: QtBot) -> None:
    add(session, {"title": "甲"})
    view.table.go(0, CHANNELS)
    qtbot.keyClick(view.table, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert view.table.typing.editor is not None
    press(qtbot, Key.Key_Down, Key.Key_Space, Key.Key_Return)
    assert session.report.ledger("publications")[0].cells["channels"] == ("政府公报",)


def test_escape_puts_the_terms_away_and_then_takes_back_what_was_typed(
    view: LedgerView, session: Session, qtbot: QtBot
) -> None:
    add(session, {"title": "甲", "channels": ("其他",)})
    view.table.go(0, CHANNELS)
    write(qtbot, "zw")
    editor = view.table.typing.editor
    assert isinstance(editor, ChoiceEdit) and editor.choosing and editor._list is not None
    rows = [editor._list.item(row) for row in range(5)]
    assert [each.text() for each in rows if not each.isHidden()] == ["3  政务微博", "4  政务微信"]
    press(qtbot, Key.Key_Escape)
    assert not editor.choosing and view.table.typing.editor is editor
    press(qtbot, Key.Key_Escape)
    assert session.report.ledger("publications")[0].cells["channels"] == ("其他",)
    view.table.go(0, CHANNELS)
    write(qtbot, "zw")
    press(qtbot, Key.Key_Down, Key.Key_Return)
    assert session.report.ledger("publications")[0].cells["channels"] == ("政务微信",)


def test_a_chinese_value_is_repeated_in_the_next_row(
    view: LedgerView, session: Session, qtbot: QtBot, commit_text: CommitText
) -> None:
    view.table.go(0, TOPIC)
    commit_text(view.table, "通知公告")
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Apostrophe, control=True)
    entries = session.report.ledger("publications")
    assert [each.cells["topic"] for each in entries] == ["通知公告", "通知公告"]


def test_a_row_started_by_tab_is_followed_in_both_directions() -> None:
    start = RowStart()
    assert start.column((3, NUMBER)) == NUMBER
    start.tabbed((0, 2), (0, 3))
    start.tabbed((0, 3), (0, QUANTITY))
    assert start.column((0, QUANTITY)) == 2
    start.tabbed((0, QUANTITY), (1, 0))
    assert start.column((1, 0)) == 0
