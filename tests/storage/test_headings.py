"""小标题: what is numbered as a heading is one, and the clerk's own stands for the format's."""

import pytest

from storage.format_reader import load_format
from storage.headings import lead_of, numbered, paragraphs_of
from storage.report import Report, Unit
from storage.wording import Wording
from tests.builders import report


@pytest.mark.parametrize(
    ("line", "level", "heading", "rest"),
    [
        ("二、回应解读情况", 1, "二、回应解读情况", ""),
        ("第二部分 回应解读情况", 1, "第二部分 回应解读情况", ""),
        ("（一）主动公开情况", 2, "（一）主动公开情况", ""),
        ("(十二)主动公开情况。", 2, "(十二)主动公开情况。", ""),
        ("（一）主动公开情况。全年公开甲。", 2, "（一）主动公开情况。", "全年公开甲。"),
        ("3.网民互动情况。收到留言。", 3, "3.网民互动情况。", "收到留言。"),
        ("3．网民互动情况", 3, "3．网民互动情况", ""),
    ],
)
def test_what_is_numbered_as_a_heading_is_one(
    line: str, level: int, heading: str, rest: str
) -> None:
    found = numbered(line)
    assert found is not None
    assert (found.level, found.heading, found.rest) == (level, heading, rest)
    assert found.alone == (not rest)


@pytest.mark.parametrize(
    "line",
    [
        "一、加强组织领导，明确责任分工，落实工作人员",
        "一、加强组织领导。二、明确责任分工。",
        "一是加强组织领导。",
        "（一）甲方提出异议，经核实属实。",
        "（2024年1月5日印发）",
        "1.5万人次参加培训。",
        "2024年，全区主动公开政府信息甲条。",
        "",
    ],
)
def test_prose_is_no_heading(line: str) -> None:
    assert numbered(line) is None


def wording(**texts: str) -> Wording:
    held = {f"overview.{key}": text for key, text in texts.items()}
    return Wording(Report(load_format("2021"), 2023, Unit(name="示例区"), texts=held))


def test_the_leads_count_on_where_a_text_was_left_out() -> None:
    said = wording(management="")
    part = said.report.format.texts["overview.platform"]
    assert lead_of(part, said) == "（三）政府信息公开平台建设。"
    assert lead_of(part, wording()) == "（四）政府信息公开平台建设。"


def test_the_leads_count_the_headings_that_the_clerk_wrote_himself() -> None:
    said = wording(body="总的情况。\n（一）组织领导\n甲。", published="（二）公开数量\n乙。")
    texts = said.report.format.texts
    assert lead_of(texts["overview.published"], said) == ""
    assert lead_of(texts["overview.requests"], said) == "（三）依申请公开。"


def test_a_text_that_nobody_wrote_is_empty_and_an_emptied_one_is_left_out() -> None:
    part = load_format("2021").texts["overview.platform"]
    assert paragraphs_of(part, wording()) == []
    assert paragraphs_of(part, wording(platform="")) is None
    assert paragraphs_of(part, wording(platform=" 甲。\n\n乙。 ")) == ["甲。", "乙。"]
    said = Wording(report(texts={"preamble.period": " "}))
    assert paragraphs_of(said.report.format.texts["preamble.period"], said) is None
