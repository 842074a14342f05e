"""Typing into figures as one step that can be undone: a cell, a pasted block, a page of zeros."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from gui.session import Session
from storage.edits import Edit, FigureEdit
from storage.errors import BadValue
from storage.figures import Source
from storage.report import Report
from storage.values import clean_text, parse_figure

__all__ = ["fill_zeros", "type_figures"]


def type_figures(session: Session, typed: Mapping[str, str], name: str) -> int:
    """Put texts into figures by key, in one step. What is no number is kept as typed; tells how
    many of them are none."""
    edits = [
        edit
        for key, text in typed.items()
        if (edit := _edit(session.report, key, text)) is not None
    ]
    if edits:
        session.edit(name, edits)
    return sum(bool(session.report.unparsed.get(key)) for key in typed)


def fill_zeros(session: Session, keys: Iterable[str]) -> None:
    """0 into each of these figures that is 未填, in one step; sums then follow by themselves."""
    report = session.report
    edits: list[Edit] = [
        FigureEdit(key, None, Decimal(0))
        for key in keys
        if session.figures[key].source is Source.NONE
        and key not in report.unparsed
        and not report.format.fields[key].sum_of
    ]
    if edits:
        session.edit("未填的都填 0", edits)


def _edit(report: Report, key: str, text: str) -> FigureEdit | None:
    field = report.format.fields[key]
    try:
        after, unread = parse_figure(text, decimal=field.decimal, negative=field.negative), ""
    except BadValue:
        after, unread = None, clean_text(text).strip()
    before, unread_before = report.figures.get(key), report.unparsed.get(key, "")
    # 96.10 and 96.1 are equal numbers, but the decimals are kept as entered.
    if (str(after), unread) == (str(before), unread_before):
        return None
    return FigureEdit(key, before, after, unread_before, unread)
