"""历史: who changed one place, when, from what to what; each earlier value can be had back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

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

from gui.restoring import holds, put_back, said
from gui.session import Session
from gui.widgets.panels import GAP, button, label
from storage.errors import ProgramError
from storage.labels import label_of
from storage.ledgers import LEDGERS

if TYPE_CHECKING:
    from storage.history import Change
    from storage.store import Store

__all__ = ["HistoryDialog", "show_history"]

_NONE = "从建立到现在，这里还没有改动过。"
_HOW = "点一下想要的那个值，再按“恢复成这个值”。恢复以后也可以撤销。"
_HEADS = ("时间", "谁改的", "哪一栏", "改动之前", "改动之后")
_BEFORE, _AFTER = 3, 4
_SHOWN = 60
"""Characters of a value in the table; the whole of it stands below."""


def show_history(store: "Store", session: Session, parent: QWidget, place: str) -> None:
    """The history of a place over the window, or why it cannot be read."""
    changes, trouble = tuple["Change", ...](), ""
    try:
        changes = store.changes_of(session.report.year, place)
    except ProgramError as error:
        trouble = str(error)
    dialog = HistoryDialog(session, place, changes, parent, trouble)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


class HistoryDialog(QDialog):
    """The newest change first; the value chosen is shown whole below."""

    def __init__(
        self,
        session: Session,
        place: str,
        changes: "Sequence[Change]",
        parent: QWidget | None = None,
        trouble: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("历史")
        self._session, self._place, self._changes = session, place, changes
        self._how = trouble or (_HOW if changes else _NONE)
        self.table = QTableWidget(len(changes), len(_HEADS))
        self.whole = QPlainTextEdit()
        self.restore = button("恢复成这个值", self._restore, "primary")
        self._dress_table()
        self._lay_out()
        self._fill()
        self.table.currentCellChanged.connect(lambda *_: self._look())
        if changes:
            self.table.setCurrentCell(0, _BEFORE)
        self._look()

    # -- what can be done ---------------------------------------------------------------

    def _restore(self) -> None:
        change, value = self._chosen
        self.accept()
        put_back(self._session, self._place_of(change), value)

    def _look(self) -> None:
        row, column = self.table.currentRow(), self.table.currentColumn()
        chosen = row >= 0 and column in (_BEFORE, _AFTER)
        self.whole.setPlainText("")
        self.restore.setEnabled(False)
        if chosen:
            change, value = self._chosen
            place = self._place_of(change)
            self.whole.setPlainText(said(place, value))
            locked = self._session.versions.locked
            self.restore.setEnabled(not locked and not holds(self._session, place, value))

    @property
    def _chosen(self) -> "tuple[Change, str | None]":
        change = self._changes[self.table.currentRow()]
        before = self.table.currentColumn() == _BEFORE
        return change, change.before if before else change.after

    def _place_of(self, change: "Change") -> str:
        """The place itself; of a whole entry, the column that changed."""
        return self._place + change.column if self._place.endswith("/") else self._place

    # -- what is shown ------------------------------------------------------------------

    def _fill(self) -> None:
        held = next((each for each in LEDGERS if self._place.startswith(f"{each.key}/")), None)
        for row, change in enumerate(self._changes):
            place = self._place_of(change)
            column = held.column(change.column).label if held else ""
            at = change.at.astimezone()
            words = (
                f"{at:%Y-%m-%d %H:%M:%S}",
                change.who or "没有记录",
                column,
                _brief(said(place, change.before)),
                _brief(said(place, change.after)),
            )
            for at_column, text in enumerate(words):
                item = QTableWidgetItem(text)
                if at_column not in (_BEFORE, _AFTER):
                    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self.table.setItem(row, at_column, item)
        self.table.setColumnHidden(2, not self._place.endswith("/"))

    def _dress_table(self) -> None:
        table, width = self.table, self.fontMetrics().horizontalAdvance("一")
        table.setHorizontalHeaderLabels(_HEADS)
        table.setAccessibleName("历史")
        table.verticalHeader().hide()
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        for column, characters in enumerate((12, 7, 7)):
            table.setColumnWidth(column, width * characters)
        for column in (_BEFORE, _AFTER):
            stretch = QHeaderView.ResizeMode.Stretch
            table.horizontalHeader().setSectionResizeMode(column, stretch)
        table.setMinimumSize(width * 52, width * 14)

    def _lay_out(self) -> None:
        self.whole.setReadOnly(True)
        self.whole.setAccessibleName("选中的值")
        self.whole.setTabChangesFocus(True)
        self.whole.setFixedHeight(self.fontMetrics().lineSpacing() * 4 + 16)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("关闭", self.reject))
        foot.addWidget(self.restore)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(GAP)
        whole.addWidget(label(label_of(self._session.report, self._place), "heading", wrap=True))
        how = label(self._how, "muted", wrap=True)
        how.setMinimumWidth(self.fontMetrics().horizontalAdvance("一") * 28)
        whole.addWidget(how)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.whole)
        whole.addLayout(foot)
        for part in (self.table, self.whole, self.restore):
            part.setVisible(bool(self._changes))


def _brief(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
