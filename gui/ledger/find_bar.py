"""查找: the line above a ledger in which entries are looked for, and what was found."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from export.progress import Progress
from gui.job import Job
from gui.ledger.filter_row import FilterRow, own_columns
from gui.ledger.model import LedgerModel
from gui.widgets.line_edit import LineEdit
from gui.widgets.panels import GAP, Button, button, label
from storage.entries import Entries
from storage.formats import Field
from storage.phrases import brief

__all__ = ["FindBar"]

_LISTED = 60
"""So many of the clerk's own terms are listed, the most used ones."""

_NAMED = 14
"""Characters of a figure's name that have room beside the tools on a small screen."""


class FindBar(QWidget):
    """Each letter and each choice asks the model; ``filters`` is laid out by whoever has this."""

    cleared = Signal()
    """Everything is shown again, in the order of entry."""

    def __init__(self, model: LedgerModel) -> None:
        super().__init__()
        self._model = model
        self._figure = ""
        self._counted: Mapping[str, tuple[str, ...]] = {}
        self.search = LineEdit("在台账里查找…")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("在台账里查找")
        self.search.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 14)
        self.filters = FilterRow(model.session, model.ledger)
        self.filters.hide()
        self.toggle = Button("筛选")
        self.toggle.setCheckable(True)
        self.toggle.setToolTip("按月份和各列的选项，只看其中一部分（Ctrl+Shift+L）")
        self.summary = label("", "muted")
        self.summary.setMinimumWidth(1)  # on a narrow screen it gives way to the buttons
        self.reset = button("全部清除", self.clear, "link")
        self.reset.setToolTip("查找、筛选和排序都回到原样（在查找框里按 Esc 也行）")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        for each in (self.search, self.toggle, self.summary, self.reset):
            line.addWidget(each)
        self.search.textChanged.connect(lambda _text: self._ask())
        self.filters.changed.connect(self._ask)
        self.toggle.toggled.connect(self._show_filters)
        model.arranged.connect(self.summarise)
        model.session.changed.connect(self.summarise)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.search)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self.clear)
        self.summarise()

    def show_counted(self, figure: Field) -> None:
        """Only the entries that a figure is counted from."""
        self.clear()
        if figure.count is not None:
            self._figure, self._counted = figure.token, figure.count.where
            self._ask()

    def clear(self) -> None:
        """Look for nothing, choose nothing, order by nothing."""
        self._figure, self._counted = "", {}
        self.filters.blockSignals(True)
        self.filters.clear()
        self.filters.blockSignals(False)
        self.cleared.emit()
        self.search.clear()
        self._ask()

    def summarise(self) -> None:
        """How many entries there are, or were found."""
        model = self._model
        held = model.session.report.ledger(model.ledger.key)
        narrows = model.query.narrows
        text = f"找到 {model.count} 条" if narrows else f"共 {len(held)} 条"
        if self._figure:
            text = f"计入“{brief(self._figure, _NAMED)}”的 {model.count} 条"
        if narrows and model.finding:
            text = f"正在查找，已有 {model.count} 条"
        if model.ledger.counted:
            column = model.ledger.column("quantity")
            total = model.quantity if narrows else held.quantity
            text += f"，{column.label}合计 {total} {column.unit}"
        self.summary.setText(f"没有找完：{model.trouble}" if model.trouble else text)
        self.reset.setVisible(narrows or bool(model.query.order or self._figure))
        chosen = len(model.query.where)
        self.toggle.setText(f"筛选 {chosen}" if chosen else "筛选")

    def _ask(self) -> None:
        query = replace(
            self._model.query,
            text=self.search.text().strip(),
            where={**self._counted, **self.filters.where},
        )
        if query != self._model.query:
            self._model.show_query(query)
        self.summarise()

    def _show_filters(self, shown: bool) -> None:
        self.filters.setVisible(shown)
        if shown:
            self._offer()

    def _offer(self) -> None:
        """The clerk's own terms, counted off the window's thread where that takes long."""
        held = self._model.session.report.ledger(self._model.ledger.key)
        for key in own_columns(self._model.ledger):
            if held.quick:
                self.filters.offer_own(key, _terms(held, key))
                continue
            job = Job(partial(_counted_terms, held, key), self)
            job.done.connect(partial(self.filters.offer_own, key))
            job.failed.connect(self.summary.setText)
            job.ended.connect(job.deleteLater)
            job.start()


def _counted_terms(held: Entries, key: str, _step: Progress) -> list[str]:
    return _terms(held, key)


def _terms(held: Entries, key: str) -> list[str]:
    groups = held.tally((key,)).groups()
    found = {str(cells[0]): group.entries for cells, group in groups if cells[0] is not None}
    return sorted(found, key=lambda each: (-found[each], each))[:_LISTED]
