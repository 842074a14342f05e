from datetime import date
from decimal import Decimal

import pytest

from storage.cells import parse_cell, show_cell
from storage.errors import BadValue
from storage.ledgers import LEDGERS, Kind, ledger
from storage.report import Cell

PUBLICATIONS, REQUESTS = ledger("publications"), ledger("requests")


@pytest.mark.parametrize(
    ("column", "typed", "value"),
    [
        ("title", "  关于\n通知 ", "关于通知"),
        ("published_on", "3.15", date(2018, 3, 15)),
        ("channels", "政府网站,政务微信", ("政府网站", "政务微信")),
        ("channels", "政务微信 政府网站", ("政府网站", "政务微信")),
        ("normative", "√", True),
        ("normative", "否", False),
        ("quantity", "１２", 12),
        ("quantity", "1286条", 1286),
        ("quantity", " 1,286 条 ", 1286),
        ("note", "", None),
    ],
)
def test_cells_are_read_by_the_kind_of_their_column(column: str, typed: str, value: Cell) -> None:
    assert parse_cell(PUBLICATIONS.column(column), typed, 2018) == value


def test_a_choice_may_be_shortened_when_only_one_fits() -> None:
    assert parse_cell(REQUESTS.column("way"), "网络", 2018) == "网络申请"
    with pytest.raises(BadValue, match="可以填"):
        parse_cell(REQUESTS.column("way"), "申请", 2018)


def test_money_keeps_its_decimals() -> None:
    assert parse_cell(REQUESTS.column("fee"), "100.50", 2018) == Decimal("100.50")


VALUES: list[Cell] = ["文字", 12, Decimal("1.50"), True, False, date(2018, 3, 1), None]


@pytest.mark.parametrize("value", VALUES)
def test_what_is_shown_can_be_typed_again(value: Cell) -> None:
    kinds = {
        str: Kind.TEXT,
        int: Kind.COUNT,
        Decimal: Kind.AMOUNT,
        bool: Kind.FLAG,
        date: Kind.DATE,
        type(None): Kind.TEXT,
    }
    columns = [column for each in LEDGERS for column in each.columns]
    column = next(each for each in columns if each.kind is kinds[type(value)])
    assert parse_cell(column, show_cell(value), 2018) == value


def test_no_choice_holds_the_sign_that_separates_choices() -> None:
    terms = [
        term
        for each in LEDGERS
        for column in each.columns
        if column.kind is Kind.CHOICES
        for term in column.choices
    ]
    assert terms and not any("、" in term for term in terms)
