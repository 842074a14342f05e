"""检查: everything that is wrong or doubtful in a report, found afresh each time.

错误 is said only where figures contradict each other or cannot be read; what may be right but
should be looked at is 存疑.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from storage.doubts import blank, typed_against_counted, unit_missing, unreadable, unwritten
from storage.entry_doubts import doubtful_entries
from storage.figures import Figure, figures_of
from storage.findings import Finding
from storage.last_year import against_last_year
from storage.privacy import personal_findings
from storage.report import Kept, Report
from storage.request_doubts import request_doubts
from storage.rules import Check, Severity
from storage.unsaid import unsaid
from storage.values import NOT_APPLICABLE, Value, show

__all__ = ["check", "check_relation", "holds"]

_NAMED = 3
"""So many operands are named in a formula; of more only the numbers are said."""
_LONG = 8
_COMPARE = {"=": "应等于", "<=": "不应大于", ">=": "不应小于"}


def check(report: Report, figures: Mapping[str, Figure] | None = None) -> tuple[Finding, ...]:
    """All findings, 错误 first, then by the order of the form."""
    known = figures_of(report) if figures is None else figures
    found = [
        *unreadable(report),
        *(each for rule in report.format.checks for each in check_relation(rule, known)),
        *against_last_year(report, known),
        *typed_against_counted(known),
        *personal_findings(report, known),
        *unit_missing(report),
        *unwritten(report, known),
        *unsaid(report, known),
        *doubtful_entries(report),
        *request_doubts(report),
        *blank(report, known),
    ]
    order = list(Severity)
    found.sort(key=lambda each: order.index(each.severity))
    return tuple(_with_reason(each, report.kept) for each in found)


def _with_reason(finding: Finding, kept: Mapping[str, Kept]) -> Finding:
    """A 存疑 the clerk kept stays explained as long as its numbers are the same."""
    held = kept.get(finding.key)
    if held is None or finding.severity is Severity.ERROR or held.operands != finding.operands:
        return finding
    return replace(finding, reason=held.reason)


def holds(rule: Check, values: Mapping[str, Value | None]) -> bool:
    """Whether a relation holds; one with an operand 未填 is not judged and holds."""
    numbers = [values.get(key) for key in (*rule.left, *rule.right)]
    if any(number is None for number in numbers):
        return True
    left = sum((_number(values[key]) for key in rule.left), Decimal(0))
    right = _folded(rule, values)
    return {"=": left == right, "<=": left <= right, ">=": left >= right}[rule.compare]


def check_relation(rule: Check, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """The finding of one 勾稽关系, with its formula, numbers and difference."""
    values = {key: figures[key].value for key in (*rule.left, *rule.right)}
    if holds(rule, values):
        return
    left = sum((_number(values[key]) for key in rule.left), Decimal(0))
    right = _folded(rule, values)
    wanted = _COMPARE[rule.compare] if rule.severity is Severity.ERROR else "对照的数是"
    formula = _formula(rule, right, figures)
    gap = " " if formula[0].isascii() else ""
    sentence = (
        f"{rule.where}{'：' if rule.where else ''}{_side(rule.left, left, figures)}，"
        f"{wanted}{gap}{formula}，"
        f"相差 {format(abs(left - right), 'f')}。{rule.rule}。"
    )
    field = figures[rule.left[0]].field
    also = (*rule.left[1:], *rule.right)
    operands = ",".join(show(value) for value in values.values())
    yield Finding(
        rule.id, rule.severity, sentence, field.key, field.page, rule.basis, also, operands
    )


def _formula(rule: Check, total: Decimal, figures: Mapping[str, Figure]) -> str:
    if rule.fold == "max" and len(rule.right) > 1:
        return f"各项中最大的 {format(total, 'f')}"
    if len(rule.right) <= _NAMED:
        return _side(rule.right, total, figures)
    numbers = [_number(figures[key].value) for key in rule.right]
    # Of a long column only what is not 0 is worth reading.
    told = [number for number in numbers if number] if len(numbers) > _LONG else numbers
    return " + ".join(format(each, "f") for each in told or [total]) + f" = {format(total, 'f')}"


def _side(keys: tuple[str, ...], total: Decimal, figures: Mapping[str, Figure]) -> str:
    said = " + ".join(f"{figures[key].field.name} {show(figures[key].value)}" for key in keys)
    return said if len(keys) == 1 else f"{said} = {format(total, 'f')}"


def _folded(rule: Check, values: Mapping[str, Value | None]) -> Decimal:
    numbers = [_number(values[key]) for key in rule.right]
    return max(numbers) if rule.fold == "max" else sum(numbers, Decimal(0))


def _number(value: Value | None) -> Decimal:
    return Decimal(0) if value is NOT_APPLICABLE or not isinstance(value, Decimal) else value
