"""A page of national tables (二、三、四): typed as printed, the ledger on a tab beside them."""

from collections.abc import Iterator

from PySide6.QtWidgets import QBoxLayout, QTabWidget, QVBoxLayout, QWidget

from gui.grid.view import GridView
from gui.ledger.view import LedgerView
from gui.pages.page import Page
from gui.session import Session
from gui.widgets.figure_row import FigureRow
from gui.widgets.panels import GAP, Card, label, scrolled
from gui.widgets.sentences import Sentences
from gui.widgets.zero_button import ZeroButton
from storage import formats
from storage.formats import NOTE
from storage.grids import Grid
from storage.ledgers import ledger

__all__ = ["GridPage"]

_FEW_ROWS, _FEW_COLUMNS = 6, 5
"""A table this small leaves room for the sentences below it or beside it."""


class GridPage(Page):
    """The page of one part of the year whose format declares statutory tables for it."""

    def __init__(self, session: Session, page: formats.Page) -> None:
        super().__init__(session, page.title)
        self._page = page
        hint = label("没有发生的填 0，不涉及的填“不适用”，还不知道的先空着。", "muted")
        # On a very narrow screen it gives way to the title and the button.
        hint.setMinimumWidth(1)
        hint.setToolTip(hint.text())
        self.title_line.addWidget(hint)
        self.title_line.addSpacing(GAP)
        made = session.report.format
        grids = [made.grids[key] for key in page.grids]
        several = len(grids) > 1
        self.views = [GridView(session, each, each.title if several else "") for each in grids]
        self.rows = {field.key: FigureRow(session, field) for field in self._others()}
        self.tabs = QTabWidget()
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self._form(grids), "统计表")
        self.ledger: LedgerView | None = None
        if page.ledger:
            self.ledger = LedgerView(session, page.ledger)
            self.ledger.table_asked.connect(self.table_asked)
            self.tabs.addTab(self.ledger, ledger(page.ledger).name)
        if _direction(grids) is None and (side := self._side()):
            self.tabs.addTab(scrolled(side), "报告里会这样写")
        self.content.addWidget(self.tabs, 1)
        # Tab comes to it after the tables: what is built last comes last.
        self._zeros = ZeroButton(session, self._figures)
        for each in (hint, self._zeros):
            self.tabs.currentChanged.connect(lambda tab, each=each: each.setVisible(tab == 0))
        self.title_line.addWidget(self._zeros)
        self.refresh()

    def show_place(self, place: str) -> None:
        """A figure or its note, or an entry of the ledger."""
        if place.split("/")[0] == self._page.ledger and self.ledger:
            self.tabs.setCurrentWidget(self.ledger)
            self.ledger.show_place(place)
            return
        self.tabs.setCurrentIndex(0)
        if row := self.rows.get(place):
            row.editor.setFocus()
            return
        shown = place if place.startswith(f"text:{NOTE}") else self._in_table(place)
        for view in self.views:
            if view.show_place(shown):
                return

    def refresh(self) -> None:
        """Show the session as it stands."""
        for row in self.rows.values():
            row.refresh()
        self._zeros.refresh()

    def _form(self, grids: list[Grid]) -> QWidget:
        content = QWidget()
        column = QVBoxLayout()
        column.setSpacing(GAP)
        for view in self.views:
            column.addWidget(view)
        direction = _direction(grids)
        below = direction is QBoxLayout.Direction.TopToBottom
        whole = QBoxLayout(direction or QBoxLayout.Direction.TopToBottom, content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP + 4)
        whole.addLayout(column, 0 if below else 5)
        if direction is not None and (side := self._side()):
            whole.addWidget(scrolled(side), 3)
        return content

    def _side(self) -> QWidget | None:
        """What goes with the tables: the sentences, and numbers that no table prints."""
        if not self._page.texts and not self.rows:
            return None
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, GAP, 0, 0)
        column.setSpacing(GAP)
        if self.rows:
            card = Card("报告正文里用到的其他数")
            for row in self.rows.values():
                card.body.addWidget(row)
            column.addWidget(card)
        if self._page.texts:
            sentences = Sentences(self.session, self._page.texts)
            sentences.go_to.connect(self.go_to)
            column.addWidget(sentences)
        column.addStretch(1)
        return side

    def _others(self) -> Iterator[formats.Field]:
        """The page's numbers that are typed but stand in none of its tables."""
        printed = {key for view in self.views for key in view.model.shape.places}
        for field in self.session.report.format.fields_of(self._page.key):
            if field.key not in printed and not field.computed:
                yield field

    def _in_table(self, key: str) -> str:
        """The figure to go to: itself, or for a sum that no table prints, its first part that is
        not filled in."""
        field = self.session.report.format.fields.get(key)
        printed = any(key in view.model.shape.places for view in self.views)
        if printed or field is None or not field.sum_of:
            return key
        figures = self.session.figures
        blank = (part for part in field.sum_of if figures[part].value is None)
        return self._in_table(next(blank, field.sum_of[0]))

    def _figures(self) -> list[str]:
        printed = [key for view in self.views for key in view.model.shape.places]
        return [*printed, *self.rows]


def _direction(grids: list[Grid]) -> QBoxLayout.Direction | None:
    """Where the sentences find room: beside narrow tables, below low ones, else on a tab."""
    if all(len(grid.widths) <= _FEW_COLUMNS for grid in grids):
        return QBoxLayout.Direction.LeftToRight
    if all(len(grid.rows) <= _FEW_ROWS for grid in grids):
        return QBoxLayout.Direction.TopToBottom
    return None
