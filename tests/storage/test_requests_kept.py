"""What is asked of the requests is answered alike by a ledger that stays in its file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from storage import kept_entries
from storage.checks import check
from storage.clock import OpenRequests
from storage.kept_entries import KeptEntries
from storage.report import Cell, Entry, Report
from storage.request_doubts import request_doubts
from storage.rules import Severity
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
        "E1@requests/3/state",
        "E2@requests/5/answered_on",
        "E1@requests/6/state",
        "E1@requests/7/amended_on",
    ]


def test_the_applicants_month_is_the_same(held: Report, kept: Report) -> None:
    last = held.ledger("requests")[7]
    assert earlier_this_month(held, last) == earlier_this_month(kept, last) == 7


def hints(made: Report) -> list[tuple[str, str, str]]:
    """What the checks say of more than they list."""
    found = [each for each in check(made) if each.severity is Severity.HINT]
    return [(each.key, each.page, each.sentence) for each in found if "只列出前" in each.sentence]


def test_that_not_every_doubt_is_listed_is_said_once_for_each_kind(
    held: Report, kept: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_entries, "_MOST", 3)
    assert hints(kept) == [
        (
            "E2@requests",
            "requests",
            "依申请公开台账里日期或期限存疑的条目很多，只列出前 3 条；"
            "改好一些，后面的会接着列出来。",
        )
    ]
    assert [each.place for each in request_doubts(kept) if each.severity is Severity.DOUBT] == [
        "requests/3/state",
        "requests/5/answered_on",
        "requests/6/state",
    ]
    assert hints(held) == [], "in memory all are listed"
    other: dict[str, Cell] = {**ROW, "state": "已答复"}
    more = kept.ledger("requests").changed({9: Entry(9, other)})
    assert [key for key, _, _ in hints(kept.with_values(entries={"requests": more}))] == [
        "E2@requests"
    ]
    more = more.changed({10: Entry(10, other)})
    both = kept.with_values(entries={"requests": more})
    assert [key for key, _, _ in hints(both)] == ["E1@requests", "E2@requests"]
    assert hints(both)[0][2] == (
        "依申请公开台账里存疑的条目很多，只列出前 3 条；改好一些，后面的会接着列出来。"
    )
    # Mended one by one, the others are listed and the hint goes.
    less = more.changed({6: None, 10: None})
    mended = kept.with_values(entries={"requests": less})
    assert hints(mended) == []
    assert [each.place for each in request_doubts(mended)] == [
        "requests/3/state",
        "requests/5/answered_on",
        "requests/7/amended_on",
    ]
