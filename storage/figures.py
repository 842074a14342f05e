"""数: what each figure of a report is, and where it comes from (typed ▸ counted ▸ summed)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from storage.formats import Field
from storage.report import Report
from storage.tally import Tally, tallies_for
from storage.values import NOT_APPLICABLE, Value

__all__ = ["Figure", "Source", "figures_of", "is_zero"]


class Source(Enum):
    """Where a figure comes from."""

    TYPED = "手工填写"
    COUNTED = "台账统计"
    SUMMED = "各项合计"
    NONE = "未填"


@dataclass(frozen=True, slots=True)
class Figure:
    """A field with its value; ``counted`` and ``summed`` stay known under a typed value."""

    field: Field
    value: Value | None
    source: Source
    counted: Decimal | None = None
    summed: Decimal | None = None


def is_zero(value: Value | None) -> bool:
    """Whether nothing happened: 0 or 不适用; 未填 says nothing."""
    return value is NOT_APPLICABLE or value == 0


def figures_of(report: Report) -> Mapping[str, Figure]:
    """Every figure of the report, by key, in the format's order."""
    found: dict[str, Figure] = {}
    tallies = tallies_for(report.format, report.ledgers)
    for key in report.format.fields:
        _settle(report, key, tallies, found)
    return {key: found[key] for key in report.format.fields}


def _settle(
    report: Report, key: str, tallies: Mapping[str, Tally], found: dict[str, Figure]
) -> Figure:
    if key in found:
        return found[key]
    field = report.format.fields[key]
    parts = [_settle(report, part, tallies, found).value for part in field.sum_of]
    summed = _sum(parts)
    tally = tallies.get(field.count.ledger) if field.count else None
    counted = tally.count(field.count) if tally and field.count else None
    typed = report.figures.get(key)
    if typed is not None:
        figure = Figure(field, typed, Source.TYPED, counted, summed)
    elif key in report.unparsed:
        figure = Figure(field, None, Source.NONE, counted, summed)
    elif counted is not None:
        figure = Figure(field, counted, Source.COUNTED, counted, summed)
    elif summed is not None:
        figure = Figure(field, summed, Source.SUMMED, counted, summed)
    else:
        figure = Figure(field, None, Source.NONE)
    found[key] = figure
    return figure


def _sum(parts: list[Value | None]) -> Decimal | None:
    numbers: list[Decimal] = []
    for part in parts:
        if part is None:
            return None
        if isinstance(part, Decimal):
            numbers.append(part)
    return sum(numbers, Decimal(0)) if numbers else None
