"""The figures of a statutory table as Qt's tables want them."""

from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.grid.marks import Mark, Marks, marks_of
from gui.grid.shape import GridShape, Place
from gui.session import Session
from gui.theme import Colour
from gui.widgets.figure_edits import type_figures
from storage.figures import Source
from storage.findings import Finding
from storage.formats import NOTE
from storage.grids import Grid
from storage.rules import Severity
from storage.values import show

__all__ = ["GridModel"]

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_Role = Qt.ItemDataRole


class GridModel(QAbstractTableModel):
    """Follows the session; what is set goes through it. Its rows and columns are those that
    scroll; ``shape`` holds the whole printed table."""

    def __init__(self, session: Session, grid: Grid, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.shape = GridShape(grid)
        self._findings: tuple[Finding, ...] | None = None
        self._marks = Marks({}, frozenset())
        session.changed.connect(self._follow)

    # -- what is shown -------------------------------------------------------------------

    def key(self, row: int, column: int) -> str:
        """The figure of a cell, "" for a label."""
        cell = self.shape.cell(self._place(row, column))
        return cell.figure if cell is not None else ""

    def typable(self, row: int, column: int) -> bool:
        """Whether a cell is typed into: a figure that is not always a sum."""
        key = self.key(row, column)
        return bool(key) and not self.session.report.format.fields[key].computed

    def index_of(self, key: str) -> QModelIndex:
        """Where a figure stands; no valid index for one of another table."""
        if key not in self.shape.places:
            return QModelIndex()
        row, column = self.shape.places[key]
        return self.index(row - self.shape.frozen_rows, column - self.shape.frozen_columns)

    def text(self, key: str) -> str:
        """A figure as it can be typed: its value, or what was typed and could not be read."""
        unread = self.session.report.unparsed.get(key)
        return show(self.session.figures[key].value) if unread is None else unread

    def note(self, key: str) -> str:
        """What is printed behind a figure in its cell."""
        return self.session.report.texts.get(NOTE + key, "")

    def mark(self, key: str) -> Mark | None:
        """Why a figure is marked."""
        return self._now().figures.get(key)

    @property
    def wrong_labels(self) -> frozenset[Place]:
        """The labels whose row or column does not balance."""
        return self._now().labels

    def _now(self) -> Marks:
        if self._findings is not self.session.findings:
            self._findings = self.session.findings
            self._marks = marks_of(self.session, self.shape)
        return self._marks

    def _place(self, row: int, column: int) -> Place:
        return row + self.shape.frozen_rows, column + self.shape.frozen_columns

    def _follow(self) -> None:
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    # -- Qt's model ----------------------------------------------------------------------

    def rowCount(self, parent: _Index = _NONE) -> int:
        """The rows that scroll."""
        return 0 if parent.isValid() else len(self.shape.grid.rows) - self.shape.frozen_rows

    def columnCount(self, parent: _Index = _NONE) -> int:
        """The columns that scroll."""
        return 0 if parent.isValid() else len(self.shape.grid.widths) - self.shape.frozen_columns

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Labels are only read, sums only looked at; a covered place is like what covers it."""
        cell = self._cell_at(index.row(), index.column())
        if not self.key(*cell):
            return Qt.ItemFlag.NoItemFlags
        seen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        typed = self.typable(*cell) and not self.session.versions.locked
        return seen | Qt.ItemFlag.ItemIsEditable if typed else seen

    def _cell_at(self, row: int, column: int) -> Place:
        top, left = self.shape.owner(self._place(row, column))
        return top - self.shape.frozen_rows, left - self.shape.frozen_columns

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """A figure's text, colours, tip and full name."""
        key = self.key(index.row(), index.column())
        if not key:
            cell = self.shape.cell(self._place(index.row(), index.column()))
            return cell.text if cell is not None and role == _Role.DisplayRole else None
        match role:
            case _Role.DisplayRole:
                return self.text(key) + self.note(key)
            case _Role.EditRole:
                return self.text(key)
            case _Role.ToolTipRole:
                return self._tip(key)
            case _Role.AccessibleTextRole:
                rows, columns = self.shape.names(key)
                return "，".join((*rows, *columns, self.text(key)))
            case _Role.BackgroundRole:
                return self._ground(key)
            case _Role.ForegroundRole:
                return self._colour(key)
            case _Role.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Put what was typed into a figure."""
        row, column = index.row(), index.column()
        if role != _Role.EditRole or not self.typable(row, column):
            return False
        key = self.key(row, column)
        if str(value) != self.text(key):
            name = f"填写{self.session.report.format.fields[key].label}"
            type_figures(self.session, {key: str(value)}, name)
        return True

    def _tip(self, key: str) -> str | None:
        mark = self.mark(key)
        said = [self.text(key) + self.note(key)] if self.note(key) else []
        said += [mark.sentence] if mark else []
        return "".join(f"<p>{escape(each)}</p>" for each in said) or None

    def _ground(self, key: str) -> Any:
        mark = self.mark(key)
        if mark is not None:
            error = mark.severity is Severity.ERROR
            return (Colour.ERROR_PALE if error else Colour.DOUBT_PALE).colour
        computed = self.session.report.format.fields[key].computed
        return Colour.GROUND.colour if computed else None

    def _colour(self, key: str) -> Any:
        mark, figure = self.mark(key), self.session.figures[key]
        if key in self.session.report.unparsed:
            return Colour.ERROR.colour
        if figure.field.computed and figure.source is Source.TYPED and mark is not None:
            return Colour.ERROR.colour
        if mark is not None and mark.severity is not Severity.ERROR:
            return Colour.DOUBT.colour
        return Colour.MUTED.colour if figure.source is Source.COUNTED else None
