"""Which entries are taken for the same, and the index that finds them."""

from datetime import date

import pytest

from storage.duplicates import Twin, Twins, marks, marks_of_many
from storage.edits import EntryEdit, TakingEdit, inverse
from storage.ledgers import LEDGERS
from storage.report import Cell, Entry

DAY = date(2018, 3, 15)
REQUEST: dict[str, Cell] = {"applicant_name": "张三", "received_on": DAY, "subject": "征收方案"}


@pytest.mark.parametrize(
    ("key", "one", "other", "reason"),
    [
        ("publications", {"number": "工〔2018〕3号"}, {"number": "工 [2018] 3号"}, "同文号"),
        (
            "publications",
            {"title": "预算公开", "published_on": DAY},
            {"title": " 预算公开 ", "published_on": DAY},
            "同标题同日",
        ),
        ("requests", {"number": "7"}, {"number": "７"}, "同一编号"),
        ("requests", REQUEST, {**REQUEST, "quantity": 2}, "同一申请人同日同事项"),
        (
            "disputes",
            {"kind": "行政复议", "opened_on": DAY, "subject": "不服答复"},
            {"kind": "行政复议", "opened_on": DAY, "subject": "不服答复"},
            "同类别同日同事由",
        ),
    ],
)  # fmt: skip
def test_an_entry_that_repeats_another_is_found_with_the_reason(
    key: str, one: dict[str, Cell], other: dict[str, Cell], reason: str
) -> None:
    twins = Twins(key)
    twins.learn([Entry(1, one)])
    assert twins.find(other, 2) == Twin(reason, 1)
    assert twins.find(one, 1) is None, "an entry is not its own twin"


@pytest.mark.parametrize("column", REQUEST)
def test_all_columns_of_a_rule_must_agree(column: str) -> None:
    twins = Twins("requests")
    twins.learn([Entry(1, REQUEST)])
    less = {key: cell for key, cell in REQUEST.items() if key != column}
    assert twins.find(less, 2) is None
    assert twins.find({**less, column: "李四"}, 2) is None


def test_only_rules_of_the_column_being_typed_are_asked() -> None:
    twins = Twins("publications")
    twins.learn([Entry(1, {"number": "3号", "title": "甲", "published_on": DAY})])
    cells: dict[str, Cell] = {"number": "3号", "title": "乙", "published_on": DAY}
    assert twins.find(cells, 2, "number") == Twin("同文号", 1)
    assert twins.find(cells, 2, "title") is None
    assert twins.find(cells, 2, "topic") is None


def test_the_index_follows_adding_changing_removing_and_undoing() -> None:
    twins = Twins("publications")
    one, other = Entry(1, {"number": "3号"}), Entry(2, {"number": "3号"})
    twins.follow([EntryEdit("publications", 1, None, one), EntryEdit("requests", 5, None, one)])
    twins.follow([EntryEdit("publications", 2, None, other)])
    assert twins.find(one.cells, 9) == Twin("同文号", 1)
    changed = Entry(1, {"number": "4号"})
    twins.follow([EntryEdit("publications", 1, one, changed)])
    assert twins.find(one.cells, 9) == Twin("同文号", 2)
    twins.follow([EntryEdit("publications", 2, other, None)])
    assert twins.find(one.cells, 9) is None
    twins.follow([EntryEdit("publications", 1, changed, one)])
    assert twins.find(one.cells, 9) == Twin("同文号", 1)


def test_the_index_follows_a_list_taken_in_and_taken_back() -> None:
    twins = Twins("publications")
    taken = TakingEdit("publications", (Entry(1, {"number": "3号"}), Entry(2, {"number": "4号"})))
    twins.follow([taken])
    assert twins.find({"number": "4号"}, 9) == Twin("同文号", 2)
    twins.follow(inverse([taken]))
    assert twins.find({"number": "4号"}, 9) is None


def test_every_rule_names_columns_of_its_ledger() -> None:
    for held in LEDGERS:
        everything: dict[str, Cell] = {column.key: "x" for column in held.columns}
        assert list(marks(held.key, everything)), held.name


def test_the_marks_of_many_are_those_of_each() -> None:
    texts = ("", "工〔2018〕3号", "工 [2018](3)号", "Ａbc　ß", "𠮷\u0301", "e\u0301é", "ﬀ")
    rows: list[dict[str, Cell]] = [
        {"number": one, "title": other, "published_on": DAY} if one else {"title": other}
        for one in texts
        for other in texts
    ]
    found_of = marks_of_many("publications", lambda key: [cells.get(key) for cells in rows])
    by_reason = zip(*found_of, strict=True)
    assert [[mark for mark in found if mark] for found in by_reason] == [
        list(marks("publications", cells)) for cells in rows
    ]
    assert list(marks_of_many("publications", lambda _key: [])) == [[], []]
