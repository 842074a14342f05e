"""不含个人信息: a year as it may be given to others, for the 交换文件."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from storage.figures import Source, figures_of
from storage.ledgers import LEDGERS, Kind, Ledger
from storage.personal_numbers import mask
from storage.privacy import listed_columns
from storage.report import Cell, Entry, Report
from storage.values import Value

__all__ = ["without_personal"]

_WORDS = (Kind.TEXT, Kind.LONG_TEXT)
_AS_IT_IS = {"link"}
"""Hiding digits would break it."""


def without_personal(report: Report) -> Report:
    """The year without the personal ledgers; what was counted from them stays as figures.

    Numbers of persons in the other ledgers are hidden where no finding tells of them: in what is
    not printed.
    """
    kept = {each.key: each for each in LEDGERS if not each.personal}
    counted: dict[str, Value] = {
        key: figure.value
        for key, figure in figures_of(report).items()
        if figure.source is Source.COUNTED and isinstance(figure.value, Decimal)
        if figure.field.count and figure.field.count.ledger not in kept
    }
    return replace(
        report,
        figures={**report.figures, **counted},
        entries={key: _masked(report, held) for key, held in kept.items() if report.ledger(key)},
        unparsed={
            place: mask(text)
            for place, text in report.unparsed.items()
            if "/" not in place or place.split("/")[0] in kept
        },
        kept={
            key: replace(held, reason=mask(held.reason), operands=mask(held.operands))
            for key, held in report.kept.items()
            if not _in_personal(key.partition("@")[2])
        },
    )


def _masked(report: Report, held: Ledger) -> Sequence[Entry]:
    printed = {column for ledger, column in listed_columns(report.format) if ledger == held.key}
    columns = {each.key for each in held.columns if each.kind in _WORDS} - printed - _AS_IT_IS

    def cell(key: str, value: Cell) -> Cell:
        return mask(value) if key in columns and isinstance(value, str) else value

    return tuple(
        Entry(each.id, {key: cell(key, value) for key, value in each.cells.items()})
        for each in report.ledger(held.key)
    )


def _in_personal(place: str) -> bool:
    return any(
        place == each.key or place.startswith(f"{each.key}/") for each in LEDGERS if each.personal
    )
