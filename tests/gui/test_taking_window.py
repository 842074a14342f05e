"""Lists taken in through the program's window: one of 2,000 rows, thirty of them wrong in ten ways,
and a template filled."""

import codecs
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from export.ledger_tables import read_table
from gui.ledger.clipboard_block import write_block
from gui.ledger.taking_dialog import TakingDialog
from gui.ledger.view import LedgerView
from gui.main_window import MainWindow
from storage.ledgers import PUBLICATIONS
from storage.report import Cell
from storage.store import Store
from tests.gui.test_main_window import Recorder

HEAD = ("序号", "信息标题", "发布日期", "公开方式", "数量")
WRONG = (
    ("2018年2月30日", "网站", "1"),
    ("三月五日", "网站", "1"),
    ("2018.13.1", "网站", "1"),
    ("2018.3.5", "电视", "1"),
    ("2018.3.5", "网站、广播", "1"),
    ("2018.3.5", "政务", "1"),
    ("2018.3.5", "网站", "十来条"),
    ("2018.3.5", "网站", "1.5"),
    ("2018.3.5", "网站", "-1"),
    ("2018.3.5", "网站", "1000000000001"),
)
"""Ways in which a row can be wrong."""
SPELLINGS: Sequence[Callable[[date], str]] = (
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}/{day.month:02}/{day.day:02}",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day.month}月{day.day}日",
    lambda day: str((day - date(1899, 12, 30)).days),
    lambda day: f"{day} 09:30:00",
)


def day_of(number: int) -> date:
    return date(2018, 1, 1) + timedelta(number % 365)


