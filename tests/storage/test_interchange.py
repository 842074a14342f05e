import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from export.interchange import to_json
from storage import interchange
from storage.errors import FileUnavailable, ImportRefused, YearExists
from storage.format_reader import load_format
from storage.formats import NOTE
from storage.interchange import parse_interchange, read_interchange
from storage.report import Kept, Report, Unit
from storage.store import Store
from storage.values import NOT_APPLICABLE
from tests.builders import full_report, report


def read(content: object) -> Report:
    return parse_interchange(json.dumps(content, ensure_ascii=False).encode())


def refused(content: object) -> tuple[str, ...]:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    with pytest.raises(ImportRefused) as refusal:
        parse_interchange(raw)
    return refusal.value.problems


def sole(content: object) -> str:
    (problem,) = refused(content)
    return problem


def with_entry(**cells: object) -> dict[str, object]:
    return {"year": 2018, "entries": {"publications": [cells]}}


def test_what_was_written_is_read_back_whole() -> None:
    assert parse_interchange(to_json(full_report()).encode()) == full_report()


def test_a_year_goes_through_an_empty_file_byte_for_byte(tmp_path: Path) -> None:
    before = to_json(full_report())
    with Store.create(tmp_path / "年报.nianbao") as store:
        store.add_report(Report(full_report().format, 2018, Unit(name="别的名字", phone="1")))
        store.take_in(parse_interchange(before.encode()))
        taken = store.load(2018)
    assert taken.unit.phone == "1"
    same_unit = taken.with_values(unit=full_report().unit)
    assert taken.unit.name == full_report().unit.name
    assert to_json(same_unit) == before


def test_a_year_with_content_is_not_taken_over(tmp_path: Path) -> None:
    with Store.create(tmp_path / "年报.nianbao") as store:
        store.add_report(report(published__website=1))
        with pytest.raises(YearExists):
            store.take_in(full_report())
        assert store.load(2018) == report(published__website=1)


def test_the_format_follows_from_the_year_and_the_unit_may_be_a_name() -> None:
    made = read({"year": 2016, "unit": "示例区人民政府"})
    assert (made.format.id, made.year, made.unit) == ("2018", 2016, Unit(name="示例区人民政府"))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", Decimal(12)),
        ("1.50", Decimal("1.50")),
        ('"1.50"', Decimal("1.50")),
        ("1.5e1", Decimal(15)),
        ('"不适用"', NOT_APPLICABLE),
    ],
)
def test_amounts_keep_their_digits(written: str, value: object) -> None:
    made = parse_interchange(f'{{"year": 2018, "figures": {{"fees.charged": {written}}}}}'.encode())
    held = made.figures["fees.charged"]
    assert held == value
    assert str(held) == str(value)


def test_null_and_blank_are_not_filled_in() -> None:
    made = read({"year": 2018, "figures": {"fees.charged": None, "fees.waived": ""}, "texts": None})
    assert made.figures == {}


def test_every_mistake_is_listed_with_its_place_and_the_nearest_name() -> None:
    problems = refused(
        {
            "year": 2018,
            "figures": {"published.webiste": 1, "staff.total": -3, "fees.charged": "5万"},
            "texts": {"overview.boby": "x"},
            "entries": {
                "publication": [],
                "requests": [{}, {"received_on": "2018-02-30", "outcom": "同意公开"}],
            },
            "colour": "red",
        }
    )
    assert problems == (
        "文件最外层：没有“colour”这一部分。",
        "台账（entries）：没有“publication”这个台账，是不是“publications”（主动公开台账）。",
        "依申请公开台账第 2 条的“收到日期”：“2018-02-30”这一天不存在，请核对月份和日期。",
        "依申请公开台账第 2 条：没有“outcom”这一栏，是不是“outcome”（答复结果）。",
        "填报项（figures）：没有“published.webiste”这个填报项，"
        "是不是“published.website”（政府网站公开政府信息数）。",
        "填报项 staff.total（从事政府信息公开工作人员数）：“-3”是负数，这里要填 0 或更大的数。",
        "填报项 fees.charged（依申请公开信息收取的费用）：“5万”不是数字，请只填数字，例如 528。",
        "文字（texts）：没有“overview.boby”这段文字，是不是“overview.body”（基本情况）。",
    )


