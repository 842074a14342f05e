import re
from datetime import date
from decimal import Decimal

import pytest

from export.compose import compose
from export.document import (
    Align,
    Cell,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    Tone,
    texts_of,
)
from storage.format_reader import load_format
from storage.formats import NOTE
from storage.report import Report, Unit
from storage.wording import MISSING
from tests.builders import MODEL, UNIT, gongnong_report, report


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def whole(document: Document) -> str:
    return bare("".join(document.texts()))


@pytest.fixture(scope="module")
def gongnong() -> Report:
    if not MODEL.is_file():
        pytest.skip("the real reports are not beside this repository")
    return gongnong_report(MODEL.read_text(encoding="utf-8"))


def test_the_text_equals_the_real_report(gongnong: Report) -> None:
    assert whole(compose(gongnong)) == bare(MODEL.read_text(encoding="utf-8"))


def test_one_changed_number_changes_everywhere_and_nothing_else(gongnong: Report) -> None:
    figures = {**gongnong.figures, "published.website": Decimal(530)}
    changed = gongnong.with_values(figures=figures)
    before, after = whole(compose(gongnong)), whole(compose(changed))
    assert after == before.replace("528", "530").replace("1816", "1818")
    assert "528" not in after
    assert "1816" not in after
    assert after.count("530") == 2
    assert after.count("1818") == 1


def test_a_lead_runs_in_or_stands_alone_as_the_format_says() -> None:
    made = compose(
        report(texts={"published.forms": "甲。\n乙。", "published.content": "丙。\n丁。"})
    )
    start = made.blocks.index(Heading("（二）信息公开主要形式。", level=2))
    assert made.blocks[start + 1 : start + 5] == (
        Paragraph((Run("甲。"),)),
        Paragraph((Run("乙。"),)),
        Paragraph((Run("（三）公开的主要内容。", Tone.LEAD), Run("丙。"))),
        Paragraph((Run("丁。"),)),
    )


def test_a_text_that_nobody_wrote_is_marked_and_an_emptied_one_is_left_out() -> None:
    made = compose(report(texts={"preamble.period": ""}))
    overview = made.blocks.index(Heading("一、基本情况"))
    assert made.blocks[overview + 1] == Paragraph((Run(MISSING),))
    assert "统计期限" not in whole(made)


def test_what_the_clerk_numbers_as_a_heading_is_set_as_one() -> None:
    overview = "一、概述\n（一）组织领导情况\n甲。\n（二）制度建设。乙。\n1.丙事项\n丁。"
    forms = "（三）公开的途径\n戊。"
    made = compose(report(texts={"overview.body": overview, "published.forms": forms}))
    assert Heading("一、基本情况") not in made.blocks
    start = made.blocks.index(Heading("一、概述"))
    assert made.blocks[start + 1 : start + 6] == (
        Heading("（一）组织领导情况", level=2),
        Paragraph((Run("甲。"),)),
        Paragraph((Run("（二）制度建设。", Tone.LEAD), Run("乙。"))),
        Heading("1.丙事项", level=3),
        Paragraph((Run("丁。"),)),
    )
    own = made.blocks.index(Heading("（三）公开的途径", level=2))
    assert made.blocks[own + 1] == Paragraph((Run("戊。"),))
    assert "信息公开主要形式" not in whole(made)


def test_a_table_of_indicators_without_a_single_number_is_left_out() -> None:
    def tables(held: Report) -> list[str]:
        return [each.title for each in compose(held).blocks if isinstance(each, Table)]

    assert tables(report()) == []
    assert tables(report(published__wechat=0)) == ["主动公开信息情况"]


def test_lines_with_bars_are_a_table_in_the_text() -> None:
    words = "公开的内容包括机构职能、政策文件等"
    made = compose(report(texts={"published.content": f"领域 | 说明\n就业 | {words}\n甲。"}))
    lead = made.blocks.index(Heading("（三）公开的主要内容。", level=2))
    table, after = made.blocks[lead + 1 : lead + 3]
    assert isinstance(table, Table)
    assert table.rows == (
        (Cell("领域", head=True), Cell("说明", head=True)),
        (Cell("就业"), Cell(words, align=Align.LEFT)),
    )
    assert table.head_rows == 1 and table.widths[0] < table.widths[1]
    assert after == Paragraph((Run("甲。"),))


def test_an_office_words_and_divides_its_title_itself() -> None:
    usual = compose(report())
    assert usual.title == "工农区人民政府关于2018年度政府信息公开工作的报告"
    assert usual.title_lines == ()
    own = compose(report(texts={"title": "{单位全称}\n{年度}年政府信息公开工作年度报告"}))
    assert own.title_lines == ("工农区人民政府", "2018年政府信息公开工作年度报告")
    assert own.title == "".join(own.title_lines)
    assert compose(report(texts={"title": " "})).title == usual.title


