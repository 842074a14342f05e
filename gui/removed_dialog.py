"""删除过的条目: what was taken out of a ledger, long ago too, and having it back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QWidget

from gui.ledger.entry_edits import type_cells
from gui.session import Session
from gui.widgets.past_dialog import PastDialog, PastTable
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


class RemovedDialog(PastDialog):
    """The last removed first; the entry chosen is shown whole below."""

    def __init__(
        self,
        session: Session,
        ledger_key: str,
        removed: "Sequence[Removed]",
        parent: QWidget | None = None,
        trouble: str = "",
    ) -> None:
        self._session, self._ledger, self._removed = session, ledger(ledger_key), removed
        rows = [self._words(each) for each in removed]
        title = f"删除过的{self._ledger.noun}"
        super().__init__(title, PastTable(_HEADS, rows, (12, 7), (0, 1, 2), lines=6), parent)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        how = trouble or (_HOW if removed else _NONE)
        self.lay_out(f"{self._ledger.name}：{title}", how, "恢复这一条", "这一条的内容")

    def have_back(self) -> None:
        """As an ordinary step that can be undone."""
        chosen, session = self._removed[self.table.currentRow()], self._session
        held = session.report.ledger(self._ledger.key)
        # At its old place, unless a later entry has taken that.
        place = chosen.id if held.get(chosen.id) is None else held.last_id + 1
        known = {column.key for column in self._ledger.columns}
        words = {key: text for key, text in chosen.words.items() if key in known}
        self.accept()
        type_cells(session, self._ledger.key, {place: words}, f"恢复{self._ledger.noun}")

    def look(self) -> None:
        """The entry with the names of its columns."""
        row = self.table.currentRow()
        self.restore.setEnabled(row >= 0 and not self._session.versions.locked)
        self.whole.setPlainText("\n".join(self._lines(self._removed[row])) if row >= 0 else "")

    def _lines(self, removed: "Removed") -> list[str]:
        return [
            f"{column.label}：{removed.words[column.key]}"
            for column in self._ledger.columns
            if column.key in removed.words
        ]

    def _words(self, removed: "Removed") -> Sequence[str]:
        at = f"{removed.at.astimezone():%Y-%m-%d %H:%M:%S}"
        return at, removed.who or "没有记录", "；".join(self._lines(removed)).replace("\n", " ")
