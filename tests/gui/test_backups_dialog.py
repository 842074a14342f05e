"""备份和恢复 with real clicks, on real files."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.backups_dialog import BackupsDialog
from storage import backups
from storage.store import Store
from tests.builders import full_report, report
from tests.gui.test_main_window import Recorder

NOW = datetime(2018, 12, 31, 14, 3)


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


def test_a_copy_named_without_suffix_gets_it_and_replaces_nothing_unasked(
    dialog: BackupsDialog, messages: Recorder, tmp_path: Path
) -> None:
    messages.name, whole = tmp_path / "2018.12 副本", tmp_path / "2018.12 副本.nianbao"
    click(dialog.copy)
    with Store.open(whole) as copy:
        assert copy.years == (2017, 2018)
    assert messages.asked == []
    whole.write_text("旧", "utf-8")
    messages.answer = False
    click(dialog.copy)
    assert whole.name in messages.asked[0] and whole.read_text("utf-8") == "旧"
    messages.answer = True
    click(dialog.copy)
    assert whole.read_bytes().startswith(b"SQLite format 3")


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


def test_the_dialog_fits_a_small_screen(dialog: QWidget) -> None:
    assert dialog.sizeHint().width() <= 1366 - 80
    assert dialog.sizeHint().height() <= 768 - 120
    assert not dialog.grab().isNull()
