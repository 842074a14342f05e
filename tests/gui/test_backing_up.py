"""A file of tens of thousands of entries: backed up, and saved from damage, beside the window."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.waiting import WaitingBox
from storage import backups, proven_copy
from storage.store import Store
from tests.bench.big_ledgers import YEAR, make_file
from tests.gui.test_backups_dialog import click
from tests.gui.test_main_window import Recorder
from tests.gui.test_waiting import on_screen
from tests.storage.test_backups import nearly_full_disk


@pytest.fixture
def big(tmp_path: Path) -> Path:
    """Big enough to be backed up in the background."""
    place = tmp_path / "大.nianbao"
    make_file(place, 60_000, 0)
    with Store.open(place) as store:
        assert store.slow_to_copy
    return place


def test_saving_what_a_big_damaged_file_holds_can_be_cancelled(
    window: MainWindow, messages: Recorder, big: Path
) -> None:
    whole = bytearray(big.read_bytes())
    whole[whole.index("塔什库尔干".encode())] ^= 1
    big.write_bytes(whole)
    before = sorted(big.parent.iterdir())
    seen: list[str] = []

    def cancel() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, WaitingBox) and on_screen(box) and box.bar.value() > 0:
            seen.append(box.bar.accessibleName())
            click(box.cancel)
        else:
            QTimer.singleShot(10, cancel)

    QTimer.singleShot(0, cancel)
    assert not window.open_path(big)
    assert seen == ["正在从“大.nianbao”里抢救还能读出来的内容…"]
    assert window.workspace is None and messages.told == []
    assert sorted(big.parent.iterdir()) == before and big.read_bytes() == whole


def test_what_is_typed_while_a_big_file_is_backed_up_is_saved(
    window: MainWindow, messages: Recorder, big: Path, qtbot: QtBot
) -> None:
    assert window.open_path(big)
    assert backups.list_backups(big) == (), "it is made in the background"
    assert window.workspace is not None
    session = window.workspace.session
    for number in range(200):
        session.type_figure("reviews.upheld", str(number))
        assert session.flush()
        QApplication.processEvents()
    qtbot.waitUntil(lambda: len(backups.list_backups(big)) == 1, timeout=60_000)
    (made,) = backups.list_backups(big)
    assert proven_copy.is_sound(made.path)
    assert backups.contents(made.path)[0].entries == 60_000
    assert window.close_file() and messages.told == []
    with Store.open(big) as store:
        assert store.load(YEAR).figures["reviews.upheld"] == 199


def test_closing_breaks_a_backup_off_and_leaves_nothing_half_made(
    window: MainWindow, messages: Recorder, big: Path, qtbot: QtBot
) -> None:
    assert window.open_path(big)
    assert window.close_file()
    assert list(backups.backup_folder(big).iterdir()) == []
    assert not [each for each in big.parent.iterdir() if each.name.startswith(".")]
    # The next opening makes it.
    assert window.open_path(big)
    qtbot.waitUntil(lambda: len(backups.list_backups(big)) == 1, timeout=60_000)
    assert messages.told == []


def test_a_backup_that_fails_in_the_background_is_said(
    window: MainWindow, messages: Recorder, big: Path, qtbot: QtBot
) -> None:
    backups.backup_folder(big).write_text("不是文件夹", "utf-8")
    assert window.open_path(big)
    qtbot.waitUntil(lambda: bool(messages.told))
    assert len(messages.told) == 1 and "不影响填报" in messages.told[0]


@pytest.mark.skipif(os.name != "posix", reason="只有 POSIX 系统能限制文件大小")
def test_a_disk_that_is_full_while_a_big_file_is_backed_up_loses_nothing(
    window: MainWindow, messages: Recorder, big: Path, qtbot: QtBot
) -> None:
    with nearly_full_disk(big.stat().st_size // 2):
        assert window.open_path(big)
        assert window.workspace is not None
        window.workspace.session.type_figure("reviews.upheld", "7")
        assert window.workspace.session.flush()
        qtbot.waitUntil(lambda: bool(messages.told), timeout=60_000)
    assert len(messages.told) == 1 and "不影响填报" in messages.told[0]
    assert list(backups.backup_folder(big).iterdir()) == []
    assert window.close_file()
    with Store.open(big) as store:
        assert store.load(YEAR).figures["reviews.upheld"] == 7


def test_closing_the_window_itself_breaks_a_backup_off_too(
    window: MainWindow, messages: Recorder, big: Path
) -> None:
    assert window.open_path(big)
    assert window.workspace is not None
    window.workspace.session.type_figure("reviews.upheld", "7")
    assert window.close()
    # What its thread still had to tell comes to nobody.
    QApplication.processEvents()
    assert messages.told == []
    assert list(backups.backup_folder(big).iterdir()) == []
    left = {each.name for each in big.parent.iterdir() if each.suffix != ".ini"}
    assert left == {big.name, backups.backup_folder(big).name}
    with Store.open(big) as store:
        assert store.load(YEAR).figures["reviews.upheld"] == 7
