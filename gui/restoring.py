"""恢复: an earlier value of a place, put back as the clerk would type it."""

from gui.session import Session
from storage.cells import show_cell
from storage.values import show

__all__ = ["holds", "put_back", "said"]


def said(place: str, value: str | None) -> str:
    """A value as the log has it, in words."""
    if value:
        return value
    if place.startswith("text:") and value is None:
        return "（默认的写法）"
    return "（没有填）"


def holds(session: Session, place: str, value: str | None) -> bool:
    """Whether this is what a place holds now."""
    held = _held(session, place)
    # An emptied text is not printed; one never written has the format's own wording.
    return held == value if place.startswith("text:") else (held or "") == (value or "")


def _held(session: Session, place: str) -> str | None:
    report = session.report
    if "@" in place:
        kept = report.kept.get(place)
        return kept.reason if kept else None
    if place.startswith("unit:"):
        return str(getattr(report.unit, place.removeprefix("unit:")))
    if place.startswith("text:"):
        return report.texts.get(place.removeprefix("text:"))
    if place in report.format.fields:
        value = report.figures.get(place)
        return report.unparsed.get(place) or show(value)
    key, entry_id, column = place.split("/")
    if typed := session.unparsed_cells(key, int(entry_id)).get(column):
        return typed
    entry = session.entry(key, int(entry_id))
    return show_cell(entry.cells.get(column)) if entry else None


def put_back(session: Session, place: str, value: str | None) -> None:
    """The value typed again, as one step that can be undone."""
    if "@" in place:
        for finding in session.findings:
            if finding.key == place:
                session.keep(finding, value or "")
    elif place.startswith("unit:"):
        session.type_unit(place.removeprefix("unit:"), value or "")
    elif place.startswith("text:"):
        session.type_text(place.removeprefix("text:"), value)
    elif place in session.report.format.fields:
        session.type_figure(place, value or "")
    else:
        key, entry_id, column = place.split("/")
        session.type_cell(key, int(entry_id), column, value or "")
