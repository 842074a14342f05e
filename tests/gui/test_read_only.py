"""A field of a finished year: it can be read and copied, and offers nothing to pick."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from gui.ledger.choice_edit import ChoiceEdit
from gui.ledger.view import LedgerView
from gui.read_only import set_read_only
from gui.session import Session
from gui.widgets.cell_line import CellLine
from storage.versions import Version
from tests.gui.ledger_hands import CONTROL

AT = datetime(2019, 3, 12, tzinfo=UTC)


@pytest.fixture
def locked(view: LedgerView) -> LedgerView:
    """The form of the second entry, as of a finished year."""
    for entry_id in (1, 2):
        view.session.type_cell("publications", entry_id, "title", f"工作要点{entry_id}")
        view.session.type_cell("publications", entry_id, "published_on", "2018-01-18")
    view.details.setChecked(True)
    view.table.go(1, 0)
    set_read_only(view, locked=True)
    return view


def small_buttons(view: LedgerView) -> list[QToolButton]:
    """日历 and the arrows inside the fields of the form."""
    lines = [each for each in view.form.editors.values() if isinstance(each, CellLine)]
    return [button for line in lines for button in line.findChildren(QToolButton)]


def test_only_a_year_that_can_be_changed_offers_something_to_pick(locked: LedgerView) -> None:
    assert len(small_buttons(locked)) == 2
    assert not any(each.isVisibleTo(locked) for each in small_buttons(locked))
    number = locked.form.editors["number"]
    assert isinstance(number, CellLine) and number.placeholderText() == ""
    set_read_only(locked, locked=False)
    assert all(each.isVisibleTo(locked) for each in small_buttons(locked))
    assert number.placeholderText()


def test_no_key_or_click_opens_the_list_of_a_finished_year(
    locked: LedgerView, qtbot: QtBot
) -> None:
    editor = locked.form.editors["channels"]
    assert isinstance(editor, ChoiceEdit)
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    qtbot.mouseClick(editor, Qt.MouseButton.LeftButton)
    assert not editor.choosing
    set_read_only(locked, locked=False)
    qtbot.mouseClick(editor, Qt.MouseButton.LeftButton)
    assert editor.choosing


def test_copying_the_entry_above_leaves_a_finished_year_alone(
    locked: LedgerView, qtbot: QtBot
) -> None:
    editor = locked.form.editors["title"]
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_D, CONTROL)
    assert editor.text() == "工作要点2"
    set_read_only(locked, locked=False)
    qtbot.keyClick(editor, Qt.Key.Key_D, CONTROL)
    assert editor.text() == "工作要点1"


def test_what_was_refused_in_a_finished_year_is_not_told_as_done(
    view: LedgerView, session: Session, qtbot: QtBot
) -> None:
    session.type_cell("publications", 1, "title", "工作要点")
    session.versions.finish(Version(1, "", AT, AT))
    view.table.go(0, 0)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_V):
        QApplication.clipboard().setText("甲\t乙\n丙\t丁\n")
        qtbot.keyClick(view.table, key, CONTROL)
        assert view._said.text() == ""
    assert len(session.report.ledger("publications")) == 1
