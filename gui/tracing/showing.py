"""Showing where a place comes from or goes to, over the window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from gui.session import Session
from gui.tracing.counted_dialog import CountedDialog
from gui.tracing.trace_dialog import TraceDialog
from gui.tracing.words import entry_title
from storage.labels import label_of
from storage.phrases import said_moment
from storage.traces import counted_into

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from storage.store import Store

__all__ = ["show_trace"]


def show_trace(
    store: "Store", session: Session, parent: "QWidget", place: str, go_to: Callable[[str], None]
) -> None:
    """A figure's entries or parts; of ``ledger/entry id/``, the figures that it goes into."""
    dialog: TraceDialog | CountedDialog
    if place in session.report.format.fields:
        dialog = TraceDialog(session, place, lambda key: _last_typed(store, session, key), parent)
    else:
        ledger, entry_id, _ = place.split("/")
        entry = session.entry(ledger, int(entry_id))
        if entry is None:
            return
        figures = counted_into(session.figures, ledger, entry)
        name = label_of(session.report, place)
        if title := entry_title(session.report.format.ledgers[ledger], entry):
            name += f"“{title}”"
        dialog = CountedDialog(name, figures, parent)
    dialog.go_to.connect(go_to)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _last_typed(store: "Store", session: Session, key: str) -> str:
    changes = store.changes_of(session.report.year, key)
    if not changes:
        return ""
    last = changes[0]
    at = last.at.astimezone()
    who = f"，{last.who} 改的" if last.who else ""
    return f"上次改动：{said_moment(at)}{who}"
