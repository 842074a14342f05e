"""Opening, closing, refusing and failing, at the real window."""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.messages import Messages
from gui.new_dialog import NewDialog
from gui.pages.checks_page import ChecksPage
from gui.preferences import Preferences
from gui.widgets.line_edit import LineEdit
from storage.format_reader import load_format
from storage.report import Report
from storage.store import Store
from tests.builders import UNIT, full_report, report


class Recorder(Messages):
    """Says yes, and remembers what was told."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.asked: list[str] = []
        self.answer = True
        self.name: Path | None = None

    def tell(self, parent: QWidget, sentence: str) -> None:
        self.told.append(sentence)

    def ask(self, parent: QWidget, question: str, yes: str = "", no: str = "") -> bool:
        self.asked.append(question)
        return self.answer

    def save_name(self, parent: QWidget, title: str, start: Path, kinds: str) -> Path | None:
        return self.name

    def open_name(self, parent: QWidget, title: str, start: Path, kinds: str) -> Path | None:
        return self.name


@pytest.fixture
def two_years(data_path: Path) -> Path:
    with Store.create(data_path) as store:
        store.add_report(full_report())
        store.add_report(report(2017, published__gazette=9))
    return data_path


def test_a_file_opens_at_its_newest_year_and_turns_to_another(
    window: MainWindow, two_years: Path
) -> None:
    assert window.open_path(two_years)
    assert window.workspace is not None
    assert window.workspace.session.report.year == 2018
    assert "2018" in window.windowTitle()
    window.workspace.year_chosen.emit(2017)
    assert window.workspace.session.report.year == 2017
    assert window.workspace.year.currentText() == "2017 年度"


def test_every_page_can_be_shown(window: MainWindow, two_years: Path) -> None:
    window.open_path(two_years)
    assert window.workspace is not None
    for place in window.workspace.places:
        window.workspace.open_place(f"page:{place.key}")
        assert window.workspace.stack.currentWidget() is window.workspace.page(place.key)
        assert not window.workspace.page(place.key).grab().isNull()


def test_a_file_that_cannot_be_opened_leaves_the_open_one_in_sight(
    window: MainWindow, messages: Recorder, two_years: Path, tmp_path: Path
) -> None:
    window.open_path(two_years)
    open_year = window.workspace
    other = tmp_path / "别的.nianbao"
    other.write_bytes(b"not ours")
    assert not window.open_path(other)
    assert window.workspace is open_year and messages.told
    assert "年报" in window.windowTitle()
    assert open_year is not None
    open_year.session.type_unit("phone", "0468-3351234")
    assert open_year.session.flush()


def test_the_key_for_saving_saves_and_says_that_it_is_not_needed(
    window: MainWindow, two_years: Path, qtbot: QtBot
) -> None:
    window.open_path(two_years)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.workspace is not None
    window.workspace.open_place("unit:phone")
    editor = window.workspace.page("unit").findChild(LineEdit, "unit.phone")
    assert isinstance(editor, LineEdit)
    qtbot.keyClicks(editor, "123")
    qtbot.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace.session.report.unit.phone.endswith("123")
    assert window.status.state.text().startswith("已经保存")


def test_a_first_window_lies_within_the_screen(window: MainWindow) -> None:
    room = window.screen().availableSize()
    assert window.height() + 31 <= room.height()
    assert window.width() <= max(room.width(), window.minimumWidth())


def test_a_key_leads_back_into_the_list_of_checks(
    window: MainWindow, two_years: Path, qtbot: QtBot
) -> None:
    window.open_path(two_years)
    window.show()
    window.activateWindow()
    assert window.workspace is not None
    window.workspace.open_place("published.website")
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F8)
    page = window.workspace.page("checks")
    assert isinstance(page, ChecksPage)
    qtbot.waitUntil(page.list.hasFocus)
    qtbot.keyClick(page.list, Qt.Key.Key_F9)
    assert window.workspace.stack.currentWidget() is window.workspace.page("export")


@pytest.mark.parametrize("content", [b"", b"not ours", b"SQLite format 3\0" + bytes(90)])
def test_a_file_of_another_kind_is_refused_in_a_sentence(
    window: MainWindow, messages: Recorder, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "别的.nianbao"
    path.write_bytes(content)
    assert not window.open_path(path)
    assert len(messages.told) == 1 and "不是公开年报的数据文件" in messages.told[0]
    assert window.workspace is None
    assert list(tmp_path.glob("*.nianbao")) == [path] and path.read_bytes() == content


def test_a_file_open_elsewhere_is_refused_in_a_sentence(
    window: MainWindow,
    messages: Recorder,
    two_years: Path,
    preferences: Preferences,
    qtbot: QtBot,
) -> None:
    window.open_path(two_years)
    other = MainWindow(messages, preferences)
    qtbot.addWidget(other)
    assert not other.open_path(two_years)
    assert "另一个窗口" in messages.told[0]
    window.close_file()
    assert other.open_path(two_years)
    assert other.close_file()


def test_closing_leaves_one_whole_file(window: MainWindow, two_years: Path) -> None:
    window.open_path(two_years)
    assert window.workspace is not None
    window.workspace.session.type_figure("published.website", "528")
    assert window.close_file()
    assert [each.name for each in two_years.parent.iterdir() if "nianbao" in each.name] == [
        two_years.name
    ]
    with Store.open(two_years) as store:
        assert store.load(2018).figures["published.website"] == 528


def test_closing_with_unsaved_changes_asks_first(
    window: MainWindow, messages: Recorder, two_years: Path
) -> None:
    window.open_path(two_years)
    assert window.workspace is not None
    with Store.open(two_years) as blocker:
        blocker._db.execute("begin immediate")
        window.workspace.session.type_figure("published.website", "528")
        assert window.workspace.session.unsaved
        assert "未能保存" in window.status.state.text()
        messages.answer = False
        assert not window.close_file()
        assert "还没能写进文件" in messages.asked[0]
        blocker._db.execute("rollback")
    assert window.close_file()
    with Store.open(two_years) as store:
        assert store.load(2018).figures["published.website"] == 528


def test_the_sample_opens_complete(window: MainWindow, messages: Recorder, tmp_path: Path) -> None:
    messages.name = tmp_path / "示例.nianbao"
    window.open_sample()
    assert window.workspace is not None
    assert window.workspace.session.report.unit.name == "示例区人民政府"
    assert not any(each.severity.value == "错误" for each in window.workspace.session.findings)


def test_recent_files_are_offered_again(
    window: MainWindow, two_years: Path, preferences: Preferences
) -> None:
    window.open_path(two_years)
    window.close_file()
    assert list(preferences.recent) == [two_years]
    two_years.unlink()
    assert not preferences.recent


def test_a_further_year_begins_with_what_was_left_unfinished(
    window: MainWindow, data_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = {"requests.carried_out.natural": Decimal(3)}
    with Store.create(data_path) as store:
        store.add_report(Report(load_format("2021"), 2023, UNIT, figures))
    window.open_path(data_path)

    def answer(dialog: NewDialog) -> int:
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(NewDialog, "exec", answer)
    window.add_year()
    assert window.workspace is not None
    session = window.workspace.session
    assert (session.report.year, session.report.unit) == (2024, UNIT)
    assert session.report.figures == {"requests.carried_in.natural": 3}
    session.undo_stack.undo()
    assert session.report.figures == {}


def test_the_sample_never_takes_the_place_of_a_file(
    window: MainWindow, messages: Recorder, two_years: Path
) -> None:
    before = two_years.read_bytes()
    messages.name = two_years
    window.open_sample()
    assert "已经存在" in messages.told[0]
    assert window.workspace is None and two_years.read_bytes() == before
