"""What was: a table of it, the chosen one whole below, and a button to have it back."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.panels import GAP, button, label

__all__ = ["PastDialog", "PastTable"]


@dataclass(frozen=True, slots=True)
class PastTable:
    """What a PastDialog shows. ``widths`` are characters, of the first columns; the others share
    what is left. Only cells of the ``chosen`` columns can be chosen."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    chosen: Sequence[int]
    lines: int
    """The height of what is shown whole."""


class PastDialog(QDialog):
    """The newest first. Who derives from it says what is chosen and how it is had back."""

    def __init__(self, title: str, shown: PastTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._shown = shown
        self.table = QTableWidget(len(shown.rows), len(shown.heads))
        self.whole = QPlainTextEdit()
        self.restore = button("", self.have_back, "primary")
        self.restore.setDefault(True)
        self._dress_table()
        self._fill()

    def have_back(self) -> None:
        """Put the chosen one back and close."""
        raise NotImplementedError

    def look(self) -> None:
        """Show the chosen one whole, and whether it can be had back."""
        raise NotImplementedError

    def lay_out(self, heading: str, how: str, act: str, whole_name: str) -> None:
        """``how`` says what can be done here, or why nothing can."""
        self.restore.setText(act)
        self.whole.setReadOnly(True)
        self.whole.setAccessibleName(whole_name)
        self.whole.setTabChangesFocus(True)
        self.whole.setFixedHeight(self.fontMetrics().lineSpacing() * self._shown.lines + 16)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("关闭", self.reject))
        foot.addWidget(self.restore)
        said = label(how, "muted", wrap=True)
        said.setMinimumWidth(self.fontMetrics().horizontalAdvance("一") * 28)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(GAP)
        whole.addWidget(label(heading, "heading", wrap=True))
        whole.addWidget(said)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.whole)
        whole.addLayout(foot)
        for part in (self.table, self.whole, self.restore):
            part.setVisible(bool(self._shown.rows))
        self.table.currentCellChanged.connect(lambda *_: self.look())
        if self._shown.rows:
            self.table.setCurrentCell(0, self._shown.chosen[0])
        self.look()

    def _fill(self) -> None:
        for row, words in enumerate(self._shown.rows):
            for column, text in enumerate(words):
                item = QTableWidgetItem(text)
                if column not in self._shown.chosen:
                    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self.table.setItem(row, column, item)

    def _dress_table(self) -> None:
        table, width = self.table, self.fontMetrics().horizontalAdvance("一")
        table.setHorizontalHeaderLabels(list(self._shown.heads))
        table.setAccessibleName(self.windowTitle())
        table.verticalHeader().hide()
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        for column, characters in enumerate(self._shown.widths):
            table.setColumnWidth(column, width * characters)
        for column in range(len(self._shown.widths), len(self._shown.heads)):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        table.setMinimumSize(width * 52, width * 14)
