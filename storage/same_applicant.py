"""同一申请人: how many requests somebody made earlier in the month, for 按件计收."""

from datetime import date

from storage.report import Entry, Report

__all__ = ["earlier_this_month"]


def earlier_this_month(report: Report, entry: Entry) -> int | None:
    """件数 of the same applicant received earlier in the same calendar month.

    None where the applicant's name or the day of receipt is missing.
    """
    name, received = entry.cells.get("applicant_name"), entry.cells.get("received_on")
    if not name or not isinstance(received, date):
        return None
    total = 0
    for each in report.ledger("requests"):
        day = each.cells.get("received_on")
        if each.cells.get("applicant_name") != name or not isinstance(day, date):
            continue
        month = (day.year, day.month) == (received.year, received.month)
        if month and (day, each.id) < (received, entry.id):
            total += each.quantity
    return total
