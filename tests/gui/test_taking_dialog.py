"""A list of an office taken into a ledger: by clicks, as one step, with what is wrong listed."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from export.ledger_tables import read_table
from gui.ledger.table_tasks import TableTask
from gui.ledger.taking_dialog import TakingDialog
from gui.ledger.taking_source import from_file
from gui.ledger.view import LedgerView
from gui.preferences import Preferences
from gui.session import Session
from storage.ledgers import PUBLICATIONS
from tests.gui.ledger_hands import kept, opened
from tests.gui.test_main_window import Recorder

HEAD = ("序号", "信息标题", "发布日期", "公开渠道", "条数", "经办")


def thirty(folder: Path) -> Path:
    """Thirty rows of which the 5th and the 9th are wrong."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["2018年公开信息登记表"])
    sheet.append(list(HEAD))
    for number in range(1, 31):
        day = "2018年2月30日" if number == 5 else f"2018.3.{number}"
        way = "电视" if number == 9 else "网站"
        sheet.append([number, f"标题{number}", day, way, 2, "某"])
    path = folder / "登记表.xlsx"
    book.save(path)
    return path


class Clerk:
    """Opens the dialog and waits until the table is tried."""

    def __init__(
        self,
        session: Session,
        messages: Recorder,
        preferences: Preferences,
        parent: QWidget,
        qtbot: QtBot,
    ) -> None:
        self.session, self.messages, self.preferences = session, messages, preferences
        self._parent, self.qtbot = parent, qtbot

    def open(self, path: Path) -> TakingDialog:
        dialog = TakingDialog(
            self.session,
            "publications",
            from_file(path, PUBLICATIONS.name),
            self.messages,
            self.preferences,
            self._parent,
        )
        self.qtbot.addWidget(dialog)
        dialog.open()
        dialog.start()
        self.wait(dialog)
        return dialog

    def wait(self, dialog: TakingDialog) -> None:
        def tried() -> bool:
            return dialog._job is None and not dialog._again

        def shown() -> bool:
            # Qt shows what was built later in a later turn of its loop.
            return dialog.columns is None or dialog.columns.isVisible() is dialog.isVisible()

        self.qtbot.waitUntil(lambda: tried() and shown())

    def click(self, button: QWidget) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def clerk(
    session: Session,
    messages: Recorder,
    preferences: Preferences,
    parent: QWidget,
    qtbot: QtBot,
) -> Clerk:
    return Clerk(session, messages, preferences, parent, qtbot)


def lines(dialog: TakingDialog) -> list[str]:
    return [dialog.listed.item(row).text() for row in range(dialog.listed.count())]


def test_thirty_rows_come_in_but_two_as_one_step(
    clerk: Clerk, session: Session, data_path: Path, tmp_path: Path
) -> None:
    dialog = clerk.open(thirty(tmp_path))
    assert dialog._found.text() == "可以导入 28 行；2 行有问题，不会导入。"
    said = lines(dialog)
    assert said[0].startswith("第 7 行　公开日期：") and "不存在" in said[0]
    assert said[1].startswith("第 11 行　公开渠道：") and "电视" in said[1]
    assert dialog._twins.isHidden() and dialog.take.text() == "导入 28 条"
    clerk.click(dialog.take)
    assert not dialog.isVisible()
    rows = kept(session, data_path)
    assert len(rows) == 28
    assert rows[0] == {
        "title": "标题1",
        "published_on": date(2018, 3, 1),
        "channels": ("政府网站",),
        "quantity": 2,
    }
    session.undo_stack.undo()
    assert kept(session, data_path) == []
    session.undo_stack.redo()
    assert kept(session, data_path) == rows
    assert session.undo_stack.count() == 1


def test_the_same_table_again_is_doubtful_until_the_clerk_says_so(
    clerk: Clerk, session: Session, tmp_path: Path
) -> None:
    path = thirty(tmp_path)
    clerk.click(clerk.open(path).take)
    dialog = clerk.open(path)
    assert "其中 28 行可能重复" in dialog._found.text()
    assert dialog._twins.isVisible() and not dialog.take.isEnabled()
    assert "同标题同日：和台账第 1 条一样" in lines(dialog)[2]
    clerk.click(dialog.also)
    assert dialog.take.text() == "导入 28 条"
    clerk.click(dialog.take)
    assert len(session.report.ledger("publications")) == 56


def test_another_column_chosen_is_tried_at_once_and_remembered(
    clerk: Clerk, session: Session, tmp_path: Path
) -> None:
    path = thirty(tmp_path)
    dialog = clerk.open(path)
    assert dialog.columns is not None
    assert list(dialog.columns.keys) == ["", "title", "published_on", "channels", "quantity", ""]
    combo = dialog.columns.combos[5]
    combo.setCurrentIndex(combo.findData("title"))
    combo.activated.emit(combo.currentIndex())
    days = dialog.columns.combos[2]
    days.setCurrentIndex(0)
    days.activated.emit(0)
    clerk.wait(dialog)
    wanted = ["", "", "", "channels", "quantity", "title"]
    assert list(dialog.columns.keys) == wanted
    assert "1 行有问题" in dialog._found.text()
    clerk.click(dialog.take)
    assert session.report.ledger("publications")[0].cells["title"] == "某"
    again = clerk.open(path)
    assert again.columns is not None and list(again.columns.keys) == wanted


