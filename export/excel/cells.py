"""What stands in a cell of somebody's workbook: words, a number, a formula, or neither."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from storage.values import clean_line

__all__ = ["Read", "decimals_of", "digits", "read_cell"]

_MAX_WORDS = 40_000
_DECIMALS = re.compile(r"#?,?#*0\.(0+)")


@dataclass(frozen=True, slots=True)
class Read:
    """A cell as text; ``is_number`` where Excel holds a number. ``fault`` says why it is neither
    words nor a number, after 是 (e.g. 公式)."""

    text: str = ""
    is_number: bool = False
    fault: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.fault)


def read_cell(value: object, data_type: str, number_format: str) -> Read:
    """A cell of openpyxl, never calculated and never guessed."""
    if data_type == "f":
        return Read(fault="公式")
    if data_type == "e":
        return Read(fault=f"出错的结果（{clean_line(str(value))[:12]}）")
    match value:
        case None:
            return Read()
        case bool():
            return Read(fault="真假值")
        case datetime() | date() | time() | timedelta():
            return Read(fault="日期")
        case int() | float():
            return Read(digits(value, decimals_of(number_format)), is_number=True)
        case _:
            return Read(clean_line(str(value)[:_MAX_WORDS]))


def decimals_of(number_format: str) -> int:
    """How many decimals a number of this format is shown with."""
    shown = _DECIMALS.match(number_format)
    return len(shown[1]) if shown else 0


def digits(value: int | float, decimals: int) -> str:
    """A number with the decimals it is shown with: Excel itself forgets those of 1.50."""
    # Excel keeps 15 digits; the binary rest is noise.
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    if not exact.is_finite() or abs(exact.adjusted()) > 30:
        return str(value)
    plain = exact.normalize()
    return format(plain, f".{max(decimals, -int(plain.as_tuple().exponent), 0)}f")
