"""A ledger as a table: its entries, and one blank row at the end to go on in."""

from collections.abc import Mapping
from html import escape
from typing import Any

from PySide6.QtCore import QObject, Qt

from gui.ledger.cell_editors import NUMBERS
from gui.ledger.entry_edits import reason_against, type_cells
from gui.ledger.entry_rows import EntryRows, Index
from gui.ledger.request_clock import RequestClock, colour_of, show_state
from gui.session import Session
from gui.theme import Colour
from storage.cells import show_cell
from storage.clock import Standing
from storage.ledgers import Column
from storage.report import entry_place

__all__ = ["BLANK_ROW", "LedgerModel"]

BLANK_ROW = "接着填…"
"""Said in the blank row."""

_SHOWN = 200
"""Characters of a cell that are laid out; the rest is in the tip and the form."""

_Role = Qt.ItemDataRole
_ROLES = {
    _Role.DisplayRole,
    _Role.EditRole,
    _Role.ToolTipRole,
    _Role.BackgroundRole,
    _Role.ForegroundRole,
    _Role.TextAlignmentRole,
}


class LedgerModel(EntryRows):
    """The cells of the entries shown; what is set goes through the session."""

    def __init__(self, session: Session, ledger_key: str, parent: QObject | None = None) -> None:
        super().__init__(session, ledger_key, parent)
        self._sides = [_side(each) for each in self.ledger.columns]
        self._clock = RequestClock(session) if ledger_key == "requests" else None

    def text(self, row: int, column: int) -> str:
        """A cell as it can be typed: its value, or what was typed and could not be read."""
        entry, key = self._entry(row), self.ledger.columns[column].key
        if entry is None:
            return ""
        unread = self._unread(row, column)
        return show_cell(entry.cells.get(key)) if unread is None else unread

    def why_empty(self) -> str:
        """What to say where no entry is shown."""
        noun, query = self.ledger.noun, self.query
        if self.trouble:
            return f"没有找完：{self.trouble}"
        if query.narrows:
            return f"没有找到{f'含有“{query.text}”的' if query.text else '这样的'}{noun}。"
        return (
            f"还没有{noun}。\n在上面一行直接填写，"
            "或从 Excel、WPS 表格里复制后按 Ctrl+V 粘贴到这里。"
        )

    def put(self, typed: Mapping[int, Mapping[int, str]], name: str) -> None:
        """Put texts into cells by row and column, as one step named ``name``."""
        keys = [column.key for column in self.ledger.columns]
        by_id = {
            self.entry_id(row): {keys[column]: text for column, text in texts.items()}
            for row, texts in typed.items()
        }
        type_cells(self.session, self.ledger.key, by_id, name)

    def is_unread(self, row: int, column: int) -> bool:
        """Whether what was typed into a cell is no value."""
        return self._unread(row, column) is not None

    def why_unread(self, row: int, column: int) -> str:
        """Why what was typed into a cell is no value; "" where it is one."""
        unread = self._unread(row, column)
        if unread is None:
            return ""
        return reason_against(self.ledger.columns[column], unread, self.session.report.year)

    def _unread(self, row: int, column: int) -> str | None:
        if row >= len(self._ids) or not self._unparsed:
            return None
        key = self.ledger.columns[column].key
        return self._unparsed.get(entry_place(self.ledger.key, self._ids[row], key))

    def _standing(self, row: int, column: Column) -> Standing | None:
        """How a request stands, which is told beside its 办理状态."""
        if self._clock is None or column.key != "state":
            return None
        entry = self._entry(row)
        return None if entry is None else self._clock.standing(entry)

    # -- Qt's model ----------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
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
            return self._sides[section]
        return None

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """A cell's words, colours and tip."""
        if role not in _ROLES:
            return None
        if role == _Role.TextAlignmentRole:
            return self._sides[index.column()]
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
            case _Role.ForegroundRole if row == len(self._ids):
                return Colour.FAINT.colour
            case _Role.ForegroundRole if standing := self._standing(row, column):
                colour = colour_of(self.text(row, index.column()), standing)
                return colour.colour if colour else None
        return None

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Put what was typed into a cell."""
        text = str(value)
        if role != _Role.EditRole:
            return False
        if text != self.text(index.row(), index.column()):
            name = f"修改{self.ledger.columns[index.column()].label}"
            self.put({index.row(): {index.column(): text}}, name)
        return True

    def _words(self, row: int, column: int) -> str:
        if row == len(self._ids):
            return BLANK_ROW if column == 0 else ""
        shown = self.text(row, column)[:_SHOWN].replace("\n", " ")
        standing = self._standing(row, self.ledger.columns[column])
        return show_state(shown, standing) if standing else shown

    def _tip(self, row: int, place: int, column: Column) -> str | None:
        text = self.text(row, place)
        if reason := self.why_unread(row, place):
            text = reason
        elif standing := self._standing(row, column):
            text = "\n".join(filter(None, (*standing.deadline.steps, standing.deadline.unknown)))
        elif len(text) <= column.width // 2:
            return None
        return f"<p>{escape(text).replace(chr(10), '<br>')}</p>"


def _side(column: Column) -> Qt.AlignmentFlag:
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    return (right if column.kind in NUMBERS else left) | Qt.AlignmentFlag.AlignVCenter