def test_a_chinese_label_as_key_leads_to_the_key() -> None:
    assert "“published.website”" in sole({"year": 2018, "figures": {"政府网站公开政府信息数": 1}})


@pytest.mark.parametrize(
    ("year", "reason"),
    [
        (None, "没有写"),
        ("2018", "要写成整数"),
        (2018.5, "要写成整数"),
        (True, "要写成整数"),
        ([2018], "要写成整数"),
        (1989, "应在 1990 到 2100 之间"),
        (2101, "应在 1990 到 2100 之间"),
        (-5, "应在 1990 到 2100 之间"),
        (10**30, "应在 1990 到 2100 之间"),
    ],
)
def test_a_year_is_a_whole_number_that_can_be_believed(year: object, reason: str) -> None:
    assert sole({"year": year}).startswith(f"年度（year）：{reason}")


@pytest.mark.parametrize("name", ["1999", 2018, "../2018", "x" * 5000, ["2018"]])
def test_an_unknown_format_is_named_with_the_known_ones(name: object) -> None:
    problem = sole({"year": 2018, "format": name})
    assert problem.startswith("年报格式（format）")
    assert "2018" in problem.rpartition("现有：")[2]
    assert len(problem) < 120


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ('"五百"', "不是数字"),
        ('"12a"', "不是数字"),
        ("-1", "是负数"),
        ("1.5", "带小数"),
        ("true", "要写成整数"),
        ("[1]", "要写成整数"),
        ('{"value": 1}', "要写成整数"),
        ("9999999999999", "太大了"),
        ("9" * 5000, "太长了"),
        ("NaN", "不是数字"),
        ("-Infinity", "不是数字"),
        ("1e300", "不是数字"),
        ("1e-999999999999999999999", "不是数字"),
    ],
    ids=range(13),
)
def test_a_number_that_is_none_is_refused(written: str, reason: str) -> None:
    content = f'{{"year": 2018, "figures": {{"published.website": {written}}}}}'
    assert reason in sole(content.encode())


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"published_on": "2018-13-01"}, "“公开日期”：“2018-13-01”这一天不存在"),
        ({"published_on": "三月"}, "“公开日期”：“三月”不是日期"),
        ({"published_on": 20180305}, "“公开日期”：要写成日期"),
        ({"channels": ["报纸"]}, "“公开渠道”：“报纸”不在可选的内容里"),
        ({"channels": [1]}, "“公开渠道”：要写成文字"),
        ({"channels": {"政府网站": True}}, "“公开渠道”：要写成选项的列表"),
        ({"quantity": "十"}, "“条数”：“十”不是数字"),
        ({"quantity": -1}, "“条数”：“-1”是负数"),
        ({"quantity": True}, "“条数”：要写成整数"),
        ({"title": 5}, "“标题”：要写成文字"),
        ({"normative": 1}, "“规范性文件”：要写成真假值 true 或 false"),
    ],
)
def test_a_cell_of_the_wrong_kind_is_refused(cells: dict[str, object], reason: str) -> None:
    assert reason in sole(with_entry(**cells))


def test_a_text_beyond_all_bounds_is_refused() -> None:
    assert "“标题”：有 200001 个字，太长了" in sole(with_entry(title="字" * 200_001))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "文件是空的"),
        (b"{", "不是完整的 JSON，第 1 行第 2 个字符附近"),
        (b"year: 2018", "不是完整的 JSON"),
        ('{"year": 2018, "unit": "示例区"}'.encode("gb18030"), "不是 UTF-8 编码"),
        ('{"year": 2018}'.encode("utf-16"), "不是 UTF-8 编码"),
        (b"[]", "最外层应是一对大括号"),
        (b'"2018"', "最外层应是一对大括号"),
        (b'{"year": 2018, "year": 2019}', "“year”写了两次"),
        (b'{"year": 2018, "figures": [1]}', "要写成大括号"),
        (b'{"year": 2018, "entries": {"requests": {}}}', "要写成方括号"),
        (b'{"year": 2018, "entries": {"requests": [null]}}', "第 1 条：是空的"),
        (b'{"year": 2018, "entries": {"requests": [3]}}', "第 1 条：要写成大括号"),
        (b'{"year": 2018, "unparsed": {"staff.nobody": "x"}}', "没有“staff.nobody”这个位置"),
        (b'{"year": 2018, "unparsed": {"requests/1/fee": "x"}}', "没有“requests/1/fee”这个位置"),
    ],
)
def test_a_file_of_another_shape_is_refused(content: bytes, reason: str) -> None:
    assert reason in sole(content)


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_endless_nesting_is_refused(opening: bytes) -> None:
    assert "套得太深" in sole(opening * 1_000_000)