def test_a_chapter_whose_texts_were_all_emptied_is_left_out() -> None:
    made = compose(report(texts={"fees.body": "", "other.body": "无。"}))
    assert "收费及减免" not in "".join(
        block.text for block in made.blocks if isinstance(block, Heading)
    )
    assert Heading("七、其他需要报告的事项") in made.blocks


def test_an_unknown_token_stays_as_typed_and_a_blank_number_says_so() -> None:
    made = whole(compose(report(texts={"other.body": "{没有这个数}和{主动公开总数}。"})))
    assert "{没有这个数}和〔未填〕。" in made


def test_the_channel_table_is_a_full_grid_without_a_head() -> None:
    made = compose(report(published__gazette=0, published__website=528))
    (table,) = (block for block in made.blocks if isinstance(block, Table))
    assert table.title == "主动公开信息情况"
    assert (table.head_rows, len(table.widths)) == (0, 3)
    assert all(len(row) == 3 for row in table.rows)
    heading = table.rows[0][0]
    assert heading is not None
    assert heading.columns == 3
    assert table.rows[0][1:] == (None, None)
    numbers = [row[2].text for row in table.rows[1:] if row[2] is not None]
    assert numbers == ["0", "528", "", "", ""]


def test_the_statistics_table_is_added_as_an_annex_only_when_wished() -> None:
    assert PageBreak() not in compose(report()).blocks
    *_, page_break, annex, table = compose(report(), with_statistics=True).blocks
    assert (page_break, annex) == (PageBreak(), Heading("附件"))
    assert isinstance(table, Table)
    assert table.head_rows == 1
    assert list(texts_of(table))[:4] == ["政府信息公开情况统计表", "统计指标", "单位", "统计数"]
    labels = {cell.text: cell for row in table.rows if (cell := row[0]) is not None}
    assert labels["（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）"].indent == 1
    assert labels["其中：涉及国家秘密"].indent == 3


def test_a_signature_is_printed_only_where_given_and_dates_the_file() -> None:
    plain = compose(report())
    assert not any(isinstance(block, Signature) for block in plain.blocks)
    assert plain.dated == "2018-12-31"
    unit = Unit(name="示例区人民政府", signature="示例区人民政府", signed_on="2019年1月18日")
    signed = compose(report(unit=unit))
    assert signed.blocks[-1] == Signature("示例区人民政府", "2019年1月18日")
    assert signed.dated == date(2019, 1, 18).isoformat()
    odd = compose(report(unit=Unit(name="示例区人民政府", signed_on="二〇一九年春")))
    assert odd.dated == "2018-12-31"


def test_the_title_names_unit_and_year() -> None:
    made = compose(report(), draft=True)
    assert made.title == f"{UNIT.name}关于2018年度政府信息公开工作的报告"
    assert (made.unit, made.year, made.draft) == (UNIT.name, 2018, True)


def national(**texts: str) -> Report:
    """A year of the present national format with two figures and these texts."""
    figures = {"rules.issued": Decimal(2), "normative.in_force": Decimal(22)}
    return Report(load_format("2021"), 2023, UNIT, figures, texts)


def tables(made: Document) -> list[Table]:
    return [block for block in made.blocks if isinstance(block, Table)]


def test_the_statutory_tables_are_printed_with_their_spans_under_their_headings() -> None:
    made = compose(national())
    second, third, fourth = tables(made)
    for table in (second, third, fourth):
        before = made.blocks[made.blocks.index(table) - 1]
        assert isinstance(before, Heading)
        assert table.title == ""
        assert {len(row) for row in table.rows} == {len(table.widths)}
    assert [(each.head_rows, each.head_columns) for each in (second, third, fourth)] == [
        (0, 1),
        (3, 3),
        (3, 0),
    ]
    assert third.rows[0][0] == Cell(
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        rows=3,
        columns=3,
        head=True,
    )
    assert third.rows[5][0] == Cell("三、本年度办理结果", rows=22, head=True)
    assert third.rows[5][1] == Cell("（一）予以公开", columns=2, align=Align.LEFT, head=True)
    assert second.rows[2][1] == Cell("2")
    assert second.rows[2][2] == Cell("")


def test_a_note_is_printed_behind_its_figure_or_below_its_table() -> None:
    made = compose(
        national(
            **{
                NOTE + "normative.in_force": "（其中修订{规章制发件数}件）",
                NOTE + "disputes": "注：数量含上年度结转。\n\n又注。",
            }
        )
    )
    second, _, fourth = tables(made)
    assert second.rows[3][3] == Cell("22（其中修订2件）")
    assert fourth.notes == ("注：数量含上年度结转。", "又注。")
    assert second.notes == ()
