"""What is typed into a ledger cell and how a cell is shown, by the kind of its column."""

import unicodedata
from datetime import date
from decimal import Decimal

from storage.entry import Cell
from storage.errors import BadValue
from storage.ledgers import Column, Kind
from storage.values import clean_line, clean_text, parse_amount, parse_count, parse_date

__all__ = ["parse_cell", "show_cell"]

_YES = {"是", "有", "1", "√", "y", "Y", "对"}
_NO = {"否", "无", "0", "×", "n", "N", "不是"}
_SEPARATORS = "、,，;；/ "


def parse_cell(column: Column, text: str, year: int) -> Cell:
    """The value typed into a cell, None where blank. Raises BadValue with the reason."""
    match column.kind:
        case Kind.LONG_TEXT:
            return clean_text(text).strip() or None
        case Kind.TEXT:
            return clean_line(text) or None
        case Kind.DATE:
            return parse_date(text, year)
        case Kind.COUNT:
            return parse_count(_without_unit(column, text))
        case Kind.AMOUNT:
            return parse_amount(_without_unit(column, text)) if text.strip() else None
        case Kind.FLAG:
            return _flag(text)
        case Kind.CHOICE:
            return _choice(column, text.strip()) if text.strip() else None
        case Kind.CHOICES:
            return _choices(column, text)


def show_cell(cell: Cell) -> str:
    """A cell as the ledger shows it; what is shown can be typed again."""
    match cell:
        case None:
            return ""
        case bool():
            return "是" if cell else "否"
        case date():
            return cell.isoformat()
        case tuple():
            return "、".join(cell)
        case Decimal():
            return format(cell, "f")
        case _:
            return str(cell)


def _without_unit(column: Column, text: str) -> str:
    """1286条 as 1286."""
    return text.strip().removesuffix(column.unit) if column.unit else text


def _flag(text: str) -> bool | None:
    bare = unicodedata.normalize("NFKC", text).strip()
    if not bare:
        return None
    if bare in _YES:
        return True
    if bare in _NO:
        return False
    raise BadValue("这里请填“是”或“否”。")


def _choice(column: Column, text: str) -> str:
    if text in column.choices:
        return text
    close = [each for each in column.choices if text in each]
    if len(close) == 1:
        return close[0]
    raise BadValue(f"“{text[:20]}”不在可选的内容里，可以填：{'、'.join(column.choices)}。")


def _choices(column: Column, text: str) -> tuple[str, ...] | None:
    for separator in _SEPARATORS:
        text = text.replace(separator, "、")
    picked = {_choice(column, each) for each in text.split("、") if each}
    return tuple(each for each in column.choices if each in picked) or None
