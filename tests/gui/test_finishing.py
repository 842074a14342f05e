"""定稿, 重新生成并比对 and 更正 at the window, on real files."""

import hashlib
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.pages.export_page import ExportPage
from gui.pages.finish_card import FinishCard
from gui.pages.overview_page import OverviewPage
from gui.preferences import Preferences
from gui.reason_dialog import ReasonDialog
from gui.session import Session
from gui.widgets.line_edit import LineEdit
from gui.widgets.version_banner import VersionBanner
from storage.errors import YearFinished
from storage.interchange import read_sample
from storage.store import Store
from storage.versions import Version
from tests.gui import grid_hands
from tests.gui.grid_hands import report_2021
from tests.gui.test_export_page import Desktop
from tests.gui.test_main_window import Recorder

YEAR = 2018
FIGURE = "published.website"


@pytest.fixture
def path(data_path: Path) -> Path:
    """The sample year, which has no errors."""
    with Store.create(data_path) as store:
        store.add_report(read_sample())
    return data_path


@pytest.fixture
def window(
    messages: Recorder, preferences: Preferences, path: Path, tmp_path: Path, qtbot: QtBot
) -> MainWindow:
    made = MainWindow(messages, preferences)
    qtbot.addWidget(made)
    (tmp_path / "成品").mkdir()
    preferences.remember_exports(str(tmp_path / "成品"))
    made.resize(1280, 720)
    made.show()
    assert made.open_path(path)
    return made


def session_of(window: MainWindow) -> Session:
    assert window.workspace is not None
    return window.workspace.session


def card_of(window: MainWindow) -> FinishCard:
    assert window.workspace is not None
    window.workspace.sidebar.choose("export")
    page = window.workspace.page("export")
    assert isinstance(page, ExportPage)
    return page.finishing


def finish(window: MainWindow, qtbot: QtBot) -> FinishCard:
    card = card_of(window)
    card.finish_button.click()
    qtbot.waitUntil(lambda: not card.busy and bool(card.result.text()), timeout=60_000)
    return card


def compare(window: MainWindow, qtbot: QtBot) -> str:
    card = card_of(window)
    card.compare_button.click()
    qtbot.waitUntil(lambda: not card.busy and bool(card.result.text()), timeout=60_000)
    return card.result.text()


def correct(window: MainWindow, reason: str) -> None:
    card = card_of(window)
    card.correct_button.click()
    dialog = card.findChild(ReasonDialog)
    assert dialog is not None and not dialog.start.isEnabled()
    dialog.text.setPlainText(reason)
    dialog.start.click()


