"""Where the window asks about personal data: in the list of findings, before an export, before a
ledger is given out."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.ledger.table_tasks import TableTask, TableTasks
from gui.pages.checks_page import ChecksPage
from gui.pages.export_page import ExportPage
from gui.preferences import Preferences
from gui.session import Session
from storage.privacy import PRIVACY
from tests.gui.test_export_page import Desktop, export
from tests.gui.test_main_window import Recorder

MOBILE, MASKED = "13812341234", "138****1234"


@pytest.fixture
def page(session: Session, messages: Recorder, tmp_path: Path, qtbot: QtBot) -> ExportPage:
    folder = tmp_path / "成品"
    folder.mkdir()
    made = ExportPage(session, messages, folder, Desktop())
    qtbot.addWidget(made)
    made.show()
    return made


def written(tmp_path: Path) -> list[str]:
    return [each.name for each in (tmp_path / "成品").iterdir()]


def test_one_button_hides_a_number_and_can_be_undone(session: Session, qtbot: QtBot) -> None:
    checks = ChecksPage(session)
    qtbot.addWidget(checks)
    checks.show()
    session.type_text("overview.body", f"请拨打{MOBILE}。")
    other = next(each for each in session.findings if each.rule == "U1" or each.rule == "W1")
    checks.list.setCurrentItem(checks.list.row(other))
    assert checks.hide_numbers.isHidden()
    finding = next(each for each in session.findings if each.rule == PRIVACY)
    checks.list.setCurrentItem(checks.list.row(finding))
    assert not checks.hide_numbers.isHidden()
    checks.hide_numbers.click()
    assert session.report.texts["overview.body"] == f"请拨打{MASKED}。"
    assert not [each for each in session.findings if each.rule == PRIVACY]
    session.undo_stack.undo()
    assert session.report.texts["overview.body"] == f"请拨打{MOBILE}。"


def test_an_export_with_a_number_in_it_is_asked_about_first(
    page: ExportPage, messages: Recorder, tmp_path: Path, qtbot: QtBot
) -> None:
    page.session.type_text("overview.body", f"请拨打{MOBILE}。")
    messages.answer = False
    page.export()
    assert MASKED in messages.asked[0] and MOBILE not in messages.asked[0]
    assert written(tmp_path) == []
    messages.answer = True
    export(page, qtbot, "json")
    assert len(written(tmp_path)) == 1


def test_one_button_hides_every_number_before_an_export(page: ExportPage) -> None:
    assert page.hide_numbers.isHidden()
    page.session.type_text("overview.body", f"请拨打{MOBILE}。")
    page.session.type_cell("improvements", 1, "problem", f"有人{MOBILE}")
    page.session.type_cell("improvements", 1, "measure", f"找{MOBILE}")
    assert not page.hide_numbers.isHidden()
    steps = page.session.undo_stack.count()
    page.hide_numbers.click()
    assert page.session.undo_stack.count() == steps + 1 and page.hide_numbers.isHidden()
    (entry,) = page.session.report.ledger("improvements")
    assert entry.cells == {"problem": f"有人{MASKED}", "measure": f"找{MASKED}"}


def test_a_number_that_was_explained_is_not_asked_about_again(
    page: ExportPage, messages: Recorder, qtbot: QtBot
) -> None:
    page.session.type_text("overview.body", f"热线{MOBILE}。")
    finding = next(each for each in page.session.findings if each.rule == PRIVACY)
    page.session.keep(finding, "这是对外公布的热线")
    export(page, qtbot, "json")
    assert messages.asked == []


def test_the_file_with_the_ledgers_is_not_made_without_a_question(
    page: ExportPage, messages: Recorder, tmp_path: Path, qtbot: QtBot
) -> None:
    assert not page.kinds["archive"].isChecked()
    for key, box in page.kinds.items():
        box.setChecked(key == "archive")
    messages.answer = False
    page.export()
    assert "含台账.json" in messages.asked[0] and "个人信息" in messages.asked[0]
    assert written(tmp_path) == []
    messages.answer = True
    export(page, qtbot, "archive")
    assert written(tmp_path) == ["工农区人民政府2018年度报告含台账.json"]


@pytest.mark.parametrize(("ledger", "asks"), [("requests", True), ("publications", False)])
def test_a_personal_ledger_is_given_out_after_a_question(
    session: Session,
    messages: Recorder,
    preferences: Preferences,
    tmp_path: Path,
    qtbot: QtBot,
    ledger: str,
    asks: bool,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    tasks = TableTasks(session, messages, preferences, window)
    messages.name = tmp_path / "台账.xlsx"
    session.type_cell(ledger, 1, "note", "一条")
    tasks.do(ledger, TableTask.TEMPLATE)
    assert messages.asked == []
    messages.answer = False
    tasks.do(ledger, TableTask.WRITE)
    assert ("个人信息" in "".join(messages.asked)) is asks
    assert len(messages.told) == (1 if asks else 2)
