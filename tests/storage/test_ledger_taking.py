"""Somebody's table matched with a ledger and tried, row by row."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from storage.edits import apply, inverse
from storage.errors import BadValue
from storage.given_cells import read_given
from storage.given_table import GivenTable
from storage.ledger_heads import find_heads
from storage.ledger_taking import read_and_try, taking_edits, try_table
from storage.ledgers import DISPUTES, IMPROVEMENTS, PUBLICATIONS, REQUESTS, Ledger
from storage.report import Cell, Entry, Report
from storage.store import Store
from storage.trial import Trial
from tests.builders import report


def tried(held: Ledger, *rows: Sequence[str], base: Report | None = None) -> Trial:
    table = GivenTable.of(tuple(map(tuple, rows)))
    heads = find_heads(table, held)
    return try_table(table, heads.row, heads.keys, held, base or report(2018))


def with_entries(key: str, *rows: dict[str, Cell]) -> Report:
    made = tuple(Entry(number, row) for number, row in enumerate(rows, 1))
    return report(2018).with_values(entries={key: made})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018年3月5日", date(2018, 3, 5)),
        ("2018.3.5", date(2018, 3, 5)),
        ("2018/03/05", date(2018, 3, 5)),
        ("20180305", date(2018, 3, 5)),
        ("43164", date(2018, 3, 5)),
        ("43164.75", date(2018, 3, 5)),
        ("2018-03-05 09:30:00", date(2018, 3, 5)),
        ("2018-03-05T00:00", date(2018, 3, 5)),
        ("2018 年 3 月 5 日", date(2018, 3, 5)),
        ("3月5日", date(2018, 3, 5)),
        ("", None),
    ],
)
def test_a_day_is_read_in_every_usual_spelling(text: str, day: date | None) -> None:
    assert read_given(PUBLICATIONS.column("published_on"), text, 2018) == day


@pytest.mark.parametrize("text", ["2018年2月30日", "三月五日", "99999", "12345", "2018"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        read_given(PUBLICATIONS.column("published_on"), text, 2018)


@pytest.mark.parametrize(
    ("held", "key", "text", "value"),
    [
        (PUBLICATIONS, "channels", "网站，微信公众号", ("政府网站", "政务微信")),
        (PUBLICATIONS, "channels", "官网 微博", ("政府网站", "政务微博")),
        (PUBLICATIONS, "quantity", "１２条", 12),
        (PUBLICATIONS, "normative", "√", True),
        (REQUESTS, "way", "邮寄", "信函申请"),
        (REQUESTS, "applicant", "公民", "自然人"),
        (REQUESTS, "fee", "25.50元", Decimal("25.50")),
        (DISPUTES, "kind", "复议", "行政复议"),
    ],
)
def test_words_of_everyday_are_understood(held: Ledger, key: str, text: str, value: object) -> None:
    assert read_given(held.column(key), text, 2018) == value


def test_heads_are_found_below_a_title_by_label_synonym_and_aside() -> None:
    table = GivenTable.of(
        (
            ("2018年信息公开登记表",),
            (),
            ("序号", "信息标题", "发文字号", "发布\n日期（必填）", "公开渠道*", "经办人"),
            ("1", "甲", "", "2018.3.5", "网站", "某某"),
        )
    )
    heads = find_heads(table, PUBLICATIONS)
    assert heads.row == 2
    assert heads.keys == ("", "title", "number", "published_on", "channels", "")


def test_the_label_wins_over_an_earlier_synonym() -> None:
    table = GivenTable.of((("名称", "标题", "日期", "公开日期"), ("甲", "乙", "1.1", "1.2")))
    assert find_heads(table, PUBLICATIONS).keys == ("", "title", "", "published_on")


def test_what_was_chosen_before_comes_first() -> None:
    table = GivenTable.of((("标题", "事情", "公开日期"), ("甲", "乙", "1.1")))
    heads = find_heads(table, PUBLICATIONS, {"事情": "title", "公开日期": ""})
    assert heads.keys == ("", "title", "")


def test_without_a_head_the_content_tells() -> None:
    table = GivenTable.of(
        (
            ("1", "关于某事的通知", "工农政发〔2018〕3号", "2018.3.5", "网站"),
            ("2", "关于他事的公告", "工农政发〔2018〕4号", "2018-3-6", "微信"),
            ("3", "关于别事的情况通报", "", "2018年3月7日", "公报"),
        )
    )
    heads = find_heads(table, PUBLICATIONS)
    assert heads.row == -1
    assert heads.keys == ("", "title", "number", "published_on", "channels")


def test_two_columns_of_days_are_not_guessed() -> None:
    table = GivenTable.of((("编号", "甲", "申请内容"), ("1", "2018-3-5", "某事")))
    assert find_heads(table, REQUESTS).keys == ("number", "", "subject")


def test_bad_rows_are_listed_with_every_reason_and_the_good_ones_stand() -> None:
    trial = tried(
        PUBLICATIONS,
        ("标题", "公开日期", "条数", "公开渠道"),
        ("甲", "2018-3-5", "2", "网站"),
        ("", "", "", ""),
        ("乙", "2018-2-30", "两条", "网站"),
        ("丙", "", "", "电视"),
        ("合 计", "", "2", ""),
    )
    assert [each.cells["title"] for each in trial.good] == ["甲"]
    assert [each.row for each in trial.bad] == [3, 4, 5]
    assert [reason.partition("：")[0] for reason in trial.bad[0].reasons] == ["公开日期", "条数"]
    assert "不在可选的内容里" in trial.bad[1].reasons[0]
    assert "合计" in trial.bad[2].reasons[0]


def test_a_formula_is_a_reason_only_where_its_column_is_taken() -> None:
    table = GivenTable.of((("标题", "甲"), ("", ""), ("乙", "")), {(1, 0): "公式", (2, 1): "公式"})
    trial = try_table(table, 0, ("title", ""), PUBLICATIONS, report(2018))
    assert trial.bad[0].reasons == ("标题：这里是公式，没有采用，请改成直接填写的内容。",)
    assert [each.row for each in trial.good] == [2]


def test_what_the_ledger_or_the_table_has_already_is_doubtful() -> None:
    base = with_entries(
        "publications",
        {"title": "甲", "number": "工农政发〔2018〕3号"},
        {"title": "乙", "published_on": date(2018, 3, 5)},
    )
    trial = tried(
        PUBLICATIONS,
        ("标题", "文号", "公开日期"),
        ("丙", "工农政发[2018] 3号", ""),
        ("乙", "", "2018.3.5"),
        ("乙", "", "2018.3.6"),
        ("乙", "", "3月6日"),
        base=base,
    )
    assert [each.twin for each in trial.good] == [
        "同文号：和台账第 1 条一样",
        "同标题同日：和台账第 2 条一样",
        "",
        "同标题同日：和表格第 4 行一样",
    ]
    assert [each.row for each in trial.chosen(doubtful=False)] == [3]
    assert len(trial.chosen(doubtful=True)) == 4 and len(trial.doubtful) == 3


@pytest.mark.parametrize(
    ("held", "row"),
    [
        (REQUESTS, {"编号": "7"}),
        (DISPUTES, {"类别": "复议", "收到日期": "3.5", "事由": "某案"}),
        (IMPROVEMENTS, {"存在的问题": "某问题", "改进措施": "某措施"}),
    ],
    ids=lambda each: getattr(each, "key", ""),
)
def test_each_ledger_knows_its_twins(held: Ledger, row: dict[str, str]) -> None:
    trial = tried(held, tuple(row), tuple(row.values()), tuple(row.values()))
    assert [bool(each.twin) for each in trial.good] == [False, True]


def test_the_edits_add_the_rows_after_what_is_there() -> None:
    base = with_entries("publications", {"title": "甲"})
    trial = tried(PUBLICATIONS, ("标题", "条数"), ("乙", "5"), ("丙", ""), base=base)
    after = apply(base, taking_edits(base, "publications", trial.good))
    assert [(each.id, dict(each.cells)) for each in after.ledger("publications")] == [
        (1, {"title": "甲"}),
        (2, {"title": "乙", "quantity": 5}),
        (3, {"title": "丙"}),
    ]


@pytest.mark.parametrize("keep_from", [0, 10_000], ids=["in the file", "in memory"])
def test_a_list_taken_into_a_ledger_is_kept_and_taken_back_whole(
    keep_from: int, tmp_path: Path
) -> None:
    with Store.create(tmp_path / "年报.nianbao") as store:
        store.keep_from = keep_from
        store.add_report(with_entries("publications", {"title": "甲", "quantity": 2}))
        before = store.load(2018)
        rows = [(f"标题{each}", "2018.3.5", "网站、微信", "是", "2") for each in range(500)]
        trial = tried(
            PUBLICATIONS, ("标题", "公开日期", "公开渠道", "规范性文件", "条数"), *rows, base=before
        )
        edits = taking_edits(before, "publications", trial.good)
        after = apply(before, edits)
        store.write(2018, edits)
        assert list(after.ledger("publications")) == list(store.load(2018).ledger("publications"))
        assert after.ledger("publications").quantity == 1002
        assert after.ledger("publications")[500].cells == {
            "title": "标题499",
            "published_on": date(2018, 3, 5),
            "channels": ("政府网站", "政务微信"),
            "normative": True,
            "quantity": 2,
        }
        store.write(2018, inverse(edits))
        assert apply(after, inverse(edits)).ledger("publications") == before.ledger("publications")
        assert store.load(2018).ledger("publications") == before.ledger("publications")


WRONG = (
    ("标题", "2018-2-30", "网站", "1"),
    ("标题", "三月五日", "网站", "1"),
    ("标题", "2018.13.1", "网站", "1"),
    ("标题", "2018.3.5", "电视", "1"),
    ("标题", "2018.3.5", "网站、广播", "1"),
    ("标题", "2018.3.5", "政务", "1"),
    ("标题", "2018.3.5", "网站", "十来条"),
    ("标题", "2018.3.5", "网站", "1.5"),
    ("标题", "2018.3.5", "网站", "-1"),
    ("合计", "", "", "1970"),
)
"""Wrong in ten ways."""


def test_two_thousand_rows_with_thirty_wrong_ones() -> None:
    good = [(f"标题{each}", "2018.3.5", "网站", "1") for each in range(1970)]
    table = [("标题", "公开日期", "公开渠道", "条数"), *good]
    for place in range(30):
        table.insert(1 + place * 60, WRONG[place % 10])
    trial = tried(PUBLICATIONS, *table)
    assert len(trial.good) == 1970 and not trial.doubtful
    assert [each.row for each in trial.bad] == [1 + place * 60 for place in range(30)]
    assert len({each.reasons for each in trial.bad}) == 10
    base = report(2018)
    base = apply(base, taking_edits(base, "publications", trial.good))
    again = tried(PUBLICATIONS, *table, base=base)
    assert len(again.doubtful) == 1970 and not again.chosen(doubtful=False)


def in_pieces(*pieces: int) -> Callable[[Callable[[GivenTable], None]], GivenTable]:
    """Reads a table whose channel is told only in its last rows, so many rows at a time."""
    rows = [("标题", "日期", "何处")]
    rows += [(f"通知{number}", "2018-03-05", "") for number in range(40)]
    rows += [("通知3", "2018-03-05", "政务微信"), ("合计", "41", ""), ("公告", "某日", "政府网站")]

    def read(follow: Callable[[GivenTable], None]) -> GivenTable:
        so_far: list[tuple[str, ...]] = []
        for end in pieces:
            so_far += rows[len(so_far) : end]
            follow(GivenTable.of(so_far))
        return GivenTable.of(tuple(rows))

    return read


@pytest.mark.parametrize("pieces", [(), (1,), (5, 20), (30, 41), (42, 44), (44,)])
def test_a_table_tried_while_it_is_read_comes_out_the_same(pieces: tuple[int, ...]) -> None:
    read = in_pieces(*pieces)
    table, heads, trial = read_and_try(read, PUBLICATIONS, report(2018))
    assert heads == find_heads(table, PUBLICATIONS)
    assert trial == try_table(table, heads.row, heads.keys, PUBLICATIONS, report(2018))
    assert heads.keys == ("title", "published_on", "channels")
    assert len(trial.good) == 41 and trial.doubtful[0].row == 41
    assert [each.row for each in trial.bad] == [42, 43]


def test_what_a_head_was_chosen_for_before_holds_while_the_table_is_read() -> None:
    _, heads, trial = read_and_try(
        in_pieces(30), PUBLICATIONS, report(2018), {"何处": "topic", "日期": ""}
    )
    assert heads.keys == ("title", "", "topic")
    assert trial.good[-1].cells == {"title": "公告", "topic": "政府网站"}


@pytest.mark.parametrize("pieces", [(), (30,)])
def test_a_trial_after_the_reading_can_be_stopped(pieces: tuple[int, ...]) -> None:
    """A text is read at once, and the last rows may tell more of a column."""

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_and_try(in_pieces(*pieces), PUBLICATIONS, report(2018), progress=stop)
