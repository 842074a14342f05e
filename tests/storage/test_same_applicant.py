from datetime import date

from storage.report import Cell, Report
from storage.same_applicant import earlier_this_month
from tests.builders import entries, report

MARCH: dict[str, Cell] = {"applicant_name": "甲", "received_on": date(2023, 3, 20)}


def made(*rows: dict[str, Cell]) -> Report:
    return report(2023, ledgers={"requests": entries(*rows)})


def test_only_what_came_earlier_in_the_month_from_the_same_person_counts() -> None:
    held = made(
        {**MARCH, "quantity": 3, "received_on": date(2023, 3, 1)},
        MARCH,
        {**MARCH, "received_on": date(2023, 3, 21)},
        {**MARCH, "received_on": date(2023, 2, 27)},
        {**MARCH, "received_on": date(2022, 3, 1)},
        {**MARCH, "applicant_name": "甲乙"},
        MARCH,
        {"applicant_name": "甲"},
    )
    assert earlier_this_month(held, held.ledger("requests")[6]) == 4
    assert earlier_this_month(held, held.ledger("requests")[0]) == 0


def test_without_a_name_or_a_day_nothing_can_be_said() -> None:
    held = made({"applicant_name": "甲"}, {"received_on": date(2023, 3, 20)})
    assert [earlier_this_month(held, each) for each in held.ledger("requests")] == [None, None]