def test_the_wrong_rows_are_saved_with_their_reasons(
    clerk: Clerk, messages: Recorder, session: Session, tmp_path: Path
) -> None:
    dialog = clerk.open(thirty(tmp_path))
    messages.name = tmp_path / "问题.xlsx"
    clerk.click(dialog.save)
    clerk.wait(dialog)
    assert "问题.xlsx" in dialog._said.text()
    table = read_table(messages.name)
    assert table.rows()[0] == (*HEAD, "原因")
    assert [row[1] for row in table.rows()[1:]] == ["标题5", "标题9"]
    assert "不存在" in table.rows()[1][-1]
    book = load_workbook(messages.name)
    sheet = book.worksheets[0]
    sheet["C2"], sheet["D3"] = "2018.2.28", "网站"
    book.save(messages.name)
    mended = clerk.open(messages.name)
    assert mended.listed.isHidden() and mended.save.isHidden(), "nothing to list"
    clerk.click(mended.take)
    assert len(session.report.ledger("publications")) == 2


def test_wrong_rows_with_applicants_are_saved_only_after_a_question(
    session: Session, messages: Recorder, preferences: Preferences, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "申请.csv"
    path.write_text("编号,收到日期,申请人,申请方式\n1,2018.2.30,某甲,电报\n", "utf-8")
    source = from_file(path, "依申请公开台账")
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = TakingDialog(session, "requests", source, messages, preferences, parent)
    dialog.open()
    dialog.start()
    qtbot.waitUntil(dialog.save.isEnabled)
    assert "。；" not in lines(dialog)[0] and "；" in lines(dialog)[0]
    messages.name, messages.answer = tmp_path / "问题.xlsx", False
    dialog.save.click()
    assert "申请人的个人信息" in messages.asked[-1] and not messages.name.exists()
    messages.answer = True
    dialog.save.click()
    qtbot.waitUntil(lambda: "问题.xlsx" in dialog._said.text())
    assert read_table(messages.name).rows()[1][2] == "某甲"
    dialog.reject()


def test_enter_takes_in_and_tab_goes_from_top_to_bottom(
    clerk: Clerk, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = clerk.open(thirty(tmp_path))
    assert dialog.columns is not None
    combos = list(dialog.columns.combos.values())
    combos[0].setFocus()
    walked = []
    for _ in range(len(combos) + 4):
        walked.append(dialog.focusWidget())
        qtbot.keyClick(dialog, Qt.Key.Key_Tab)
    assert walked[: len(combos)] == combos
    assert walked[len(combos) : len(combos) + 2] == [dialog.listed, dialog.save]
    qtbot.keyClick(dialog.listed, Qt.Key.Key_Return)
    assert len(session.report.ledger("publications")) == 28


def test_a_table_that_cannot_be_read_is_said_and_the_dialog_goes(
    clerk: Clerk, messages: Recorder, tmp_path: Path
) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    dialog = clerk.open(path)
    assert not dialog.isVisible()
    assert len(messages.told) == 1 and "不完整" in messages.told[0]


def test_nothing_comes_in_when_the_clerk_cancels_while_it_is_read(
    clerk: Clerk, session: Session, parent: QWidget, tmp_path: Path
) -> None:
    path = thirty(tmp_path)
    source = from_file(path, PUBLICATIONS.name)
    dialog = TakingDialog(
        session, "publications", source, clerk.messages, clerk.preferences, parent
    )
    clerk.qtbot.addWidget(dialog)
    dialog.open()
    dialog.start()
    dialog.reject()
    clerk.wait(dialog)
    QApplication.processEvents()
    assert not dialog.isVisible() and not session.report.ledger("publications")


def test_the_button_asks_for_each_task(session: Session, qtbot: QtBot) -> None:
    view: LedgerView = opened(session, "publications", qtbot)
    heard: list[tuple[str, TableTask]] = []
    view.table_asked.connect(lambda key, task: heard.append((key, task)))
    for action in view.tables.actions():
        action.trigger()
    assert heard == [("publications", task) for task in TableTask]


def test_what_was_remembered_by_somebody_else_does_no_harm(preferences: Preferences) -> None:
    preferences._settings.setValue("columns/publications", "[1, {")
    assert preferences.columns("publications") == {}
    preferences.remember_columns("publications", {"名称": "title"})
    preferences.remember_columns("publications", {"日期": ""})
    assert preferences.columns("publications") == {"名称": "title", "日期": ""}


def test_a_line_taken_for_a_head_is_not_remembered_with_its_numbers(
    preferences: Preferences,
) -> None:
    preferences.remember_columns("requests", {"申请内容": "subject", "13812341234": "note"})
    assert preferences.columns("requests") == {"申请内容": "subject"}
