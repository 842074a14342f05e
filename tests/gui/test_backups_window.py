"""Backups as the window makes, offers and restores them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from gui.backups_dialog import BackupsDialog
from gui.main_window import MainWindow
from storage import backups
from storage.store import Store
from storage.values import Value
from tests.builders import full_report
from tests.gui.test_backups_dialog import click, noting
from tests.gui.test_main_window import Recorder

REAL_EXEC = QDialog.exec


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


def website_in(path: Path) -> Value | None:
    with Store.open(path) as store:
        return store.load(2018).figures["published.website"]


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
    assert website_in(path) == 528


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
    assert website_in(path) == 528


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
    assert website_in(messages.name) == 528


def test_without_a_file_there_is_nothing_to_restore(window: MainWindow) -> None:
    assert not menu_entry(window).isEnabled()
    window.show_backups()


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


@pytest.fixture
def damaged(path: Path) -> Path:
    """A torn file with a broken backup of today and a sound one of yesterday."""
    now = datetime.now()
    with Store.open(path) as store:
        backups.back_up(store._db.conn, path, now - timedelta(1))
        newest = backups.back_up(store._db.conn, path, now).path
    for each in (path, newest):
        whole = each.read_bytes()
        each.write_bytes(whole[: len(whole) // 2])
    return path


def test_instead_of_a_damaged_file_its_newest_sound_backup_is_offered(
    window: MainWindow, messages: Recorder, damaged: Path
) -> None:
    torn, sound = damaged.read_bytes(), backups.list_backups(damaged)[1].path
    assert window.open_path(damaged)
    assert "已损坏" in messages.asked[0] and sound.name in messages.asked[0]
    assert "_恢复_" in window.windowTitle()
    assert window.workspace is not None
    assert window.workspace.session.report.figures == full_report().figures
    assert damaged.read_bytes() == torn


def test_a_damaged_file_stays_closed_where_the_clerk_wants_no_backup(
    window: MainWindow, messages: Recorder, damaged: Path
) -> None:
    before = sorted(damaged.parent.iterdir())
    messages.answer = False
    assert not window.open_path(damaged)
    assert window.workspace is None
    assert sorted(damaged.parent.iterdir()) == before


def test_without_a_backup_what_can_be_read_is_offered(
    window: MainWindow, messages: Recorder, path: Path
) -> None:
    messages.answer = False
    path.write_bytes(path.read_bytes()[:20_000])
    assert not window.open_path(path)
    assert len(messages.asked) == 1 and "抢救" in messages.asked[0]
    assert messages.told == []


def test_where_one_place_is_damaged_the_rest_is_saved_and_the_place_is_told(
    window: MainWindow, messages: Recorder, path: Path
) -> None:
    with Store.open(path) as store:
        backups.back_up(store._db.conn, path, datetime.now())
    whole = path.read_bytes().replace("无渠道的一条".encode(), "无渠到的二条".encode())
    path.write_bytes(whole)
    assert window.open_path(path)
    assert "抢救" in messages.asked[0] and "主动公开台账第 2 条" in messages.asked[0]
    assert "_抢救_" in window.windowTitle()
    assert "请核对" in messages.told[0] and "2018 年度主动公开台账第 2 条" in messages.told[0]
    assert window.workspace is not None
    saved = window.workspace.session.report
    assert saved.figures == full_report().figures and saved.texts == full_report().texts
    assert saved.ledger("publications")[1].cells["title"] == "无渠到的二条"
    assert path.read_bytes() == whole


def test_of_a_file_with_nothing_left_in_it_that_is_said(
    window: MainWindow, messages: Recorder, path: Path
) -> None:
    path.write_bytes(path.read_bytes()[:100] + bytes(50_000))
    before = sorted(path.parent.iterdir())
    assert not window.open_path(path)
    assert "抢救" in messages.asked[0]
    assert len(messages.told) == 1 and "没有救成" in messages.told[0]
    assert sorted(path.parent.iterdir()) == before


def test_a_file_changed_where_nothing_is_kept_opens_with_a_word(
    window: MainWindow, messages: Recorder, path: Path
) -> None:
    whole = bytearray(path.read_bytes())
    whole[99] ^= 1
    path.write_bytes(whole)
    assert window.open_path(path)
    assert len(messages.told) == 1 and "没有发现损坏" in messages.told[0]
