from decimal import Decimal
from pathlib import Path

import pytest

from storage.checks import check
from storage.edits import FigureEdit, KeepEdit, apply
from storage.figures import figures_of
from storage.format_reader import load_format
from storage.last_year import carried_over, change_of
from storage.report import Kept, Report
from storage.store import Store
from tests.builders import report


def year(number: int, format_id: str = "2021", **values: int) -> Report:
    figures = {key.replace("__", "."): Decimal(value) for key, value in values.items()}
    return Report(load_format(format_id), number, figures=figures)


def loaded(path: Path, before: Report, now: Report) -> Report:
    with Store.create(path) as store:
        store.add_report(before)
        store.add_report(now)
        return store.load(now.year)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "年报.nianbao"


def findings(made: Report, rule: str) -> list[str]:
    return [each.sentence for each in check(made) if each.rule == rule]


def test_what_was_carried_over_must_be_what_last_year_left(path: Path) -> None:
    before = year(2022, requests__carried_out__natural=3)
    now = loaded(path, before, year(2023, requests__carried_in__natural=2))
    (sentence,) = findings(now, "K7")
    assert "上年结转政府信息公开申请数量，自然人 2" in sentence
    assert "上年报告的四、结转下年度继续办理，自然人 3" in sentence and "相差 1" in sentence


def test_carry_over_is_filled_only_where_nothing_stands(path: Path) -> None:
    before = year(2022, requests__carried_out__natural=3, requests__carried_out__company=1)
    now = loaded(path, before, year(2023, requests__carried_in__company=0))
    edits = carried_over(now)
    assert [(edit.key, edit.after) for edit in edits if isinstance(edit, FigureEdit)] == [
        ("requests.carried_in.natural", Decimal(3))
    ]
    assert not findings(apply(year(2023), edits), "K7")


def test_documents_in_force_are_followed_from_year_to_year(path: Path) -> None:
    before = year(2023, normative__in_force=597)
    after = year(2024, normative__issued=50, normative__abolished=227, normative__in_force=421)
    now = loaded(path, before, after)
    (sentence,) = findings(now, "K8")
    assert "597 + " in sentence and "= 420" in sentence and "相差 1" in sentence
    right = apply(now, [FigureEdit("normative.in_force", Decimal(421), Decimal(420))])
    assert not findings(right, "K8")


@pytest.mark.parametrize(
    ("last", "now", "words"),
    [
        (96, 108, "上年 96，增加 12（12.5%）"),
        (96, 48, "上年 96，减少 48（50.0%）"),
        (0, 5, "上年 0，增加 5（上年为 0）"),
        (7, 7, "上年 7，持平"),
        (1050, 1061, "上年 1050，增加 11（1.0%）"),
    ],
)
def test_a_change_is_said_in_words(path: Path, last: int, now: int, words: str) -> None:
    made = loaded(path, year(2022, rules__issued=last), year(2023, rules__issued=now))
    change = change_of(made, "rules.issued", figures_of(made)["rules.issued"].value)
    assert change is not None and change.words == words


def test_a_jump_is_asked_about_a_small_step_is_not(path: Path) -> None:
    made = loaded(path, year(2022, reviews__total=10), year(2023, reviews__total=40))
    (sentence,) = findings(made, "Y1")
    assert "增加 30（300.0%）" in sentence
    small = apply(made, [FigureEdit("reviews.total", None, Decimal(14))])
    assert not findings(small, "Y1")


def test_only_what_means_the_same_is_compared_across_formats(path: Path) -> None:
    before = report(2018, requests__received=33, published__total=1816, reviews__other=4)
    made = loaded(path, before, year(2019, "2019", requests__received__total=40))
    assert made.last_year["requests.received.total"] == 33
    assert change_of(made, "reviews.other_result", Decimal(4)) is None
    assert "published.total" not in made.format.fields


def test_a_kept_doubt_stays_explained_until_its_numbers_change(path: Path) -> None:
    channels = {"published__gazette": 0, "published__website": 9, "published__weibo": 0,
                "published__wechat": 9, "published__other": 0}  # fmt: skip
    made = report(**channels, published__total=10)  # type: ignore[arg-type]
    (doubt,) = [each for each in check(made) if each.rule == "A3"]
    kept = apply(made, [KeepEdit(doubt.key, None, Kept("八条两处都发", doubt.operands))])
    (explained,) = [each for each in check(kept) if each.rule == "A3"]
    assert explained.reason == "八条两处都发" and not explained.open
    with Store.create(path) as store:
        store.add_report(kept)
        assert store.load(2018) == kept
    changed = apply(kept, [FigureEdit("published.total", Decimal(10), Decimal(11))])
    (again,) = [each for each in check(changed) if each.rule == "A3"]
    assert again.open


def test_an_error_cannot_be_explained_away() -> None:
    made = report(reviews__total=2, reviews__upheld=0, reviews__corrected=0, reviews__other=1)
    (error,) = [each for each in check(made) if each.rule == "C1"]
    kept = apply(made, [KeepEdit(error.key, None, Kept("就是这样", error.operands))])
    assert all(each.open for each in check(kept) if each.rule == "C1")
