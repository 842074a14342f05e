"""Where tables of indicators stand, and what belongs to them."""

import pytest

from storage.format_reader import load_format
from storage.published.lines import squeezed
from storage.published.regions import is_prose, is_row, signers_of, stretches_of, with_head
from storage.published.tables import rows_of_table

MADE = load_format("2018")
TABLE = MADE.tables["statistics"]
ROWS = rows_of_table(MADE, TABLE)
PRINTED = [f"{row.label} 件 0" if row.figures else row.label for row in ROWS]


def test_a_table_is_found_among_prose_with_its_title_and_columns() -> None:
    above = ["八、问题", "一是不足。", "附件", TABLE.title, "（2018年度）", "统计指标 单位 统计数"]
    lines = [*above, *PRINTED, "后面的话。"]
    ((first, last),) = stretches_of(lines, ROWS)
    assert last == len(lines) - 2
    assert with_head(lines, first, TABLE) == lines.index("附件")


def test_a_few_of_its_words_make_no_table() -> None:
    lines = ["（三）收到申请数", "全区收到申请数明显增加。", "1.当面申请数 件 3"]
    assert stretches_of(lines, ROWS) == []


def test_who_signed_the_table_is_read() -> None:
    said, taken = signers_of(["", "单位负责人：甲某 审核人：乙某 填报人：丙某", "丁"], {})
    assert said == {"leader": "甲某", "reviewer": "乙某", "preparer": "丙某"}
    assert taken == 2
    assert signers_of(["没有人。"], {"leader": "甲某"}) == ({"leader": "甲某"}, 0)


def test_sentences_and_notes_are_told_from_rows() -> None:
    assert is_prose("注：含上年结转") and is_prose("全年收到申请甲件。")
    assert not is_prose("1.属于国家秘密 0 0 0") and not is_prose("| 规章 | 0。 |")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "（区分处理的，只计这一情形，不计其他",
        "形，不计其他情形） 447 7 0 0",
        "维持 纠正 结果 审结 结果 结果 其他 尚未",
        "另有这样一行很长很长的表格里没有的标签 3 4 5",
        "规章（设区的市填写） 0 0 0",
        "甲\t本年度收到的申请比上年有所增加，主要原因是",
        "续表",
        "0",
        "维持纠正结果审结维持纠正结果审结",
        "结计这一情形，不计其他情形）",
    ],
)
def test_lines_of_a_table_are_known_however_they_are_broken(line: str) -> None:
    assert is_row(line, PRINTED_WORDS)


@pytest.mark.parametrize(
    "line",
    [
        "注：含上年结转",
        "全年收到申请甲件。",
        "本年度收到的申请比上年有所增加，主要原因是",
        "申请 2 件，所有申请均已按要求办理完成",
        "31 日，市局通过部门网站当年发布政府信息 393 件，其中包",
        "（一）主要问题",
        "这一行没有标点但是和表格里的话完全不一样",
    ],
)
def test_lines_of_the_text_around_a_table_are_known(line: str) -> None:
    assert not is_row(line, PRINTED_WORDS)


PRINTED_WORDS = squeezed(
    "规章（二）部分公开（区分处理的，只计这一情形，不计其他情形）结果维持结果纠正其他结果尚未审结"
)
