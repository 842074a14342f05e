"""上年结转: requests that last year left unfinished, as entries and figures of the new year."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from storage.clock import PENDING
from storage.edits import Edit, EntryEdit, apply
from storage.figures import figures_of
from storage.last_year import against_last_year, carried_over
from storage.report import Entry, Report, entry_place

__all__ = ["CarryOver", "carry_over"]


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What would be carried over: the edits of one step, the requests among them, and where they
    and the table of last year do not agree (勾稽关系 K7), as sentences."""

    edits: tuple[Edit, ...]
    requests: tuple[Entry, ...]
    against: tuple[str, ...]


def carry_over(report: Report, before: Report) -> CarryOver:
    """The unfinished requests of ``before``, the year before, that ``report`` does not have yet.

    Figures that no request counts for are taken from last year's table where they are 未填.
    """
    wanted = tuple(_missing(report, before))
    first = report.next_id("requests")
    entries: list[Edit] = [
        EntryEdit(
            "requests",
            entry_id,
            None,
            Entry(entry_id, {**entry.cells, "carried": True}),
            None,
            _typed(before, entry.id),
        )
        for entry_id, entry in enumerate(wanted, first)
    ]
    carried = apply(report, entries)
    figures = carried_over(carried)
    whole = apply(carried, figures)
    chained = {chain.now for chain in report.format.chains if not (chain.plus or chain.minus)}
    against = tuple(
        finding.sentence
        for finding in against_last_year(whole, figures_of(whole))
        if finding.place in chained
    )
    return CarryOver((*entries, *figures), wanted, against)


def _missing(report: Report, before: Report) -> Iterator[Entry]:
    """Each unfinished request once; one that is in the new year already is passed over."""
    here, there = report.ledger("requests"), before.ledger("requests")
    held = Counter(_mark(entry) for entry in here if entry.cells.get("carried"))
    for entry in there:
        if not _unfinished(entry):
            continue
        if held[_mark(entry)]:
            held[_mark(entry)] -= 1
        else:
            yield entry


def _unfinished(entry: Entry) -> bool:
    """By its state; without one, where nothing tells of an answer."""
    state = entry.cells.get("state")
    answered = entry.cells.get("outcome") or entry.cells.get("answered_on")
    return state in PENDING or (state is None and not answered)


def _mark(entry: Entry) -> tuple[str, ...]:
    """By what a request is known again: its number, else what it asked, when, and who."""
    number = str(entry.cells.get("number") or "").strip()
    keys = ("received_on", "subject", "applicant_name")
    return (number,) if number else tuple(str(entry.cells.get(key) or "") for key in keys)


def _typed(report: Report, entry_id: int) -> dict[str, str]:
    """What was typed into a request but is no value goes with it, by column."""
    prefix = entry_place("requests", entry_id, "")
    found = report.unparsed.items()
    return {place[len(prefix) :]: text for place, text in found if place.startswith(prefix)}
