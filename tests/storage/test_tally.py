from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from storage.checks import check
from storage.report import Cell, Entry
from storage.tally import fits, tallies_for
from tests.builders import entries, report

CELLS = st.fixed_dictionaries(
    {},
    optional={
        "channels": st.sampled_from([("政府网站",), ("政府网站", "政务微信"), ("其他",)]),
        "normative": st.booleans(),
        "quantity": st.integers(0, 9),
    },
)


@given(st.lists(CELLS, max_size=30))
def test_a_tally_counts_what_going_through_the_entries_counts(rows: list[dict[str, Cell]]) -> None:
    ledgers = {"publications": entries(*rows)}
    made = report(ledgers=ledgers)
    tallies = tallies_for(made.format, made.ledgers)
    for field in made.format.fields.values():
        if field.count and field.count.ledger in tallies:
            held = made.ledger(field.count.ledger)
            fitting = [each for each in held if fits(each.cells, field.count.where)]
            plain = sum(each.quantity for each in fitting)
            assert tallies["publications"].count(field.count) == plain


def test_amounts_are_added_as_entered() -> None:
    ledgers = {"requests": entries({"fee": Decimal("1.10")}, {"fee": Decimal("2.2")}, {})}
    made = report(ledgers=ledgers)
    count = made.format.fields["fees.charged"].count
    assert count is not None
    assert tallies_for(made.format, made.ledgers)["requests"].count(count) == Decimal("0.00033")


def test_a_request_carried_in_may_be_older_than_the_year() -> None:
    rows = [{"received_on": date(2017, 12, 20), "carried": flag} for flag in (True, False)]
    made = report(ledgers={"requests": tuple(Entry(n, row) for n, row in enumerate(rows, 1))})
    places = [each.place for each in check(made) if "2017" in each.sentence]
    assert places == ["requests/2/received_on"]
