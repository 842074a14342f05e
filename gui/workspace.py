"""One open year: the list of pages at the left, one page at a time beside it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from gui.ledger.table_tasks import TableTask
from gui.pages.page import Page
from gui.places import page_of
from gui.progress import state_of
from gui.session import Session
from gui.sidebar import Place, Sidebar
from gui.widgets.panels import label
from gui.widgets.still_combo import StillCombo
from gui.year_frame import YearFrame
from storage import formats

if TYPE_CHECKING:
    from gui.pages.export_page import ExportPage

__all__ = ["ExportFactory", "Workspace"]

ExportFactory = Callable[[Session], "ExportPage"]
_STATELESS = {"overview", "checks", "export"}


class Workspace(YearFrame):
    """The pages of one session; each is loaded and built when it is first shown."""

    year_chosen = Signal(int)
    table_asked = Signal(str, TableTask)
    """As Page.table_asked, of any page."""

    def __init__(self, session: Session, years: Sequence[int], make_export: ExportFactory) -> None:
        super().__init__()
        self.session = session
        self._make_export = make_export
        self._export: ExportPage | None = None
        self._pages: dict[str, Page] = {}
        self.sidebar = Sidebar(_places(session.report.format))
        self._lay_out(years)
        self.sidebar.chosen.connect(self._show)
        session.changed.connect(self._refresh)
        session.visited.connect(self.open_place)
        self._refresh()
        self.sidebar.choose("overview")

    def open_place(self, place: str) -> None:
        """Show a place on the page that holds it."""
        key = page_of(self.session.report, place)
        self.sidebar.choose(key)
        self.page(key).show_place(place)

    def page(self, key: str) -> Page:
        """The page of this key, built if it is not yet."""
        if key not in self._pages:
            page = self._built(key)
            page.go_to.connect(self.open_place)
            page.table_asked.connect(self.table_asked)
            self._pages[key] = page
            self.stack.addWidget(page)
        return self._pages[key]

    @property
    def places(self) -> tuple[Place, ...]:
        """All pages in the order of the list."""
        return _places(self.session.report.format)

    @property
    def built_export(self) -> "ExportPage | None":
        """The page that may be at work on an export, if it was ever shown."""
        return self._export

    def _lay_out(self, years: Sequence[int]) -> None:
        self.year = StillCombo()
        self.year.setAccessibleName("报告年度")
        self.year.addItems([f"{year} 年度" for year in years])
        self.year.setCurrentText(f"{self.session.report.year} 年度")
        self.year.activated.connect(lambda row: self.year_chosen.emit(years[row]))
        head = QVBoxLayout()
        head.setContentsMargins(14, 18, 14, 10)
        head.setSpacing(10)
        self._unit = label("", "heading", wrap=True)
        head.addWidget(self._unit)
        head.addWidget(self.year)
        self.column.addLayout(head)
        self.column.addWidget(self.sidebar, 1)

    def _show(self, key: str) -> None:
        self.session.flush()
        self.stack.setCurrentWidget(self.page(key))

    def _built(self, key: str) -> Page:
        match key:
            case "overview":
                from gui.pages.overview_page import OverviewPage

                return OverviewPage(self.session)
            case "unit":
                from gui.pages.unit_page import UnitPage

                return UnitPage(self.session)
            case "texts":
                from gui.pages.texts_page import TextsPage

                return TextsPage(self.session)
            case "checks":
                from gui.pages.checks_page import ChecksPage

                return ChecksPage(self.session)
            case "export":
                self._export = self._make_export(self.session)
                return self._export
        declared = next(each for each in self.session.report.format.pages if each.key == key)
        return self._declared(declared)

    def _declared(self, declared: formats.Page) -> Page:
        if declared.ledger == "improvements":
            from gui.pages.improvements_page import ImprovementsPage

            return ImprovementsPage(self.session)
        if declared.grids:
            from gui.pages.grid_page import GridPage

            return GridPage(self.session, declared)
        from gui.pages.figures_page import FiguresPage

        return FiguresPage(self.session, declared)

    def _refresh(self) -> None:
        report, findings = self.session.report, self.session.findings
        self._unit.setText(report.unit.name or "（还没有填单位）")
        for key in (place.key for place in self.places):
            state = None if key in _STATELESS else state_of(report, findings, key)
            self.sidebar.show_state(key, state)


def _places(made: formats.Format) -> tuple[Place, ...]:
    return (
        Place("overview", "概览", "overview"),
        Place("unit", "单位信息", "unit"),
        *(Place(page.key, page.title, page.icon) for page in made.pages),
        Place("texts", "报告正文", "texts"),
        Place("checks", "检查", "checks"),
        Place("export", "导出", "export"),
    )
