"""从哪里来 of a figure and 计入哪些数 of an entry, asked by key and by mouse in a real window."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.answers import answer_for
from gui.pages.checks_page import ChecksPage
from gui.pages.export_page import ExportPage
from gui.pages.figures_page import FiguresPage
from gui.pages.grid_page import GridPage
from gui.pages.overview_page import OverviewPage
from gui.pages.texts_page import TextsPage
from gui.session import Session
from gui.tracing.asking import INTO
from gui.tracing.counted_dialog import CountedDialog
from gui.tracing.found_list import FoundList
from gui.tracing.trace_dialog import TraceDialog
from gui.workspace import Workspace
from storage.report import Cell, Report
from storage.store import Store
from tests.builders import entries, report
from tests.gui.grid_hands import report_2021
from tests.gui.ledger_hands import Key, press
from tests.out_of_reach import out_of_reach

T = TypeVar("T", bound=QWidget)

PUBLICATIONS: list[dict[str, Cell]] = [
    {"title": "工作要点", "channels": ("政府网站",), "quantity": 528},
    {"title": "微信推送", "channels": ("政务微信",), "quantity": 1286},
    {"title": "宣传栏", "channels": ("其他",), "quantity": 2},
]


def opened(
    path: Path, given: Report, qtbot: QtBot, keep_from: int = 100_000
) -> Iterator[Workspace]:
    def no_export(session: Session) -> ExportPage:
        raise AssertionError(session)

    with Store.create(path) as store:
        store.keep_from = keep_from
        store.add_report(given)
        session = Session(store, store.load(given.year))
        workspace = Workspace(session, (given.year,), no_export)
        answer_for(workspace, store)
        qtbot.addWidget(workspace)
        workspace.resize(1366, 700)
        workspace.show()
        workspace.activateWindow()
        qtbot.waitExposed(workspace)
        yield workspace


@pytest.fixture
def workspace(data_path: Path, qtbot: QtBot) -> Iterator[Workspace]:
    """2018 with 1816 publications in three lines."""
    yield from opened(data_path, report(ledgers={"publications": entries(*PUBLICATIONS)}), qtbot)


@pytest.fixture
def national(data_path: Path, qtbot: QtBot) -> Iterator[Workspace]:
    """2023 with three requests of two kinds of applicants."""
    rows: list[dict[str, Cell]] = [
        {"applicant": "自然人", "outcome": "予以公开", "subject": "甲", "quantity": 2},
        {"applicant": "商业企业", "outcome": "予以公开", "subject": "乙"},
    ]
    given = report_2021().with_values(entries={"requests": entries(*rows)})
    yield from opened(data_path, given, qtbot)


def figures_page(workspace: Workspace) -> FiguresPage:
    page = workspace.page("publications")
    assert isinstance(page, FiguresPage)
    workspace.sidebar.choose("publications")
    return page


def traced(workspace: Workspace, qtbot: QtBot) -> TraceDialog:
    found = dialogs(workspace, TraceDialog)
    assert len(found) == 1
    qtbot.waitUntil(lambda: found[0].isAncestorOf(QApplication.focusWidget() or workspace))
    return found[0]


def dialogs(workspace: Workspace, kind: type[T]) -> list[T]:
    return [each for each in workspace.findChildren(kind) if each.isVisible()]


def has_entries(dialog: TraceDialog) -> bool:
    return bool(dialog.trace.entries)


def is_out_of_reach(dialog: TraceDialog) -> bool:
    return "读不出来" in dialog.total.text()


def column(listed: FoundList, place: int) -> list[str]:
    model = listed.model()
    return [model.index(row, place).data() for row in range(model.rowCount())]


def test_a_counted_figure_leads_to_exactly_its_entries_with_their_sum(
    workspace: Workspace, qtbot: QtBot
) -> None:
    page = figures_page(workspace)
    editor = page.rows["published.wechat"].editor
    editor.setFocus()
    qtbot.keyClick(editor, Key.Key_F6)
    dialog = traced(workspace, qtbot)
    assert dialog.value.text() == "1286"
    assert column(dialog.entries, 1) == ["微信推送"]
    assert column(dialog.entries, 3) == ["1286"]
    assert dialog.total.text() == "共 1 条，条数合计 1286 条"
    qtbot.keyClick(dialog.entries, Key.Key_Return)
    assert not dialogs(workspace, TraceDialog)
    assert page.ledger is not None
    assert page.ledger.isVisible() and page.ledger.table.currentIndex().row() == 1


def test_tab_goes_round_in_the_answer(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.session.trace_asked.emit("published.website")
    dialog = traced(workspace, qtbot)
    buttons = [each for each in dialog.findChildren(QPushButton) if each.isVisible()]
    seen = set()
    for _ in range(1 + len(buttons)):
        seen.add(QApplication.focusWidget())
        press(qtbot, Key.Key_Tab)
    assert seen == {dialog.entries, *buttons}
    assert dialog.entries.hasFocus()


def test_the_source_beside_a_figure_asks_the_same_by_mouse(
    workspace: Workspace, qtbot: QtBot
) -> None:
    page = figures_page(workspace)
    qtbot.mouseClick(page.rows["published.total"].source, Qt.MouseButton.LeftButton)
    dialog = traced(workspace, qtbot)
    assert column(dialog.entries, 1) == ["工作要点", "微信推送", "宣传栏"]
    assert "1816" in dialog.total.text()
    assert dialog.tabs.isTabVisible(1)
    dialog.reject()


def test_a_typed_figure_shows_both_numbers_and_when_it_was_typed(
    workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.session.type_figure("published.website", "530")
    workspace.session.trace_asked.emit("published.website")
    dialog = traced(workspace, qtbot)
    said = dialog.origin.text()
    assert "手工" in said and "530" in said and "528" in said and "相差 2" in said
    today = date.today()
    assert f"上次改动：{today.year}年{today.month}月{today.day}日 " in dialog.changed.text()
    assert column(dialog.entries, 1) == ["工作要点"]


def test_a_figure_of_nothing_says_so(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.session.trace_asked.emit("fees.charged")
    dialog = traced(workspace, qtbot)
    assert dialog.value.text() == "未填" and "台账" in dialog.origin.text()
    assert not dialog.tabs.isVisible() and not dialog.changed.isVisible()


def test_a_sum_of_table_three_is_followed_to_the_request_and_back(
    national: Workspace, qtbot: QtBot
) -> None:
    page = national.page("requests")
    assert isinstance(page, GridPage)
    national.sidebar.choose("requests")
    table = page.views[0].table
    table.go_to("requests.granted.total")
    qtbot.waitUntil(table.hasFocus)
    press(qtbot, Key.Key_F6)
    dialog = traced(national, qtbot)
    assert column(dialog.parts, 1)[:2] == ["2 件", "1 件"]
    press(qtbot, Key.Key_Return)
    assert dialog.value.text() == "2" and column(dialog.entries, 1) == ["甲"]
    press(qtbot, Key.Key_Backspace)
    assert dialog.value.text() == "3"
    press(qtbot, Key.Key_Return, Key.Key_Return)
    assert page.ledger is not None and page.ledger.isVisible()
    assert page.ledger.table.currentIndex().row() == 0


def test_an_entry_leads_to_its_figures(national: Workspace, qtbot: QtBot) -> None:
    page = national.page("requests")
    assert isinstance(page, GridPage) and page.ledger is not None
    national.open_place("requests/2/")
    page.ledger.table.setFocus()
    press(qtbot, Key.Key_F6)
    dialog = dialogs(national, CountedDialog)[0]
    named = [each.field.key for each in dialog._figures]
    assert "requests.granted.company" in named and "requests.granted.total" in named
    assert not any("natural" in key for key in named)
    place = named.index("requests.granted.company")
    dialog.list.selectRow(place)
    qtbot.keyClick(dialog.list, Key.Key_Return)
    assert page.views[0].table.current_key == "requests.granted.company"
    assert page.views[0].isVisible()


def test_the_form_of_an_entry_asks_too(workspace: Workspace, qtbot: QtBot) -> None:
    page = figures_page(workspace)
    workspace.open_place("publications/3/")
    assert page.ledger is not None
    page.ledger.details.click()
    asked = [each for each in page.ledger.findChildren(QPushButton) if each.text() == INTO]
    asked[0].click()
    dialog = dialogs(workspace, CountedDialog)[0]
    assert [each.field.key for each in dialog._figures] == ["published.total", "published.other"]
    dialog.reject()


def test_an_entry_that_counts_nowhere_is_told_why(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.session.type_cell("disputes", 1, "subject", "没有选类别")
    workspace.session.trace_asked.emit("disputes/1/")
    dialog = dialogs(workspace, CountedDialog)[0]
    assert not dialog.list.isVisible()
    dialog.reject()


def test_the_key_stands_in_the_menus(workspace: Workspace) -> None:
    page = figures_page(workspace)
    actions = page.rows["published.total"].editor.actions()
    asked = next(each for each in actions if each.text() == "从哪里来…")
    assert asked.shortcut().toString() == "F6" and asked.isShortcutVisibleInContextMenu()


def test_fees_are_added_in_yuan_and_shown_in_ten_thousands(
    workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.session.put_entry("requests", 1, {"fee": Decimal("150.5")})
    workspace.session.trace_asked.emit("fees.charged")
    dialog = traced(workspace, qtbot)
    assert dialog.total.text() == "共 1 条，收费合计 150.5 元，除以 10000 是 0.01505 万元"
    dialog.reject()


def test_a_number_of_the_overview_asks_too(workspace: Workspace, qtbot: QtBot) -> None:
    page = workspace.page("overview")
    assert isinstance(page, OverviewPage)
    source = page._sources["published.total"]
    assert source.text() == "台账统计"
    source.click()
    dialog = traced(workspace, qtbot)
    assert dialog.value.text() == "1816"
    dialog.reject()


def test_a_ledger_that_stays_in_its_file_is_listed_in_a_moment(
    data_path: Path, qtbot: QtBot
) -> None:
    given = report(ledgers={"publications": entries(*PUBLICATIONS)})
    for workspace in opened(data_path, given, qtbot, keep_from=1):
        workspace.session.trace_asked.emit("published.wechat")
        dialog = dialogs(workspace, TraceDialog)[0]
        assert dialog.value.text() == "1286" and "正在" in dialog.total.text()
        qtbot.waitUntil(partial(has_entries, dialog))
        assert column(dialog.entries, 1) == ["微信推送"]
        assert dialog.total.text() == "共 1 条，条数合计 1286 条"
        dialog.reject()


def test_a_ledger_that_cannot_be_read_any_more_is_said_under_its_list(
    data_path: Path, qtbot: QtBot
) -> None:
    given = report(ledgers={"publications": entries(*PUBLICATIONS)})
    for workspace in opened(data_path, given, qtbot, keep_from=1):
        held = workspace.session.report.ledger("publications")
        assert workspace.session.figures["published.wechat"].value == 1286
        with out_of_reach(data_path, held):
            workspace.session.trace_asked.emit("published.wechat")
            dialog = dialogs(workspace, TraceDialog)[0]
            qtbot.waitUntil(partial(is_out_of_reach, dialog))
        assert dialog.value.text() == "1286"
        dialog.reject()


def test_the_ledger_opens_with_exactly_the_entries_of_a_figure(
    workspace: Workspace, qtbot: QtBot
) -> None:
    page = figures_page(workspace)
    workspace.session.trace_asked.emit("published.wechat")
    traced(workspace, qtbot).filtering.click()
    ledger = page.ledger
    assert ledger is not None and ledger.isVisible()
    assert workspace.focusWidget() is ledger.table
    assert ledger.find_bar.summary.text() == "计入“政务微信公开数”的 1 条，条数合计 1286 条"
    assert [ledger.model.text(row, 0) for row in range(ledger.model.count)] == ["微信推送"]
    ledger.find_bar.reset.click()
    assert ledger.find_bar.summary.text() == "共 3 条，条数合计 1816 条"


def test_a_finding_about_a_figure_asks_too(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.session.type_figure("published.website", "530")
    page = workspace.page("checks")
    assert isinstance(page, ChecksPage)
    workspace.sidebar.choose("checks")
    here = [each for each in workspace.session.findings if each.place == "published.website"]
    page.list.setCurrentItem(page.list.row(here[0]))
    page.list.setFocus()
    press(qtbot, Key.Key_F6)
    dialog = traced(workspace, qtbot)
    assert "530" in dialog.origin.text() and "528" in dialog.origin.text()
    dialog.reject()


def test_a_number_in_a_text_asks_too(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.open_place("text:published.count")
    page = workspace.page("texts")
    assert isinstance(page, TextsPage)
    editor = page.editor
    token = workspace.session.report.format.fields["published.total"].token
    editor.setFocus()
    while editor.token_here != token:
        press(qtbot, Key.Key_Right)
    press(qtbot, Key.Key_F6)
    assert traced(workspace, qtbot).value.text() == "1816"
