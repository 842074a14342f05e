"""A page of numbers, with its ledger on a second tab and the sentences the numbers go into."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from gui.ledger.view import LedgerView
from gui.pages.page import Page
from gui.session import Session
from gui.widgets.figure_row import FigureRow
from gui.widgets.panels import GAP, Card, scrolled
from gui.widgets.sentences import Sentences
from gui.widgets.zero_button import ZeroButton
from storage import formats
from storage.formats import Field, Format
from storage.ledgers import ledger

__all__ = ["FiguresPage", "groups_of"]

_OTHERS = "报告正文里用到的其他数"


def groups_of(made: Format, page: str) -> Iterator[tuple[str, list[Field]]]:
    """The page's fields under the headings of the statutory table, in its order."""
    waiting = {each.key: each for each in made.fields_of(page)}
    heading, group = "", list[Field]()
    rows = made.tables["statistics"].rows if "statistics" in made.tables else ()
    for row in rows:
        if row.heading:
            if group:
                yield heading, group
            heading, group = row.heading, []
        elif row.figure in waiting:
            field = waiting.pop(row.figure)
            if field.level == 0 and group:
                yield heading, group
                heading, group = "", []
            group.append(field)
    if group:
        yield heading, group
    if waiting:
        yield _OTHERS, list(waiting.values())


class FiguresPage(Page):
    """The page of one part of the year, as the format declares it."""

    def __init__(self, session: Session, page: formats.Page) -> None:
        super().__init__(
            session, page.title, "没有发生的填 0，不涉及的填“不适用”，还不知道的先空着。"
        )
        self.rows: dict[str, FigureRow] = {}
        self._page = page
        self.ledger: LedgerView | None = None
        self._tabs = QTabWidget()
        if page.ledger:
            self.ledger = LedgerView(session, page.ledger)
            self.ledger.table_asked.connect(self.table_asked)
            self._tabs.tabBar().setDrawBase(False)
            self._tabs.addTab(self._form(), "统计数字")
            self._tabs.addTab(self.ledger, ledger(page.ledger).name)
            self.content.addWidget(self._tabs, 1)
        else:
            self.content.addWidget(self._form(), 1)
        # Tab comes to it after the figures: what is built last comes last.
        self._zeros = ZeroButton(session, lambda: self.rows)
        self._tabs.currentChanged.connect(lambda tab: self._zeros.setVisible(tab == 0))
        self.title_line.addWidget(self._zeros)
        self.refresh()

    def show_place(self, place: str) -> None:
        """A figure's editor, or an entry of the ledger."""
        if row := self.rows.get(place):
            self._tabs.setCurrentIndex(0)
            row.editor.setFocus()
        elif self.ledger and place.startswith(f"{self._page.ledger}"):
            self._tabs.setCurrentIndex(1)
            self.ledger.show_place(place)

    def _form(self) -> QWidget:
        content = QWidget()
        columns = QHBoxLayout(content)
        columns.setContentsMargins(0, 4, 8, 4)
        columns.setSpacing(GAP + 4)
        groups = list(groups_of(self.session.report.format, self._page.key))
        cards = [self._group(heading, fields) for heading, fields in groups]
        if self._page.texts:
            sentences = Sentences(self.session, self._page.texts)
            sentences.go_to.connect(self.go_to)
            columns.addLayout(_column(cards), 5)
            columns.addLayout(_column([sentences]), 3)
        else:
            half = _half([len(fields) for _, fields in groups])
            columns.addLayout(_column(cards[:half]), 1)
            columns.addLayout(_column(cards[half:]), 1)
        return scrolled(content)

    def _group(self, heading: str, fields: list[Field]) -> Card:
        card = Card(heading)
        card.body.setSpacing(8)
        for field in fields:
            row = FigureRow(self.session, field)
            self.rows[field.key] = row
            card.body.addWidget(row)
        return card

    def refresh(self) -> None:
        """Show the session as it stands."""
        for row in self.rows.values():
            row.refresh()
        self._zeros.refresh()


def _column(cards: Sequence[QWidget]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(GAP)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return column


def _half(sizes: Sequence[int]) -> int:
    """How many of the first cards come nearest to half of the lines."""
    return min(range(1, len(sizes) + 1), key=lambda n: abs(2 * sum(sizes[:n]) - sum(sizes)))
