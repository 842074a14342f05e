"""What the chapters say, put where the form has it."""

from decimal import Decimal

from export.compose import compose
from storage.format_reader import load_format
from storage.published.reader import parse_published
from storage.values import NOT_APPLICABLE
from tests.storage.published.texts import CHAPTERS, table_lines, whole

GRID = load_format("2021").grids["disputes"]
PUBLICATIONS = """信息内容 本年制发件数 本年废止件数 现行有效件数
规章 / — -
行政规范性文件 3 1 22（其中修订16件）
行政许可 1,234件
行政处罚 ５６
行政强制 --2
行政事业性收费 35000元"""


def test_numbers_are_read_with_their_units_notes_and_signs() -> None:
    report = parse_published(whole(c2=PUBLICATIONS)).report
    assert report.figures["rules.issued"] is NOT_APPLICABLE
    assert report.figures["rules.in_force"] is NOT_APPLICABLE
    assert report.figures["normative.in_force"] == 22
    assert report.texts["note:normative.in_force"] == "（其中修订16件）"
    assert report.figures["decisions.licences"] == 1234
    assert report.figures["decisions.penalties"] == 56
    assert report.figures["charges.amount"] == Decimal("3.5")
    assert report.unparsed == {"decisions.compulsory": "--2"}


def test_a_sub_heading_leads_to_its_text_and_keeps_its_own_words() -> None:
    one = (
        "总的情况。\n（一）主动公开。甲。\n（二）依申请公开情况\n乙。\n丙。\n"
        "3.信息管理情况。丁。\n（五）其他做法\n戊。"
    )
    texts = parse_published(whole(c1=one)).report.texts
    assert texts["overview.body"] == "总的情况。"
    assert texts["overview.published"] == "甲。"
    assert texts["overview.requests"] == "（二）依申请公开情况\n乙。\n丙。"
    assert texts["overview.management"] == "3.信息管理情况。丁。\n（五）其他做法\n戊。"
    assert texts["overview.platform"] == ""


def test_a_sub_heading_whose_number_word_counts_itself_is_known() -> None:
    reading = parse_published(whole(c1="总的情况。\n主动公开方面\n甲。\n依申请公开\n乙。"))
    texts = reading.report.texts
    assert texts["overview.body"] == "总的情况。"
    assert texts["overview.published"] == "甲。"
    assert texts["overview.requests"] == "乙。"
    assert "“主动公开方面”没有序号" in reading.deviations[0]


def test_a_text_without_a_sub_heading_is_printed_without_one() -> None:
    text = (
        "示例乡2012年政府信息公开工作年度报告\n一、概述\n甲。\n二、主动公开政府信息情况\n"
        "通过宣传栏公开信息33条。\n三、依申请公开情况\n未收到申请。"
    )
    printed = list(compose(parse_published(text).report).texts())
    at = printed.index("二、主动公开政府信息情况")
    assert printed[at + 1 : at + 3] == ["通过宣传栏公开信息33条。", "三、依申请公开情况"]


def test_prose_round_a_table_is_kept_below_it() -> None:
    long = "本年度收到的申请比上年有所增加，主要集中在征地拆迁、规划许可等领域"
    usual = whole().split(CHAPTERS[3])[0].split(CHAPTERS[2])[1].strip()
    reading = parse_published(whole(c3=f"{long}\n{usual}\n注：含上年结转1件。"))
    assert reading.report.texts["note:requests"] == f"{long}\n注：含上年结转1件。"
    assert reading.report.figures["requests.received.total"] == 15
    assert any("表注" in each for each in reading.deviations)


def test_a_table_in_an_annex_or_without_its_heading_is_found() -> None:
    text = whole()
    table = text.split(CHAPTERS[3])[0].split(CHAPTERS[2])[1].strip()
    annex = text.replace(table, "见附表。").replace(
        "六、其他需要报告的事项\n无。", f"{CHAPTERS[5]}\n无。\n附表\n{table}"
    )
    report = parse_published(annex).report
    assert report.figures["requests.received.total"] == 15
    assert report.texts["note:requests"] == "见附表。"
    reading = parse_published(text.replace(CHAPTERS[2] + "\n", ""))
    assert reading.report.figures["requests.received.total"] == 15
    assert any("没有“三、" in each for each in reading.deviations)


