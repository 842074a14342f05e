"""A figure leads to its entries and parts, and an entry to its figures, in all three formats."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.figures import Source, figures_of
from storage.format_reader import load_format
from storage.formats import Format
from storage.interchange import read_sample
from storage.ledgers import Column, Kind, Ledger
from storage.report import Cell, Entry, Report
from storage.store import Store
from storage.traces import counted_into, share_of, trace
from tests.builders import entries, report

FORMATS = ("2018", "2019", "2021")


def cells_of(column: Column) -> st.SearchStrategy[Any]:
    """What a column can hold."""
    match column.kind:
        case Kind.DATE:
            return st.dates(date(2018, 1, 1), date(2018, 12, 31))
        case Kind.COUNT:
            return st.integers(0, 2000)
        case Kind.AMOUNT:
            return st.decimals(0, 99999, places=2)
        case Kind.CHOICE:
            return st.sampled_from(column.choices)
        case Kind.CHOICES:
            return st.lists(st.sampled_from(column.choices), min_size=1, unique=True).map(tuple)
        case Kind.FLAG:
            return st.booleans()
    return st.sampled_from(("甲", "乙"))


def rows_of(ledger: Ledger) -> st.SearchStrategy[dict[str, Cell]]:
    return st.fixed_dictionaries(
        {}, optional={column.key: cells_of(column) for column in ledger.columns}
    )


@st.composite
def reports(draw: st.DrawFn, made: Format) -> Report:
    ledgers = {
        key: entries(*draw(st.lists(rows_of(ledger), max_size=8)))
        for key, ledger in made.ledgers.items()
    }
    typed = draw(st.dictionaries(st.sampled_from(list(made.fields)), st.integers(0, 99)))
    return Report(
        format=made,
        year=made.years[1] or made.years[0],
        figures={key: Decimal(value) for key, value in typed.items()},
        entries=ledgers,
    )


@pytest.mark.parametrize("name", FORMATS)
@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_traced_entries_come_to_every_counted_figure(name: str, data: st.DataObject) -> None:
    made = data.draw(reports(load_format(name)))
    figures, counted = figures_of(made), 0
    for key, figure in figures.items():
        found = trace(made, figures, key)
        assert found.figure is figure
        if figure.counted is not None:
            assert figure.field.count is not None
            assert found.total / figure.field.count.divide == figure.counted
            held = made.ledger(figure.field.count.ledger)
            assert set(map(id, found.entries)) <= set(map(id, held))
            counted += 1
        else:
            assert not found.entries
        if figure.source is Source.SUMMED:
            values = [part.value for part in found.parts]
            assert sum(value for value in values if isinstance(value, Decimal)) == figure.value
    assert counted or not any(
        made.ledger(field.count.ledger) for field in made.format.fields.values() if field.count
    )


@pytest.mark.parametrize("name", FORMATS)
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_entry_and_its_figures_find_each_other(name: str, data: st.DataObject) -> None:
    made = data.draw(reports(load_format(name)))
    figures = figures_of(made)
    for ledger in made.format.ledgers:
        for entry in made.ledger(ledger):
            named = {each.field.key for each in counted_into(figures, ledger, entry)}
            counts = {key: each.field.count for key, each in figures.items()}
            counted = {key for key, each in counts.items() if each and each.ledger == ledger}
            traced = {key for key in counted if entry in trace(made, figures, key).entries}
            assert named & counted == traced
            assert all(named & set(figures[key].field.sum_of) for key in named - counted)


def test_without_an_entry_the_figures_it_was_counted_into_change_and_no_others() -> None:
    rows: list[dict[str, Cell]] = [
        {"channels": ("政府网站", "政务微信"), "quantity": 3, "normative": True},
        {"channels": ("政务微信",), "quantity": 1286},
    ]
    made = report(ledgers={"publications": entries(*rows)})
    figures = figures_of(made)
    first = made.ledger("publications")[0]
    named = {each.field.key for each in counted_into(figures, "publications", first)}
    less = made.with_values(entries={"publications": (made.ledger("publications")[1],)})
    after = figures_of(less)
    changed = {key for key in figures if figures[key].value != after[key].value}
    assert named == changed
    assert named == {
        *("published.total", "published.website", "published.wechat", "published.normative"),
    }


def test_a_sum_leads_to_its_parts_and_these_to_theirs() -> None:
    made = Report(
        format=load_format("2021"),
        year=2023,
        entries={
            "requests": entries(
                {"applicant": "自然人", "outcome": "予以公开", "quantity": 2},
                {"applicant": "商业企业", "outcome": "予以公开"},
            )
        },
    )
    figures = figures_of(made)
    total = trace(made, figures, "requests.granted.total")
    assert total.figure.value == 3 and not total.entries
    assert {part.field.key: part.value for part in total.parts}["requests.granted.natural"] == 2
    first = trace(made, figures, total.parts[0].field.key)
    assert [each.id for each in first.entries] == [1]
    entry = made.ledger("requests")[0]
    named = [each.field.key for each in counted_into(figures, "requests", entry)]
    assert {"requests.granted.natural", "requests.granted.total", "requests.closed.total"} <= set(
        named
    )
    assert not any("company" in key for key in named)


def test_a_typed_figure_is_named_but_hands_nothing_on_to_its_sum() -> None:
    made = Report(
        format=load_format("2021"),
        year=2023,
        figures={"requests.granted.natural": Decimal(9)},
        entries={"requests": entries({"applicant": "自然人", "outcome": "予以公开"})},
    )
    figures = figures_of(made)
    entry = made.ledger("requests")[0]
    named = {each.field.key for each in counted_into(figures, "requests", entry)}
    assert "requests.granted.natural" in named
    assert "requests.granted.total" not in named


def test_fees_are_traced_in_yuan_to_the_entries_that_paid() -> None:
    rows: list[dict[str, Cell]] = [{"fee": Decimal("150.50")}, {}, {"fee": Decimal(50)}]
    made = report(ledgers={"requests": entries(*rows)})
    found = trace(made, figures_of(made), "fees.charged")
    assert [each.id for each in found.entries] == [1, 3]
    assert found.total == Decimal("200.50") and found.figure.counted == Decimal("0.02005")


def test_an_entry_without_a_quantity_is_one_item() -> None:
    count = load_format("2018").fields["published.total"].count
    assert count is not None
    assert [share_of(Entry(1, cells), count) for cells in ({}, {"quantity": 0})] == [1, 0]


def kept(path: Path, given: Report) -> Report:
    """The same year, read from a file that keeps its ledgers."""
    with Store.create(path) as store:
        store.keep_from = 1
        store.add_report(given)
        return store.load(given.year)


def test_a_ledger_that_stays_in_its_file_is_traced_alike(tmp_path: Path) -> None:
    held = read_sample()
    there = kept(tmp_path / "年报.nianbao", held)
    assert not there.ledger("publications").quick
    figures, same = figures_of(held), figures_of(there)
    for key in figures:
        found = trace(there, same, key)
        assert found.whole and found.total == trace(held, figures, key).total
        assert found.entries == trace(held, figures, key).entries


def test_of_very_many_entries_the_first_are_listed_and_the_sum_stays_known(
    tmp_path: Path,
) -> None:
    rows: list[dict[str, Cell]] = [{"channels": ("政府网站",), "quantity": 2}] * 1_200
    there = kept(tmp_path / "年报.nianbao", report(ledgers={"publications": entries(*rows)}))
    figures = figures_of(there)
    found = trace(there, figures, "published.website")
    assert not found.whole and len(found.entries) == 1_000
    assert found.figure.counted == 2_400


def test_a_trace_without_its_entries_knows_that_they_are_missing() -> None:
    made = report(ledgers={"publications": entries({"channels": ("政府网站",)})})
    figures = figures_of(made)
    assert not trace(made, figures, "published.website", listed=False).whole
    assert trace(made, figures, "published.gazette", listed=False).whole
