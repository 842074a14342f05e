"""Numbers typed into a text by hand."""

import pytest

from storage.figures import figures_of
from storage.findings import Finding
from storage.loose_numbers import loose_numbers
from storage.rules import Severity
from tests.builders import report


def found(text: str) -> list[Finding]:
    held = report(requests__received=33, published__website=33, published__total=528)
    return list(loose_numbers(held, text, "正文", "text:overview.body", figures_of(held)))


def test_a_number_that_a_figure_has_can_follow_it() -> None:
    (hint,) = found("收到公开申请33件。")
    assert hint.severity is Severity.HINT and "“收到申请数”" in hint.sentence
    (hint,) = found("通过政府网站公开33条。")
    assert "“政府网站公开政府信息数”" in hint.sentence


@pytest.mark.parametrize("text", ["编发公报24份。", "发稿１，０００余篇。", "收入12.5万元。"])
def test_a_number_that_no_figure_has_is_doubtful(text: str) -> None:
    (doubt,) = found(text)
    assert (doubt.rule, doubt.severity) == ("W3", Severity.DOUBT)


@pytest.mark.parametrize(
    "text", ["第33条", "〔2018〕33号", "2018年", "33次会议", "0件", "{收到申请数}件"]
)
def test_what_counts_nothing_of_the_form_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_number_of_another_figure_than_its_words_say_is_doubtful() -> None:
    (doubt,) = found("全年主动公开政府信息33条。")
    assert doubt.rule == "W7" and "528" in doubt.sentence
