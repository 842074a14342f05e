"""Which entry repeats another, kept while a ledger is typed into."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from PySide6.QtCore import QObject, QTimer

from gui.session import Session
from storage.duplicates import Twin, Twins
from storage.edits import Edit, EntryEdit, TakingEdit
from storage.report import Cell, Entry

__all__ = ["TwinIndex"]

_SLICE = 300
"""Entries learnt at a time, in about 2 ms, so that no key waits for it."""
_MOST = 100_000
"""A longer ledger is looked through on import only: its marks would not fit into memory."""


class TwinIndex(QObject):
    """The marks of one ledger, learnt bit by bit once they are wanted, then following each edit."""

    def __init__(self, session: Session, ledger_key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._key = session, ledger_key
        self._twins: Twins | None = None
        self._coming: Iterator[Entry] = iter(())
        self._edited: set[int] = set()
        self._more = QTimer(self, interval=0)
        self._more.timeout.connect(self._learn)
        session.taken.connect(self._follow)

    @property
    def complete(self) -> bool:
        """Whether every entry is known."""
        return self._twins is not None and not self._more.isActive()

    def start(self) -> None:
        """Begin to learn, once."""
        held = self._session.report.ledger(self._key)
        if self._twins is None and len(held) <= _MOST:
            self._twins, self._coming = Twins(self._key), iter(held)
            self._more.start()

    def find(self, cells: Mapping[str, Cell], but: int, column: str = "") -> Twin | None:
        """An entry that these cells of the entry ``but`` would repeat, as far as is known."""
        return self._twins.find(cells, but, column) if self._twins is not None else None

    def _learn(self) -> None:
        entries = list(islice(self._coming, _SLICE))
        if not entries:
            self._more.stop()
            self._edited.clear()
        if self._twins is not None:
            # Those come as they were when it began.
            self._twins.learn(each for each in entries if each.id not in self._edited)

    def _follow(self, edits: Sequence[Edit]) -> None:
        if self._twins is None:
            return
        if len(self._session.report.ledger(self._key)) > _MOST:
            self._twins = None
            self._more.stop()
            return
        self._twins.follow(edits)
        if self._more.isActive():
            for edit in edits:
                match edit:
                    case EntryEdit(ledger=self._key, id=entry_id):
                        self._edited.add(entry_id)
                    case TakingEdit(ledger=self._key, ids=ids):
                        self._edited.update(ids)
