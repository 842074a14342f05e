from pathlib import Path

import pytest

from resources import resource_path
from storage.checks import holds
from storage.errors import FormatBroken
from storage.format_reader import format_for_year, load_format, load_formats, read_format
from storage.formats import Format, TextPart
from storage.report import Report, unit_labels
from storage.rules import Check
from storage.wording import Wording, split

FORMATS = load_formats()
CHECKS = [(made.id, rule) for made in FORMATS for rule in made.checks]


@pytest.mark.parametrize("made", FORMATS, ids=lambda made: made.id)
def test_every_label_token_and_section_has_words(made: Format) -> None:
    assert all(field.label and field.token and field.unit for field in made.fields.values())
    assert all(check.rule and check.basis for check in made.checks)
    assert all(chain.rule and chain.basis for chain in made.chains)
    assert len({(check.id, check.where) for check in made.checks}) == len(made.checks)
    assert len({(chain.id, chain.now) for chain in made.chains}) == len(made.chains)
    assert made.sections[0].title == "" and all(each.title for each in made.sections[1:])


@pytest.mark.parametrize("made", FORMATS, ids=lambda made: made.id)
def test_every_token_of_the_formats_own_wording_is_known(made: Format) -> None:
    known = Wording(Report(made, made.years[0])).tokens
    for template in (made.title, *made.templates.values()):
        unknown = [each.token for each in split(template) if each.token and each.token not in known]
        assert not unknown
    for phrase in made.phrases:
        for _, text in phrase.items:
            assert all(each.token in known for each in split(text) if each.token)


@pytest.mark.parametrize(
    ("made", "rule"), CHECKS, ids=[f"{made}-{c.id}-{c.where}" for made, c in CHECKS]
)
def test_each_rule_passes_its_good_and_fails_its_bad_example(made: str, rule: Check) -> None:
    operands = {*rule.left, *rule.right}
    assert set(rule.passes) == operands == set(rule.fails)
    assert holds(rule, rule.passes)
    assert not holds(rule, rule.fails)


def test_the_2018_format_has_the_chapters_and_groups_of_its_time() -> None:
    made = load_format("2018")
    assert [each.title[:2] for each in made.sections[1:]] == [f"{n}、" for n in "一二三四五六七"]
    rows = made.tables["statistics"].rows
    labels = [row.heading or made.fields[row.figure].printed_label for row in rows]
    groups = [each for each in labels if each[1:2] == "、"]
    assert [each[0] for each in groups] == list("一二三四五六七八九")
    assert len({row.figure for row in rows if row.figure}) == 58


def drawn(made: Format, key: str) -> list[list[str]]:
    """A table as its words and, for each number, a dot; cells covered by others left out."""
    rows = made.grids[key].rows
    return [["·" if cell.figure else cell.text for cell in row if cell] for row in rows]


def labels_of_requests(made: Format) -> list[str]:
    rows = [row[:-7] for row in drawn(made, "requests")[3:]]
    return ["/".join(words) for words in rows]


@pytest.mark.parametrize(
    ("format_id", "counts", "checks"),
    [("2021", (10, 175, 15), 7 + 7 + 25 + 3 + 1), ("2019", (22, 161, 15), 7 + 7 + 23 + 3)],
)
def test_the_national_tables_have_their_number_of_cells_and_rules(
    format_id: str, counts: tuple[int, int, int], checks: int
) -> None:
    made = load_format(format_id)
    tables = ("publications", "requests", "disputes")
    assert tuple(len(list(made.grids[key].figures())) for key in tables) == counts
    assert len(made.checks) == checks
    assert [each.title for each in made.sections[1:]] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]


REFUSED = [
    "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "（三）不予公开/1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
    "5.属于三类内部事务信息",
    "6.属于四类过程性信息",
    "7.属于行政执法案卷",
    "8.属于行政查询事项",
    "（四）无法提供/1.本机关不掌握相关政府信息",
    "2.没有现成信息需要另行制作",
    "3.补正后申请内容仍不明确",
    "（五）不予处理/1.信访举报投诉类申请",
    "2.重复申请",
    "3.要求提供公开出版物",
    "4.无正当理由大量反复申请",
    "5.要求行政机关确认或重新出具已获取信息",
]
OTHERS = {
    "2021": [
        "（六）其他处理/1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "3.其他",
    ],
    "2019": ["（六）其他处理"],
}


