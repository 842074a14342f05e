"""Which entries of a ledger are shown and in which row: what was found, and what came since."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice
from typing import overload

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from gui.ledger.finder import Finder
from gui.session import Session
from storage.query import Found, Query
from storage.report import Entries, Entry

__all__ = ["EntryRows", "Index"]

_FEW = 50
"""Of so many changed rows each is painted anew; of more, all."""

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class EntryRows(QAbstractTableModel):
    """Follows the session; what is set goes through it. A query says what is shown.

    Only the ids of the entries are here, in the order in which they are shown.
    """

    arranged = Signal()
    """What was asked for is shown, or more of it."""

    def __init__(self, session: Session, ledger_key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.ledger = session.report.format.ledgers[ledger_key]
        self.query = Query()
        self.quantity = 0
        self._held: Entries = session.report.ledger(ledger_key)
        self._unparsed: Mapping[str, str] = session.report.unparsed
        self._ids = array("q")
        self._fresh, self.finding, self.trouble = False, False, ""
        self._edited: set[int] = set()
        self._late: list[int] = []
        self._finder = Finder(self)
        self._finder.found.connect(self._take)
        self._finder.ended.connect(self._end)
        self._finder.failed.connect(self._fail)
        session.changed.connect(self._follow)
        self.show_query(Query())

    # -- what is shown -------------------------------------------------------------------

    @property
    def quick(self) -> bool:
        """Whether what is asked for is shown at once."""
        return self._held.quick

    @property
    def count(self) -> int:
        """How many entries are shown, without the blank row."""
        return len(self._ids)

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries shown, without the blank row."""
        return Shown(self._held, self._ids)

    def show_query(self, query: Query) -> None:
        """Show what a query finds."""
        self.query = query
        self._fresh, self.finding, self.trouble = True, True, ""
        typed = self.session.report.typed(self.ledger.key)
        self._finder.look(self._held, self.ledger, query, typed)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column, or (-1) in the order of entry."""
        key = self.ledger.columns[column].key if column >= 0 else ""
        descending = column >= 0 and order == Qt.SortOrder.DescendingOrder
        if (key, descending) != (self.query.order, self.query.descending):
            self.show_query(replace(self.query, order=key, descending=descending))

    def entry_id(self, row: int) -> int:
        """The id of a row's entry; for the blank rows after the last, those still to come."""
        if row < len(self._ids):
            return self._ids[row]
        return self.session.report.next_id(self.ledger.key) + row - len(self._ids)

    def row_of(self, entry_id: int) -> int | None:
        """The row of an entry, None while it is not shown."""
        if not self.query.order:
            row = bisect_left(self._ids, entry_id)
            if row < len(self._ids) and self._ids[row] == entry_id:
                return row
        return self._ids.index(entry_id) if entry_id in self._ids else None

    def rowCount(self, parent: Index = _NONE) -> int:
        """The entries shown and the blank row."""
        return 0 if parent.isValid() else len(self._ids) + 1

    def columnCount(self, parent: Index = _NONE) -> int:
        """The columns of the ledger."""
        return 0 if parent.isValid() else len(self.ledger.columns)

    def _entry(self, row: int) -> Entry | None:
        return self._held.get(self._ids[row]) if row < len(self._ids) else None

    def _row_by_id(self, ids: Sequence[int]) -> dict[int, int]:
        """The rows of those that are shown."""
        if self.query.order and len(ids) > _FEW:
            wanted = set(ids)
            return {each: row for row, each in enumerate(self._ids) if each in wanted}
        return {each: row for each in ids if (row := self.row_of(each)) is not None}

    # -- following the session -----------------------------------------------------------

    def _follow(self) -> None:
        report, before = self.session.report, self._held
        held, unparsed = report.ledger(self.ledger.key), report.unparsed
        reread = unparsed != self._unparsed
        if held is before and not reread:
            return
        self._held, self._unparsed = held, unparsed
        ids = [] if held is before else sorted(held.differing(before))
        if self.finding:
            self._edited.update(ids)
        shown = self._row_by_id(ids)
        for each in ids:
            if each in shown or before.get(each) is None:
                self.quantity += _quantity(held, each) - _quantity(before, each)
        # What the clerk sees stays in sight while it is edited, found or not; so do new entries.
        self._remove(row for each, row in shown.items() if held.get(each) is None)
        self._late = [each for each in self._late if held.get(each) is not None]
        self._insert([each for each in ids if before.get(each) is None])
        few = len(ids) <= _FEW and not reread
        changed = self._row_by_id(ids).values() if few else [0]
        # The blank row moves with what comes and goes.
        last = self.index(len(self._ids), len(self.ledger.columns) - 1)
        self.dataChanged.emit(self.index(min([*changed, last.row()]), 0), last)

    def _remove(self, rows: Iterable[int]) -> None:
        for first, last in reversed(_runs(sorted(rows))):
            # At the end the entry becomes the blank row, so that the cursor stays with it.
            to_blank = int(last + 1 == len(self._ids))
            self.beginRemoveRows(QModelIndex(), first + to_blank, last + to_blank)
            del self._ids[first : last + 1]
            self.endRemoveRows()

    def _insert(self, ids: Sequence[int]) -> None:
        """New entries where they belong, or at the end of what is ordered otherwise."""
        places = [len(self._ids)] * len(ids)
        if not self.query.order and not self.finding:
            places = [bisect_left(self._ids, each) for each in ids]
        if self.finding:
            self._late += ids
        rows = [place + number for number, place in enumerate(places)]
        taken = iter(ids)
        for first, last in _runs(rows):
            self._put_in(first, array("q", islice(taken, last + 1 - first)))

    def _put_in(self, first: int, ids: "array[int]") -> None:
        # At the end the blank row becomes the entry, so that the cursor stays with it.
        after_blank = int(first == len(self._ids))
        last = first + len(ids) - 1
        self.beginInsertRows(QModelIndex(), first + after_blank, last + after_blank)
        self._ids[first:first] = ids
        self.endInsertRows()

    # -- what is found -------------------------------------------------------------------

    def _take(self, found: Found) -> None:
        ids = found.ids
        if self._edited:
            ids = array("q", filter(self._still, ids))
        if self._fresh:
            self._begin(ids)
        elif ids:
            first = len(self._ids) - len(self._late)
            self.beginInsertRows(QModelIndex(), first, first + len(ids) - 1)
            self._ids[first:first] = ids
            self.endInsertRows()
        self.quantity += found.quantity
        self.arranged.emit()

    def _begin(self, ids: "array[int]") -> None:
        self.beginResetModel()
        late = [each for each in self._late if self._held.get(each) is not None]
        self._ids = ids + array("q", late)
        self.quantity = sum(_quantity(self._held, each) for each in late)
        self._fresh, self._late = False, late
        self.endResetModel()

    def _still(self, entry_id: int) -> bool:
        """Whether an entry that was found is still there and not shown yet."""
        if entry_id not in self._edited:
            return True
        return self._held.get(entry_id) is not None and entry_id not in self._late

    def _fail(self, sentence: str) -> None:
        """``trouble`` says why what is shown is not all."""
        self.trouble = sentence

    def _end(self) -> None:
        if self._fresh:
            self._begin(array("q"))
        late, self._late, self.finding = self._late, [], False
        self._edited.clear()
        between = self._ids[len(self._ids) - len(late) - 1 :][:2]
        if late and not self.query.order and list(between) != sorted(between):
            # What came back while the others were still being found belongs between them.
            self.show_query(self.query)
        self._finder.prepare(self._held)
        self.arranged.emit()


class Shown(Sequence[Entry]):
    """The entries behind some ids, each fetched when it is asked for."""

    def __init__(self, entries: Entries, ids: "array[int]") -> None:
        self._entries, self._ids = entries, ids

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> Entry: ...

    @overload
    def __getitem__(self, place: slice) -> list[Entry]: ...

    def __getitem__(self, place: int | slice) -> Entry | list[Entry]:
        if isinstance(place, slice):
            return [self[each] for each in range(len(self))[place]]
        found = self._entries.get(self._ids[place])
        if found is None:
            raise IndexError(place)
        return found


def _quantity(entries: Entries, entry_id: int) -> int:
    entry = entries.get(entry_id)
    return entry.quantity if entry else 0


def _runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Rows as first and last of each unbroken stretch."""
    runs: list[tuple[int, int]] = []
    for _, group in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        stretch = [row for _, row in group]
        runs.append((stretch[0], stretch[-1]))
    return runs
