"""Typing into figures as one step that can be undone: a cell, a pasted block, a page of zeros."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from gui.session import Session
from storage.edits import Edit, FigureEdit, TextEdit
from storage.errors import BadValue
from storage.figures import Source
from storage.formats import NOTE
from storage.report import Report
from storage.values import Value, clean_line, clean_text, parse_figure

__all__ = ["blank_keys", "bracketed", "fill_zeros", "type_figures"]

_NOTED = re.compile(r"([^（(]*)([（(].+[)）])")
"""A number with its note, as reports print it: 22（其中修订16件）."""


def type_figures(session: Session, typed: Mapping[str, str], name: str) -> int:
    """Put texts into figures by key, in one step. What is no number is kept as typed; tells how
    many of them are none."""
    edits = [edit for key, text in typed.items() for edit in _edits(session.report, key, text)]
    if edits:
        session.edit(name, edits)
    return sum(bool(session.report.unparsed.get(key)) for key in typed)


def fill_zeros(session: Session, keys: Iterable[str]) -> None:
    """0 into each of these figures that is 未填, in one step; sums then follow by themselves."""
    if blank := blank_keys(session, keys):
        session.edit("未填的都填 0", [FigureEdit(key, None, Decimal(0)) for key in blank])


def blank_keys(session: Session, keys: Iterable[str]) -> list[str]:
    """Those of these figures that are 未填 and no sums."""
    report, figures = session.report, session.figures
    return [
        key
        for key in keys
        if figures[key].source is Source.NONE
        and key not in report.unparsed
        and not report.format.fields[key].sum_of
    ]


def bracketed(text: str) -> str:
    """A note as it stands behind its figure: （其中修订16件）."""
    bare = clean_line(text).strip()
    inner = bare[1:-1] if bare[:1] in "(（" and bare[-1:] in ")）" else bare
    return f"（{inner.strip()}）" if inner.strip() else ""


def _edits(report: Report, key: str, text: str) -> Iterator[Edit]:
    noted = _NOTED.fullmatch(text.strip())
    after, unread = _read(report, key, noted[1] if noted else text)
    if noted and after is None:
        noted = None
        after, unread = _read(report, key, text)
    held, unread_before = report.figures.get(key), report.unparsed.get(key, "")
    # 96.10 and 96.1 are equal numbers, but the decimals are kept as entered.
    if (str(after), unread) != (str(held), unread_before):
        yield FigureEdit(key, held, after, unread_before, unread)
    before = report.texts.get(NOTE + key)
    if noted and before != bracketed(noted[2]):
        yield TextEdit(NOTE + key, before, bracketed(noted[2]))


def _read(report: Report, key: str, text: str) -> tuple[Value | None, str]:
    """The value, or what was typed where it is none."""
    field = report.format.fields[key]
    try:
        return parse_figure(text, decimal=field.decimal, negative=field.negative), ""
    except BadValue:
        return None, clean_text(text).strip()
