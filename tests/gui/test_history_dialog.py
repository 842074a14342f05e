"""历史 as the clerk asks for it: on a figure, a text, a field of the unit, an entry."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.history_dialog import HistoryDialog, show_history
from gui.ledger.view import LedgerView
from gui.main_window import MainWindow
from gui.preferences import Preferences
from gui.session import Session
from gui.widgets.field_menu import menu_of, offer_history
from gui.widgets.line_edit import LineEdit
from storage.store import Store
from storage.writing import put
from tests.builders import report
from tests.gui.test_main_window import Recorder

ASK = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
BEFORE, AFTER = 3, 4


def dialog_for(session: Session, path: Path, place: str, qtbot: QtBot) -> HistoryDialog:
    with Store.open(path) as store:
        made = HistoryDialog(session, place, store.changes_of(2018, place))
    qtbot.addWidget(made)
    made.show()
    return made


def words(dialog: HistoryDialog, column: int) -> list[str]:
    items = (dialog.table.item(row, column) for row in range(dialog.table.rowCount()))
    return [item.text() for item in items if item is not None]


def test_every_change_of_a_figure_is_listed_and_an_earlier_value_comes_back(
    session: Session, data_path: Path, qtbot: QtBot
) -> None:
    for text in ("528", "五百多", "530"):
        session.type_figure("published.website", text)
    dialog = dialog_for(session, data_path, "published.website", qtbot)
    assert words(dialog, BEFORE) == ["五百多", "528", "（没有填）"]
    assert words(dialog, AFTER) == ["530", "五百多", "528"]
    assert dialog.table.isColumnHidden(2)
    dialog.table.setCurrentCell(0, AFTER)
    assert not dialog.restore.isEnabled()  # it is what stands there now
    dialog.table.setCurrentCell(1, BEFORE)
    assert dialog.whole.toPlainText() == "528"
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert session.report.figures["published.website"] == 528
    session.undo_stack.undo()
    assert session.report.figures["published.website"] == 530


@pytest.mark.parametrize(
    ("place", "typed", "blank"),
    [
        ("text:overview.body", "第一段", "（默认的写法）"),
        ("text:note:published.website", "（其中一条）", "（默认的写法）"),
        ("unit:phone", "0468-3351234", "（没有填）"),
    ],
)
def test_texts_notes_and_the_unit_go_back_too(
    session: Session, data_path: Path, qtbot: QtBot, place: str, typed: str, blank: str
) -> None:
    before = session.report
    if place.startswith("unit"):
        session.type_unit("phone", typed)
    else:
        session.type_text(place.removeprefix("text:"), typed)
    dialog = dialog_for(session, data_path, place, qtbot)
    assert (words(dialog, BEFORE), words(dialog, AFTER)) == ([blank], [typed])
    dialog.restore.click()
    assert session.report == before


def test_the_reason_for_a_doubt_goes_back(session: Session, data_path: Path, qtbot: QtBot) -> None:
    session.type_text("overview.body", "")
    finding = next(each for each in session.findings if each.rule == "W1")
    for reason in ("上级已同意", "以后补写"):
        session.keep(finding, reason)
    dialog = dialog_for(session, data_path, finding.key, qtbot)
    assert words(dialog, AFTER) == ["以后补写", "上级已同意"]
    heading = dialog.findChildren(QLabel)[0].text()
    assert heading.endswith("存疑的保留理由") and "@" not in heading
    dialog.restore.click()
    assert session.report.kept[finding.key].reason == "上级已同意"


def test_an_entry_names_the_columns_that_changed(
    session: Session, data_path: Path, qtbot: QtBot
) -> None:
    session.type_cell("requests", 1, "subject", "预算公开")
    session.type_cell("requests", 1, "received_on", "2018年2月30日")
    session.type_cell("requests", 1, "received_on", "2018-2-28")
    dialog = dialog_for(session, data_path, "requests/1/", qtbot)
    assert words(dialog, 2) == ["收到日期", "收到日期", "申请内容"]
    dialog.table.setCurrentCell(0, BEFORE)
    dialog.restore.click()
    assert session.unparsed_cells("requests", 1) == {"received_on": "2018年2月30日"}
    assert session.report.ledger("requests")[0].cells["subject"] == "预算公开"


def test_a_place_never_changed_says_so(session: Session, data_path: Path, qtbot: QtBot) -> None:
    dialog = dialog_for(session, data_path, "published.website", qtbot)
    assert dialog.table.isHidden() and dialog.restore.isHidden()


def test_the_menu_of_an_editor_holds_its_history_and_no_undo_of_its_own(
    session: Session, qtbot: QtBot
) -> None:
    editor = LineEdit()
    qtbot.addWidget(editor)
    offer_history(editor, session, lambda: "unit:phone")
    editor.show()
    menu = menu_of(editor)
    names = [action.objectName() for action in menu.actions()]
    assert "edit-undo" not in names and "edit-redo" not in names
    with qtbot.waitSignal(session.history_asked) as asked:
        next(each for each in menu.actions() if each.text() == "历史…").trigger()
    assert asked.args == ["unit:phone"]


def test_a_key_asks_for_the_history_of_the_entry_under_the_cursor(
    view: LedgerView, qtbot: QtBot
) -> None:
    view.session.type_cell("publications", 3, "title", "通知")
    view.table.go(0, 0)
    with qtbot.waitSignal(view.session.history_asked) as asked:
        qtbot.keyClick(view.table, Qt.Key.Key_H, ASK)
    assert asked.args == ["publications/3/"]


def test_the_window_shows_the_history_of_a_field(
    preferences: Preferences, data_path: Path, qtbot: QtBot
) -> None:
    with Store.create(data_path) as store:
        store.add_report(report())
    window = MainWindow(Recorder(), preferences)
    qtbot.addWidget(window)
    window.show()
    window.open_path(data_path)
    assert window.workspace is not None
    window.workspace.open_place("unit:phone")
    editor = window.workspace.page("unit").findChild(QWidget, "unit.phone")
    assert isinstance(editor, LineEdit)
    editor.setFocus()
    editor.setText("0468-3351234")
    window.activateWindow()
    qtbot.waitUntil(editor.hasFocus)
    qtbot.keyClick(editor, Qt.Key.Key_H, ASK)
    dialog = window.findChild(HistoryDialog)
    assert dialog is not None and words(dialog, AFTER) == ["0468-3351234"]
    dialog.reject()
    window.close()


def test_a_log_that_cannot_be_read_is_said_and_the_work_goes_on(
    session: Session, data_path: Path, qtbot: QtBot
) -> None:
    session.type_figure("published.website", "528")
    window = QWidget()
    qtbot.addWidget(window)
    with Store.open(data_path) as store:
        store._db.execute("update change set at = '昨天'")
        store._db.conn.commit()
        show_history(store, session, window, "published.website")
    dialog = window.findChild(HistoryDialog)
    assert dialog is not None and dialog.table.isHidden()
    assert any("读不出来" in each.text() for each in dialog.findChildren(QLabel))
    dialog.reject()


def test_a_year_whose_versions_cannot_be_read_is_not_shown(
    preferences: Preferences, data_path: Path, qtbot: QtBot
) -> None:
    with Store.create(data_path) as store:
        store.add_report(report())
        put(
            store._db,
            "version",
            {
                "report_id": 1,
                "number": 1,
                "reason": "",
                "opened_at": "昨天",
                "finished_at": None,
                "who": "",
                "program": "",
                "printed": "{}",
            },
        )
        store._db.conn.commit()
    messages = Recorder()
    window = MainWindow(messages, preferences)
    qtbot.addWidget(window)
    window.open_path(data_path)
    assert window.workspace is None and "读不出来" in messages.told[0]
    window.close()
