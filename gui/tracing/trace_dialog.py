"""从哪里来: exactly the entries or the parts behind a figure, each a way to go on."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from gui.job import Job
from gui.session import Session
from gui.tracing.asking import FROM
from gui.tracing.found_list import FoundList
from gui.tracing.words import (
    FIGURE_HEADS,
    entry_cells,
    entry_heads,
    figure_cells,
    origin,
    total_line,
)
from gui.widgets.panels import GAP, button, label
from storage.figures import Source
from storage.report import entry_place
from storage.traces import Trace, trace
from storage.values import show

__all__ = ["TraceDialog"]

_LIST_HEIGHT = 540

LastChange = Callable[[str], str]
"""Tells when a figure was last typed, "" where nobody knows."""


class TraceDialog(QDialog):
    """One figure at a time: a part leads to its own entries or parts, 返回 back again."""

    go_to = Signal(str)
    """The place that the clerk wants to see."""

    def __init__(
        self,
        session: Session,
        key: str,
        last_change: LastChange = lambda _key: "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(FROM)
        self._session, self._last_change = session, last_change
        self._way = [key]
        self.name, self.value = label("", "heading", wrap=True), label("", "number")
        self.unit, self.origin = label("", "unit"), label("", wrap=True)
        self.changed = label("", "hint")
        self.entries, self.parts = FoundList("台账里的条目"), FoundList("各项")
        self.total = label("", "muted")
        self.tabs = QTabWidget()
        self.back = button("返回", self._go_back)
        self.filtering = button("在台账里看这些条目", self._open_entries)
        self._lay_out()
        self.entries.chosen.connect(self._open_entry)
        self.parts.chosen.connect(self._follow)
        for keys in ("Backspace", "Alt+Left"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._go_back)
        self._show()

    @property
    def trace(self) -> Trace:
        """Of the figure that is shown now."""
        return self._trace

    def _lay_out(self) -> None:
        number = QHBoxLayout()
        number.setSpacing(6)
        number.addWidget(self.value, 0, Qt.AlignmentFlag.AlignBaseline)
        number.addWidget(self.unit, 0, Qt.AlignmentFlag.AlignBaseline)
        number.addStretch(1)
        counted = QWidget()
        below = QVBoxLayout(counted)
        below.setContentsMargins(0, GAP // 2, 0, 0)
        below.setSpacing(GAP // 2)
        below.addWidget(self.entries, 1)
        below.addWidget(self.total)
        self.tabs.addTab(counted, "台账里的条目")
        self.tabs.addTab(self.parts, "各项")
        self.tabs.tabBar().setDrawBase(False)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.filtering)
        foot.addWidget(button("去这一格", self._open_figure))
        foot.addWidget(button("关闭", self.reject))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(GAP // 2)
        whole.addWidget(self.name)
        whole.addLayout(number)
        whole.addWidget(self.origin)
        whole.addWidget(self.changed)
        whole.addSpacing(GAP // 2)
        whole.addWidget(self.tabs, 1)
        whole.addSpacing(GAP // 2)
        whole.addStretch()
        whole.addLayout(foot)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 30)

    # -- what is shown ------------------------------------------------------------------

    def _show(self) -> None:
        """The figure at once; a ledger that stays in its file is looked through in a thread."""
        report, figures, key = self._session.report, self._session.figures, self._way[-1]
        count = figures[key].field.count
        if count is None or report.ledger(count.ledger).quick:
            self._take(trace(report, figures, key))
            return
        self._take(trace(report, figures, key, listed=False))
        job = Job(lambda _progress: trace(report, figures, key), self)
        job.done.connect(self._take_later)
        job.failed.connect(self.total.setText)
        job.start()

    def _take_later(self, found: Trace) -> None:
        if found.figure.field.key == self._way[-1]:
            self._take(found)

    def _take(self, found: Trace) -> None:
        self._trace, session, figure = found, self._session, found.figure
        key = figure.field.key
        self.name.setText(figure.field.token)
        self.value.setText(show(figure.value) or "未填")
        self.unit.setText(figure.field.unit if self.value.text()[-1:].isdigit() else "")
        self.origin.setText(origin(session.report, found))
        changed = self._last_change(key)
        self.changed.setText(changed)
        self.changed.setVisible(bool(changed))
        self._show_entries()
        self.parts.show_rows(
            FIGURE_HEADS, len(found.parts), lambda row: figure_cells(found.parts[row])
        )
        counted = bool(found.entries) or not found.whole
        summed = bool(found.parts)
        self.tabs.setTabVisible(0, counted)
        self.tabs.setTabVisible(1, summed)
        self.tabs.tabBar().setVisible(counted and summed)
        # Without its bar it would catch Tab.
        policy = Qt.FocusPolicy.TabFocus if counted and summed else Qt.FocusPolicy.NoFocus
        self.tabs.setFocusPolicy(policy)
        self.tabs.setVisible(counted or summed)
        self._fit(listed=counted or summed)
        first = 0 if counted and figure.source is not Source.SUMMED else 1
        self.tabs.setCurrentIndex(first)
        (self.parts if first else self.entries).setFocus()
        self.back.setVisible(len(self._way) > 1)
        count = figure.field.count
        self.filtering.setVisible(counted and count is not None and count.sum == "quantity")

    def _fit(self, *, listed: bool) -> None:
        """As low as its words where there is nothing to list."""
        width = max(self.width(), self.fontMetrics().horizontalAdvance("国") * 50)
        self.resize(width, _LIST_HEIGHT if listed else self.minimumSizeHint().height())

    def _show_entries(self) -> None:
        found, count = self._trace, self._trace.figure.field.count
        if count is None:
            self.entries.show_rows((), 0, lambda _row: ())
            return
        ledger = self._session.report.format.ledgers[count.ledger]
        heads, keys = entry_heads(ledger, count.sum)
        self.entries.show_rows(
            heads, len(found.entries), lambda row: entry_cells(found.entries[row], keys)
        )
        self.total.setText(total_line(ledger, found))

    # -- where it leads -----------------------------------------------------------------

    def _follow(self, row: int) -> None:
        self._way.append(self._trace.parts[row].field.key)
        self._show()

    def _go_back(self) -> None:
        if len(self._way) > 1:
            self._way.pop()
            self._show()

    def _open_entry(self, row: int) -> None:
        count = self._trace.figure.field.count
        if count is not None:
            self._leave(entry_place(count.ledger, self._trace.entries[row].id, ""))

    def _open_entries(self) -> None:
        count = self._trace.figure.field.count
        if count is not None:
            self._leave(f"{count.ledger}/={self._way[-1]}")

    def _open_figure(self) -> None:
        self._leave(self._way[-1])

    def _leave(self, place: str) -> None:
        self.accept()
        self.go_to.emit(place)
