"""A year by keyboard alone, in the real window: what is entered during the year is counted into
the tables as if they had been typed, and every number can say which entries it comes from.

No mouse, no widget given the keyboard by hand; Chinese comes from an input method.
"""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from gui.grid.table import GridTable
from gui.ledger.table import LedgerTable
from gui.ledger.taking_dialog import TakingDialog
from gui.main_window import MainWindow
from gui.tracing.trace_dialog import TraceDialog
from gui.widgets.line_edit import LineEdit
from storage.values import Value
from tests.stories.clerk import Agreeable
from tests.stories.keyboard import KeyboardClerk

Key = Qt.Key
YEAR = 2023
UNIT = "示例区人民政府"
APPLICANTS = ("natural", "company", "research", "welfare", "legal", "other")


class Request(NamedTuple):
    """One of the year: its day as typed, who asked (1 to 6), whether it was carried in, how it was
    answered as typed, and the row of table 三 that this means ("" while it is open)."""

    day: str
    who: int
    carried: bool = False
    answer: str = ""
    row: str = ""


REQUESTS = [
    *(Request("0105", 1, True, "1", "granted") for _ in range(3)),
    *(Request("2.14", 1, False, "yygk", "granted") for _ in range(9)),
    *(Request("3/1", 2, False, "予以公开", "granted") for _ in range(4)),
    *(Request("0410", 1, False, "bfgk", "partly_granted") for _ in range(3)),
    Request("0411", 3, False, "gjmm", "refused_secret"),
    Request("0412", 4, False, "第三方", "refused_third_party"),
    *(Request("0508", 1, False, "11", "not_held") for _ in range(4)),
    Request("0509", 5, False, "12", "not_made"),
    *(Request("0601", 1, False, "cfsq", "not_repeated") for _ in range(2)),
    Request("0602", 6, False, "xf", "not_petition"),
    Request("0701", 2, False, "19", "other_not_amended"),
    *(Request("1228", 1) for _ in range(3)),
]


class Chooser(Agreeable):
    """Agrees, and chooses the one file there is."""

    table: Path | None = None

    def open_name(self, parent: QWidget, title: str, start: Path, kinds: str) -> Path | None:
        return self.table


@pytest.fixture
def messages() -> Chooser:
    return Chooser()


@pytest.fixture
def clerk(window: MainWindow, qtbot: QtBot) -> KeyboardClerk:
    made = KeyboardClerk(window, qtbot)
    made.look_at_window()
    return made


def to_ledger(clerk: KeyboardClerk, page: str) -> LedgerTable:
    """From anywhere to the blank row of a page's ledger."""
    clerk.turn_to(page)
    clerk.tab_to(QTabBar)
    clerk.press(Key.Key_Right)
    clerk.tab_to(LineEdit)
    clerk.press(Key.Key_N, control=True)
    clerk.press(Key.Key_Escape)
    table = clerk.focused
    assert isinstance(table, LedgerTable)
    return table


def enter_requests(clerk: KeyboardClerk) -> None:
    """Each as it comes in: number, day, way, applicant, what is wanted."""
    to_ledger(clerk, "requests")
    for number, each in enumerate(REQUESTS, 1):
        carried = " " if each.carried else ""
        first = (str(number), each.day, "wl", f"张{number}", str(each.who), carried)
        clerk.fill(*first, "征收补偿方案")
        clerk.press(Key.Key_Return)


def answer_requests(clerk: KeyboardClerk) -> None:
    """All from the first on: state, answer, day, and by Enter to the state of the next."""
    clerk.press(Key.Key_Home, control=True)
    clerk.press(*[Key.Key_Tab] * 6)
    clerk.press(Key.Key_Right)
    for each in REQUESTS:
        if each.answer:
            clerk.fill("4", each.answer, "12.29")
        else:
            clerk.write("blz")
        clerk.press(Key.Key_Return)


def counted_by_hand() -> dict[str, int]:
    """Table 三 as somebody would count it from the paper list, without its sums."""
    column = dict(enumerate(APPLICANTS, 1))
    found = Counter[str]()
    for each in REQUESTS:
        found[f"requests.{'carried_in' if each.carried else 'received'}.{column[each.who]}"] += 1
        found[f"requests.{each.row or 'carried_out'}.{column[each.who]}"] += 1
    return dict(found)


def type_table(clerk: KeyboardClerk) -> None:
    """The same numbers typed into the table itself, column by column."""
    clerk.turn_to("requests")
    table = clerk.tab_to(GridTable)
    assert isinstance(table, GridTable)
    clerk.press(Key.Key_Home, control=True)
    wanted = counted_by_hand()
    seen: set[str] = set()
    while (key := table.current_key) not in seen:
        seen.add(key)
        clerk.write(str(wanted.get(key, 0)))
        clerk.press(Key.Key_Return)
    assert set(wanted) <= seen, "Enter leads through every figure that is typed"


