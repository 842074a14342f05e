"""校验: a relation as a live formula that says 平, 差 n or 未填, as the checks do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from export.excel.places import Place, ranges
from storage.figures import Figure
from storage.rules import Check
from storage.values import Value

__all__ = ["Balance", "balance_of"]

_EVEN, _BLANK = "平", "未填"


@dataclass(frozen=True, slots=True)
class Balance:
    """The formulas of both sides and of the verdict, each with what it comes to."""

    left: str
    right: str
    verdict: str
    left_value: Decimal
    right_value: Decimal
    said: str


def balance_of(
    rule: Check, places: Mapping[str, Place], figures: Mapping[str, Figure], sheet: str
) -> Balance:
    """One relation as formulas for a cell on ``sheet``."""
    left = f"SUM({','.join(ranges((places[key] for key in rule.left), sheet))})"
    fold = "MAX" if rule.fold == "max" else "SUM"
    right = f"{fold}({','.join(ranges((places[key] for key in rule.right), sheet))})"
    operands = [places[key] for key in (*rule.left, *rule.right)]
    # COUNTBLANK takes one range only.
    blanks = "+".join(f"COUNTBLANK({each})" for each in ranges(operands, sheet))
    # Excel adds amounts in binary: 0.1 + 0.2 shall be even with 0.3.
    apart = f"ROUND({left}-{right},6)"
    even = f"{apart}{rule.compare}0"
    verdict = f'IF({blanks}>0,"{_BLANK}",IF({even},"{_EVEN}","差 "&ABS({apart})))'
    values = {key: figures[key].value for key in (*rule.left, *rule.right)}
    left_value = sum((_number(values[key]) for key in rule.left), Decimal(0))
    numbers = [_number(values[key]) for key in rule.right]
    right_value = max(numbers) if fold == "MAX" else sum(numbers, Decimal(0))
    said = _said(rule, left_value - right_value, list(values.values()))
    return Balance(left, right, verdict, left_value, right_value, said)


def _said(rule: Check, apart: Decimal, values: Sequence[Value | None]) -> str:
    if None in values:
        return _BLANK
    holds = {"=": apart == 0, "<=": apart <= 0, ">=": apart >= 0}[rule.compare]
    return _EVEN if holds else f"差 {format(abs(apart).normalize(), 'f')}"


def _number(value: Value | None) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)
