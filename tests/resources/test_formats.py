from pathlib import Path

import pytest

from resources import resource_path
from storage.checks import holds
from storage.errors import FormatBroken
from storage.format_reader import format_for_year, load_format, load_formats, read_format
from storage.formats import Check, Format, TextPart
from storage.report import Report, unit_labels
from storage.wording import Wording, split

FORMATS = load_formats()
CHECKS = [(made.id, rule) for made in FORMATS for rule in made.checks]


@pytest.mark.parametrize("made", FORMATS, ids=lambda made: made.id)
def test_every_label_token_and_section_has_words(made: Format) -> None:
    assert all(field.label and field.token and field.unit for field in made.fields.values())
    assert all(check.rule and check.basis for check in made.checks)
    assert len({check.id for check in made.checks}) == len(made.checks)
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


@pytest.mark.parametrize(("made", "rule"), CHECKS, ids=[f"{made}-{c.id}" for made, c in CHECKS])
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


def test_a_year_picks_the_format_prescribed_for_it() -> None:
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