def table_three(clerk: KeyboardClerk) -> dict[str, Value | None]:
    figures = clerk.workspace.session.figures
    found = {key: each.value for key, each in figures.items() if key.startswith("requests.")}
    return {key: value or Decimal(0) for key, value in found.items()}


def test_the_requests_of_a_year_are_counted_as_if_the_table_were_typed(
    clerk: KeyboardClerk, tmp_path: Path
) -> None:
    assert len(REQUESTS) == 33
    path = tmp_path / "counted.nianbao"
    clerk.make_file(path, UNIT, YEAR)
    enter_requests(clerk)
    answer_requests(clerk)
    session = clerk.workspace.session
    assert len(session.report.ledger("requests")) == 33 and not session.report.unparsed
    assert not session.report.figures, "nothing was typed into the table"
    assert [each.sentence for each in session.findings if each.rule == "K1"] == []
    counted = table_three(clerk)
    assert counted["requests.received.total"] == 30 and counted["requests.closed.total"] == 30
    assert clerk.window.close_file()
    assert clerk.window.open_path(path)
    assert table_three(clerk) == counted, "as the file has it"

    clerk.make_file(tmp_path / "typed.nianbao", UNIT, YEAR)
    type_table(clerk)
    assert not clerk.workspace.session.report.ledger("requests")
    assert table_three(clerk) == counted


def test_a_figure_asked_for_its_entries_shows_exactly_those(
    clerk: KeyboardClerk, tmp_path: Path
) -> None:
    clerk.make_file(tmp_path / "asked.nianbao", UNIT, YEAR)
    enter_requests(clerk)
    answer_requests(clerk)
    clerk.turn_to("requests")
    clerk.tab_to(QTabBar)
    clerk.press(Key.Key_Left)
    table = clerk.tab_to(GridTable)
    assert isinstance(table, GridTable)
    while table.current_key != "requests.granted.natural":
        clerk.press(Key.Key_Return)
    clerk.press(Key.Key_F6)
    dialog = next(each for each in clerk.window.findChildren(TraceDialog) if each.isVisible())
    mine = [
        place for place, each in enumerate(REQUESTS, 1) if (each.row, each.who) == ("granted", 1)
    ]
    assert [each.id for each in dialog.trace.entries] == mine and len(mine) == 12
    assert dialog.entries.model().rowCount() == 12
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()


def website(folder: Path) -> Path:
    """What the website gave out: 528 items of the year, one in each row."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["信息标题", "发布日期", "公开渠道"])
    for number in range(528):
        sheet.append([f"信息{number}", f"2018-{number % 12 + 1}-{number % 28 + 1}", "网站"])
    path = folder / "list.xlsx"
    book.save(path)
    return path


def take_in(clerk: KeyboardClerk) -> None:
    """表格 → 从表格导入…, and 导入 once it is tried."""

    clerk.press(Key.Key_F, control=True)
    while not isinstance(button := clerk.tab_to(QPushButton), QPushButton) or not button.menu():
        clerk.press(Key.Key_Tab)
    clerk.press(Key.Key_Space)
    clerk.qtbot.waitUntil(button.menu().isVisible)
    while button.menu().activeAction() is not button.menu().actions()[0]:
        QTest.keyClick(button.menu(), Key.Key_Down)
    QTest.keyClick(button.menu(), Key.Key_Return)
    dialog = clerk.window.findChild(TakingDialog)
    assert isinstance(dialog, TakingDialog)
    clerk.qtbot.waitUntil(lambda: dialog.take.isEnabled(), timeout=30_000)
    dialog.activateWindow()
    QTest.keyClick(dialog, Key.Key_Return)
    clerk.qtbot.waitUntil(lambda: not dialog.isVisible())
    clerk.look_at_window()


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_1286_in_one_line_and_528_by_import_with_2_others_are_1816(
    clerk: KeyboardClerk, messages: Chooser, tmp_path: Path
) -> None:
    messages.table = website(tmp_path)
    clerk.make_file(tmp_path / "published.nianbao", UNIT, 2018)
    to_ledger(clerk, "publications")
    clerk.fill("公众号全年推送", "", "1231", "wx", "", "", "", "1286条")
    clerk.press(Key.Key_Return)
    take_in(clerk)
    session = clerk.workspace.session
    figures = {key: session.figures[f"published.{key}"].value for key in ("website", "wechat")}
    assert figures == {"website": 528, "wechat": 1286}
    assert session.figures["published.total"].value == 1814
    clerk.press(Key.Key_N, control=True)
    clerk.fill("公告栏", "", "1230", "qt", "", "", "", "2")
    clerk.press(Key.Key_Return)
    assert session.figures["published.total"].value == 1816
    assert len(session.report.ledger("publications")) == 530
