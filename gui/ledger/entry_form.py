"""One entry of a ledger as a form, for reading it whole and for its long texts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.later import later
from gui.ledger.asides import asides
from gui.ledger.cell_editors import CellEditor, form_editor
from gui.ledger.entry_edits import reason_against, type_cells
from gui.ledger.form_keys import FormKeys
from gui.ledger.twin_index import TwinIndex
from gui.ledger.typing_hint import TypingHint
from gui.session import Session
from gui.tracing.asking import INTO, KEYS, ask, offer_trace
from gui.widgets.field_menu import offer_history
from gui.widgets.long_text import LongText
from gui.widgets.panels import button, label, scrolled
from storage.cells import show_cell
from storage.ledgers import Column
from storage.report import entry_place
from storage.traces import is_counted

__all__ = ["EntryForm"]


class EntryForm(QWidget):
    """Shows the entry it is given and keeps what is typed; a new id makes a new entry."""

    def __init__(self, session: Session, ledger_key: str, twins: TwinIndex | None = None) -> None:
        super().__init__()
        self._session = session
        self._ledger = session.report.format.ledgers[ledger_key]
        self._id = session.report.next_id(ledger_key)
        self.editors: dict[str, CellEditor] = {}
        self._reasons: dict[str, QLabel] = {}
        self.asides = asides(session, ledger_key)
        self.hint = TypingHint(
            session, ledger_key, twins or TwinIndex(session, ledger_key, self), self
        )
        self._heading = label("", "heading")
        self._counted = is_counted(session.report.format, ledger_key)
        content = QWidget()
        self._grid = QGridLayout(content)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        for row, column in enumerate(self._ledger.columns):
            self._add_row(row, column)
        self.keys = FormKeys(self.editors, self._above, self)
        if not any(isinstance(each, LongText) for each in self.editors.values()):
            self._grid.setRowStretch(len(self._ledger.columns), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self._head())
        self._area = scrolled(content)
        whole.addWidget(self._area, 1)
        self.keys.entered.connect(self._bring_into_sight)
        session.changed.connect(self.refresh)
        session.flushing.connect(self.finish)
        self.refresh()

    @property
    def entry_id(self) -> int:
        """The entry it shows, which may be one that is still to come."""
        return self._id

    def show_entry(self, entry_id: int) -> None:
        """Show another entry, after keeping what was typed into this one."""
        if entry_id != self._id:
            self.finish()
            self._id = entry_id
        self.refresh()
        self.hint.refresh()

    def focus_column(self, column_key: str) -> None:
        """Give the keyboard to a column, the first where it is unknown."""
        editor = self.editors.get(column_key) or next(iter(self.editors.values()))
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def finish(self) -> None:
        """Keep what is being typed."""
        for editor in self.editors.values():
            editor.finish()

    def refresh(self) -> None:
        """Show the entry as it stands."""
        key, report = self._ledger.key, self._session.report
        entries, entry = report.ledger(key), self._session.entry(key, self._id)
        self._heading.setText(f"第 {entries.position(self._id) + 1} 条" if entry else "新的一条")
        unparsed = self._session.unparsed_cells(key, self._id)
        for column in self._ledger.columns:
            cell = entry.cells.get(column.key) if entry else None
            typed = unparsed.get(column.key)
            self.editors[column.key].show_text(show_cell(cell) if typed is None else typed)
            self._say_reason(column, typed)
        for aside in self.asides.values():
            aside.show_entry(entry)

    def _bring_into_sight(self, editor: QWidget) -> None:
        """With what is said below it."""
        key = next(key for key, each in self.editors.items() if each is editor)

        def scroll() -> None:
            for part in (self.asides.get(key), editor):
                if part is not None and part.isVisible():
                    self._area.ensureWidgetVisible(part)

        # Only Tab scrolls by itself; a form just opened is laid out first.
        later(editor, scroll)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(self._heading)
        line.addStretch(1)
        if self._counted:
            into = button(INTO, lambda: ask(self._session, self._place()), "link")
            into.setToolTip(f"这一条{INTO}（{KEYS}）")
            line.addWidget(into)
        return line

    def _above(self, column_key: str) -> str:
        """What the entry before this one has in a column."""
        entries = self._session.report.ledger(self._ledger.key)
        before = (entries.get(each) for each in range(self._id - 1, 0, -1))
        entry = next(filter(None, before), None)
        return show_cell(entry.cells.get(column_key)) if entry else ""

    def _place(self) -> str:
        """Of the entry as a whole."""
        return entry_place(self._ledger.key, self._id, "")

    def _say_reason(self, column: Column, typed: str | None) -> None:
        reason = "" if typed is None else reason_against(column, typed, self._session.report.year)
        self.editors[column.key].mark("error" if reason else "", reason)
        self._reasons[column.key].setText(reason)
        self._reasons[column.key].setVisible(bool(reason))

    def _add_row(self, row: int, column: Column) -> None:
        editor = form_editor(column, self._session.report.year)
        editor.setAccessibleName(column.label)
        self.hint.watch(editor, column, lambda: self._id)
        editor.typed.connect(lambda text, key=column.key: self._keep(key, text))
        if self._counted:
            offer_trace(editor, self._session, self._place, INTO)
        offer_history(
            editor,
            self._session,
            lambda: entry_place(self._ledger.key, self._id, column.key),
        )
        reason = label("", "error", wrap=True)
        reason.hide()
        self.editors[column.key], self._reasons[column.key] = editor, reason
        name = label(column.label, "muted")
        name.setBuddy(editor)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(editor, 1)
        if column.unit:
            line.addWidget(label(column.unit, "unit"))
        place = QVBoxLayout()
        place.setSpacing(2)
        place.addLayout(line)
        place.addWidget(reason)
        if aside := self.asides.get(column.key):
            place.addWidget(aside)
        top = Qt.AlignmentFlag.AlignTop
        name.setContentsMargins(0, 6, 0, 0)
        self._grid.addWidget(name, row, 0, top)
        self._grid.addLayout(place, row, 1)
        if isinstance(editor, LongText):
            self._grid.setRowStretch(row, 1)

    def _keep(self, key: str, text: str) -> None:
        name = f"修改{self._ledger.column(key).label}"
        type_cells(self._session, self._ledger.key, {self._id: {key: text}}, name)
