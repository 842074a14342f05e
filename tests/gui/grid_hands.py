"""Hands for the tests of the national tables: a year of the 2021 format, a page, real figures."""

from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gui.grid.table import GridTable
from gui.pages.grid_page import GridPage
from gui.session import Session
from storage.format_reader import load_format
from storage.report import Report
from storage.values import Value
from tests.builders import UNIT
from tests.gui.ledger_hands import show_alone
from tests.real_reports import published

YEAR = 2023


def report_2021(figures: dict[str, Value] | None = None) -> Report:
    """A report of the 2021 format with these figures."""
    return Report(format=load_format("2021"), year=YEAR, unit=UNIT, figures=figures or {})


def real_figures(folder: Path) -> dict[str, Value]:
    """Every figure of 宿迁 2023 that a clerk types, row by row."""
    found = published(folder / "suqian-2023.json")
    typed = {key: cell for key, cell in found.cells.items() if cell is not None}
    return {
        key: Decimal(cell) for key, cell in typed.items() if not found.format.fields[key].computed
    }


def opened(session: Session, key: str, qtbot: QtBot) -> GridPage:
    """A page alone, undoing as in the program's window, its table with the keyboard."""
    declared = next(each for each in session.report.format.pages if each.key == key)
    page = GridPage(session, declared)
    page.resize(1130, 620)
    show_alone(page, table_of(page), session, qtbot)
    return page


def table_of(page: GridPage) -> GridTable:
    return page.views[0].table


def zero_button(page: GridPage) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if "都填 0" in each.text())
