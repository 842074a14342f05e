"""删除过的条目 as the clerk finds them again."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.ledger.view import LedgerView
from gui.removed_dialog import RemovedDialog, show_removed
from gui.session import Session
from storage.store import Store


def shown(session: Session, path: Path, key: str, qtbot: QtBot) -> RemovedDialog:
    window = QWidget()
    qtbot.addWidget(window)
    with Store.open(path) as store:
        show_removed(store, session, window, key)
    dialog = window.findChild(RemovedDialog)
    assert dialog is not None
    dialog.setParent(None)
    qtbot.addWidget(dialog)
    return dialog


@pytest.fixture
def removed(session: Session) -> Session:
    """A year in which two requests were removed and a new one has the place of the second."""
    for number, subject in ((1, "预算"), (2, "规划")):
        session.type_cell("requests", number, "subject", subject)
        session.type_cell("requests", number, "received_on", "3.5")
        session.type_cell("requests", number, "quantity", "两件")
    session.remove_entries("requests", [1])
    session.remove_entries("requests", [2])
    session.type_cell("requests", 2, "subject", "新的")
    return session


def test_a_removed_entry_comes_back_at_its_place_with_all_that_was_typed(
    removed: Session, data_path: Path, qtbot: QtBot
) -> None:
    dialog = shown(removed, data_path, "requests", qtbot)
    assert dialog.table.rowCount() == 2
    dialog.table.setCurrentCell(1, 0)
    assert dialog.whole.toPlainText().splitlines()[0] == "收到日期：2018-03-05"
    assert "件数：两件" in dialog.whole.toPlainText()
    dialog.restore.click()
    entry = removed.entry("requests", 1)
    assert entry is not None and entry.cells["subject"] == "预算"
    assert removed.unparsed_cells("requests", 1) == {"quantity": "两件"}
    assert shown(removed, data_path, "requests", qtbot).table.rowCount() == 1
    removed.undo()
    assert removed.entry("requests", 1) is None


def test_where_its_place_is_taken_it_comes_to_the_end(
    removed: Session, data_path: Path, qtbot: QtBot
) -> None:
    shown(removed, data_path, "requests", qtbot).restore.click()
    said = [each.cells["subject"] for each in removed.report.ledger("requests")]
    assert said == ["新的", "规划"]


def test_a_ledger_from_which_nothing_was_removed_says_so(
    session: Session, data_path: Path, qtbot: QtBot
) -> None:
    dialog = shown(session, data_path, "disputes", qtbot)
    assert dialog.table.isHidden() and dialog.restore.isHidden()


def test_the_menu_of_the_table_asks_for_it(view: LedgerView, qtbot: QtBot) -> None:
    action = next(each for each in view.table.actions() if each.text().startswith("删除过的"))
    with qtbot.waitSignal(view.session.removed_asked) as asked:
        action.trigger()
    assert asked.args == ["publications"]
