"""Typing into ledger cells as one step that can be undone, for one cell or a pasted block."""

from collections.abc import Mapping

from gui.session import Session
from storage.cells import parse_cell
from storage.edits import Edit, EntryEdit
from storage.errors import BadValue
from storage.ledgers import Column, Ledger
from storage.report import Cell, Entry
from storage.values import clean_text

__all__ = ["Typed", "reason_against", "swap_entries", "type_cells"]

Typed = Mapping[int, Mapping[str, str]]
"""What is typed, by entry id and column key."""


def type_cells(session: Session, ledger_key: str, typed: Typed, name: str) -> None:
    """Put what is typed into its cells, in one step. A new id adds an entry; an entry left with
    nothing in it is taken out, for a blank line would still count as one item."""
    entries = session.report.ledger(ledger_key)
    edits: list[Edit] = []
    for entry_id, texts in typed.items():
        before = entries.get(entry_id)
        unparsed = session.unparsed_cells(ledger_key, entry_id)
        edit = _edit(
            session.report.format.ledgers[ledger_key],
            entry_id,
            before,
            unparsed,
            texts,
            session.report.year,
        )
        if edit is not None:
            edits.append(edit)
    if edits:
        session.edit(name, edits)


def swap_entries(session: Session, ledger_key: str, one: int, other: int) -> None:
    """Let two entries change places, in one step; their order is that of their ids."""
    edits: list[Edit] = []
    for here, there in ((one, other), (other, one)):
        before, after = session.entry(ledger_key, here), session.entry(ledger_key, there)
        if before is None or after is None:
            return
        typed_before = session.unparsed_cells(ledger_key, here)
        typed_after = session.unparsed_cells(ledger_key, there)
        moved = Entry(here, after.cells)
        edits.append(EntryEdit(ledger_key, here, before, moved, typed_before, typed_after))
    session.edit("调整顺序", edits)


def reason_against(column: Column, text: str, year: int) -> str:
    """Why a typed text is no value of its column, as a sentence; nothing where it is one."""
    try:
        parse_cell(column, text, year)
    except BadValue as error:
        return str(error)
    return ""


def _edit(
    held: Ledger,
    entry_id: int,
    before: Entry | None,
    unparsed_before: Mapping[str, str],
    texts: Mapping[str, str],
    year: int,
) -> EntryEdit | None:
    cells: dict[str, Cell] = dict(before.cells) if before else {}
    unparsed = dict(unparsed_before)
    for key, text in texts.items():
        cells.pop(key, None)
        unparsed.pop(key, None)
        try:
            value = parse_cell(held.column(key), text, year)
        except BadValue:
            unparsed[key] = clean_text(text).strip()
        else:
            if value is not None:
                cells[key] = value
    after = Entry(entry_id, cells) if cells or unparsed else None
    if (before, unparsed_before) == (after, unparsed):
        return None
    return EntryEdit(held.key, entry_id, before, after, unparsed_before, unparsed)
