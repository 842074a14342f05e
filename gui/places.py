"""Which page shows a place."""

from storage.formats import NOTE
from storage.report import Report

__all__ = ["page_of"]


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
