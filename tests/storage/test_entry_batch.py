"""A batch of columns is the same as its entries one by one."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from storage.edits import TakingEdit, apply, inverse
from storage.entry_batch import EntryBatch, column_of, ids_of, rows_of
from storage.ledgers import PUBLICATIONS, REQUESTS
from storage.report import Cell, Entry
from storage.rows import entries_to_columns
from tests.builders import report

DAY = date(2018, 3, 5)
COLUMNS: dict[str, Sequence[Cell]] = {
    "title": ["甲", None, "丙"],
    "published_on": [DAY, DAY, None],
    "channels": [("政府网站",), ("政务微信", "政府网站"), None],
    "normative": [True, None, False],
    "quantity": [2, None, 0],
}
ENTRIES = (
    Entry(7, {"title": "甲", "published_on": DAY, "channels": ("政府网站",), "normative": True}),
    Entry(8, {"published_on": DAY, "channels": ("政务微信", "政府网站")}),
    Entry(9, {"title": "丙", "normative": False}),
)
ENTRIES[0].cells["quantity"], ENTRIES[2].cells["quantity"] = 2, 0  # type: ignore[index]


def test_a_batch_is_the_sequence_of_its_entries() -> None:
    batch = EntryBatch(7, COLUMNS)
    assert tuple(batch) == ENTRIES and batch == ENTRIES and batch[1:] == ENTRIES[1:]
    assert batch[0] is next(iter(batch)), "each entry is made once"
    assert (len(batch), list(ids_of(batch)), batch[-1].id) == (3, [7, 8, 9], 9)
    assert len(EntryBatch(7, {})) == 0


def test_columns_and_rows_are_those_of_the_entries() -> None:
    batch = EntryBatch(7, COLUMNS)
    assert [each.cells for each in ENTRIES] == list(rows_of(COLUMNS))
    for key in (*COLUMNS, "link"):
        assert list(column_of(batch, key)) == list(column_of(ENTRIES, key))
    made = entries_to_columns(PUBLICATIONS, batch)
    alike = entries_to_columns(PUBLICATIONS, ENTRIES)
    assert {key: list(cells) for key, cells in made.items()} == {
        key: list(cells) for key, cells in alike.items()
    }
    assert rows_of({"title": ["甲", "乙"], "quantity": [1, 2]}) == [
        {"title": "甲", "quantity": 1},
        {"title": "乙", "quantity": 2},
    ]


def test_a_batch_is_taken_in_and_back_like_its_entries() -> None:
    base = report(2018)
    edits = TakingEdit("publications", EntryBatch(7, COLUMNS))
    after, alike = apply(base, [edits]), apply(base, [TakingEdit("publications", ENTRIES)])
    assert after.ledger("publications") == alike.ledger("publications")
    assert after.ledger("publications").quantity == 3
    more = TakingEdit("publications", EntryBatch(10, {"title": ["丁"]}))
    assert [each.id for each in apply(after, [more]).ledger("publications")] == [7, 8, 9, 10]
    assert len(apply(after, inverse([edits])).ledger("publications")) == 0


def test_each_amount_is_kept_as_it_was_written() -> None:
    batch = EntryBatch(1, {"fee": [Decimal("1.50"), Decimal("1.5"), None]})
    assert list(entries_to_columns(REQUESTS, batch)["fee"]) == ["1.50", "1.5", None]
