"""历史: who changed one place, when, from what to what; each earlier value can be had back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gui.restoring import holds, put_back, said
from gui.session import Session
from gui.widgets.past_dialog import PastDialog, PastTable
from storage.errors import ProgramError
from storage.labels import label_of
from storage.ledgers import LEDGERS
from storage.phrases import brief

if TYPE_CHECKING:
    from storage.history import Change
    from storage.store import Store

__all__ = ["HistoryDialog", "show_history"]

_NONE = "从建立到现在，这里还没有改动过。"
_HOW = "点一下想要的那个值，再按“恢复成这个值”。恢复以后也可以撤销。"
_SHOWN = 60
"""Characters of a value that are listed; the chosen one is shown whole."""
_HEADS = ("时间", "谁改的", "哪一栏", "改动之前", "改动之后")
_COLUMN, _BEFORE, _AFTER = 2, 3, 4


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


class HistoryDialog(PastDialog):
    """The newest change first; the value chosen is shown whole below."""

    def __init__(
        self,
        session: Session,
        place: str,
        changes: "Sequence[Change]",
        parent: QWidget | None = None,
        trouble: str = "",
    ) -> None:
        self._session, self._place, self._changes = session, place, changes
        rows = [self._words(change) for change in changes]
        shown = PastTable(_HEADS, rows, (12, 7, 7), (_BEFORE, _AFTER), lines=4)
        super().__init__("历史", shown, parent)
        self.table.setColumnHidden(_COLUMN, not place.endswith("/"))
        how = trouble or (_HOW if changes else _NONE)
        self.lay_out(label_of(session.report, place), how, "恢复成这个值", "选中的值")

    def have_back(self) -> None:
        """As an ordinary step that can be undone."""
        change, value = self._chosen
        self.accept()
        put_back(self._session, self._place_of(change), value)

    def look(self) -> None:
        """The value itself; what holds already need not be had back."""
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

    def _words(self, change: "Change") -> Sequence[str]:
        held = next((each for each in LEDGERS if self._place.startswith(f"{each.key}/")), None)
        place = self._place_of(change)
        return (
            f"{change.at.astimezone():%Y-%m-%d %H:%M:%S}",
            change.who or "没有记录",
            held.column(change.column).label if held else "",
            brief(said(place, change.before), _SHOWN),
            brief(said(place, change.after), _SHOWN),
        )