@pytest.mark.parametrize("format_id", ["2019", "2021"])
def test_the_table_of_requests_says_what_the_form_says(format_id: str) -> None:
    made = load_format(format_id)
    assert drawn(made, "requests")[:3] == [
        ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况"],
        ["自然人", "法人或其他组织", "总计"],
        ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
    ]
    first, *others = REFUSED
    assert labels_of_requests(made) == [
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        f"三、本年度办理结果/{first}",
        *others,
        *OTHERS[format_id],
        "（七）总计",
        "四、结转下年度继续办理",
    ]


def test_the_table_of_publications_says_what_each_form_says() -> None:
    assert drawn(load_format("2021"), "publications") == [
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", *"···"],
        ["行政规范性文件", *"···"],
        ["第二十条第（五）项"],
        ["信息内容", "本年处理决定数量"],
        ["行政许可", "·"],
        ["第二十条第（六）项"],
        ["信息内容", "本年处理决定数量"],
        ["行政处罚", "·"],
        ["行政强制", "·"],
        ["第二十条第（八）项"],
        ["信息内容", "本年收费金额（单位：万元）"],
        ["行政事业性收费", "·"],
    ]
    items = ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]
    assert drawn(load_format("2019"), "publications") == [
        ["第二十条第（一）项"],
        ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
        ["规章", *"···"],
        ["规范性文件", *"···"],
        ["第二十条第（五）项"],
        items,
        ["行政许可", *"···"],
        ["其他对外管理服务事项", *"···"],
        ["第二十条第（六）项"],
        items,
        ["行政处罚", *"···"],
        ["行政强制", *"···"],
        ["第二十条第（八）项"],
        items[:3],
        ["行政事业性收费", *"··"],
        ["第二十条第（九）项"],
        ["信息内容", "采购项目数量", "采购总金额"],
        ["政府集中采购", *"··"],
    ]


@pytest.mark.parametrize("format_id", ["2019", "2021"])
def test_the_table_of_disputes_says_what_the_form_says(format_id: str) -> None:
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    assert drawn(load_format(format_id), "disputes") == [
        ["行政复议", "行政诉讼"],
        [*results, "未经复议直接起诉", "复议后起诉"],
        [*results, *results],
        ["·"] * 15,
    ]


def test_only_what_may_be_negative_or_broken_may_be_typed_so() -> None:
    for made in FORMATS:
        negative = {key for key, field in made.fields.items() if field.negative}
        assert all(key.startswith("items.") and key.endswith("_change") for key in negative)
    decimal = {key for key, field in load_format("2021").fields.items() if field.decimal}
    assert decimal == {"charges.amount", "fees.charged_yuan"}


def test_a_year_picks_the_format_prescribed_for_it() -> None:
    assert format_for_year(2019).id == format_for_year(2020).id == "2019"
    assert format_for_year(2021).id == format_for_year(2030).id == "2021"
    assert format_for_year(2018).id == "2018"
    assert format_for_year(2008).id == "2018"
    assert format_for_year(1999).id == "2018"


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(FormatBroken, match="2018"):
        load_format("../2018")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('figure = "published.gazette" }', 'figure = "published.gazete" }', "published.gazete"),
        ('page = "fees"', 'page = "money"', "money"),
        ('where = { way = "当面申请" }', 'where = { weg = "当面申请" }', "weg"),
        ('token = "政府公报公开数"', 'token = "主动公开总数"', "主动公开总数"),
        ('key = "published.weibo"', 'key = "published.wechat"', "两次"),
        ("years = [2008, 2018]", "years = [2008", "有误"),
        ('severity = "错误"', 'severity = "大错"', "大错"),
    ],
)
def test_a_format_that_contradicts_itself_is_refused(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    text = resource_path("formats/2018.toml").read_text("utf-8")
    assert old in text
    path = tmp_path / "broken.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(FormatBroken, match=fault):
        read_format(path)


def test_unit_labels_and_text_parts_are_chinese() -> None:
    made = load_format("2018")
    parts = [part for part in made.texts.values() if isinstance(part, TextPart)]
    for text in (*(name for name, _ in unit_labels().values()), *(part.label for part in parts)):
        assert not any(letter.isascii() and letter.isalpha() for letter in text)
