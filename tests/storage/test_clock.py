from datetime import date

import pytest

from storage.clock import Stage, standing_of
from storage.report import Cell
from storage.workdays import ENTERED, Workdays

DAYS = Workdays({})
RECEIVED = date(2018, 9, 28)
"""To be answered by 24 October."""


def said(today: date, **cells: Cell) -> str:
    standing = standing_of({"received_on": RECEIVED, **cells}, DAYS, today)
    assert standing is not None
    return standing.words


def test_without_a_day_of_receipt_there_is_no_clock() -> None:
    assert standing_of({"subject": "预算"}, DAYS, RECEIVED) is None


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2018, 9, 28), "还剩 15 个工作日"),
        (date(2018, 9, 30), "还剩 13 个工作日"),
        (date(2018, 10, 7), "还剩 13 个工作日"),
        (date(2018, 10, 23), "还剩 1 个工作日"),
        (date(2018, 10, 24), "今天到期"),
        (date(2018, 10, 25), "超期 1 个工作日"),
        (date(2018, 10, 29), "超期 3 个工作日"),
    ],
)
def test_an_open_request_says_what_is_left(today: date, words: str) -> None:
    assert said(today) == said(today, state="办理中") == words


def test_a_weekend_after_the_last_day_is_late_without_a_working_day() -> None:
    friday, saturday = date(2018, 10, 26), date(2018, 10, 27)
    standing = standing_of({"received_on": date(2018, 10, 3)}, DAYS, saturday)
    assert standing is not None and standing.deadline.due == friday
    assert (standing.stage, standing.words) == (Stage.OVERDUE, "已过期限")


def test_an_answer_is_in_time_or_late_whatever_today_is() -> None:
    today = date(2026, 1, 1)
    assert said(today, answered_on=date(2018, 10, 24), state="已答复") == "按时答复"
    assert said(today, answered_on=date(2018, 10, 30)) == "迟了 4 个工作日"
    assert said(today, answered_on=date(2018, 10, 30), extended=True) == "按时答复"


def test_an_answered_request_without_its_day_is_not_judged() -> None:
    for cells in ({"state": "已答复"}, {"outcome": "同意公开"}):
        assert said(date(2020, 1, 1), **cells) == ""


def test_the_clock_stands_while_something_is_awaited() -> None:
    today = date(2019, 1, 1)
    assert said(today, amend_asked_on=date(2018, 9, 29)) == "等待补正"
    assert said(today, state="待补正") == "等待补正"
    assert said(today, consulted_on=date(2018, 9, 29)) == "征求意见中"
    assert said(today, charged_on=date(2018, 9, 29)) == "等待缴费"


def test_asking_for_an_opinion_too_late_stops_nothing() -> None:
    assert said(date(2018, 10, 29), consulted_on=date(2018, 10, 25)) == "超期 3 个工作日"


def test_a_request_never_amended_is_not_late() -> None:
    closed = standing_of(
        {
            "received_on": RECEIVED,
            "amend_asked_on": date(2018, 9, 29),
            "answered_on": date(2019, 3, 1),
        },
        DAYS,
        date(2019, 3, 1),
    )
    assert closed is not None and (closed.stage, closed.words) == (Stage.UNJUDGED, "")


def test_a_day_in_a_year_nobody_knows_is_withheld_with_the_reason() -> None:
    standing = standing_of({"received_on": date(2026, 12, 9)}, DAYS, date(2026, 12, 10))
    assert standing is not None and standing.deadline.due is None
    assert standing.words == "期限待算"
    assert standing.deadline.unknown == "2027年的放假安排还没有录入，录入后自动算出。"
    entered = Workdays({"2027": ENTERED, "2027-01-01": "放假"})
    known = standing_of({"received_on": date(2026, 12, 9)}, entered, date(2026, 12, 10))
    assert known is not None and known.deadline.due == date(2027, 1, 7)


def test_lateness_in_a_year_nobody_knows_is_said_without_a_number() -> None:
    standing = standing_of({"received_on": date(2026, 11, 2)}, DAYS, date(2027, 2, 1))
    assert standing is not None and standing.words == "已过期限"


def test_the_steps_say_how_the_day_was_reckoned() -> None:
    standing = standing_of(
        {
            "received_on": date(2026, 3, 2),
            "way": "网络申请",
            "amend_asked_on": date(2026, 3, 16),
            "amended_on": date(2026, 3, 20),
            "consulted_on": date(2026, 3, 25),
            "opinions_on": date(2026, 3, 31),
            "extended": True,
        },
        DAYS,
        date(2026, 4, 1),
    )
    assert standing is not None
    assert standing.deadline.steps == (
        "3月2日收到（以双方确认之日为准），从3月3日起算20个工作日（2019年《条例》第三十三条）。",
        "3月16日通知补正，3月20日补正，重新计算，从3月23日起算20个工作日（2019年《条例》第三十三条）。",
        "告知补正应在7个工作日内，即3月11日以前。",
        "办了延期答复，再加20个工作日，共40个工作日。",
        "3月25日征求意见，3月31日收到意见，其间4个工作日不计算。",
        "应在5月26日以前答复（含当天）。",
    )


def test_before_the_first_regulation_there_was_no_term() -> None:
    standing = standing_of({"received_on": date(2008, 4, 30)}, DAYS, date(2008, 6, 1))
    assert standing is not None and standing.stage is Stage.UNJUDGED
    assert "2008年5月1日起施行" in standing.deadline.steps[0]
