"""Giving out a ledger as a table, beside the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from export.ledger_tables import read_table
from gui.ledger.table_tasks import TableTask, TableTasks
from gui.preferences import Preferences
from gui.session import Session
from gui.waiting import WaitingBox
from storage.store import Store
from tests.bench.big_ledgers import YEAR, make_file
from tests.gui.test_backups_dialog import click
from tests.gui.test_main_window import Recorder
from tests.gui.test_waiting import on_screen

COUNT = 20_000
"""Enough to stay in the file, and to take some seconds."""


@pytest.fixture
def big(qapp: QApplication, data_path: Path) -> Iterator[Session]:
    make_file(data_path, COUNT, 0)
    with Store.open(data_path) as store:
        yield Session(store, store.load(YEAR))


@pytest.fixture
def target(messages: Recorder, tmp_path: Path) -> Path:
    """Where the table goes; there is an older one."""
    folder = tmp_path / "成品"
    folder.mkdir()
    messages.name = folder / "台账.xlsx"
    messages.name.write_text("原来的", "utf-8")
    return messages.name


def test_a_ledger_is_written_as_it_is_and_that_is_said(
    session: Session, messages: Recorder, preferences: Preferences, parent: QWidget, target: Path
) -> None:
    session.type_cell("publications", 1, "title", "刚刚填的")
    TableTasks(session, messages, preferences, parent).do("publications", TableTask.WRITE)
    assert messages.told == ["已写出“台账.xlsx”。"]
    assert read_table(target).rows()[1][0] == "刚刚填的"
    assert [each.name for each in target.parent.iterdir()] == [target.name]


def test_a_ledger_of_tens_of_thousands_is_written_beside_the_window(
    big: Session, messages: Recorder, preferences: Preferences, parent: QWidget, target: Path
) -> None:
    alive: list[int] = []
    timer = QTimer(interval=20)
    timer.timeout.connect(lambda: alive.append(1))
    timer.start()
    TableTasks(big, messages, preferences, parent).do("publications", TableTask.WRITE)
    timer.stop()
    assert len(alive) > 5, "the window's own thread went on"
    assert messages.told == ["已写出“台账.xlsx”。"]
    table = read_table(target)
    assert len(table.rows()) == COUNT + 1
    last = big.report.ledger("publications").get(COUNT)
    assert last is not None and table.rows()[-1][0] == last.cells["title"]


def test_cancelled_it_leaves_the_older_file_and_says_nothing(
    big: Session, messages: Recorder, preferences: Preferences, parent: QWidget, target: Path
) -> None:
    seen: list[tuple[str, int]] = []

    def cancel() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, WaitingBox) and on_screen(box) and box.bar.value() > 0:
            seen.append((box.bar.accessibleName(), box.bar.maximum()))
            click(box.cancel)
        else:
            QTimer.singleShot(10, cancel)

    QTimer.singleShot(0, cancel)
    TableTasks(big, messages, preferences, parent).do("publications", TableTask.WRITE)
    assert seen == [("正在写出“台账.xlsx”…", COUNT + 1)]
    assert messages.told == []
    assert target.read_text("utf-8") == "原来的"
    assert [each.name for each in target.parent.iterdir()] == [target.name]


def test_what_goes_wrong_is_said(
    session: Session, messages: Recorder, preferences: Preferences, parent: QWidget, tmp_path: Path
) -> None:
    messages.name = tmp_path / "拔掉的U盘" / "台账.xlsx"
    TableTasks(session, messages, preferences, parent).do("publications", TableTask.TEMPLATE)
    assert len(messages.told) == 1 and "找不到文件夹" in messages.told[0]
