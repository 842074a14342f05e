"""历史: the log is written with every edit and answers for one place at a time."""

import getpass
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from storage.edits import (
    Edit,
    EntryEdit,
    FigureEdit,
    TakingEdit,
    TextEdit,
    UnitEdit,
    inverse,
)
from storage.history import Change
from storage.report import Entry
from storage.store import Store
from tests.builders import report


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "年报.nianbao") as made:
        made.add_report(report())
        yield made


def told(changes: tuple[Change, ...]) -> list[tuple[str | None, str | None]]:
    return [(each.before, each.after) for each in changes]


def test_a_figure_tells_who_changed_it_when_from_what_to_what(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "张三")
    before = datetime.now().astimezone()
    first = FigureEdit("published.website", None, Decimal(528))
    store.write(2018, [first])
    store.write(2018, [FigureEdit("published.website", Decimal(528), None, "", "五百多")])
    changes = store.changes_of(2018, "published.website")
    assert told(changes) == [("528", "五百多"), (None, "528")]
    assert {each.who for each in changes} == {"张三"}
    assert all(abs((each.at - before).total_seconds()) < 60 for each in changes)


def test_an_undone_change_is_told_too(store: Store) -> None:
    edits: list[Edit] = [FigureEdit("published.website", None, Decimal(528))]
    store.write(2018, edits)
    store.write(2018, inverse(edits))
    assert told(store.changes_of(2018, "published.website")) == [("528", None), (None, "528")]


def test_texts_and_the_unit_are_named_as_findings_name_them(store: Store) -> None:
    store.write(2018, [TextEdit("overview.body", None, "第一段")])
    store.write(2018, [UnitEdit("phone", "", "0468-3351234")])
    assert told(store.changes_of(2018, "text:overview.body")) == [(None, "第一段")]
    assert told(store.changes_of(2018, "unit:phone")) == [("", "0468-3351234")]
    assert store.changes_of(2018, "unit:address") == ()


def test_an_entry_tells_its_columns_in_the_clerks_words(store: Store) -> None:
    old = Entry(7, {"title": "通知", "normative": True, "published_on": date(2018, 3, 5)})
    new = Entry(7, {"title": "通告", "normative": True, "channels": ("政府网站", "政务微信")})
    store.write(2018, [EntryEdit("publications", 7, None, old)])
    store.write(2018, [EntryEdit("publications", 7, old, new, {}, {"published_on": "三月"})])
    whole = store.changes_of(2018, "publications/7/")
    assert {(each.column, each.before, each.after) for each in whole} == {
        ("title", None, "通知"),
        ("normative", None, "是"),
        ("published_on", None, "2018-03-05"),
        ("title", "通知", "通告"),
        ("published_on", "2018-03-05", "三月"),
        ("channels", None, "政府网站、政务微信"),
    }
    assert told(store.changes_of(2018, "publications/7/title")) == [
        ("通知", "通告"),
        (None, "通知"),
    ]
    assert store.changes_of(2018, "publications/70/title") == ()


def test_lines_of_an_earlier_program_are_still_read(store: Store) -> None:
    row = {"id": 7, "title": "通知", "number": None, "normative": 1, "quantity": 12}
    store._db.execute(
        "insert into change (at, report_id, place, before, after)"
        " values ('2018-03-05T09:30:00.000+08:00', 1, 'publications/7', null, ?)",
        [str(row)],
    )
    changes = store.changes_of(2018, "publications/7/")
    assert {(each.column, each.after) for each in changes} == {
        ("title", "通知"),
        ("normative", "是"),
        ("quantity", "12"),
    }
    assert {each.who for each in changes} == {""}


@pytest.mark.parametrize("logged", ["不是数据", "(" * 5000, "[1]", '"x"', "{1: {}}"])
def test_a_line_that_cannot_be_read_says_nothing(store: Store, logged: str) -> None:
    store._db.execute(
        "insert into change (at, report_id, place, before, after)"
        " values ('2018-03-05T09:30:00.000+08:00', 1, 'publications/7', null, ?)",
        [logged],
    )
    assert store.changes_of(2018, "publications/7/") == ()


def test_a_system_without_a_name_keeps_nobody_from_saving(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr(getpass, "getuser", nobody)
    store.write(2018, [FigureEdit("published.website", None, Decimal(1))])
    assert [each.who for each in store.changes_of(2018, "published.website")] == [""]


def test_entries_taken_in_together_are_one_line_and_each_tells_its_own(store: Store) -> None:
    rows = tuple(Entry(number, {"title": f"标题{number}"}) for number in range(1, 2001))
    taken: list[Edit] = [TakingEdit("publications", rows)]
    store.write(2018, taken)
    logged = store._db.execute("select place, after from change where place like 'publications/%'")
    assert logged.fetchall() == [("publications/1-2000", "2000 条")]
    assert told(store.changes_of(2018, "publications/1234/title")) == [(None, "标题1234")]
    changed = EntryEdit("publications", 1234, rows[1233], Entry(1234, {"title": "新"}))
    store.write(2018, [changed])
    assert told(store.changes_of(2018, "publications/1234/title")) == [
        ("标题1234", "新"),
        (None, "标题1234"),
    ]
    store.write(2018, inverse([changed]))
    store.write(2018, inverse(taken))
    assert store._db["publications"].count == 0
    assert told(store.changes_of(2018, "publications/1234/title"))[1:] == [
        ("标题1234", "新"),
        (None, "标题1234"),
    ]
    assert store.changes_of(2018, "publications/2001/") == ()
