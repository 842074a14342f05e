"""What is asked of the requests is answered alike by a ledger that stays in its file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from storage.clock import OpenRequests
from storage.kept_entries import KeptEntries
from storage.report import Cell, Report
from storage.request_doubts import request_doubts
from storage.same_applicant import earlier_this_month
from storage.store import Store
from tests.builders import entries, report

ROW: dict[str, Cell] = {"received_on": date(2018, 9, 3), "applicant_name": "甲", "subject": "预算"}


@pytest.fixture
def held() -> Report:
    """One of every kind."""
    answered: dict[str, Cell] = {**ROW, "state": "已答复", "outcome": "同意公开"}
    return report(
        ledgers={
            "requests": entries(
                ROW,
                {**ROW, "state": "办理中"},
                {**ROW, "state": "待补正", "outcome": "同意公开"},
                {**answered, "answered_on": date(2018, 9, 10)},
                {**answered, "answered_on": date(2018, 10, 30)},
                {**answered, "state": "办理中", "answered_on": date(2018, 9, 10)},
                {**answered, "amend_asked_on": date(2018, 9, 9), "amended_on": date(2018, 9, 5)},
                {**ROW, "quantity": 3},
            )
        }
    )


@pytest.fixture
def kept(held: Report, tmp_path: Path) -> Iterator[Report]:
    """The same year, read from a file that keeps its ledgers."""
    path = tmp_path / "年报.nianbao"
    with Store.create(path) as store:
        store.keep_from = 1
        store.add_report(held)
        found = store.load(2018)
        assert isinstance(found.ledger("requests"), KeptEntries)
        yield found


def test_the_open_requests_are_the_same(held: Report, kept: Report) -> None:
    found = [each.id for each in kept.ledger("requests").which(OpenRequests())]
    assert found == [1, 2, 8]
    assert found == [each.id for each in held.ledger("requests").which(OpenRequests())]


def test_the_doubts_are_the_same(held: Report, kept: Report) -> None:
    found = [each.key for each in request_doubts(kept)]
    assert found == [each.key for each in request_doubts(held)]
    assert found == [
        "E2@requests/5/answered_on",
        "E1@requests/6/state",
        "E1@requests/7/amended_on",
    ]


def test_the_applicants_month_is_the_same(held: Report, kept: Report) -> None:
    last = held.ledger("requests")[7]
    assert earlier_this_month(held, last) == earlier_this_month(kept, last) == 7
