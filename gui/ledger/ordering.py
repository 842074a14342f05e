"""Ordering a ledger by the column of the cursor: what a click on a head does, by key."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QTableView

__all__ = ["offer_order"]

_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def offer_order(table: QTableView) -> None:
    """In the table's menu and by key: up, down, and back to the order of entry."""
    action = QAction("按这一列排序", table)
    action.setShortcut(QKeySequence("Ctrl+Shift+O"))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.setShortcutVisibleInContextMenu(True)
    action.triggered.connect(lambda _checked=False: _turn(table))
    table.addAction(action)


def _turn(table: QTableView) -> None:
    header, here = table.horizontalHeader(), table.currentIndex().column()
    if header.sortIndicatorSection() != here:
        header.setSortIndicator(here, _UP)
    elif header.sortIndicatorOrder() == _UP:
        header.setSortIndicator(here, _DOWN)
    else:
        header.setSortIndicator(-1, _UP)
