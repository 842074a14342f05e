"""One JSON value as the value of a field, a text or a ledger cell; BadValue says what is wrong."""

from storage.cells import parse_cell
from storage.errors import BadValue
from storage.formats import Field
from storage.json_text import JsonNumber
from storage.ledgers import Column, Kind
from storage.report import Cell
from storage.values import MAX_TEXT, Value, parse_figure

__all__ = ["YEARS", "cell_of", "figure_of", "text_of", "year_of"]

YEARS = range(1990, 2101)
"""The report years that are believed."""

_MAX_DIGITS = 40
_WRITTEN = {
    Kind.TEXT: "文字，放在引号里",
    Kind.LONG_TEXT: "文字，放在引号里",
    Kind.DATE: '日期，例如 "2018-03-15"',
    Kind.COUNT: "整数，例如 12",
    Kind.AMOUNT: '金额，例如 12 或 "12.50"',
    Kind.CHOICE: "一个选项，放在引号里",
    Kind.CHOICES: '选项的列表，例如 ["政府网站"]',
    Kind.FLAG: "真假值 true 或 false",
}


def year_of(value: object) -> int:
    """A report year. Raises BadValue."""
    if value is None:
        raise BadValue("没有写，请写成整数，例如 2018。")
    if not isinstance(value, JsonNumber) or not value.removeprefix("-").isdecimal():
        raise BadValue("要写成整数，不加引号，例如 2018。")
    if len(value) > len("2018") or int(value) not in YEARS:
        raise BadValue(f"应在 {YEARS[0]} 到 {YEARS[-1]} 之间，请核对。")
    return int(value)


def text_of(value: object) -> str | None:
    """Words of bearable length, None where blank. Raises BadValue."""
    if value is None:
        return None
    if not isinstance(value, str) or isinstance(value, JsonNumber):
        raise BadValue(f"要写成{_WRITTEN[Kind.TEXT]}。")
    if len(value) > MAX_TEXT:
        raise BadValue(f"有 {len(value)} 个字，太长了，最多 {MAX_TEXT} 个字。")
    return value


def figure_of(field: Field, value: object) -> Value | None:
    """A number or 不适用, None where 未填. Raises BadValue."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadValue(f"要写成{_WRITTEN[Kind.AMOUNT if field.decimal else Kind.COUNT]}。")
    return parse_figure(_digits(value), decimal=field.decimal, negative=field.negative)


def cell_of(column: Column, value: object, year: int) -> Cell:
    """A ledger cell by the kind of its column, None where blank. Raises BadValue."""
    match value:
        case None:
            return None
        case bool() if column.kind is Kind.FLAG:
            return value
        case JsonNumber() if column.kind in {Kind.COUNT, Kind.AMOUNT}:
            return parse_cell(column, _digits(value), year)
        case str() if not isinstance(value, JsonNumber):
            words = text_of(value) or ""
            numeric = column.kind in {Kind.COUNT, Kind.AMOUNT}
            return parse_cell(column, _digits(words) if numeric else words, year)
        case list() if column.kind is Kind.CHOICES:
            terms = [term for each in value if (term := text_of(each))]
            return parse_cell(column, "、".join(terms), year)
        case _:
            raise BadValue(f"要写成{_WRITTEN[column.kind]}。")


def _digits(text: str) -> str:
    """What is to be read as a number, refused where it is far too long to be one."""
    plain = text.plain() if isinstance(text, JsonNumber) else text
    if len(plain) > _MAX_DIGITS:
        raise BadValue("太长了，不像一个数，请核对。")
    return plain
