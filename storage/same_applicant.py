"""同一申请人: how many requests somebody made earlier in the month, for 按件计收."""

from datetime import date

from storage.query import Query
from storage.report import Entry, Report

__all__ = ["earlier_this_month"]


def earlier_this_month(report: Report, entry: Entry) -> int | None:
    """件数 of the same applicant received earlier in the same calendar month.

    None where the applicant's name or the day of receipt is missing.
    """
    name, received = entry.cells.get("applicant_name"), entry.cells.get("received_on")
    if not name or not isinstance(received, date):
        return None
    requests, theirs = report.ledger("requests"), Query(where={"applicant_name": (str(name),)})
    total = 0
    for found in requests.find(report.format.ledgers["requests"], theirs):
        for each in filter(None, map(requests.get, found.ids)):
            day = each.cells.get("received_on")
            if isinstance(day, date) and _earlier(day, each.id, received, entry.id):
                total += each.quantity
    return total


def _earlier(day: date, entry_id: int, received: date, this_id: int) -> bool:
    same_month = (day.year, day.month) == (received.year, received.month)
    return same_month and (day, entry_id) < (received, this_id)
