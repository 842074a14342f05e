from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from storage.carrying import carry_over
from storage.checks import check
from storage.edits import EntryEdit, apply, inverse
from storage.figures import figures_of
from storage.format_reader import load_format
from storage.report import Cell, Entry, Report
from storage.store import Store
from tests.builders import entries

OPEN: dict[str, Cell] = {
    "number": "2022-7",
    "received_on": date(2022, 12, 20),
    "applicant": "自然人",
    "subject": "预算",
    "state": "办理中",
}
WAITING: dict[str, Cell] = {**OPEN, "number": "2022-8", "applicant": "商业企业", "state": "待补正"}
DONE: dict[str, Cell] = {**OPEN, "number": "2022-6", "state": "已答复", "outcome": "予以公开"}


def year(number: int, *rows: dict[str, Cell], **figures: int) -> Report:
    typed = {key.replace("__", "."): Decimal(value) for key, value in figures.items()}
    held = {"requests": entries(*rows)} if rows else {}
    return Report(load_format("2021"), number, figures=typed, entries=held)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "年报.nianbao"


def loaded(path: Path, before: Report, now: Report) -> Report:
    with Store.create(path) as store:
        store.add_report(before)
        store.add_report(now)
        return store.load(now.year)


def broken(report: Report) -> list[str]:
    return [each.sentence for each in check(report) if each.rule == "K7"]


@pytest.mark.parametrize(
    ("told", "carried"),
    [({}, 1), ({"outcome": "予以公开"}, 0), ({"answered_on": date(2022, 12, 30)}, 0)],
)
def test_a_request_without_a_state_is_unfinished_where_nothing_tells_of_an_answer(
    told: dict[str, Cell], carried: int
) -> None:
    row = {**{key: cell for key, cell in OPEN.items() if key != "state"}, **told}
    assert len(carry_over(year(2023), year(2022, row)).requests) == carried


def test_unfinished_requests_become_entries_of_the_new_year(path: Path) -> None:
    before = year(2022, DONE, OPEN, WAITING)
    now = loaded(path, before, year(2023))
    found = carry_over(now, before)
    after = apply(now, found.edits)
    assert [each.cells for each in after.ledger("requests")] == [
        {**OPEN, "carried": True},
        {**WAITING, "carried": True},
    ]
    figures = figures_of(after)
    assert figures["requests.carried_in.natural"].value == 1
    assert figures["requests.carried_in.total"].value == 2
    assert figures["requests.received.total"].value == 0
    assert not found.against and not broken(after)
    # Counted, not typed: the ledger is where the figure comes from.
    assert "requests.carried_in.natural" not in after.figures


def test_it_is_one_step_that_can_be_undone(path: Path) -> None:
    before = year(2022, OPEN)
    now = loaded(path, before, year(2023))
    edits = carry_over(now, before).edits
    assert apply(apply(now, edits), inverse(edits)) == now


def test_nothing_is_carried_over_twice(path: Path) -> None:
    before = year(2022, OPEN, WAITING)
    begun = loaded(path, before, year(2023))
    now = apply(begun, carry_over(begun, before).edits)
    again = carry_over(now, before)
    assert not again.requests and not again.edits
    # Answered or reworded since, it is still the same request by its number.
    (first, _) = now.ledger("requests")
    answered = {**first.cells, "state": "已答复", "subject": "2022年预算"}
    changed = apply(now, [EntryEdit("requests", 1, first, Entry(1, answered))])
    assert not carry_over(changed, before).requests


def test_requests_without_a_number_are_told_apart_by_what_they_ask(path: Path) -> None:
    plain = {key: cell for key, cell in OPEN.items() if key != "number"}
    before = year(2022, plain, plain, {**plain, "subject": "决算"})
    now = loaded(path, before, year(2023, {**plain, "carried": True}))
    found = carry_over(now, before)
    assert [each.cells["subject"] for each in found.requests] == ["预算", "决算"]


def test_a_table_of_last_year_that_disagrees_is_said(path: Path) -> None:
    before = year(2022, OPEN, requests__carried_out__natural=3)
    found = carry_over(loaded(path, before, year(2023)), before)
    (sentence,) = [each for each in found.against if "自然人" in each]
    assert "自然人 1" in sentence and "自然人 3" in sentence and "相差 2" in sentence


def test_without_a_ledger_the_figures_of_last_year_are_taken(path: Path) -> None:
    before = year(2022, requests__carried_out__natural=3)
    found = carry_over(loaded(path, before, year(2023)), before)
    assert not found.requests and not found.against
    after = apply(year(2023), found.edits)
    assert after.figures["requests.carried_in.natural"] == 3


def test_what_could_not_be_read_goes_with_its_request(path: Path) -> None:
    before = year(2022, OPEN).with_values(unparsed={"requests/1/fee": "十来块"})
    now = loaded(path, before, year(2023))
    after = apply(now, carry_over(now, before).edits)
    assert after.unparsed == {"requests/1/fee": "十来块"}
