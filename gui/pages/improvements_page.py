"""问题与改进: the year's problems and measures, and the sentences they make in the report."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from gui.ledger.entry_edits import swap_entries
from gui.ledger.entry_form import EntryForm
from gui.ledger.typing_hint import TWIN_KEYS
from gui.pages.page import Page
from gui.read_only import mark_field
from gui.session import Session
from gui.widgets.field_menu import offer_history, offer_removed
from gui.widgets.panels import GAP, Card, button, label, scrolled
from gui.widgets.sentences import Sentences
from storage.ledgers import ledger
from storage.report import Entry, entry_place

__all__ = ["ImprovementsPage"]

_LEDGER = "improvements"
_DIGIT_BLANK = "\u2007"
"""A blank as wide as a digit."""
_EMPTY = "还没有写问题和措施。\n在右边填写，第一条就有了。"


class ImprovementsPage(Page):
    """A list in printed order at the left, the chosen entry in full beside it."""

    def __init__(self, session: Session) -> None:
        explanation = "一条写一个问题和它的改进措施，会按这里的先后印成“一是……二是……”。"
        super().__init__(session, "问题与改进", explanation)
        self.list = QListWidget()
        self.list.setObjectName("improvements")
        self.list.setAccessibleName("问题和措施")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.form = EntryForm(session, _LEDGER)
        self._said = label("", "good")
        self._empty = label(_EMPTY, "muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self._offer()
        self.list.currentItemChanged.connect(self._choose)
        self._add_shortcuts()
        self.refresh()
        self.list.setCurrentRow(0)

    def show_place(self, place: str) -> None:
        """``improvements/entry id/column``: that entry, and the column's editor."""
        parts = place.split("/")
        if len(parts) > 1 and self.session.entry(_LEDGER, int(parts[1])):
            self._show(int(parts[1]))
        column_key = parts[2] if len(parts) > 2 else ""
        if column_key or not self.form.isAncestorOf(QApplication.focusWidget() or self):
            self.form.focus_column(column_key)

    def refresh(self) -> None:
        """Show the session as it stands."""
        entries = self.session.report.ledger(_LEDGER)
        self.list.blockSignals(True)
        while self.list.count() > len(entries):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(entries):
            self.list.addItem(QListWidgetItem())
        for row, entry in enumerate(entries):
            self.list.item(row).setText(_two_lines(row + 1, entry))
            self.list.item(row).setToolTip(self.list.item(row).text())
        ids = [each.id for each in entries]
        self.list.setCurrentRow(ids.index(self.form.entry_id) if self.form.entry_id in ids else -1)
        self.list.blockSignals(False)
        self.list.setVisible(bool(entries))
        self._empty.setVisible(not entries)
        self._enable(len(entries))
        self._said.clear()

    # -- what the clerk does -------------------------------------------------------------

    def add(self) -> None:
        """Begin a new entry; it joins the list when its first word is kept."""
        self.form.finish()
        self._show(self.session.report.next_id(_LEDGER))
        self.form.focus_column("problem")

    def remove(self) -> None:
        """Take the chosen entry out."""
        row = self.list.currentRow()
        if row < 0:
            return
        self.session.remove_entries(_LEDGER, [self._ids()[row]])
        left = self._ids()
        self._show(left[min(row, len(left) - 1)] if left else 1)
        if not self.session.versions.locked:
            self._said.setText("已删除 1 条，可按 Ctrl+Z 撤销")

    def reorder(self, rows: int) -> None:
        """Let the chosen entry change places with the one before (-1) or after it (1)."""
        self.form.finish()
        ids, row = self._ids(), self.list.currentRow()
        if row >= 0 and 0 <= row + rows < len(ids):
            swap_entries(self.session, _LEDGER, ids[row], ids[row + rows])
            self._show(ids[row + rows])

    def _to_twin(self) -> None:
        """去看: the entry that this one repeats; from there the same key leads back."""
        if twin := self.form.hint.twin:
            self._show(twin.entry_id)
            self.form.focus_column("measure")

    def _ids(self) -> list[int]:
        return [each.id for each in self.session.report.ledger(_LEDGER)]

    def _show(self, entry_id: int) -> None:
        self.form.show_entry(entry_id)
        self.refresh()

    def _choose(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self._show(self._ids()[row])

    def _enable(self, count: int) -> None:
        row = self.list.currentRow()
        self._remove.setEnabled(row >= 0)
        self._up.setEnabled(row > 0)
        self._down.setEnabled(0 <= row < count - 1)

    # -- building ------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._remove = button("删除", self.remove)
        self._up = button("上移", lambda: self.reorder(-1))
        self._down = button("下移", lambda: self.reorder(1))
        add = mark_field(button("添加", self.add, "primary"))
        add.setToolTip("添加一条（Ctrl+N）")
        buttons = QHBoxLayout()
        for each in (add, self._up, self._down, self._remove):
            buttons.addWidget(each)
        buttons.addWidget(self._said)
        buttons.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addLayout(buttons)
        left.addWidget(self.list, 3)
        left.addWidget(self._empty, 3)
        declared = self.session.report.format.pages
        texts = next(each.texts for each in declared if each.ledger == _LEDGER)
        sentences = Sentences(self.session, texts)
        sentences.go_to.connect(self.go_to)
        # The frame stays whole while the sentences scroll in it.
        sentences.setProperty("role", "")
        area = scrolled(sentences)
        area.setProperty("role", "card")
        left.addWidget(area, 4)
        card = Card()
        card.body.addWidget(self.form)
        columns = QHBoxLayout()
        columns.setSpacing(GAP + 4)
        columns.addLayout(left, 2)
        columns.addWidget(card, 3)
        self.content.addLayout(columns, 1)

    def _offer(self) -> None:
        """历史 of the chosen entry, and what was removed, even where nothing is left."""
        offer_history(self.list, self.session, self._place)
        for each in (self.list, self._empty):
            each.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
            offer_removed(each, self.session, _LEDGER, ledger(_LEDGER).noun)

    def _place(self) -> str:
        row = self.list.currentRow()
        return entry_place(_LEDGER, self._ids()[row], "") if row >= 0 else ""

    def _add_shortcuts(self) -> None:
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        shortcuts = {
            "Ctrl+N": self.add,
            "Ctrl+Del": self.remove,
            TWIN_KEYS: self._to_twin,
            "Alt+Up": lambda: self.reorder(-1),
            "Alt+Down": lambda: self.reorder(1),
        }
        for keys, work in shortcuts.items():
            QShortcut(QKeySequence(keys), self, context=context).activated.connect(work)


def _two_lines(number: int, entry: Entry) -> str:
    problem = entry.cells.get("problem") or "（还没有写问题）"
    measure = entry.cells.get("measure") or entry.cells.get("measure_text") or "还没有写"
    indent = _DIGIT_BLANK * len(str(number))
    return f"{number}　{problem}\n{indent}　措施：{measure}"
