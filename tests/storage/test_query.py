"""What a query says of single entries, and their order."""

from datetime import date
from decimal import Decimal

import pytest

from storage.ledgers import ledger
from storage.query import Found, Query
from storage.report import Cell, Entry

REQUESTS = ledger("requests")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("征收", True),
        ("abc", True),
        ("ABC", True),
        ("2018-03-1", True),
        ("12.5", True),
        ("自然人", True),
        ("收补", False),
        ("É", False),
        ("是", False),
        ("约十", True),
    ],
)
def test_a_text_is_looked_for_in_each_cell_and_in_what_could_not_be_read(
    text: str, found: bool
) -> None:
    cells: dict[str, Cell] = {
        "number": "征收",
        "subject": "补偿 Abc é",
        "received_on": date(2018, 3, 15),
        "fee": Decimal("12.50"),
        "applicant": "自然人",
        "carried": True,
    }
    wants = Query(text).matcher(REQUESTS)
    assert wants(Entry(1, cells), ["约十件"]) is found


def test_blank_cells_come_last_either_way() -> None:
    fees = [Decimal(10), None, Decimal("9.5"), Decimal(10)]
    entries = [
        Entry(number, {} if fee is None else {"fee": fee}) for number, fee in enumerate(fees, 1)
    ]
    up, down = Query(order="fee"), Query(order="fee", descending=True)
    assert [each.id for each in up.arranged(entries)] == [3, 1, 4, 2]
    assert [each.id for each in down.arranged(entries)] == [1, 4, 3, 2]
    assert [each.id for each in Query(descending=True).arranged(entries)] == [4, 3, 2, 1]


def test_what_is_found_is_added_up() -> None:
    found = Found.of([(3, 2, None), (7, 40, "甲")])
    assert (list(found.ids), found.quantity) == ([3, 7], 42)
