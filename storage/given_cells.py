"""A cell of somebody's table as the value of a ledger cell: more spellings than are typed."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta

from storage.cells import parse_cell
from storage.ledgers import Column, Kind
from storage.report import Cell

__all__ = ["read_given"]

_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of Excel's dates, from 1 March 1900 on."""
_SERIALS = range(25_569, 73_051)
"""1970 to 2099."""
_CLOCK = re.compile(r"[\sT]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_PARTS = re.compile(r"[、,，;；/\s]+")

_SHORT: Mapping[str, str] = {
    "微信公众号": "政务微信",
    "公众号": "政务微信",
    "门户网站": "政府网站",
    "政府门户网站": "政府网站",
    "官网": "政府网站",
    "当面": "当面申请",
    "现场": "当面申请",
    "邮寄": "信函申请",
    "信件": "信函申请",
    "网上申请": "网络申请",
    "电子邮件": "网络申请",
    "公民": "自然人",
    "个人": "自然人",
    "企业": "商业企业",
    "公司": "商业企业",
    "复议": "行政复议",
    "诉讼": "行政诉讼",
    "举报": "申诉举报",
    "已办结": "已结案",
    "办结": "已结案",
}
"""Words of everyday for the terms of the form; they count where the form has the term."""


def read_given(column: Column, text: str, year: int) -> Cell:
    """The value of a cell, None where blank. Raises BadValue with the reason."""
    match column.kind:
        case Kind.DATE:
            return parse_cell(column, _day(text), year)
        case Kind.CHOICE:
            return parse_cell(column, _term(column, text.strip()), year)
        case Kind.CHOICES:
            parts = (part for part in _PARTS.split(text) if part)
            return parse_cell(column, "、".join(_term(column, part) for part in parts), year)
    return parse_cell(column, text, year)


def _day(text: str) -> str:
    """A day without its time of day; Excel's number of a day written out."""
    bare = _CLOCK.sub("", unicodedata.normalize("NFKC", text).strip())
    serial = _SERIAL.fullmatch(bare)
    if serial and int(serial[1]) in _SERIALS:
        return (_FIRST_DAY + timedelta(days=int(serial[1]))).isoformat()
    return bare


def _term(column: Column, word: str) -> str:
    term = _SHORT.get(word, word)
    return term if term in column.choices else word
