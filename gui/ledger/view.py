"""A ledger on a page: looking for entries, the table, and one entry in full beside it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gui.later import later
from gui.ledger.entry_form import EntryForm
from gui.ledger.find_bar import FindBar
from gui.ledger.model import LedgerModel
from gui.ledger.ordering import offer_order
from gui.ledger.table import LedgerTable
from gui.ledger.table_tasks import TableTask
from gui.ledger.twin_index import TwinIndex
from gui.ledger.typing_hint import TWIN_KEYS, TypingHint
from gui.read_only import mark_field
from gui.session import Session
from gui.theme import restyle
from gui.tracing.asking import INTO, offer_trace
from gui.widgets.field_menu import offer_history, offer_removed
from gui.widgets.panels import GAP, Button, Card, button, label
from storage.edits import Edit, TakingEdit
from storage.report import entry_place
from storage.traces import is_counted

__all__ = ["LedgerView"]


class LedgerView(QWidget):
    """Everything the clerk does with one ledger."""

    table_asked = Signal(str, TableTask)
    """The ledger's key, and what is to be done with a table of Excel or WPS."""

    def __init__(self, session: Session, ledger_key: str) -> None:
        super().__init__()
        self.session = session
        self.model = LedgerModel(session, ledger_key, self)
        self.table = LedgerTable(self.model)
        self.twins = TwinIndex(session, ledger_key, self)
        self.form = EntryForm(session, ledger_key, self.twins)
        self.hint = TypingHint(session, ledger_key, self.twins, self)
        self._left_for_twin: tuple[int, int] | None = None
        self.find_bar = FindBar(self.model)
        self.search = self.find_bar.search
        self._column = 0
        self._sought: tuple[int, str] | None = None
        self.table.setAccessibleName(self.model.ledger.name)
        self._said = label("", "good")
        # It takes what the others leave, and gives way on a narrow screen.
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.details = Button("详细")
        self.details.setCheckable(True)
        self.details.setToolTip("在旁边显示这一条的全部内容（F4）")
        self._lay_out()
        self._connect()
        self._show_form(shown=False)

    def show_place(self, place: str) -> None:
        """Bring ``ledger/entry id/column`` into sight and give it the keyboard, or of
        ``ledger/=FIGURE`` the entries that the figure is counted from."""
        _, _, rest = place.partition("/")
        entry_id, _, column_key = rest.partition("/")
        if entry_id.startswith("="):
            self.find_bar.show_counted(self.session.report.format.fields[entry_id[1:]])
        elif entry_id:
            self._show_entry(int(entry_id), column_key)
        if not self.form.isAncestorOf(QApplication.focusWidget() or self):
            self.table.setFocus()

    # -- building ------------------------------------------------------------------------

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(GAP)
        tools.addWidget(self.find_bar)
        tools.addWidget(self._said, 1)
        tools.addWidget(self._tables())
        tools.addWidget(self.details)
        remove = mark_field(button("删除", self.table.remove))
        remove.setToolTip("删除选中的几条（Ctrl+Delete）")
        tools.addWidget(remove)
        add = mark_field(button("添加", self._add, "primary"))
        add.setToolTip("添加一条（Ctrl+N）")
        tools.addWidget(add)
        self._beside = Card()
        self._beside.body.addWidget(self.form)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(GAP)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self._beside)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([640, 380])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, GAP, 0, 0)
        whole.setSpacing(GAP)
        whole.addLayout(tools)
        whole.addWidget(self.find_bar.filters)
        whole.addWidget(self.splitter, 1)

    def _tables(self) -> Button:
        made = Button("表格")
        made.setProperty("role", "menu")
        made.setToolTip("从 Excel、WPS 表格导入，或导出成表格")
        self.tables = QMenu(made)
        for task in TableTask:
            asked = partial(self.table_asked.emit, self.model.ledger.key, task)
            self.tables.addAction(task.value).triggered.connect(lambda _on, ask=asked: ask())
        made.setMenu(self.tables)
        return made

    def _connect(self) -> None:
        offer_order(self.table)
        self.find_bar.cleared.connect(self.table.forget_order)
        self.model.modelAboutToBeReset.connect(self._leave_row)
        self.model.modelReset.connect(self._begin_anew)
        self.model.arranged.connect(self._seek)
        self.search.returnPressed.connect(self.table.setFocus)
        self.table.moved.connect(self._follow_cursor)
        self.table.moved.connect(self._tell_wrong)
        self.session.changed.connect(self._tell_wrong)
        self.table.said.connect(self._say)
        self.table.typing.opened.connect(self._watch)
        self.form.keys.past_end.connect(self._next_in_form)
        self.details.toggled.connect(lambda shown: self._show_form(shown=shown))
        self.session.changed.connect(self._said.clear)
        self.session.taken.connect(self._follow_taking)
        self.session.flushing.connect(self.table.typing.finish)
        if is_counted(self.session.report.format, self.model.ledger.key):
            offer_trace(self.table, self.session, self._entry_place, INTO)
        offer_history(self.table, self.session, self._entry_place)
        offer_removed(self.table, self.session, self.model.ledger.key, self.model.ledger.noun)
        shortcuts = {
            "Ctrl+N": self._add,
            "F4": self.details.toggle,
            TWIN_KEYS: self._to_twin,
            "Ctrl+F": self._search_by_key,
            "Ctrl+Shift+L": self.find_bar.toggle.toggle,
        }
        for keys, work in shortcuts.items():
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), self, context=context).activated.connect(work)

    # -- what happens --------------------------------------------------------------------

    def _add(self) -> None:
        if self.model.quick:
            self.find_bar.clear()
        self.table.start_entry()

    def _search_by_key(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave_row(self) -> None:
        self._column = max(self.table.currentIndex().column(), 0)

    def _begin_anew(self) -> None:
        self._said.clear()
        self.table.go(0, self._column)

    def _follow_taking(self, edits: Sequence[Edit]) -> None:
        """After 导入: the first of the new entries, and how to take them out again."""
        for edit in edits:
            match edit:
                case TakingEdit(ledger=key, back=False) if key == self.model.ledger.key:
                    # Once what follows every change is done, which would clear the words.
                    later(self, partial(self._tell_taking, edit))

    def _tell_taking(self, edit: TakingEdit) -> None:
        self._show_entry(edit.ids[0], "")
        self._say(f"已导入 {len(edit.entries)} 条，可按 Ctrl+Z 撤销")

    def _show_entry(self, entry_id: int, column_key: str) -> None:
        if self.session.entry(self.model.ledger.key, entry_id) is None:
            return
        self._sought = entry_id, column_key
        if self.model.row_of(entry_id) is None:
            self.find_bar.clear()
        self._seek()

    def _seek(self) -> None:
        """Go to the entry that was asked for, once its row is known."""
        if self._sought is None:
            return
        entry_id, column_key = self._sought
        row = self.model.row_of(entry_id)
        if row is not None or not self.model.finding:
            self._sought = None
        keys = [column.key for column in self.model.ledger.columns]
        here = max(self.table.currentIndex().column(), 0)
        if row is not None:
            self.table.go(row, keys.index(column_key) if column_key in keys else here)

    def _next_in_form(self) -> None:
        """The next entry's first field, as Tab leads over the end of a row."""
        row = self.table.currentIndex().row() + 1
        if row < self.model.rowCount():
            self.table.go(row, 0)
            self.form.focus_column("")

    def _watch(self, editor: QWidget) -> None:
        """Follow what is typed into the cell that was just opened."""
        row, column = self.table.currentIndex().row(), self.table.currentIndex().column()
        columns = self.model.ledger.columns
        self.hint.watch(editor, columns[column], lambda: self.model.entry_id(row))

    def _to_twin(self) -> None:
        """去看: the entry that this one repeats, and back again."""
        row = self.table.currentIndex().row()
        here = self.model.entry_id(row)
        if self._left_for_twin and self._left_for_twin[1] == here:
            back, self._left_for_twin = self._left_for_twin[0], None
            self._show_entry(back, "")
            return
        twin = self.hint.twin or self.form.hint.twin
        self.session.flush()
        entry = self.session.entry(self.model.ledger.key, here)
        if twin is None and entry is not None:
            self.twins.start()
            twin = self.twins.find(entry.cells, here)
        if twin is None:
            self._say("没有看到和这一条重复的。")
            return
        self._left_for_twin = here, twin.entry_id
        self._show_entry(twin.entry_id, "")
        self._say(f"再按 {TWIN_KEYS} 回到刚才那一条")

    def _entry_place(self) -> str:
        row = self.table.currentIndex().row()
        if not 0 <= row < self.model.count:
            return ""
        return entry_place(self.model.ledger.key, self.model.entry_id(row), "")

    def _show_form(self, *, shown: bool) -> None:
        self._beside.setVisible(shown)
        self._follow_cursor()
        focused = QApplication.focusWidget()
        if shown and focused and (focused is self.table or self.table.isAncestorOf(focused)):
            self.form.focus_column(self._column_key())
        elif not shown:
            self.table.setFocus()

    def _column_key(self) -> str:
        return self.model.ledger.columns[max(self.table.currentIndex().column(), 0)].key

    def _follow_cursor(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0 and not self._beside.isHidden():
            self.form.show_entry(self.model.entry_id(row))

    def _tell_wrong(self) -> None:
        """Why the cell under the cursor is red; where there is no room the tip tells all."""
        here = self.table.currentIndex()
        reason = self.model.why_unread(here.row(), here.column()) if here.isValid() else ""
        if reason or self._said.property("role") == "error":
            self._say(reason, "error")

    def _say(self, text: str, role: str = "good") -> None:
        self._said.setProperty("role", role)
        restyle(self._said)
        self._said.setText(text)
        self._said.setToolTip(text)
