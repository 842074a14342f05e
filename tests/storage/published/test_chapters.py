"""Chapters: known by the likeness of their names, strange ones kept in their place."""

import pytest

from storage.format_reader import load_format
from storage.published.chapters import chapters_of, likeness

MADE = load_format("2018")


def keys(lines: list[str], made: str = "2018") -> list[str]:
    return [
        chapter.section.key if chapter.section else ""
        for chapter in chapters_of(lines, load_format(made))
    ]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("一、概述", "overview"),
        ("一、总体情况", "overview"),
        ("第一部分 概述", "overview"),
        ("第一章：概述", "overview"),
    ],
)
def test_the_first_chapter_is_the_overview_whatever_its_name(title: str, key: str) -> None:
    assert keys([title, "甲。"]) == ["", key]


def test_chapters_are_known_by_their_names_not_by_their_numbers() -> None:
    titles = [
        "一、概述",
        "二、主动公开政府信息的情况",
        "四、政府信息依申请公开办理情况",
        "五、收费及减免情况",
        "七、行政复议和行政诉讼情况",
        "八、存在的主要问题和改进措施",
    ]
    assert keys(titles) == [
        "",
        "overview",
        "publications",
        "requests",
        "fees",
        "disputes",
        "improvements",
    ]


def test_a_chapter_that_the_form_does_not_have_stays_where_it_is() -> None:
    chapters = chapters_of(
        ["一、概述", "甲。", "二、回应解读情况", "乙。", "三、收费及减免情况", "丙。"], MADE
    )
    overview, fees = chapters[1:]
    assert overview.strange == ["二、回应解读情况"]
    assert overview.lines == ["甲。", "二、回应解读情况", "乙。"]
    assert fees.title == "三、收费及减免情况"


def test_a_chapter_that_is_only_like_one_gives_way_to_the_one_of_its_name() -> None:
    lines = [
        "一、总体情况",
        "二、主动公开工作情况",
        "甲。",
        "一、主动公开政府信息情况",
        "规章 0 0 0",
        "二、收到和处理政府信息公开申请情况",
    ]
    chapters = chapters_of(lines, load_format("2021"))
    assert [each.title for each in chapters] == ["", lines[0], lines[3], lines[5]]
    assert chapters[1].strange == ["二、主动公开工作情况"]
    assert chapters[1].lines == lines[1:3]


def test_the_numbered_rows_of_a_table_are_no_chapters() -> None:
    rows = [
        "三、收到和处理政府信息公开申请情况",
        "一、本年新收政府信息公开申请数量 3 0 0 0 0 0 3",
        "三、本年度办理结果",
        "四、结转下年度继续办理",
        "四、结转下年度继续办理 0 0 0 0 0 0 0",
        "四、政府信息公开行政复议、行政诉讼情况",
    ]
    assert keys(rows, "2021") == ["", "requests", "disputes"]


def test_what_follows_a_heading_on_its_line_is_its_text() -> None:
    chapters = chapters_of(["一、总体情况。2023年，工作有序。", "乙。"], load_format("2021"))
    assert chapters[1].title == "一、总体情况"
    assert chapters[1].lines == ["2023年，工作有序。", "乙。"]


def test_a_list_in_the_text_is_no_chapter() -> None:
    assert keys(["一、概述", "二、加强领导。明确责任。", "三、完善机制，抓好落实。"]) == [
        "",
        "overview",
    ]


def test_likeness_tells_headings_apart() -> None:
    assert likeness("主动公开情况", "主动公开政府信息情况") > 0.75
    assert likeness("回应解读情况", "主动公开政府信息情况") < 0.5
