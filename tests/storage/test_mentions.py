"""文表一致: a number in a text that its words name is held against that figure."""

from decimal import Decimal

import pytest

from storage.checks import check
from storage.findings import Finding
from storage.format_reader import load_format, load_formats
from storage.mentions import mention_before
from storage.report import Report
from storage.rules import Severity

FIGURES = {
    "requests.received.natural": 13,
    "requests.received.company": 2,
    "requests.carried_in.natural": 1,
    "requests.granted.natural": 6,
    "requests.partly_granted.natural": 2,
    "requests.refused_third_party.natural": 1,
    "requests.not_petition.natural": 6,
    "requests.carried_out.natural": 1,
    "reviews.upheld": 3,
    "lawsuits.direct.upheld": 1,
    "lawsuits.after.pending": 1,
}


def said(text: str, made: str = "2021", **changed: int) -> list[Finding]:
    """What is told of the numbers of a text; every other figure is 0."""
    form = load_format(made)
    held = {key: Decimal(0) for key, field in form.fields.items() if not field.computed}
    held |= {key: Decimal(value) for key, value in FIGURES.items() if key in held}
    held |= {key.replace("__", "."): Decimal(value) for key, value in changed.items()}
    last = {"requests.received.total": Decimal(12), "reviews.total": Decimal(4)}
    texts = {"overview.body": text}
    report = Report(form, form.years[0], figures=held, texts=texts, last_year=last)
    return [each for each in check(report) if each.rule in ("W3", "W7", "W8")]


AGREE = [
    "新收政府信息公开申请15件，",
    "共收到公开申请 １５ 件；",
    "收办政府信息公开申请16件，",
    "上年度结转申请1件，",
    "结转下一年度继续办理1件。",
    "收办政府信息公开申请案件16件，转下年度办理1件。",
    "予以公开6件，部分公开2件，",
    "予以公开及部分公开8件，",
    "不予公开共计1件，无法提供0件。",
    "被申请行政复议3件，提起行政诉讼2件。",
    "予以公开6件（40%），部分公开2件，占13.33%，不予公开1件（占申请总数的6.25%）。",
    "予以公开及部分公开8件（53.3％）。",
    "新收政府信息公开申请15件，同比增长25%。",
    "收到公开申请15件（较上年增加25.0%）。",
    "行政复议3件，比去年同期下降25%。",
    "收到公开申请15件，占全市的88.8%。",
]


@pytest.mark.parametrize("text", AGREE)
@pytest.mark.parametrize("made", ["2019", "2021"])
def test_numbers_that_agree_with_the_tables_are_no_doubt(text: str, made: str) -> None:
    assert all(each.severity is Severity.HINT for each in said(text, made))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("收到政府信息公开申请13件。", "一、本年新收政府信息公开申请数量，总计 15"),
        ("收到申请0件。", "总计 15"),
        ("上年结转2件。", "二、上年结转政府信息公开申请数量，总计 1"),
        ("结转至下年度办理6件。", "四、结转下年度继续办理，总计 1"),
        ("部分公开6件。", "总计 2"),
        ("不予公开6件。", "不予公开合计 1"),
        ("行政复议案件6件。", "行政复议，总计 3"),
        ("行政诉讼6件。", "未经复议直接起诉，总计 1 + 复议后起诉，总计 1 = 2"),
    ],
)
def test_a_number_that_is_another_figures_is_doubtful_all_the_same(text: str, wanted: str) -> None:
    (finding,) = said(text)
    assert (finding.rule, finding.severity) == ("W7", Severity.DOUBT)
    assert wanted in finding.sentence
    assert finding.place == "text:overview.body" and finding.operands


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("予以公开6件（41%）。", "6件（41%", "6 占 15 的 40.0%"),
        ("部分公开2件，占比13.4%。", "2件，占比13.4%", "13.3%"),
        ("收到公开申请15件，同比增长24%。", "15件，同比增长24%", "上年是 12，增长 25.0%"),
        ("收到公开申请15件，同比下降25%。", "同比下降25%", "增长 25.0%"),
        ("行政复议3件（较上年减少20%）。", "减少20%", "上年是 4，减少 25.0%"),
    ],
)
def test_a_percentage_that_does_not_come_out_is_doubtful(
    text: str, words: str, wanted: str
) -> None:
    (finding,) = [each for each in said(text) if each.rule == "W8"]
    assert finding.severity is Severity.DOUBT
    assert words in finding.sentence and wanted in finding.sentence


def test_a_hint_names_the_figure_that_the_words_name() -> None:
    (finding,) = said("上年结转申请1件。")
    assert "“二、上年结转政府信息公开申请数量，总计”" in finding.sentence


@pytest.mark.parametrize(
    "text",
    [
        "收到网络申请6件。",
        "行政复议、行政诉讼案件6件。",
        "行政复议纠错6件。",
        "申请数比上年减少6件。",
        "编发公报6件。",
    ],
)
def test_words_that_say_something_else_are_not_held_against_a_figure(text: str) -> None:
    assert all(each.rule == "W3" for each in said(text))


def test_a_figure_not_yet_filled_in_is_not_held_against() -> None:
    form = load_format("2021")
    report = Report(form, 2023, texts={"overview.body": "收到政府信息公开申请13件。"})
    assert not [each for each in check(report) if each.rule == "W7"]


def test_the_statistics_of_2018_are_held_against_too() -> None:
    changed = {"published__website": 528, "published__total": 528, "requests__received": 33}
    (finding,) = said("全年主动公开政府信息530条。", "2018", **changed)
    assert finding.rule == "W7" and "主动公开政府信息数 528" in finding.sentence


def test_the_rules_words_are_patterns_and_the_longer_ones_come_first() -> None:
    for made in load_formats():
        assert made.mentions
    first = mention_before(load_format("2021").mentions, "其中予以公开及部分公开")
    assert first is not None and len(first.sums[0]) == 2
