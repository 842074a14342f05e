from decimal import Decimal
from typing import Any

from storage.figures import Source, figures_of
from storage.values import NOT_APPLICABLE
from tests.builders import entries, report

CHANNELS: dict[str, Any] = {
    "published__gazette": 0,
    "published__website": 528,
    "published__weibo": 0,
    "published__wechat": 1286,
    "published__other": 2,
}


def test_a_total_is_the_sum_of_its_parts_once_all_are_there() -> None:
    total = figures_of(report(**CHANNELS))["published.total"]
    assert [total.value, total.source] == [1816, Source.SUMMED]


def test_a_part_not_filled_leaves_the_total_unfilled() -> None:
    parts = {key: value for key, value in CHANNELS.items() if key != "published__weibo"}
    assert figures_of(report(**parts))["published.total"].value is None


def test_a_part_not_applicable_adds_nothing() -> None:
    total = figures_of(report(**{**CHANNELS, "published__weibo": "不适用"}))["published.total"]
    assert total.value == 1816


def test_a_typed_total_wins_and_the_sum_stays_known() -> None:
    total = figures_of(report(**CHANNELS, published__total=1800))["published.total"]
    assert [total.value, total.source, total.summed] == [1800, Source.TYPED, 1816]


def test_figures_are_counted_from_the_ledger_by_quantity() -> None:
    ledgers = {
        "publications": entries(
            {"channels": ("政府网站", "政务微信"), "quantity": 3, "normative": True},
            {"channels": ("政务微信",)},
        )
    }
    found = figures_of(report(ledgers=ledgers))
    assert found["published.total"].value == 4
    assert found["published.website"].value == 3
    assert found["published.wechat"].value == 4
    assert found["published.gazette"].value == 0
    assert found["published.normative"].value == 3
    assert found["published.total"].source is Source.COUNTED


def test_an_empty_ledger_says_nothing_rather_than_zero() -> None:
    assert figures_of(report())["requests.received"].value is None


def test_typed_wins_over_counted_and_both_are_known() -> None:
    ledgers = {"publications": entries({"channels": ("政府网站",)})}
    website = figures_of(report(ledgers=ledgers, published__website=528))["published.website"]
    assert [website.value, website.counted] == [528, 1]


def test_fees_in_yuan_become_ten_thousands() -> None:
    ledgers = {"requests": entries({"fee": Decimal("150.50")}, {"fee": Decimal(50)}, {})}
    assert figures_of(report(ledgers=ledgers))["fees.charged"].value == Decimal("0.02005")


def test_requests_without_an_extension_mark_count_as_in_time() -> None:
    ledgers = {"requests": entries({"state": "已答复"}, {"state": "已答复", "extended": True})}
    found = figures_of(report(ledgers=ledgers))
    assert found["requests.closed_in_time"].value == 1
    assert found["requests.closed_extended"].value == 1


def test_an_unreadable_figure_is_neither_counted_nor_summed() -> None:
    made = report(unparsed={"published.total": "一千八"}, **CHANNELS)
    assert figures_of(made)["published.total"].value is None


def test_not_applicable_stays_what_it_is() -> None:
    assert figures_of(report(fees__waived="不适用"))["fees.waived"].value is NOT_APPLICABLE