def rows() -> list[tuple[str, ...]]:
    """A title, a head, and 2,000 rows; every 66th of the first 1,980 is wrong."""
    made: list[tuple[str, ...]] = [("2018年信息公开登记表",), HEAD]
    for number in range(2000):
        bad = number % 66 == 65
        day, way, count = (
            WRONG[number // 66 % 10]
            if bad
            else (SPELLINGS[number % 7](day_of(number)), ("网站", "微信")[number % 2], "2")
        )
        made.append((str(number + 1), f"=信息标题{number}", day, way, count))
    return made


def as_workbook(path: Path) -> None:
    """Days as words, as numbers, and as Excel's own."""
    book = Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate(rows(), 1):
        sheet.append(list(row))
        sheet.cell(number, 2).data_type = "s"
        if row[2:] and row[2].isdecimal() and len(row[2]) == 5:
            sheet.cell(number, 3).value = int(row[2])
        elif row[2:] and row[2].endswith(":00"):
            sheet.cell(number, 3).value = datetime.fromisoformat(row[2])
    book.save(path)


def as_text(encoding: str, mark: bytes = b"") -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(mark + "\r\n".join(",".join(row) for row in rows()).encode(encoding))

    return write


class Clerk:
    """Takes a list into the publications of the open window."""

    def __init__(self, window: MainWindow, path: Path, messages: Recorder, qtbot: QtBot) -> None:
        self._window, self._path = window, path
        self._messages, self._qtbot = messages, qtbot
        assert window.workspace is not None
        self._workspace = window.workspace
        self._workspace.open_place("publications/1/title")
        view = self._workspace.stack.currentWidget().findChild(LedgerView)
        assert isinstance(view, LedgerView)
        self._view = view

    def open(self, path: Path | None) -> TakingDialog:
        """The dialog of a file, or of what is on the clipboard, once the list is tried."""
        self._messages.name = path
        self._view.tables.actions()[0 if path else 1].trigger()
        dialog = self._workspace.findChildren(TakingDialog)[-1]
        self._qtbot.waitUntil(lambda: dialog.trial is not None and dialog._job is None)
        return dialog

    def click(self, button: QWidget) -> None:
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def undo(self) -> None:
        self._window.activateWindow()
        self._view.table.setFocus()
        self._qtbot.waitUntil(self._view.table.hasFocus)
        focused = QApplication.focusWidget()
        assert focused is not None
        self._qtbot.keyClick(focused, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    @property
    def entries(self) -> int:
        return len(self._workspace.session.report.ledger("publications"))

    @property
    def kept(self) -> list[dict[str, Cell]]:
        """As a second reader of the file sees them."""
        assert not self._workspace.session.unsaved
        with Store.open(self._path) as store:
            return [dict(each.cells) for each in store.load(2018).ledger("publications")]


@pytest.fixture
def clerk(year_window: MainWindow, data_path: Path, messages: Recorder, qtbot: QtBot) -> Clerk:
    return Clerk(year_window, data_path, messages, qtbot)


def on_the_clipboard(_path: Path) -> None:
    QGuiApplication.clipboard().setText(write_block(rows()).replace("\n", "\r\n") + "\r\n")


WAYS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a workbook": ("x.xlsx", as_workbook),
    "GB18030": ("x.csv", as_text("gb18030")),
    "UTF-8": ("x.csv", as_text("utf-8")),
    "UTF-8 with its mark": ("x.csv", as_text("utf-8", codecs.BOM_UTF8)),
    "the clipboard": ("", on_the_clipboard),
}


@pytest.mark.parametrize("way", WAYS)
def test_two_thousand_rows_come_in_but_thirty_as_one_step(
    way: str, clerk: Clerk, messages: Recorder, tmp_path: Path
) -> None:
    name, write = WAYS[way]
    path = tmp_path / name if name else None
    write(path or tmp_path)
    dialog = clerk.open(path)
    assert dialog._found.text() == "可以导入 1970 行；30 行有问题，不会导入。"
    listed = [dialog.listed.item(row).text() for row in range(dialog.listed.count())]
    numbers = [line.partition("　")[0] for line in listed]
    assert numbers == [f"第 {3 + 65 + 66 * each} 行" for each in range(30)]
    assert len({line.partition("　")[2] for line in listed}) == 10
    assert all("：" in line and line.endswith("。") for line in listed)

    messages.name = tmp_path / "问题.xlsx"
    clerk.click(dialog.save)
    clerk._qtbot.waitUntil(lambda: "已另存到" in dialog._said.text())
    bad = read_table(messages.name)
    assert len(bad.rows()) == 31 and all(row[-1].endswith("。") for row in bad.rows()[1:])

    clerk.click(dialog.take)
    clerk._qtbot.waitUntil(lambda: bool(clerk._view._said.text()))
    assert clerk._view._said.text() == "已导入 1970 条，可按 Ctrl+Z 撤销"
    taken = clerk.kept
    assert len(taken) == 1970
    good = [number for number in range(2000) if number % 66 != 65]
    assert taken == [
        {
            "title": f"=信息标题{number}",
            "published_on": day_of(number),
            "channels": (("政府网站",), ("政务微信",))[number % 2],
            "quantity": 2,
        }
        for number in good
    ]
    clerk.undo()
    assert clerk.entries == 0 and clerk.kept == []


def test_the_second_import_of_the_same_list_proposes_duplicates(
    clerk: Clerk, tmp_path: Path
) -> None:
    path = tmp_path / "x.xlsx"
    as_workbook(path)
    clerk.click(clerk.open(path).take)
    again = clerk.open(path)
    said = "可以导入 1970 行，其中 1970 行可能重复；30 行有问题，不会导入。"
    assert again._found.text() == said
    assert not again.take.isEnabled() and again.skip.isChecked()
    listed = [again.listed.item(row).text() for row in range(again.listed.count())]
    assert "同标题同日：和台账第 1 条一样" in listed[30]
    again.reject()
    clerk.undo()
    assert clerk.entries == 0
    assert not clerk.open(path).trial.doubtful  # type: ignore[union-attr]


def test_an_empty_clipboard_is_said(clerk: Clerk, messages: Recorder, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(" \n")
    clerk._view.tables.actions()[1].trigger()
    qtbot.waitUntil(lambda: bool(messages.told))
    assert "剪贴板里没有表格" in messages.told[0]


def ledger_of(window: MainWindow) -> LedgerView:
    assert window.workspace is not None
    window.workspace.open_place("publications/1/title")
    view = window.workspace.stack.currentWidget().findChild(LedgerView)
    assert isinstance(view, LedgerView)
    return view


def test_from_the_window_a_template_is_filled_and_taken_in(
    year_window: MainWindow, messages: Recorder, qtbot: QtBot, tmp_path: Path
) -> None:
    view = ledger_of(year_window)
    take_in, _, template, write = view.tables.actions()
    messages.name = tmp_path / "模板.xlsx"
    template.trigger()
    book = load_workbook(messages.name)
    book[PUBLICATIONS.name].append(["=1+1通知", "", date(2018, 3, 5), "政府网站、政务微信"])
    book[PUBLICATIONS.name]["A2"].data_type = "s"
    book.save(messages.name)
    take_in.trigger()
    assert year_window.workspace is not None
    dialog = year_window.workspace.findChild(TakingDialog)
    assert isinstance(dialog, TakingDialog)
    qtbot.waitUntil(lambda: dialog.take.isEnabled())
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    session = year_window.workspace.session
    wanted = {
        "title": "=1+1通知",
        "published_on": date(2018, 3, 5),
        "channels": ("政府网站", "政务微信"),
    }
    assert [each.cells for each in session.report.ledger("publications")] == [wanted]
    messages.name = tmp_path / "台账.xlsx"
    write.trigger()
    assert read_table(messages.name, PUBLICATIONS.name).rows()[1][0] == "=1+1通知"
    assert messages.told[-1] == "已写出“台账.xlsx”。"


def test_a_place_that_cannot_be_written_is_said(
    year_window: MainWindow, messages: Recorder, tmp_path: Path
) -> None:
    messages.name = tmp_path / "没有" / "台账.xlsx"
    ledger_of(year_window).tables.actions()[3].trigger()
    assert "找不到文件夹" in messages.told[0]