def test_a_byte_order_mark_does_no_harm() -> None:
    assert parse_interchange(b"\xef\xbb\xbf" + b'{"year": 2018}').year == 2018


def test_characters_that_no_page_can_show_are_dropped_and_rare_ones_kept() -> None:
    texts = {"overview.body": "甲\u0007乙\r\n丙䶮𬭎😀"}
    made = read({"year": 2018, "texts": texts, "unit": {"name": "示例\n区"}})
    assert made.texts["overview.body"] == "甲乙\n丙䶮𬭎😀"
    assert made.unit.name == "示例区"
    lone = parse_interchange(b'{"year": 2018, "texts": {"overview.body": "a\\ud800b"}}')
    assert lone.texts["overview.body"] == "ab"


@pytest.mark.parametrize(
    "flood",
    [
        lambda: {"year": 2018, "figures": {f"published.website{n}": 1 for n in range(100_000)}},
        lambda: {"year": 2018, "entries": {"publications": [{"quantity": "x"}] * 20_000}},
        lambda: {"year": 2018, "entries": {"publications": [{}] * 100_001}},
        lambda: {"year": 2018, "k" * 10_000_000: 1},
        lambda: {"year": 2018, "figures": {"fees.charged": "9" * 10_000_000}},
    ],
    ids=["names", "cells", "entries", "long name", "long number"],
)
def test_a_flood_of_mistakes_is_cut_short(flood: Callable[[], object]) -> None:
    content = json.dumps(flood()).encode()
    problems = refused(content)
    assert len(problems) <= interchange.MAX_PROBLEMS + 1
    assert all(len(problem) < 200 for problem in problems)


def test_a_file_beyond_all_bounds_is_not_even_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(interchange.MAX_BYTES * 100)
    with pytest.raises(ImportRefused, match="50 MB"):
        read_interchange(huge)


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FileUnavailable, match="找不到"):
        read_interchange(tmp_path / "没有.json")


def test_notes_and_kept_reasons_are_read_back_and_an_unknown_one_is_refused() -> None:
    noted = Report(
        load_format("2021"),
        2023,
        Unit(name="示例区"),
        texts={NOTE + "normative.in_force": "（其中修订16件）", NOTE + "disputes": "注：含结转。"},
        kept={"K8@rules.in_force": Kept("机构改革划转", "11,10,2,1")},
    )
    assert parse_interchange(to_json(noted).encode()) == noted
    assert "没有“note:rules.nothing”这段文字" in sole(
        {"year": 2023, "texts": {"note:rules.nothing": "x"}}
    )
    kept = {"K8@rules.in_force": {"reason": " ", "operands": "1"}, "T3@rules.issued": []}
    assert refused({"year": 2023, "kept": kept}) == (
        "保留理由 K8@rules.in_force：没有写理由。",
        "保留理由 T3@rules.issued：要写成大括号括起来的一组“名称: 内容”。",
        "保留理由 T3@rules.issued：没有写理由。",
    )


def test_a_ledger_takes_the_choices_of_its_own_format() -> None:
    request = {"outcome": "其他处理：逾期未缴费", "carried": True}
    held = read({"year": 2023, "entries": {"requests": [request]}})
    assert dict(held.ledger("requests")[0].cells) == request
    assert "不在可选的内容里" in sole({"year": 2018, "entries": {"requests": [request]}})
    assert "不在可选的内容里" in sole({"year": 2020, "entries": {"requests": [request]}})
