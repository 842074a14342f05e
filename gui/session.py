"""The year being edited: its report, its undo stack, and the truth about what is saved.

Every change of the window goes through here as a list of edits, is applied, saved at once and can
be undone. A failed save keeps its edits and is tried again until it works.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from gui.places import place_of_edit
from gui.steps import Past, Steps
from gui.versions import VersionKeeper, Versions
from storage.cells import parse_cell
from storage.checks import check
from storage.edits import (
    Edit,
    EntryEdit,
    FigureEdit,
    KeepEdit,
    TextEdit,
    UnitEdit,
    apply,
)
from storage.errors import BadValue, ProgramError
from storage.figures import Figure, figures_of
from storage.findings import Finding
from storage.ledgers import ledger
from storage.report import Cell, Entry, Kept, Report, entry_place
from storage.values import clean_text, parse_figure
from storage.wording import Wording

__all__ = ["Keeper", "Session"]

RETRY_MS = 10_000


class Keeper(VersionKeeper, Protocol):
    """What the session needs of the data file."""

    def write(self, year: int, edits: Sequence[Edit]) -> None:
        """Keep the edits, all or none."""


class Session(QObject):
    """One year's report being edited. ``changed`` follows every edit, undo and redo."""

    changed = Signal()
    taken = Signal(object)
    """The edits of every change, before ``changed``."""
    visited = Signal(str)
    """The place an undo or redo acted on, so that the window can show it."""
    refused = Signal()
    """A change was not made, because the year is finished (定稿)."""
    flushing = Signal()
    """Editors put what is being typed into the session now."""
    history_asked = Signal(str)
    """The place whose 历史 the clerk wants to see."""
    removed_asked = Signal(str)
    """The ledger of which the clerk asks what was removed."""
    trace_asked = Signal(str)
    """A figure of which the clerk asks 从哪里来, or an entry (``ledger/entry id/``): 计入哪些数."""
    saved = Signal(str)
    save_failed = Signal(str)

    def __init__(
        self,
        keeper: Keeper,
        report: Report,
        past: Past | None = None,
        parent: QObject | None = None,
    ) -> None:
        """``past``: the steps with which the year was left before."""
        super().__init__(parent)
        self._keeper = keeper
        self._report = report
        self._figures: Mapping[str, Figure] | None = None
        self._findings: tuple[Finding, ...] | None = None
        self._wording: Wording | None = None
        self._pending: list[Edit] = []
        self.versions = Versions(keeper, report.year, self)
        self.undo_stack = Steps(self.take, past or Past(), self)
        self._retry = QTimer(self, interval=RETRY_MS, singleShot=True)
        self._retry.timeout.connect(self._save)

    # -- what is known ------------------------------------------------------------------

    @property
    def report(self) -> Report:
        """The report as it stands."""
        return self._report

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Every figure with its value and source."""
        if self._figures is None:
            self._figures = figures_of(self._report)
        return self._figures

    @property
    def wording(self) -> Wording:
        """What each token says at present."""
        if self._wording is None:
            self._wording = Wording(self._report, self.figures)
        return self._wording

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything wrong or doubtful."""
        if self._findings is None:
            self._findings = check(self._report, self.figures)
        return self._findings

    @property
    def unsaved(self) -> bool:
        """Whether a change has not reached the file yet."""
        return bool(self._pending)

    # -- what the clerk does ------------------------------------------------------------

    def type_figure(self, key: str, text: str) -> None:
        """A number typed; text that is no number is kept as typed and marked."""
        field, report = self._report.format.fields[key], self._report
        try:
            after, unparsed = parse_figure(text, decimal=field.decimal, negative=field.negative), ""
        except BadValue:
            after, unparsed = None, clean_text(text).strip()
        before, unparsed_before = report.figures.get(key), report.unparsed.get(key, "")
        if str(after) != str(before) or unparsed != unparsed_before:
            edit = FigureEdit(key, before, after, unparsed_before, unparsed)
            self.edit(f"填写{field.label}", [edit])

    def type_text(self, key: str, text: str | None) -> None:
        """A text of the report typed; None goes back to the format's own wording."""
        after = None if text is None else clean_text(text)
        before = self._report.texts.get(key)
        if after != before:
            self.edit("修改报告正文", [TextEdit(key, before, after)])

    def type_unit(self, key: str, text: str) -> None:
        """A field of the unit profile typed."""
        before, after = getattr(self._report.unit, key), clean_text(text).strip()
        if after != before:
            self.edit("修改单位信息", [UnitEdit(key, before, after)])

    def type_cell(self, ledger_key: str, entry_id: int, column_key: str, text: str) -> None:
        """A ledger cell typed; a new id adds an entry."""
        column = self._report.format.ledgers[ledger_key].column(column_key)
        typed = dict(self.unparsed_cells(ledger_key, entry_id))
        typed.pop(column_key, None)
        value: Cell = None
        try:
            value = parse_cell(column, text, self._report.year)
        except BadValue:
            typed[column_key] = clean_text(text).strip()
        before = self.entry(ledger_key, entry_id)
        cells = dict(before.cells) if before else {}
        cells.pop(column_key, None)
        if value is not None:
            cells[column_key] = value
        self.put_entry(ledger_key, entry_id, cells, typed, f"修改{column.label}")

    def put_entry(
        self,
        ledger_key: str,
        entry_id: int,
        cells: Mapping[str, Cell],
        unparsed: Mapping[str, str] | None = None,
        name: str = "",
    ) -> None:
        """An entry added or changed as a whole, in one step."""
        before = self.entry(ledger_key, entry_id)
        after = Entry(entry_id, dict(cells))
        typed_before, typed = self.unparsed_cells(ledger_key, entry_id), dict(unparsed or {})
        if before is None and not cells and not typed:
            return
        if before != after or typed_before != typed:
            edit = EntryEdit(ledger_key, entry_id, before, after, typed_before, typed)
            self.edit(name or f"添加{ledger(ledger_key).noun}", [edit])

    def remove_entries(self, ledger_key: str, ids: Iterable[int]) -> None:
        """Entries taken out, all in one step."""
        held = self._report.ledger(ledger_key)
        edits: list[Edit] = [
            EntryEdit(ledger_key, each, before, None, self.unparsed_cells(ledger_key, each), None)
            for each in sorted(set(ids))
            if (before := held.get(each)) is not None
        ]
        if edits:
            self.edit(f"删除{ledger(ledger_key).noun}", edits)

    def keep(self, finding: Finding, reason: str) -> None:
        """A 存疑 kept with a reason; without words it is open again."""
        before = self._report.kept.get(finding.key)
        words = clean_text(reason).strip()
        after = Kept(words, finding.operands) if words else None
        if before != after:
            self.edit("说明存疑的理由", [KeepEdit(finding.key, before, after)])

    def edit(self, name: str, edits: Sequence[Edit]) -> None:
        """Any change, as one step that can be undone; none where the year is finished."""
        if self._may_change():
            self.undo_stack.add(name, tuple(edits))

    def undo(self) -> None:
        """Take the last step back, to the opening of the file; 定稿 is no step."""
        self.flush()
        if self._may_change():
            self.undo_stack.undo()

    def redo(self) -> None:
        """Take the step again."""
        self.flush()
        if self._may_change():
            self.undo_stack.redo()

    def _may_change(self) -> bool:
        # An editor may live a moment longer than its year; all was flushed before.
        if not isValid(self):
            return False
        if self.versions.locked:
            self.refused.emit()
            # An editor that was typed into all the same shows again what is held.
            self.changed.emit()
        return not self.versions.locked

    def entry(self, ledger_key: str, entry_id: int) -> Entry | None:
        """An entry by its id."""
        return self._report.ledger(ledger_key).get(entry_id)

    def unparsed_cells(self, ledger_key: str, entry_id: int) -> dict[str, str]:
        """What was typed into an entry's cells but could not be read, by column."""
        if not self._report.unparsed:
            return {}
        prefix = entry_place(ledger_key, entry_id, "")
        found = self._report.unparsed.items()
        return {place[len(prefix) :]: text for place, text in found if place.startswith(prefix)}

    # -- saving -------------------------------------------------------------------------

    def flush(self) -> bool:
        """Everything typed so far goes into the file; False while the file cannot be written."""
        if method := QGuiApplication.inputMethod():
            method.commit()
        self.flushing.emit()
        if self._pending:
            self._save()
        return not self._pending

    def take(self, edits: Sequence[Edit], *, show: bool) -> None:
        """Apply edits without a new step (the undo stack's own way in)."""
        self._report = apply(self._report, edits)
        self._figures = self._findings = self._wording = None
        self._pending.extend(edits)
        self._save()
        self.taken.emit(edits)
        self.changed.emit()
        if show:
            self.visited.emit(place_of_edit(edits[0]))

    def _save(self) -> None:
        edits = tuple(self._pending)
        try:
            self._keeper.write(self._report.year, edits)
        except ProgramError as error:
            self._retry.start()
            self.save_failed.emit(str(error))
            return
        del self._pending[: len(edits)]
        self._retry.stop()
        self.saved.emit(f"已保存 {datetime.now():%H:%M:%S}")
