from decimal import Decimal

from storage.edits import (
    Edit,
    EntryEdit,
    FigureEdit,
    TakingEdit,
    TextEdit,
    UnitEdit,
    apply,
    inverse,
)
from storage.report import Entry
from tests.builders import full_report, report

EDITS: list[Edit] = [
    FigureEdit("published.gazette", Decimal(0), Decimal(5)),
    FigureEdit("staff.budget", None, Decimal(3), "约三万", ""),
    TextEdit("other.body", "", None),
    UnitEdit("short_name", "工农区", "新区"),
    EntryEdit("publications", 2, full_report().ledger("publications")[1], None,
              {"quantity": "十来条"}, None),
    EntryEdit("publications", 3, None, Entry(3, {"title": "新的一条"}), None, {"note": "?"}),
    TakingEdit("disputes", (Entry(2, {"kind": "行政诉讼"}), Entry(3, {"quantity": 4}))),
]  # fmt: skip


def test_edits_take_effect_on_a_new_report() -> None:
    before = full_report()
    after = apply(before, EDITS)
    assert after.figures["published.gazette"] == 5
    assert after.figures["staff.budget"] == 3
    assert "other.body" not in after.texts
    assert after.unit.short_name == "新区"
    assert [each.id for each in after.ledger("publications")] == [1, 3]
    assert after.unparsed == {"publications/3/note": "?"}
    assert [each.quantity for each in after.ledger("disputes")] == [2, 1, 4]
    assert before == full_report()


def test_the_inverse_restores_everything() -> None:
    before = full_report()
    assert apply(apply(before, EDITS), inverse(EDITS)) == before


def test_entries_stay_in_the_order_of_their_ids() -> None:
    made = report()
    for number in (3, 1, 2):
        edit = EntryEdit("disputes", number, None, Entry(number, {}))
        made = apply(made, [edit])
    assert [each.id for each in made.ledger("disputes")] == [1, 2, 3]
    assert made.next_id("disputes") == 4
