"""删除过的条目: what was taken out of a ledger, long ago too, and having it back."""

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

from gui.ledger.entry_edits import type_cells
from gui.session import Session
from gui.widgets.panels import GAP, button, label
from storage.errors import ProgramError
from storage.ledgers import ledger

if TYPE_CHECKING:
    from storage.removed import Removed
    from storage.store import Store

__all__ = ["RemovedDialog", "show_removed"]

_HEADS = ("删除时间", "谁删的", "内容")
_HOW = "选中一条，按“恢复这一条”，就放回台账里。恢复以后也可以撤销。"
_NONE = "这个台账里还没有删除过什么。"


def show_removed(store: "Store", session: Session, parent: QWidget, ledger_key: str) -> None:
    """What was removed from a ledger, over the window, or why it cannot be read."""
    removed, trouble = tuple["Removed", ...](), ""
    try:
        removed = store.removed(session.report.year, ledger_key)
    except ProgramError as error:
        trouble = str(error)
    dialog = RemovedDialog(session, ledger_key, removed, parent, trouble)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


class RemovedDialog(QDialog):
    """The last removed first; the entry chosen is shown whole below."""

    def __init__(
        self,
        session: Session,
        ledger_key: str,
        removed: "Sequence[Removed]",
        parent: QWidget | None = None,
        trouble: str = "",
    ) -> None:
        super().__init__(parent)
        self._session, self._ledger, self._removed = session, ledger(ledger_key), removed
        self.setWindowTitle(f"删除过的{self._ledger.noun}")
        self.table = QTableWidget(len(removed), len(_HEADS))
        self.whole = QPlainTextEdit()
        self.restore = button("恢复这一条", self._restore, "primary")
        self._dress_table()
        self._lay_out(trouble or (_HOW if removed else _NONE))
        self._fill()
        self.table.currentCellChanged.connect(lambda *_: self._look())
        if removed:
            self.table.setCurrentCell(0, 0)

    def _restore(self) -> None:
        chosen, session = self._removed[self.table.currentRow()], self._session
        held = session.report.ledger(self._ledger.key)
        # At its old place, unless a later entry has taken that.
        place = chosen.id if held.get(chosen.id) is None else held.last_id + 1
        known = {column.key for column in self._ledger.columns}
        words = {key: text for key, text in chosen.words.items() if key in known}
        self.accept()
        type_cells(session, self._ledger.key, {place: words}, f"恢复{self._ledger.noun}")

    def _look(self) -> None:
        row = self.table.currentRow()
        self.restore.setEnabled(row >= 0 and not self._session.versions.locked)
        self.whole.setPlainText("\n".join(self._lines(self._removed[row])) if row >= 0 else "")

    def _lines(self, removed: "Removed") -> list[str]:
        return [
            f"{column.label}：{removed.words[column.key]}"
            for column in self._ledger.columns
            if column.key in removed.words
        ]

    def _fill(self) -> None:
        for row, each in enumerate(self._removed):
            at = f"{each.at.astimezone():%Y-%m-%d %H:%M:%S}"
            brief = "；".join(self._lines(each)).replace("\n", " ")
            for column, text in enumerate((at, each.who or "没有记录", brief)):
                self.table.setItem(row, column, QTableWidgetItem(text))

    def _dress_table(self) -> None:
        table, width = self.table, self.fontMetrics().horizontalAdvance("一")
        table.setHorizontalHeaderLabels(_HEADS)
        table.setAccessibleName(self.windowTitle())
        table.verticalHeader().hide()
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        for column, characters in enumerate((12, 7)):
            table.setColumnWidth(column, width * characters)
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.setMinimumSize(width * 52, width * 14)

    def _lay_out(self, how: str) -> None:
        self.whole.setReadOnly(True)
        self.whole.setAccessibleName("这一条的内容")
        self.whole.setTabChangesFocus(True)
        self.whole.setFixedHeight(self.fontMetrics().lineSpacing() * 6 + 16)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("关闭", self.reject))
        foot.addWidget(self.restore)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(GAP)
        whole.addWidget(label(f"{self._ledger.name}：{self.windowTitle()}", "heading", wrap=True))
        said = label(how, "muted", wrap=True)
        said.setMinimumWidth(self.fontMetrics().horizontalAdvance("一") * 28)
        whole.addWidget(said)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.whole)
        whole.addLayout(foot)
        for part in (self.table, self.whole, self.restore):
            part.setVisible(bool(self._removed))