def test_finishing_writes_the_files_keeps_their_checksums_and_locks_the_year(
    window: MainWindow, messages: Recorder, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    card = finish(window, qtbot)
    assert "已定稿，3 个文件" in card.result.text()
    assert "锁定" in messages.asked[0]
    with Store.open(path) as store:
        (version,) = store.versions(YEAR)
    written = {
        each.name: hashlib.sha256(each.read_bytes()).hexdigest()
        for each in (tmp_path / "成品").iterdir()
    }
    assert {each.name: each.sha256 for each in version.files} == written
    assert [each.kind for each in version.files] == ["pdf", "excel", "checklist"]
    assert all(each in card.files.text() for each in written.values())
    assert card.finish_button.isHidden() and not card.correct_button.isHidden()


def test_the_keyboard_stays_with_the_finishing(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    card = card_of(window)
    card.finish_button.setFocus()
    qtbot.waitUntil(card.finish_button.hasFocus)
    card.finish_button.click()
    assert card.bar.hasFocus()
    qtbot.waitUntil(lambda: not card.busy, timeout=60_000)
    assert card.compare_button.hasFocus()


def test_no_way_of_changing_a_finished_year_is_left(
    window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    session = session_of(window)
    session.type_unit("address", "大街1号")
    finish(window, qtbot)
    before, steps = session.report, session.undo_stack.index()
    with qtbot.waitSignal(session.refused):
        session.type_figure(FIGURE, "1")
    session.undo()
    session.redo()
    session.remove_entries("publications", [1])
    assert session.report is before and session.undo_stack.index() == steps
    assert window.workspace is not None
    for place in window.workspace.places:
        window.workspace.sidebar.choose(place.key)
        page = window.workspace.page(place.key)
        banner = page.findChild(VersionBanner)
        assert banner is not None and banner.isVisible() and "定稿" in banner.sentence.text()
        for widget in page.findChildren(QWidget):
            if widget.property("field"):
                open_ = (
                    widget.isEnabled()
                    if isinstance(widget, QAbstractButton)
                    else (isinstance(widget, LineEdit) and not widget.isReadOnly())
                )
                assert not open_, (place.key, widget.accessibleName())
        for table in page.findChildren(QTableView):
            model = table.model()
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    flags = model.flags(model.index(row, column))
                    assert not flags & Qt.ItemFlag.ItemIsEditable
            qtbot.keyClick(table, Qt.Key.Key_F2)
            qtbot.keyClick(table, Qt.Key.Key_5)
            qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert session.flush() and session.report is before
    with Store.open(path) as store:
        assert store.load(YEAR) == before


def test_a_refused_change_lights_the_banner_up_and_the_editor_shows_the_truth(
    window: MainWindow, qtbot: QtBot
) -> None:
    finish(window, qtbot)
    assert window.workspace is not None
    window.workspace.open_place("unit:address")
    page = window.workspace.page("unit")
    editor, banner = page.findChild(LineEdit, "unit.address"), page.findChild(VersionBanner)
    assert isinstance(editor, LineEdit) and banner is not None
    held = editor.text()
    editor.setText("改了")
    editor.commit()
    assert editor.text() == held
    assert banner.property("role") == "alarm" and "刚才的改动没有做" in banner.sentence.text()
    qtbot.waitUntil(lambda: banner.property("role") == "notice", timeout=10_000)
    assert "刚才" not in banner.sentence.text()


def test_made_again_the_files_are_the_same(window: MainWindow, qtbot: QtBot) -> None:
    finish(window, qtbot)
    said = compare(window, qtbot)
    assert said.count("和定稿时完全一样") == 3 and "不同" not in said


def test_what_came_to_differ_is_listed(
    window: MainWindow, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    session = session_of(window)
    finish(window, qtbot)
    pdf = next((tmp_path / "成品").glob("*年度报告.pdf"))
    pdf.write_bytes(pdf.read_bytes() + b" ")
    next((tmp_path / "成品").glob("*.xlsx")).unlink()
    # As if somebody had changed the data file behind the lock.
    value = session.report.format.fields[FIGURE].label
    report = session.report
    session._report = report.with_values(figures={**report.figures, FIGURE: Decimal(99_999)})
    session._figures = None
    said = compare(window, qtbot)
    assert "和定稿时不一样" in said and f"{value}：定稿时“" in said and "99999" in said
    assert "后来被改动过" in said and "找不到当时的文件" in said


def test_a_correction_needs_a_reason_and_its_list_is_printed(
    window: MainWindow, messages: Recorder, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    session = session_of(window)
    finish(window, qtbot)
    old = session.figures[FIGURE].value
    first = {each.name: each.read_bytes() for each in (tmp_path / "成品").iterdir()}
    correct(window, "网站公开数漏报")
    assert not session.versions.locked
    banner = card_of(window).window().findChild(VersionBanner)
    assert banner is not None and "网站公开数漏报" in session.versions.sentence
    session.type_text("overview.body", "改过的一段话。")
    session.type_unit("address", "大街2号")
    card = finish(window, qtbot)
    assert "4 个文件" in card.result.text()
    now = {each.name: each.read_bytes() for each in (tmp_path / "成品").iterdir()}
    assert {name: now[name] for name in first} == first  # the first version's stay
    note = next((tmp_path / "成品").glob("*第2版更正说明.pdf"))
    with pdfplumber.open(note) as pages:
        text = "".join(page.extract_text() for page in pages.pages).replace("\n", "")
    assert "因网站公开数漏报，现予更正" in text
    assert "改过的一段话" in text and "大街2号" in text
    assert old is not None and session.figures[FIGURE].value == old
    with Store.open(path) as store:
        assert [each.number for each in store.versions(YEAR)] == [1, 2]
        with pytest.raises(YearFinished, match="第 2 版"):
            store.write(YEAR, [])
    assert compare(window, qtbot).count("和定稿时完全一样") == 4


def test_after_a_correction_is_open_undo_goes_on_from_where_it_was(
    window: MainWindow, qtbot: QtBot
) -> None:
    session = session_of(window)
    held = session.report.unit.address
    session.type_unit("address", "大街1号")
    finish(window, qtbot)
    correct(window, "地址写错")
    session.undo()
    assert session.report.unit.address == held


def test_errors_must_be_cleared_first(
    window: MainWindow, messages: Recorder, tmp_path: Path
) -> None:
    session_of(window).type_figure(FIGURE, "说不清")
    card_of(window).finish_button.click()
    assert "错误" in messages.told[-1]
    assert list((tmp_path / "成品").iterdir()) == []


def test_what_is_not_written_is_said_before_it_is_finished(
    window: MainWindow, messages: Recorder
) -> None:
    messages.answer = False
    session_of(window).type_text("overview.body", "")
    card_of(window).finish_button.click()
    assert "印成“〔未填〕”" in messages.asked[-1]
    messages.answer = True


def test_the_clerk_may_think_again(window: MainWindow, messages: Recorder, tmp_path: Path) -> None:
    messages.answer = False
    card = card_of(window)
    card.finish_button.click()
    messages.answer = True
    assert not card.busy and not session_of(window).versions.locked
    assert list((tmp_path / "成品").iterdir()) == []


def test_a_file_that_cannot_be_written_leaves_the_year_open(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    card_of(window)  # the page knows its folder from now on
    (tmp_path / "成品").rmdir()
    card = finish(window, qtbot)
    assert card.result.text().startswith("没有定稿") and "找不到文件夹" in card.result.text()
    assert not session_of(window).versions.locked


def test_a_change_made_while_the_files_are_written_is_not_lost_in_a_lock(
    window: MainWindow, qtbot: QtBot
) -> None:
    card = card_of(window)
    card.finish_button.click()
    assert card.busy
    session_of(window).type_unit("address", "大街3号")
    qtbot.waitUntil(lambda: not card.busy, timeout=60_000)
    assert "又有改动" in card.result.text()
    assert not session_of(window).versions.locked


def test_the_state_is_there_again_when_the_file_is_opened_again(
    window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    finish(window, qtbot)
    assert window.close_file()
    assert window.open_path(path)
    versions = session_of(window).versions
    assert versions.locked and versions.state == "第 1 版，已定稿"
    assert window.workspace is not None
    overview = window.workspace.page("overview")
    assert isinstance(overview, OverviewPage) and overview.version.text() == versions.state


def test_a_draft_has_no_banner(
    session: Session, qtbot: QtBot, messages: Recorder, tmp_path: Path
) -> None:
    page = ExportPage(session, messages, tmp_path, Desktop())
    qtbot.addWidget(page)
    page.show()
    banner = page.findChild(VersionBanner)
    assert banner is not None and not banner.isVisible()
    assert "草稿" in page.finishing.state.text() and session.versions.state == "草稿"


def test_a_national_table_of_a_finished_year_is_only_read(
    data_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    at = datetime(2024, 1, 15, 9).astimezone()
    with Store.create(data_path) as store:
        store.add_report(report_2021({"requests.received.natural": Decimal(3)}))
        store.finish(grid_hands.YEAR, Version(1, "", at, at))
        session = Session(store, store.load(grid_hands.YEAR))
        before = session.report
        page = grid_hands.opened(session, "requests", qtbot)
        table = grid_hands.table_of(page)
        table.go_to("requests.received.natural")
        told: list[str] = []
        table.said.connect(told.append)
        QApplication.clipboard().setText("7\t8")
        for key in (Qt.Key.Key_F2, Qt.Key.Key_5, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            qtbot.keyClick(table, key)
        qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        assert table.state() is not QTableView.State.EditingState
        assert session.report is before and not session.undo_stack.canUndo()
        assert not any("已粘贴" in each for each in told)
        assert not grid_hands.zero_button(page).isEnabled()
        table.go_to("requests.received.company")
        assert table.current_key == "requests.received.company"


@pytest.mark.parametrize("wait_ms", [0, 50, 300, 1500])
def test_closing_while_the_files_are_written_finishes_nothing_by_halves(
    window: MainWindow, messages: Recorder, path: Path, qtbot: QtBot, wait_ms: int
) -> None:
    card = card_of(window)
    card.finish_button.click()
    qtbot.wait(wait_ms)
    assert window.close_file()
    qtbot.wait(200)
    with Store.open(path) as store:
        versions = store.versions(YEAR)
        assert all(each.finished_at and len(each.files) == 3 for each in versions)


def test_the_clerk_may_stay_until_the_files_are_written(
    window: MainWindow, messages: Recorder, qtbot: QtBot
) -> None:
    card = card_of(window)
    card.finish_button.click()
    messages.answer = False
    assert not window.close_file()
    messages.answer = True
    qtbot.waitUntil(lambda: not card.busy, timeout=60_000)
    assert session_of(window).versions.locked
