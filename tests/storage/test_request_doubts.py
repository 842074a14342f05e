from datetime import date

import pytest

from storage.checks import check
from storage.edits import CalendarEdit, KeepEdit, apply
from storage.findings import Finding
from storage.report import Cell, Kept, Report
from tests.builders import entries, report

RECEIVED = date(2018, 9, 28)
"""To be answered by 24 October."""


def made(**cells: Cell) -> Report:
    held = {"received_on": RECEIVED, "state": "已答复", "outcome": "同意公开", **cells}
    return report(ledgers={"requests": entries(held)})


def found(held: Report) -> list[Finding]:
    return [
        each
        for each in check(held)
        if each.place.startswith("requests/") and each.rule in {"E1", "E2"}
    ]


def test_an_answer_in_time_is_nothing_to_look_at() -> None:
    assert not found(made(answered_on=date(2018, 10, 24)))


def test_a_late_answer_is_a_doubt_that_says_what_may_be_missing() -> None:
    (late,) = found(made(answered_on=date(2018, 10, 30)))
    assert (late.rule, late.place, late.page) == ("E2", "requests/1/answered_on", "requests")
    assert late.sentence == (
        "依申请公开台账第 1 条：应在2018年10月24日以前答复，实际2018年10月30日答复，"
        "迟了 4 个工作日。办过延期、补正或征求意见的，请把它们补填上。"
    )


@pytest.mark.parametrize(
    "cells",
    [
        {"extended": True},
        {"amend_asked_on": date(2018, 9, 30), "amended_on": date(2018, 10, 12)},
        {"consulted_on": date(2018, 10, 9), "opinions_on": date(2018, 10, 22)},
    ],
)
def test_what_prolongs_the_term_settles_it(cells: dict[str, Cell]) -> None:
    assert not found(made(answered_on=date(2018, 10, 30), **cells))


def test_a_kept_reason_holds_until_a_day_changes() -> None:
    held = made(answered_on=date(2018, 10, 30))
    (late,) = found(held)
    kept = apply(held, [KeepEdit(late.key, None, Kept("申请人同意", late.operands))])
    assert not found(kept)[0].open
    other = made(answered_on=date(2018, 10, 31)).with_values(kept=kept.kept)
    assert found(other)[0].open


def test_a_day_the_clerk_marked_is_counted_with() -> None:
    held = made(answered_on=date(2018, 10, 25))
    assert found(held)
    assert not found(apply(held, [CalendarEdit("2018-10-24", None, "放假")]))


def test_what_is_not_answered_is_no_finding_on_any_day() -> None:
    held = report(ledgers={"requests": entries({"received_on": RECEIVED, "state": "办理中"})})
    assert not found(held)


def test_days_in_the_wrong_order_and_a_forgotten_state_are_doubts() -> None:
    sentences = [
        each.sentence
        for each in found(
            made(
                state="办理中",
                answered_on=date(2018, 10, 8),
                amend_asked_on=date(2018, 10, 9),
                amended_on=date(2018, 10, 8),
                consulted_on=date(2018, 10, 9),
                opinions_on=date(2018, 10, 8),
                charged_on=date(2018, 10, 9),
                paid_on=date(2018, 10, 8),
            )
        )
    ]
    assert [each.partition("：")[2] for each in sentences] == [
        "已经填了答复日期，办理状态还是“办理中”。",
        "收到补正日期早于告知补正日期。",
        "收到意见日期早于征求意见日期。",
        "缴费日期早于收费通知日期。",
    ]


def test_the_days_of_the_clock_may_lie_in_the_next_year() -> None:
    held = made(
        received_on=date(2018, 12, 28),
        answered_on=date(2018, 12, 29),
        consulted_on=date(2019, 1, 4),
    )
    assert not found(held)


def test_an_outcome_with_a_forgotten_state_is_a_doubt() -> None:
    (finding,) = found(made(state="办理中"))
    assert "已经选了答复结果，办理状态还是“办理中”" in finding.sentence
    assert finding.place == "requests/1/state"
