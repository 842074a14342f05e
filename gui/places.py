"""Which place an edit acted on, and which page shows a place."""

from storage.edits import (
    CalendarEdit,
    Edit,
    EntryEdit,
    FigureEdit,
    KeepEdit,
    TakingEdit,
    TextEdit,
    UnitEdit,
)
from storage.formats import NOTE
from storage.report import Report, entry_place

__all__ = ["page_of", "place_of_edit"]


def page_of(report: Report, place: str) -> str:
    """The key of the page that shows this place; 概览 for one nobody knows."""
    kind, _, rest = place.partition(":")
    if kind == "page":
        return rest
    if kind == "text":
        return _page_of_text(report, rest)
    if kind == "unit":
        return "unit"
    if field := report.format.fields.get(place):
        return field.page
    ledger = place.split("/")[0]
    return next((page.key for page in report.format.pages if page.ledger == ledger), "overview")


def _page_of_text(report: Report, key: str) -> str:
    """A note stands on the page of its figure or table, every other text on 报告正文."""
    noted = key.removeprefix(NOTE)
    if noted == key:
        return "texts"
    held = report.format.fields.get(noted) or report.format.grids.get(noted)
    return held.page if held else "texts"


def place_of_edit(edit: Edit) -> str:
    """The place an edit acted on."""
    match edit:
        case FigureEdit(key=key):
            return key
        case TextEdit(key=key):
            return f"text:{key if key.startswith(NOTE) else key.partition(':')[0]}"
        case UnitEdit(key=key):
            return f"unit:{key}"
        case KeepEdit():
            return "page:checks"
        case CalendarEdit():
            return "page:overview"
        case TakingEdit(ledger=key, ids=ids):
            return entry_place(key, ids[0], "")
        case EntryEdit(ledger=key, id=entry_id):
            return entry_place(key, entry_id, "")
