from datetime import date
from typing import Any

import pytest

from storage.checks import check
from storage.findings import Finding, has_errors
from storage.report import Report, Unit
from storage.rules import Severity
from tests.builders import entries, report

CHANNELS: dict[str, Any] = {
    "published__gazette": 0,
    "published__website": 528,
    "published__weibo": 0,
    "published__wechat": 1286,
    "published__other": 2,
}


def found(made: Report, rule: str) -> list[Finding]:
    return [each for each in check(made) if each.rule == rule]


def test_figures_that_agree_give_no_error() -> None:
    assert not has_errors(check(report(**CHANNELS)))


def test_a_total_above_the_channels_is_an_error_with_its_numbers() -> None:
    (finding,) = found(report(**CHANNELS, published__total=1900), "A1")
    assert finding.severity is Severity.ERROR
    assert "1900" in finding.sentence
    assert "0 + 528 + 0 + 1286 + 2 = 1816" in finding.sentence
    assert "相差 84" in finding.sentence
    assert (finding.place, finding.page) == ("published.total", "publications")


def test_a_total_below_the_channels_is_only_doubtful() -> None:
    made = report(**CHANNELS, published__total=1800)
    assert not has_errors(check(made))
    (finding,) = found(made, "A3")
    assert finding.severity is Severity.DOUBT


def test_a_channel_above_the_total_is_an_error() -> None:
    made = report(**{**CHANNELS, "published__website": 1900}, published__total=1816)
    assert found(made, "A2")


def test_a_rule_with_an_unfilled_operand_is_not_judged() -> None:
    made = report(requests__received=33, requests__online=3)
    assert not found(made, "B1")
    assert any(each.place == "requests.fax" for each in found(made, "B0"))


def test_typed_and_counted_that_differ_are_both_named() -> None:
    ledgers = {"publications": entries({"channels": ("政府网站",)})}
    (finding,) = found(report(ledgers=ledgers, published__website=528), "T3")
    assert "528" in finding.sentence and "1" in finding.sentence
    assert finding.severity is Severity.DOUBT


def test_unreadable_values_are_errors_that_lead_to_their_place() -> None:
    unparsed = {"staff.budget": "约三万", "publications/1/published_on": "2018年2月30日"}
    ledgers = {"publications": entries({"channels": ("其他",)})}
    made = report(unparsed=unparsed, ledgers=ledgers)
    places = {each.place for each in check(made) if each.severity is Severity.ERROR}
    assert places == set(unparsed)


@pytest.mark.parametrize(
    ("place", "text", "reason"),
    [
        ("published.website", "1.5", "要填整数"),
        ("published.website", "-3", "负数"),
        ("published.website", "约五百", "不是数字"),
        ("publications/1/published_on", "2018年2月30日", "不存在"),
        ("publications/1/normative", "大概", "“是”或“否”"),
    ],
)
def test_an_unreadable_value_is_told_with_the_reason(place: str, text: str, reason: str) -> None:
    ledgers = {"publications": entries({"channels": ("其他",)})}
    made = report(unparsed={place: text}, ledgers=ledgers)
    (finding,) = [each for each in check(made) if each.rule in {"T1", "T2"}]
    assert reason in finding.sentence


def test_what_is_unreadable_about_a_person_is_not_repeated() -> None:
    ledgers = {"requests": entries({"number": "1"})}
    made = report(unparsed={"requests/1/received_on": "张某说过"}, ledgers=ledgers)
    (finding,) = found(made, "T2")
    assert "张某" not in finding.sentence


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"received_on": date(2017, 5, 1)}, "不在 2018 年内"),
        ({"received_on": date(2018, 5, 2), "answered_on": date(2018, 5, 1)}, "早于"),
        ({"state": "已答复"}, "没有选答复结果"),
    ],
)
def test_doubtful_entries_are_named(cells: dict[str, object], words: str) -> None:
    made = report(ledgers={"requests": entries(cells)})  # type: ignore[arg-type]
    assert any(words in each.sentence for each in found(made, "E1"))


def test_a_missing_unit_an_empty_text_and_an_unknown_token_are_doubtful() -> None:
    made = report(unit=Unit(), texts={"other.body": "见{附件}"})
    assert found(made, "U1")
    assert any(each.place == "text:overview.body" for each in found(made, "W1"))
    assert any("{附件}" in each.sentence for each in found(made, "W2"))


def test_errors_come_first_and_every_finding_has_a_target() -> None:
    made = report(**CHANNELS, published__total=1900)
    findings = check(made)
    order = [list(Severity).index(each.severity) for each in findings]
    assert order == sorted(order)
    assert all(each.place and each.page and each.sentence.endswith("。") for each in findings)


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("全年公开1816条。", Severity.HINT),
        ("全年公开１，８１６条。", Severity.HINT),
        ("全年公开1817条。", Severity.DOUBT),
        ("全年公开{主动公开总数}条。", None),
        ("依据〔2018〕21号文件第32条，2018年开了3次会，零件0件。", None),
    ],
)
def test_a_number_written_by_hand_into_a_text_is_found(
    text: str, severity: Severity | None
) -> None:
    found_here = found(report(texts={"overview.body": text}, **CHANNELS), "W3")
    assert [each.severity for each in found_here] == ([severity] if severity else [])


def test_a_number_in_a_text_is_held_against_the_figure_it_speaks_of() -> None:
    text = "收到举报投诉7件，属于已主动公开范围7件。"
    held = report(
        texts={"overview.body": text},
        requests__to_amend=7,
        requests__already_public=7,
        complaints__total=7,
    )
    told = [each.sentence for each in found(held, "W3")]
    assert "“举报投诉数量”" in told[0]
    assert "“属于已主动公开范围数”" in told[1]


def test_a_sentence_that_was_emptied_is_asked_for_only_where_its_chapter_says_nothing() -> None:
    def asked(**texts: str) -> set[str]:
        said = check(report(texts={key.replace("__", "."): text for key, text in texts.items()}))
        return {each.place for each in said if each.rule == "W1"}

    assert "text:measures.body" not in asked(measures__body="", problems__body="甲。")
    assert asked(measures__body="", problems__body="") >= {
        "text:measures.body",
        "text:problems.body",
    }
    assert "text:published.forms" in asked(published__forms="")
