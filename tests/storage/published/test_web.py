"""The words of a web page."""

import pytest

from storage.published.web import is_page, text_of_page


def lines(source: str) -> list[str]:
    return [each for each in text_of_page(source).split("\n") if each.strip()]


def test_paragraphs_and_breaks_are_lines_and_the_sources_own_are_not() -> None:
    assert lines("<p>甲\n乙</p><div>丙<br>丁&nbsp;戊</div>") == ["甲 乙", "丙", "丁 戊"]


def test_scripts_styles_and_titles_say_nothing() -> None:
    source = "<title>别的</title><script>'<p>甲</p>'</script><style>p{}</style><p>乙</p>"
    assert lines(source) == ["乙"]


def test_a_table_is_rows_with_tabs_and_merged_cells_leave_blank_places() -> None:
    source = (
        "<table><tr><td colspan=2>甲</td><th rowspan='2'><p>乙</p></th></tr>"
        "<tr><td>丙</td><td></td></tr><tr><td>丁<td>1<td>2</table>戊"
    )
    assert lines(source) == ["甲 乙".replace(" ", "\t\t"), "丙\t\t", "丁\t1\t2", "戊"]


def test_a_table_that_lays_out_a_page_is_no_table() -> None:
    inner = "<table><tr><td>甲</td><td>1</td></tr></table>"
    source = f"<table><tr><td><p>话。</p><p>又话。</p></td><td>{inner}</td></tr></table>"
    assert lines(source) == ["话。", "又话。", "甲\t1"]


def test_broken_pages_are_read_as_far_as_they_go() -> None:
    assert lines("<table><tr><td>甲<table><td>乙</p></div></table>丙")[0].startswith("甲")
    assert lines("</td></tr></table><p>甲") == ["甲"]
    assert lines("<table>" * 500 + "甲")[-1:] in ([], ["甲"])


@pytest.mark.parametrize("section", ["<![foo[甲]]>", "<![ [>", "<![1>", "<![if !lists]><![endif]>"])
def test_sections_that_no_page_should_have_are_passed_over(section: str) -> None:
    assert lines(f"<p>甲</p>{section}<p>乙</p>") == ["甲", "乙"]


def test_a_page_is_known_by_its_beginning() -> None:
    assert is_page(" <!DOCTYPE html><html>") and is_page("<div>甲</div>")
    assert not is_page("示例区2023年<政府信息公开>") and not is_page("<甲>乙")
