"""A statutory table on a page: the table, what is known about its cell, and its notes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.grid.facts import GridFacts
from gui.grid.model import GridModel
from gui.grid.note import GridNote
from gui.grid.table import GridTable
from gui.session import Session
from gui.tracing.asking import FROM, KEYS, ask, offer_trace
from gui.widgets.field_menu import offer_history
from gui.widgets.panels import button, label
from storage.formats import NOTE
from storage.grids import Grid

__all__ = ["GridView"]

_ALL = 1000
"""So much more of the height goes to the table than to what is left empty."""


class GridView(QWidget):
    """Everything the clerk does with one statutory table."""

    def __init__(self, session: Session, grid: Grid, name: str) -> None:
        super().__init__()
        self._session, self._grid, self._name = session, grid, name
        self.model = GridModel(session, grid, self)
        self.table = GridTable(self.model)
        self.table.setAccessibleName(name)
        self.facts = GridFacts(self.model)
        self.cell_note = GridNote(session, "写在这一格数字的后面，例如：其中修订16件")
        self.foot_note = GridNote(
            session, "印在表的下面，例如：注：行政复议、行政诉讼数量含上年度结转数量。"
        )
        self._add = button("在表下加注…", self._note_table, "link")
        self._from = button(FROM, lambda: ask(session, self.table.current_key), "link")
        self._from.setToolTip(f"选中的这个数{FROM}（{KEYS}）")
        self._lay_out()
        self.foot_note.note(grid.key, "表下注", in_cell=False)
        self.cell_note.hide()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(6)
        if self._name:
            whole.addWidget(label(self._name, "heading"))
        # The table takes the height it needs and no more.
        whole.addWidget(self.table, _ALL)
        whole.addWidget(self.foot_note)
        whole.addWidget(self.cell_note)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(self.facts, 1)
        below.addWidget(self._from, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._add, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(below)
        whole.addStretch(1)

    def _connect(self) -> None:
        self.table.moved.connect(self._tell)
        # A note belongs to the cell it was begun on.
        self.table.moved.connect(self.cell_note.hide)
        self.table.said.connect(self.facts.say)
        self.table.noting.connect(self._note_cell)
        self.cell_note.closed.connect(self._noted)
        self.foot_note.closed.connect(self._noted)
        self._session.changed.connect(self.refresh)
        self._session.flushing.connect(self.table.typing.finish)
        offer_trace(self.table, self._session, lambda: self.table.current_key)
        offer_history(self.table, self._session, lambda: self.table.current_key)

    def show_place(self, place: str) -> bool:
        """A figure, or ``text:note:KEY``; False where it is not in this table."""
        noted = place.removeprefix(f"text:{NOTE}")
        if noted == place:
            self.table.go_to(place)
            return place in self.model.shape.places
        if noted == self._grid.key:
            self._note_table()
            return True
        if noted not in self.model.shape.places:
            return False
        self.table.go_to(noted)
        self._note_cell()
        return True

    def refresh(self) -> None:
        """Tell what is known now; the foot note stands open where there is one."""
        self._tell()
        writing = self.foot_note.line.hasFocus()
        self.foot_note.setVisible(bool(self.foot_note.text) or writing)
        self._add.setVisible(self.foot_note.isHidden())

    def _tell(self) -> None:
        self.facts.show_figure(self.table.current_key)

    def _note_table(self) -> None:
        self.cell_note.hide()
        self._add.hide()
        self.foot_note.start()

    def _note_cell(self) -> None:
        if key := self.table.current_key:
            rows, columns = self.model.shape.names(key)
            name = "，".join((*rows[-1:], *columns[-1:]))
            self.cell_note.note(key, f"“{name}”的注", in_cell=True)
            self.cell_note.start()
            self.refresh()

    def _noted(self) -> None:
        self.table.setFocus()
        self.cell_note.hide()
        self.refresh()
