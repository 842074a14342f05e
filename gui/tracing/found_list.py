"""A list of what was found, to read and to choose from: any number of rows, none made before it
is seen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

__all__ = ["FoundList", "Head"]

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the list. ``width`` is in Chinese characters, 0 takes what is left."""

    text: str
    width: int = 0
    number: bool = False


class FoundList(QTableView):
    """``chosen`` tells the row that was double-clicked or chosen by Enter."""

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(lambda index: self.chosen.emit(index.row()))

    def show_rows(
        self, heads: Sequence[Head], count: int, cells: Callable[[int], Sequence[str]]
    ) -> None:
        """So many rows; ``cells`` gives the texts of one when it is seen."""
        before = self.model()
        self.setModel(_Rows(heads, count, cells, self))
        if before is not None:
            before.deleteLater()
        width = self.fontMetrics().horizontalAdvance("国")
        for place, head in enumerate(heads):
            fixed = QHeaderView.ResizeMode.Interactive
            stretch = QHeaderView.ResizeMode.Stretch
            mode = fixed if head.width else stretch
            self.horizontalHeader().setSectionResizeMode(place, mode)
            self.setColumnWidth(place, width * head.width)
        if count:
            self.selectRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the row under the cursor."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class _Rows(QAbstractTableModel):
    def __init__(
        self,
        heads: Sequence[Head],
        count: int,
        cells: Callable[[int], Sequence[str]],
        parent: FoundList,
    ) -> None:
        super().__init__(parent)
        self._heads, self._count, self._cells = heads, count, cells

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        if role in (_Role.DisplayRole, _Role.ToolTipRole):
            return self._cells(index.row())[index.column()]
        return self._side(index.column()) if role == _Role.TextAlignmentRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.DisplayRole:
            return self._heads[section].text
        return self._side(section) if role == _Role.TextAlignmentRole else None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        number = self._heads[column].number
        across = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
        return across | Qt.AlignmentFlag.AlignVCenter
