"""The year's work as a list of pages, each with how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from gui.icons import icon
from gui.progress import State
from gui.theme import Colour

__all__ = ["Place", "Sidebar"]

_STATE = Qt.ItemDataRole.UserRole
_KEY = Qt.ItemDataRole.UserRole + 1
_TONES = {
    "error": Colour.ERROR,
    "doubt": Colour.DOUBT,
    "muted": Colour.FAINT,
    "good": Colour.GOOD,
}


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the list."""

    key: str
    title: str
    icon: str


class Sidebar(QListWidget):
    """The list of pages; ``chosen`` gives the key of the page to show."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("年报各部分")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(20, 20))
        self.setItemDelegate(_Line(self))
        for place in places:
            item = QListWidgetItem(icon(place.icon), place.title)
            item.setData(_KEY, place.key)
            self.addItem(item)
        self.currentItemChanged.connect(self._tell)

    def choose(self, key: str) -> None:
        """Show that this page is open."""
        for row in range(self.count()):
            if self.item(row).data(_KEY) == key:
                self.setCurrentRow(row)

    def show_state(self, key: str, state: State | None) -> None:
        """Say how far a page is; None for one that has no such thing."""
        for row in range(self.count()):
            item = self.item(row)
            if item.data(_KEY) == key and item.data(_STATE) != state:
                item.setData(_STATE, state)
                spoken = f"{item.text()}，{state.text}" if state else item.text()
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_KEY))


class _Line(QStyledItemDelegate):
    """Draws icon and title as usual and the state at the right end."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Room to breathe."""
        metrics = option.fontMetrics  # type: ignore[attr-defined]
        return QSize(0, metrics.height() + 18)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The state in the colour of its tone."""
        super().paint(painter, option, index)
        state = index.data(_STATE)
        if not isinstance(state, State):
            return
        painter.save()
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() - 1)
        painter.setFont(font)
        painter.setPen(QColor(_TONES[state.tone].value))
        rect: QRect = option.rect  # type: ignore[attr-defined]
        edge = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(0, 0, -14, 0), edge, state.text)
        painter.restore()
