"""Tab leads through each page as it is read, reaches all of it, and is caught nowhere."""

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from gui.ledger.view import LedgerView
from gui.main_window import MainWindow
from gui.pages.export_page import ExportPage
from gui.pages.page import Page
from gui.preferences import Preferences
from gui.widgets.due_requests import DueRequests
from storage.format_reader import load_format
from storage.interchange import read_sample
from storage.report import Report
from storage.store import Store
from tests.builders import UNIT, full_report
from tests.gui.test_main_window import Recorder

ZEROS = "本页未填的都填 0"
_MOST = 2000
"""So often Tab is pressed on a page, also from cell to cell of its tables."""


def sample_year(year: int) -> Report:
    """The sample, or an empty year of another format with some entries."""
    if year == 2018:
        return read_sample()
    made = load_format("2019" if year < 2021 else "2021")
    return Report(made, year, UNIT, entries=full_report().entries)


def opened(window: MainWindow, path: Path, held: Report, qtbot: QtBot) -> MainWindow:
    with Store.create(path) as store:
        store.add_report(held)
    window.resize(1366, 708)
    assert window.open_path(path)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def shown(window: MainWindow, key: str) -> Page:
    assert window.workspace is not None
    window.workspace.sidebar.choose(key)
    settle()
    return window.workspace.page(key)


def settle() -> None:
    """One layout changes another; what was asked for last may come last."""
    for _ in range(5):
        QApplication.processEvents()


def walk(window: MainWindow, page: Page) -> list[QWidget]:
    """What Tab reaches from the list of pages on, until it leaves the page."""
    assert window.workspace is not None
    window.workspace.sidebar.setFocus()
    found: list[QWidget] = []
    for _ in range(_MOST):
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        assert here is not None
        if not page.isAncestorOf(here):
            return found
        if not found or found[-1] is not here:
            found.append(here)
    raise AssertionError(f"Tab is caught by {found[-1]}")


def place(page: Page, widget: QWidget) -> QRect:
    """On the page, were nothing scrolled: Tab brings what it reaches into sight."""
    areas = [each for each in page.findChildren(QScrollArea) if each.isAncestorOf(widget)]
    scrolled = QPoint(0, sum(each.verticalScrollBar().value() for each in areas))
    return QRect(widget.mapTo(page, QPoint(0, 0)) + scrolled, widget.size())


def named(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text or type(widget).__name__


def check_order(window: MainWindow, page: Page) -> list[QWidget]:
    """Each is below or right of the one before, and none is left out."""
    found = walk(window, page)
    assert len(found) == len(set(found)), "Tab comes twice to the same"
    names = [named(each) for each in found]
    if ZEROS in names:
        assert names.index(ZEROS) == len(names) - 1, "first the figures, then the zeros"
        found.pop()
    settle()
    for one, other in pairwise(found):
        before, here = place(page, one), place(page, other)
        read_on = here.top() >= before.bottom() or here.left() >= before.right()
        assert read_on, f"{named(one)} {before} → {named(other)} {here}"
    missed = [each for each in focusable(page) if each not in found and named(each) != ZEROS]
    assert not missed, [named(each) for each in missed]
    return found


def focusable(page: Page) -> list[QWidget]:
    """What takes the keyboard by Tab and is in sight."""
    return [
        each
        for each in page.findChildren(QWidget)
        if each.isVisible() and each.isEnabled() and each.focusProxy() is None
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


@pytest.mark.parametrize("year", [2018, 2019, 2023])
def test_tab_leads_through_every_page_in_reading_order(
    window: MainWindow, data_path: Path, qtbot: QtBot, year: int
) -> None:
    opened(window, data_path, sample_year(year), qtbot)
    assert window.workspace is not None
    keys = [each.key for each in window.workspace.places]
    assert len(keys) > 8
    for key in keys:
        page = shown(window, key)
        tabs = page.findChild(QTabWidget)
        for number in range(tabs.count() if tabs else 1):
            if tabs:
                tabs.setCurrentIndex(number)
            settle()
            assert check_order(window, page), f"{key} has nothing to Tab to"


@pytest.mark.parametrize("key", ["publications", "requests", "disputes"])
def test_tab_leads_from_the_filters_over_the_table_to_the_form_beside_it(
    window: MainWindow, data_path: Path, qtbot: QtBot, key: str
) -> None:
    opened(window, data_path, sample_year(2023), qtbot)
    page = shown(window, key)
    tabs, view = page.findChild(QTabWidget), page.findChild(LedgerView)
    assert tabs is not None and view is not None
    tabs.setCurrentWidget(view)
    view.details.setChecked(True)
    view.find_bar.toggle.setChecked(True)
    settle()
    found = check_order(window, page)
    assert found.index(view.search) < found.index(view.table) < len(found) - 3


def test_requests_listed_anew_stay_where_they_are_read(
    window: MainWindow, data_path: Path, qtbot: QtBot
) -> None:
    opened(window, data_path, sample_year(2018), qtbot)
    assert window.workspace is not None
    session = window.workspace.session
    page = shown(window, "overview")
    due = page.findChild(DueRequests)
    assert due is not None
    for number in range(3):
        session.put_entry("requests", 900 + number, {"number": f"新{number}", "state": "办理中"})
        session.type_cell("requests", 900 + number, "received_on", "2018-12-03")
        settle()
    found = check_order(window, page)
    assert sum(due.isAncestorOf(each) for each in found) == 4


def test_the_files_of_an_export_come_before_what_stands_below_them(
    window: MainWindow, preferences: Preferences, messages: Recorder, data_path: Path, qtbot: QtBot
) -> None:
    opened(window, data_path, sample_year(2018), qtbot)
    page = shown(window, "export")
    assert isinstance(page, ExportPage)
    for kind, box in page.kinds.items():
        box.setChecked(kind == "checklist")
    for _ in range(2):
        page.export()
        qtbot.waitUntil(lambda: page.results.isVisible() and not page.bar.isVisible())
        settle()
        found = check_order(window, page)
        assert sum(page.results.isAncestorOf(each) for each in found) == 2
        assert named(found[-1]) == "定稿…"
