from datetime import date

import pytest

from storage.checks import check
from storage.findings import Finding
from storage.format_reader import load_format
from storage.report import Cell, Report
from tests.builders import UNIT, entries

REQUEST: dict[str, Cell] = {
    "received_on": date(2023, 3, 1),
    "applicant": "自然人",
    "state": "办理中",
}


def made(ledger: str, cells: dict[str, Cell], version: str = "2021", year: int = 2023) -> Report:
    return Report(load_format(version), year, UNIT, entries={ledger: entries(cells)})


def found(report: Report) -> list[Finding]:
    return [each for each in check(report) if each.rule == "E1"]


def test_a_request_with_all_that_is_counted_is_nothing_to_look_at() -> None:
    assert not found(made("requests", REQUEST))


@pytest.mark.parametrize(
    ("column", "words"), [("state", "分不清办结了没有"), ("applicant", "任何一列")]
)
def test_a_request_without_what_it_is_counted_by_is_a_doubt(column: str, words: str) -> None:
    cells = {key: cell for key, cell in REQUEST.items() if key != column}
    (finding,) = found(made("requests", cells))
    assert words in finding.sentence
    assert finding.place == f"requests/1/{column}"


def test_what_a_format_does_not_count_by_may_stay_blank() -> None:
    cells = {**REQUEST, "received_on": date(2018, 3, 1), "applicant": None}
    assert not found(made("requests", cells, "2018", 2018))


def test_a_case_without_its_kind_or_result_is_a_doubt() -> None:
    (finding,) = found(made("disputes", {"subject": "某事"}))
    assert "没有选类别" in finding.sentence
    (finding,) = found(made("disputes", {"kind": "行政复议"}))
    assert "尚未审结" in finding.sentence
    assert not found(made("disputes", {"kind": "申诉举报"}, "2018", 2018))
