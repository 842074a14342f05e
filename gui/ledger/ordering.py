"""Ordering a ledger by the column of the cursor: what a click on a head does, by key."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from gui.widgets.field_menu import offer_action

__all__ = ["offer_order"]

_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def offer_order(table: QTableView) -> None:
    """In the table's menu and by key: up, down, and back to the order of entry."""
    offer_action(table, "按这一列排序", lambda: _turn(table), "Ctrl+Shift+O")


def _turn(table: QTableView) -> None:
    header, here = table.horizontalHeader(), table.currentIndex().column()
    if header.sortIndicatorSection() != here:
        header.setSortIndicator(here, _UP)
    elif header.sortIndicatorOrder() == _UP:
        header.setSortIndicator(here, _DOWN)
    else:
        header.setSortIndicator(-1, _UP)
