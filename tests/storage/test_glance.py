"""The numbers of the pictures of 概览, over the formats."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from storage.figures import figures_of
from storage.format_reader import load_format
from storage.glance import Series, glance
from storage.interchange import read_sample
from storage.report import Cell, Report
from storage.store import Store
from tests.builders import entries, report


def seen(given: Report) -> tuple[Series, Series, Series, Series]:
    months, channels, outcomes, years = glance(given, figures_of(given))
    return months, channels, outcomes, years


def values(series: Series) -> dict[str, Decimal]:
    return {bar.label: bar.value for bar in series.bars}


def test_the_months_and_channels_of_the_sample_are_its_own() -> None:
    sample = read_sample()
    months, channels, _, _ = seen(sample)
    assert len(months.bars) == 12
    for number, bar in enumerate(months.bars, 1):
        held = sample.ledger("publications")
        days = [(each.cells.get("published_on"), each.quantity) for each in held]
        assert bar.value == sum(
            n for day, n in days if isinstance(day, date) and day.month == number
        )
    found = figures_of(sample)
    assert values(channels)["政务微信"] == found["published.wechat"].value
    assert values(channels)["政府网站"] == found["published.website"].value


def test_what_has_no_date_of_the_year_is_said_and_not_drawn() -> None:
    rows = (
        {"quantity": 3},
        {"published_on": date(2017, 12, 30)},
        {"published_on": date(2018, 2, 1)},
    )
    months = seen(report(ledgers={"publications": entries(*rows)}))[0]
    assert values(months)["2月"] == 1 and sum(values(months).values()) == 1
    assert "4 条" in months.note


def test_typed_channels_are_drawn_without_a_ledger() -> None:
    channels = seen(report(published__website=528, published__wechat=1286))[1]
    assert values(channels)["政务微信"] == 1286 and channels.drawn


def test_a_format_without_channels_draws_those_of_the_ledger() -> None:
    rows: list[dict[str, Cell]] = [
        {"channels": ("政府网站", "政务微信"), "quantity": 2},
        {"channels": ("其他",)},
    ]
    made = Report(load_format("2021"), 2023, entries={"publications": entries(*rows)})
    assert list(values(seen(made)[1]).values()) == [0, 2, 0, 2, 1]


def test_the_outcomes_of_table_three_are_added_over_the_applicants_greatest_first() -> None:
    typed = {
        "requests.granted.natural": Decimal(2),
        "requests.granted.company": Decimal(3),
        "requests.not_held.natural": Decimal(7),
        "requests.refused_secret.natural": Decimal(0),
    }
    outcomes = seen(Report(load_format("2021"), 2023, figures=typed))[2]
    assert list(values(outcomes)) == ["无法提供：本机关不掌握相关政府信息", "予以公开"]
    assert list(values(outcomes).values()) == [7, 5]


def test_the_rarest_outcomes_are_drawn_together() -> None:
    made = load_format("2021")
    terms = made.ledgers["requests"].column("outcome").choices
    rows: list[dict[str, Cell]] = [
        {"outcome": term, "applicant": "自然人", "quantity": 30 - place}
        for place, term in enumerate(terms)
    ]
    outcomes = seen(Report(made, 2023, entries={"requests": entries(*rows)}))[2]
    assert len(outcomes.bars) == 8
    assert outcomes.bars[-1].label == f"其余 {len(terms) - 7} 种结果"
    assert sum(values(outcomes).values()) == sum(30 - place for place in range(len(terms)))


def test_two_years_are_set_side_by_side_where_both_are_numbers() -> None:
    made = report(published__total=1816, requests__received=33, reviews__total="不适用")
    last = {"published.total": Decimal(1500), "reviews.total": Decimal(1)}
    years = seen(made.with_values(last_year=last))[3]
    assert [[bar.value, bar.last] for bar in years.bars] == [[1816, 1500]]


def test_an_empty_year_has_a_sentence_for_every_picture() -> None:
    for name, year in (("2018", 2018), ("2019", 2020), ("2021", 2023)):
        pictures = seen(Report(load_format(name), year))
        assert len(pictures) == 4
        for series in pictures:
            assert not series.drawn
            assert series.words == series.nothing and series.nothing.endswith("。")


def test_a_picture_of_zeros_is_not_drawn() -> None:
    assert not seen(report(published__website=0))[1].drawn


def test_a_picture_can_be_said_in_words() -> None:
    words = seen(report(published__website=528))[1].words
    assert "政府网站 528 条" in words


def test_a_ledger_that_stays_in_its_file_looks_the_same(tmp_path: Path) -> None:
    sample = read_sample()
    with Store.create(tmp_path / "年报.nianbao") as store:
        store.keep_from = 1
        store.add_report(sample)
        kept = store.load(sample.year)
        assert not kept.ledger("publications").quick
        assert seen(kept) == seen(sample)