def test_a_chapter_whose_heading_is_lost_is_known_by_its_first_sub_heading() -> None:
    said = whole(c5="（一）存在的主要问题。一是培训不够。\n（二）改进情况。加强培训。")
    table = said.split(CHAPTERS[4])[0].split(CHAPTERS[3])[1].strip()
    lost = said.replace(f"{CHAPTERS[4]}\n", "").replace(table, f"表四：{GRID.title}\n{table}")
    reading = parse_published(lost.replace("（一）存在", "注：含上年结转。\n（一）存在"))
    texts = reading.report.texts
    assert texts["problems.body"].startswith("（一）存在的主要问题。")
    assert texts["problems.body"].endswith("加强培训。")
    assert texts["note:disputes"] == "注：含上年结转。"
    assert any("没有标题" in each for each in reading.deviations)


def test_a_table_that_was_left_blank_is_no_text() -> None:
    blank = {key: "" for _, _, key in GRID.figures()}
    reading = parse_published(whole(c4="\n".join(table_lines(GRID, blank, "\t"))))
    assert "reviews.total" not in reading.report.figures
    assert "note:disputes" not in reading.report.texts
    assert reading.deviations == ()


def test_a_table_that_is_a_picture_is_said() -> None:
    reading = parse_published(whole(c3="（见图）"))
    assert "没有读到“收到和处理政府信息公开申请情况”这张表里的数。" in reading.deviations
    assert reading.report.texts["note:requests"] == "（见图）"
    said = parse_published(whole(c4="（见图）")).deviations
    assert "没有读到“政府信息公开行政复议、行政诉讼情况”这张表里的数。" in said


def test_numbers_of_a_row_that_the_form_does_not_have_are_said() -> None:
    usual = whole().split(CHAPTERS[2])[0].split(CHAPTERS[1])[1].strip()
    said = usual.replace("第二十条第（五）项", "其他主动公开文件 186 86 255\n第二十条第（五）项")
    (deviation,) = parse_published(whole(c2=said)).deviations
    assert "“行政规范性文件”后面还有 186、86、255" in deviation


def test_the_words_of_a_text_broken_by_a_page_are_no_numbers_of_the_table() -> None:
    broken = (
        "全年发布政府信息 393 件，其中包括\n行政规范性文件 13 件，规划计划文件 2 件，其余是\n"
        "2023 年的各类信息"
    )
    reading = parse_published(whole(c2=f"{broken}\n规章 0 0 0\n行政规范性文件 3 1 22"))
    assert reading.report.figures["normative.issued"] == 3
    assert reading.report.texts["note:publications"].startswith("全年发布政府信息 393 件")
    reading = parse_published(whole(c2=broken))
    assert not [key for key in reading.report.figures if key.startswith("normative")]


def test_a_number_given_twice_is_said() -> None:
    rows = "行政许可 5\n行政处罚 6\n行政强制 7"
    report = parse_published(whole(c2=f"规章 0 0 0\n行政规范性文件 0 0 0\n{rows}")).report
    assert report.figures["decisions.licences"] == 5
    reading = parse_published(
        "示例区2018年政府信息公开工作年度报告\n一、概述\n甲。\n二、主动公开政府信息情况\n"
        + "\n".join(f"{at}.{name}公开政府信息数 条 {at}" for at, name in enumerate(NAMES, 1))
        + "\n三、依申请公开政府信息情况\n乙。\n" * 5
        + "\n".join(f"{at}.{name}公开政府信息数 条 9" for at, name in enumerate(NAMES, 1))
    )
    assert reading.report.figures["published.gazette"] == 1
    assert any("写了两个数" in each for each in reading.deviations)


NAMES = ("政府公报", "政府网站", "政务微博", "政务微信", "其他方式")
