"""Which page shows a place."""

from storage.report import Report

__all__ = ["page_of"]


def page_of(report: Report, place: str) -> str:
    """The key of the page that shows this place; 概览 for one nobody knows."""
    kind, _, rest = place.partition(":")
    if kind == "page":
        return rest
    if kind == "text":
        return "texts"
    if kind == "unit":
        return "unit"
    if field := report.format.fields.get(place):
        return field.page
    ledger = place.split("/")[0]
    return next((page.key for page in report.format.pages if page.ledger == ledger), "overview")
