"""Lines of a report: without page numbers, paragraphs whole again."""

import pytest

from storage.published.lines import lines_of, paragraphs_of, squeezed, wrap_of


@pytest.mark.parametrize("page_number", ["— 3 —", "- 3 -", "－3－", "第 3 页", "第3页 共12页"])
def test_page_numbers_are_left_out_between_the_lines(page_number: str) -> None:
    assert lines_of(f"甲\n{page_number}\n乙\n0\n") == ["甲", "乙", "0"]


def test_a_bare_number_is_a_page_number_only_at_the_end_of_a_page() -> None:
    assert lines_of("甲\n0\n乙\n\n3\n\f丙\n0\n丁\n\n4\n\f") == [
        "甲",
        "0",
        "乙",
        "",
        "丙",
        "0",
        "丁",
        "",
    ]
    assert lines_of("甲\n0\n") == ["甲", "0"]


def test_line_breaks_of_all_systems_and_of_word_are_lines() -> None:
    assert lines_of("甲\r\n乙\r丙\v丁\t戊\n") == ["甲", "乙", "丙", "丁\t戊"]


def test_the_signs_of_markdown_are_left_out() -> None:
    assert lines_of("| 甲 | 乙 |\n|---|:---:|\n| - | |") == ["| 甲 | 乙 |", "| - | |"]
    assert lines_of("# **示例区**\n## 一、总体情况\n#1 号文件\n甲**乙**丙") == [
        "示例区",
        "一、总体情况",
        "#1 号文件",
        "甲乙丙",
    ]


def test_the_same_words_are_known_however_they_are_spaced_and_punctuated() -> None:
    assert squeezed("（一） 予以公开：１件") == squeezed("(一)予以公开1件") == "一予以公开1件"


FIRST = (
    "今年全区各级行政机关坚持以公开为常态、不公开为例外，持续深化重点领域信息公开，"
    "完善制度机制，提升公开质量，"
)
SECOND = (
    "切实保障人民群众的知情权、参与权、表达权和监督权，各项工作取得了新的成效，"
    "社会各界的满意程度进一步提高。"
)


def broken(text: str, width: int = 28, indent: str = "") -> list[str]:
    first = width - 2
    return [
        indent + text[:first],
        *(text[start : start + width] for start in range(first, len(text), width)),
    ]


@pytest.mark.parametrize("indent", ["", "    "])
def test_a_paragraph_that_a_page_broke_is_whole_again(indent: str) -> None:
    lines = [*broken(FIRST * 2 + SECOND, indent=indent), *broken(SECOND, indent=indent)]
    wrap = wrap_of(lines)
    assert wrap is not None
    assert list(paragraphs_of(lines, wrap)) == [FIRST * 2 + SECOND, SECOND]


def test_headings_stay_lines_of_their_own_in_a_broken_page() -> None:
    lines = [*broken(FIRST * 2 + SECOND), "（一）主动公开情况", *broken(FIRST + SECOND)]
    told = list(paragraphs_of(lines, wrap_of(lines)))
    assert told == [FIRST * 2 + SECOND, "（一）主动公开情况", FIRST + SECOND]


def test_a_web_pages_lines_are_its_paragraphs() -> None:
    lines = [FIRST + SECOND, "短的一行", FIRST * 3, "", "另一行"] * 5
    assert wrap_of(lines) is None
    assert list(paragraphs_of(lines, None)) == [each for each in lines if each]


def test_a_small_table_in_the_text_gets_bars_and_single_cells_stay_apart() -> None:
    lines = ["甲。", "领 域\t\t数量", "就业\t123\t", "乙。", "单独\t一行"]
    assert list(paragraphs_of(lines, None)) == [
        "甲。",
        "领 域 | | 数量",
        "就业 | 123 |",
        "乙。",
        "单独\u3000一行",
    ]
