"""A ledger as a table: its entries, and one blank row at the end to go on in."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.ledger.cell_editors import NUMBERS
from gui.ledger.entry_edits import reason_against, type_cells
from gui.ledger.request_clock import RequestClock, colour_of, show_state
from gui.session import Session
from gui.theme import Colour
from storage.cells import show_cell
from storage.clock import Standing
from storage.ledgers import Column
from storage.report import Entries, Entry, entry_place

__all__ = ["BLANK_ROW", "LedgerModel"]

BLANK_ROW = "接着填…"
"""Said in the blank row."""

_SHOWN = 200
"""Characters of a cell that are laid out; the rest is in the tip and the form."""

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_Role = Qt.ItemDataRole


class LedgerModel(QAbstractTableModel):
    """Follows the session; what is set goes through it. ``search`` narrows what is shown."""

    def __init__(self, session: Session, ledger_key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.ledger = session.report.format.ledgers[ledger_key]
        self._search = ""
        self._held: Entries = session.report.ledger(ledger_key)
        self._unparsed: Mapping[str, str] = session.report.unparsed
        self._entries: list[Entry] = list(self._held)
        self._clock = RequestClock(session) if ledger_key == "requests" else None
        session.changed.connect(self._follow)

    # -- what is shown -------------------------------------------------------------------

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries shown, without the blank row."""
        return self._entries

    @property
    def search(self) -> str:
        """What is looked for."""
        return self._search

    def look_for(self, text: str) -> None:
        """Show the entries that hold a text anywhere; all of them for none."""
        self.beginResetModel()
        self._search = text.strip().casefold()
        self._entries = [each for each in self._held if self._fits(each)]
        self.endResetModel()

    def entry_id(self, row: int) -> int:
        """The id of a row's entry; for the blank rows after the last, those still to come."""
        if row < len(self._entries):
            return self._entries[row].id
        return self.session.report.next_id(self.ledger.key) + row - len(self._entries)

    def row_of(self, entry_id: int) -> int | None:
        """The row of an entry, None while it is not shown."""
        rows = (row for row, each in enumerate(self._entries) if each.id == entry_id)
        return next(rows, None)

    def text(self, row: int, column: int) -> str:
        """A cell as it can be typed: its value, or what was typed and could not be read."""
        if row >= len(self._entries):
            return ""
        entry, key = self._entries[row], self.ledger.columns[column].key
        unread = self._unread(row, column)
        return show_cell(entry.cells.get(key)) if unread is None else unread

    def put(self, typed: Mapping[int, Mapping[int, str]], name: str) -> None:
        """Put texts into cells by row and column, as one step named ``name``."""
        keys = [column.key for column in self.ledger.columns]
        by_id = {
            self.entry_id(row): {keys[column]: text for column, text in texts.items()}
            for row, texts in typed.items()
        }
        type_cells(self.session, self.ledger.key, by_id, name)

    def _unread(self, row: int, column: int) -> str | None:
        if row >= len(self._entries):
            return None
        key = self.ledger.columns[column].key
        return self._unparsed.get(entry_place(self.ledger.key, self._entries[row].id, key))

    def _standing(self, row: int, column: Column) -> Standing | None:
        """How a request stands, which is told beside its 办理状态."""
        if self._clock is None or column.key != "state" or row >= len(self._entries):
            return None
        return self._clock.standing(self._entries[row])

    def _fits(self, entry: Entry) -> bool:
        if not self._search:
            return True
        said = [show_cell(cell) for cell in entry.cells.values()]
        if self._unparsed:
            said += self.session.unparsed_cells(self.ledger.key, entry.id).values()
        return self._search in "\n".join(said).casefold()

    # -- Qt's model ----------------------------------------------------------------------

    def rowCount(self, parent: _Index = _NONE) -> int:
        """The entries shown and the blank row."""
        return 0 if parent.isValid() else len(self._entries) + 1

    def columnCount(self, parent: _Index = _NONE) -> int:
        """The columns of the ledger."""
        return 0 if parent.isValid() else len(self.ledger.columns)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Every cell can be typed into, unless the year is finished."""
        seen = super().flags(index)
        return seen if self.session.versions.locked else seen | Qt.ItemFlag.ItemIsEditable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """The columns' labels, over their words or numbers."""
        if orientation is Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return self.ledger.columns[section].label
        if role == _Role.TextAlignmentRole:
            return _side(self.ledger.columns[section])
        return None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """A cell's words, colours and tip."""
        row, column = index.row(), self.ledger.columns[index.column()]
        match role:
            case _Role.DisplayRole:
                return self._words(row, index.column())
            case _Role.EditRole:
                return self.text(row, index.column())
            case _Role.ToolTipRole:
                return self._tip(row, index.column(), column)
            case _Role.BackgroundRole if self._unread(row, index.column()) is not None:
                return Colour.ERROR_PALE.colour
            case _Role.ForegroundRole if self._unread(row, index.column()) is not None:
                return Colour.ERROR.colour
            case _Role.ForegroundRole if row == len(self._entries):
                return Colour.FAINT.colour
            case _Role.ForegroundRole if standing := self._standing(row, column):
                colour = colour_of(self.text(row, index.column()), standing)
                return colour.colour if colour else None
            case _Role.TextAlignmentRole:
                return _side(column)
        return None

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Put what was typed into a cell."""
        text = str(value)
        if role != _Role.EditRole:
            return False
        if text != self.text(index.row(), index.column()):
            name = f"修改{self.ledger.columns[index.column()].label}"
            self.put({index.row(): {index.column(): text}}, name)
        return True

    def _words(self, row: int, column: int) -> str:
        if row == len(self._entries):
            return BLANK_ROW if column == 0 else ""
        shown = self.text(row, column)[:_SHOWN].replace("\n", " ")
        standing = self._standing(row, self.ledger.columns[column])
        return show_state(shown, standing) if standing else shown

    def _tip(self, row: int, place: int, column: Column) -> str | None:
        text, unread = self.text(row, place), self._unread(row, place)
        if unread is not None:
            text = reason_against(column, unread, self.session.report.year)
        elif standing := self._standing(row, column):
            text = "\n".join(filter(None, (*standing.deadline.steps, standing.deadline.unknown)))
        elif len(text) <= column.width // 2:
            return None
        return f"<p>{escape(text).replace(chr(10), '<br>')}</p>"

    # -- following the session -----------------------------------------------------------

    def _follow(self) -> None:
        report = self.session.report
        held, unparsed = report.ledger(self.ledger.key), report.unparsed
        reread = unparsed != self._unparsed
        if held is self._held and not reread:
            return
        known = {each.id for each in self._held}
        shown = {each.id for each in self._entries}
        # What the clerk sees stays in sight while it is edited, found or not; so do new entries.
        wanted = [each for each in held if each.id in shown or each.id not in known]
        self._held, self._unparsed = held, unparsed
        self._replace(wanted, reread)

    def _replace(self, wanted: list[Entry], reread: bool) -> None:
        kept, shown = {each.id for each in wanted}, {each.id for each in self._entries}
        gone = [row for row, each in enumerate(self._entries) if each.id not in kept]
        for first, last in reversed(_runs(gone)):
            # At the end the entry becomes the blank row, so that the cursor stays with it.
            to_blank = int(last + 1 == len(self._entries))
            self.beginRemoveRows(QModelIndex(), first + to_blank, last + to_blank)
            del self._entries[first : last + 1]
            self.endRemoveRows()
        blank = len(self._entries)
        for first, last in _runs(row for row, each in enumerate(wanted) if each.id not in shown):
            # And the other way round.
            after_blank = int(first == len(self._entries))
            self.beginInsertRows(QModelIndex(), first + after_blank, last + after_blank)
            self._entries[first:first] = wanted[first : last + 1]
            self.endInsertRows()
        pairs = enumerate(zip(self._entries, wanted, strict=True))
        changed = [row for row, (old, new) in pairs if old is not new or reread]
        self._entries = wanted
        if gone or len(wanted) > blank:
            changed.append(blank)
        if changed:
            last_column = len(self.ledger.columns) - 1
            first_cell, last_cell = (
                self.index(min(changed), 0),
                self.index(max(changed), last_column),
            )
            self.dataChanged.emit(first_cell, last_cell)


def _side(column: Column) -> Qt.AlignmentFlag:
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    return (right if column.kind in NUMBERS else left) | Qt.AlignmentFlag.AlignVCenter


def _runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Rows as first and last of each unbroken stretch."""
    runs: list[tuple[int, int]] = []
    for _, group in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        stretch = [row for _, row in group]
        runs.append((stretch[0], stretch[-1]))
    return runs
