import re
from datetime import date
from decimal import Decimal

import pytest

from export.compose import compose
from export.document import (
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
