"""The list of chapters at the beginning of a long report."""

import pytest

from storage.published.contents import without_contents
from storage.published.reader import parse_published
from tests.storage.published.texts import CHAPTERS, whole


def listed(form: str) -> list[str]:
    """A list of chapters, each line in this form with the chapter and its page."""
    return [form.format(title, page) for page, title in enumerate(CHAPTERS, 1)]


@pytest.mark.parametrize("form", ["{0}", "{0}……{1}", "{0} .......... {1}", "{0}\t{1}", "{0} - {1}"])
def test_the_list_of_chapters_is_left_out(form: str) -> None:
    title, *rest = whole().split("\n")
    contents = ["目  录", "", *listed(form), "（一）收取信息处理费情况……12", ""]
    assert without_contents([*contents, *rest]) == rest
    assert parse_published("\n".join([title, *contents, *rest])) == parse_published(whole())


def test_a_report_without_one_stays_as_it_is() -> None:
    lines = whole().split("\n")
    assert without_contents(lines) == lines


def test_headings_that_come_again_with_text_between_are_no_list() -> None:
    lines = ["一、概述", "甲。", "二、主动公开", "乙。", "三、其他", "丙。"] * 2
    assert without_contents(lines) == lines
