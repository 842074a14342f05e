"""与上年对比: what the year before came to, the change since, and what should carry over.

The same key means the same indicator in every format; an indicator whose meaning changed has
another key, so nothing is compared across 2018→2019→2021 that does not mean the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from storage.edits import Edit, FigureEdit
from storage.figures import Figure, figures_of
from storage.findings import Finding
from storage.formats import Format
from storage.report import Report
from storage.rules import Chain, Severity
from storage.values import Value, show

__all__ = ["Change", "against_last_year", "carried_over", "change_of", "last_year_for", "totals_of"]


def totals_of(report: Report) -> Mapping[str, Value]:
    """Every figure of a year that has a value, by key."""
    found = figures_of(report).items()
    return {key: figure.value for key, figure in found if figure.value is not None}


def last_year_for(made: Format, before: Report) -> Mapping[str, Value]:
    """The figures of the year before under the keys that ``made`` knows them by."""
    totals = totals_of(before)
    renamed = {new: totals[old] for new, old in made.same.items() if old in totals}
    return {**totals, **renamed}


@dataclass(frozen=True, slots=True)
class Change:
    """A figure beside last year's."""

    last: Decimal
    difference: Decimal

    @property
    def percent(self) -> Decimal | None:
        """How much more or less, in per cent with one decimal; None where last year was 0."""
        if not self.last:
            return None
        exact = self.difference * 100 / abs(self.last)
        return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def words(self) -> str:
        """上年 96，增加 12（12.5%）"""
        if not self.difference:
            return f"上年 {show(self.last)}，持平"
        moved = "增加" if self.difference > 0 else "减少"
        share = "上年为 0" if self.percent is None else f"{abs(self.percent)}%"
        return f"上年 {show(self.last)}，{moved} {show(abs(self.difference))}（{share}）"


def change_of(report: Report, key: str, value: Value | None) -> Change | None:
    """The change of a figure since last year; None where one of the two is no number."""
    last = report.last_year.get(key)
    if isinstance(last, Decimal) and isinstance(value, Decimal):
        return Change(last, value - last)
    return None


def against_last_year(report: Report, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """Chains that broke and figures that jumped."""
    if report.last_year:
        for chain in report.format.chains:
            yield from _chained(report, chain, figures)
        yield from _jumps(report, figures)


def _chained(report: Report, chain: Chain, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    figure, last = figures[chain.now], report.last_year.get(chain.last)
    moves = [(1, figures[key]) for key in chain.plus] + [(-1, figures[key]) for key in chain.minus]
    values = [figure.value, last, *(move.value for _, move in moves)]
    numbers = [value for value in values if isinstance(value, Decimal)]
    if len(numbers) < len(values):
        return
    now, before, *others = numbers
    signs = [sign for sign, _ in moves]
    wanted = before + sum(
        (sign * number for sign, number in zip(signs, others, strict=True)), Decimal(0)
    )
    if now == wanted:
        return
    formula = f"上年报告的{report.format.fields[chain.last].label} {show(before)}"
    for (sign, move), number in zip(moves, others, strict=True):
        formula += f" {'+' if sign > 0 else '−'} {move.field.name} {show(number)}"
    formula += f" = {show(wanted)}" if moves else ""
    sentence = (
        f"{figure.field.label} {show(now)}，应等于{formula}，"
        f"相差 {show(abs(now - wanted))}。{chain.rule}。"
    )
    field, also = figure.field, (*chain.plus, *chain.minus)
    operands = ",".join(show(value) for value in numbers)
    yield Finding(
        chain.id, chain.severity, sentence, field.key, field.page, chain.basis, also, operands
    )


def _jumps(report: Report, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    watch = report.format.watch
    for key in watch.figures:
        figure = figures[key]
        change = change_of(report, key, figure.value)
        if change is None or abs(change.difference) < watch.least:
            continue
        if change.percent is not None and abs(change.percent) <= watch.percent:
            continue
        field = figure.field
        sentence = f"{field.label} {show(figure.value)}，{change.words}，变化较大，请确认。"
        operands = f"{show(figure.value)},{show(change.last)}"
        yield Finding("Y1", Severity.DOUBT, sentence, key, field.page, operands=operands)


def carried_over(report: Report) -> list[Edit]:
    """上年结转 taken from last year's report, for the figures that are still 未填."""
    figures, edits = figures_of(report), list[Edit]()
    for chain in report.format.chains:
        last = report.last_year.get(chain.last)
        plain = not (chain.plus or chain.minus)
        if plain and last is not None and figures[chain.now].value is None:
            edits.append(FigureEdit(chain.now, None, last))
    return edits
