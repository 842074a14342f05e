"""备份和恢复 with real clicks, on real files."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.backups_dialog import BackupsDialog
from gui.main_window import MainWindow
from gui.preferences import Preferences
from storage import backups
from storage.store import Store
from tests.builders import full_report, report
from tests.gui.test_main_window import Recorder

REAL_EXEC = QDialog.exec
NOW = datetime(2018, 12, 31, 14, 3)


@pytest.fixture
def messages() -> Recorder:
    return Recorder()


@pytest.fixture
def store(data_path: Path) -> Iterator[Store]:
    """A file of two years with three backups, the oldest of them of one year only."""
    with Store.create(data_path) as made:
        made.add_report(full_report())
        backups.back_up(made._db.conn, data_path, NOW - timedelta(2))
        made.add_report(report(2017, published__gazette=9))
        backups.back_up(made._db.conn, data_path, NOW - timedelta(1))
        backups.back_up(made._db.conn, data_path, NOW)
        yield made


@pytest.fixture
def opened_urls() -> list[QUrl]:
    return []


@pytest.fixture
def dialog(
    store: Store, messages: Recorder, opened_urls: list[QUrl], qtbot: QtBot
) -> BackupsDialog:
    return shown(store, messages, opened_urls, qtbot)


def noting(urls: list[QUrl]) -> Callable[[QUrl], bool]:
    """A desktop that opens whatever it is asked to."""

    def note(url: QUrl) -> bool:
        urls.append(url)
        return True

    return note


def shown(store: Store, messages: Recorder, urls: list[QUrl], qtbot: QtBot) -> BackupsDialog:
    made = BackupsDialog(store, messages, noting(urls))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def click_row(dialog: BackupsDialog, row: int) -> None:
    place = dialog.table.visualRect(dialog.table.model().index(row, 0)).center()
    QTest.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def words(dialog: BackupsDialog, column: int) -> list[str]:
    model = dialog.table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_backups_are_listed_newest_first_with_size_and_years(dialog: BackupsDialog) -> None:
    assert words(dialog, 0) == [
        "2018年12月31日 14:03",
        "2018年12月30日 14:03",
        "2018年12月29日 14:03",
    ]
    assert words(dialog, 2) == ["2017、2018", "2017、2018", "2018"]
    assert all(text.endswith(" KB") and text[0] != "0" for text in words(dialog, 1))


def test_a_click_on_a_backup_shows_what_is_in_it(dialog: BackupsDialog) -> None:
    assert dialog.preview.text() == (
        "2017 年度：填了 1 个数，台账 0 条\n2018 年度：填了 3 个数，台账 6 条"
    )
    click_row(dialog, 2)
    assert dialog.preview.text() == "2018 年度：填了 3 个数，台账 6 条"


def test_the_chosen_backup_is_restored_into_a_new_file(
    dialog: BackupsDialog, store: Store, data_path: Path
) -> None:
    click_row(dialog, 2)
    click(dialog.restore)
    assert dialog.restored == data_path.with_name("年报_恢复_20181229_1403.nianbao")
    assert dialog.result() == QDialog.DialogCode.Accepted
    with Store.open(dialog.restored) as restored:
        assert restored.years == (2018,)
    assert store.years == (2017, 2018)


def test_a_broken_backup_is_shown_as_such_and_cannot_be_restored(
    store: Store, messages: Recorder, data_path: Path, qtbot: QtBot
) -> None:
    newest = backups.list_backups(data_path)[0]
    newest.path.write_bytes(b"SQLite format 3\0" + bytes(500))
    dialog = shown(store, messages, [], qtbot)
    assert words(dialog, 2)[0] == "读不出来"
    assert "请换一份备份" in dialog.preview.text()
    assert not dialog.restore.isEnabled()
    click_row(dialog, 1)
    assert dialog.restore.isEnabled()


def test_a_backup_that_vanished_is_said_and_the_dialog_stays(
    dialog: BackupsDialog, messages: Recorder, data_path: Path
) -> None:
    backups.list_backups(data_path)[0].path.unlink()
    click(dialog.restore)
    assert "读不出来" in messages.told[0]
    assert dialog.isVisible() and dialog.restored is None


def test_a_copy_goes_to_the_place_the_clerk_chose(
    dialog: BackupsDialog, messages: Recorder, tmp_path: Path
) -> None:
    click(dialog.copy)
    assert messages.told == []
    messages.name = tmp_path / "U盘.nianbao"
    click(dialog.copy)
    assert "核对无误" in messages.told[0] and str(messages.name) in messages.told[0]
    with Store.open(messages.name) as copy:
        assert copy.years == (2017, 2018)
        assert copy.load(2018).entries == full_report().entries


def test_a_copy_that_cannot_be_written_is_said(
    dialog: BackupsDialog, messages: Recorder, tmp_path: Path, data_path: Path
) -> None:
    messages.name = tmp_path / "拔掉的U盘" / "副本.nianbao"
    click(dialog.copy)
    messages.name = data_path
    click(dialog.copy)
    assert "找不到文件夹" in messages.told[0]
    assert "正在使用" in messages.told[1]
    assert dialog.isVisible()


def test_the_folder_of_backups_can_be_opened(
    dialog: BackupsDialog, opened_urls: list[QUrl], data_path: Path
) -> None:
    click(dialog.folder)
    assert [Path(each.toLocalFile()) for each in opened_urls] == [backups.backup_folder(data_path)]


def test_without_backups_the_dialog_says_so(
    tmp_path: Path, messages: Recorder, qtbot: QtBot
) -> None:
    with Store.create(tmp_path / "新.nianbao") as store:
        dialog = shown(store, messages, [], qtbot)
        assert dialog.table.rowCount() == 0 and not dialog.restore.isEnabled()
        assert "还没有备份" in dialog.preview.text()
        click(dialog.folder)
        assert "还没有备份" in messages.told[0]


# -- from the window ------------------------------------------------------------------------


@pytest.fixture
def window(messages: Recorder, preferences: Preferences, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(messages, preferences)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.fixture
def path(data_path: Path) -> Path:
    with Store.create(data_path) as made:
        made.add_report(full_report())
    return data_path


def while_open(act: Callable[[BackupsDialog], object]) -> None:
    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BackupsDialog)
        act(dialog)

    QTimer.singleShot(50, look)


def menu_entry(window: MainWindow) -> QAction:
    return next(each for each in window.findChildren(QAction) if each.text() == "备份和恢复…")


def test_opening_a_file_backs_it_up_once_a_day(window: MainWindow, path: Path) -> None:
    window.open_path(path)
    (made,) = backups.list_backups(path)
    assert made.made_at.date() == datetime.now().date()
    window.close_file()
    window.open_path(path)
    assert backups.list_backups(path) == (made,)


def test_a_backup_that_fails_keeps_no_file_from_opening(
    window: MainWindow, messages: Recorder, path: Path
) -> None:
    backups.backup_folder(path).write_text("不是文件夹", "utf-8")
    assert window.open_path(path)
    assert len(messages.told) == 1 and "不影响填报" in messages.told[0]
    assert window.workspace is not None
    window.workspace.session.type_figure("published.website", "528")
    assert window.close_file()
    with Store.open(path) as store:
        assert store.load(2018).figures["published.website"] == 528


def test_the_menu_restores_a_backup_and_opens_it(
    window: MainWindow, messages: Recorder, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDialog, "exec", REAL_EXEC)
    window.open_path(path)
    assert window.workspace is not None
    window.workspace.session.type_figure("published.website", "528")
    while_open(lambda dialog: click(dialog.restore))
    menu_entry(window).trigger()
    assert "_恢复_" in window.windowTitle()
    assert "没有改动" in messages.told[0]
    report_now = window.workspace.session.report
    assert report_now.figures == full_report().figures
    assert window.close_file()
    with Store.open(path) as store:
        assert store.load(2018).figures["published.website"] == 528


def test_a_copy_made_from_the_menu_has_what_was_typed_last(
    window: MainWindow, messages: Recorder, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDialog, "exec", REAL_EXEC)
    window.open_path(path)
    assert window.workspace is not None
    window.workspace.session.type_figure("published.website", "528")
    messages.name = path.with_name("副本.nianbao")

    def copy_and_close(dialog: BackupsDialog) -> None:
        click(dialog.copy)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    while_open(copy_and_close)
    menu_entry(window).trigger()
    assert path.stem in window.windowTitle() and "恢复" not in window.windowTitle()
    with Store.open(messages.name) as copy:
        assert copy.load(2018).figures["published.website"] == 528


def test_without_a_file_there_is_nothing_to_restore(window: MainWindow) -> None:
    assert not menu_entry(window).isEnabled()
    window.show_backups()


def test_the_dialog_fits_a_small_screen(dialog: QWidget) -> None:
    assert dialog.sizeHint().width() <= 1366 - 80
    assert dialog.sizeHint().height() <= 768 - 120
    assert not dialog.grab().isNull()


def test_the_desktop_is_asked_to_open_the_folder(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QUrl] = []
    monkeypatch.setattr(QDialog, "exec", REAL_EXEC)
    monkeypatch.setattr(QDesktopServices, "openUrl", noting(asked))
    window.open_path(path)

    def folder_and_close(dialog: BackupsDialog) -> None:
        click(dialog.folder)
        dialog.reject()

    while_open(folder_and_close)
    window.show_backups()
    assert [Path(each.toLocalFile()) for each in asked] == [backups.backup_folder(path)]
