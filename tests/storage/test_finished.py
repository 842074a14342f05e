"""定稿 and 更正 in the data file."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from storage.edits import FigureEdit, KeepEdit
from storage.errors import DamagedFile, YearFinished
from storage.report import Kept
from storage.store import Store
from storage.versions import FinishedFile, Version
from tests.builders import report

AT = datetime(2019, 1, 15, 9, 30).astimezone()
FILES = (FinishedFile("pdf", "年报.pdf", "ab" * 32), FinishedFile("excel", "年报.xlsx", "cd" * 32))
FIRST = Version(1, "", AT, AT, "张三", "0.1.0", {"published.website": "528"}, FILES)
EDIT = FigureEdit("published.website", Decimal(528), Decimal(530))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "年报.nianbao") as made:
        made.add_report(report(published__website=528))
        made.add_report(report(2017, published__website=400))
        yield made


def test_a_year_begins_as_a_draft(store: Store) -> None:
    assert store.versions(2018) == ()
    store.write(2018, [EDIT])


def test_a_finished_year_is_kept_as_it_was_and_refuses_every_edit(store: Store) -> None:
    store.finish(2018, FIRST)
    with Store.open(store.path) as again:
        assert again.versions(2018) == (FIRST,)
    before = store.load(2018)
    for edit in (EDIT, KeepEdit("B0@x", None, Kept("理由", ""))):
        with pytest.raises(YearFinished, match="第 1 版已经定稿"):
            store.write(2018, [edit])
    with pytest.raises(YearFinished):
        store.finish(2018, FIRST)
    assert store.load(2018) == before
    assert store.versions(2018) == (FIRST,)


def test_other_years_stay_open(store: Store) -> None:
    store.finish(2018, FIRST)
    store.write(2017, [FigureEdit("published.website", Decimal(400), Decimal(401))])
    assert store.load(2017).figures["published.website"] == 401


def test_a_reason_opens_the_next_version_which_is_locked_again(store: Store) -> None:
    store.finish(2018, FIRST)
    store.reopen(2018, "网站数据漏报")
    first, second = store.versions(2018)
    assert first == FIRST
    assert (second.number, second.reason, second.finished_at) == (2, "网站数据漏报", None)
    store.write(2018, [EDIT])
    store.reopen(2018, "再来一次")  # already open: nothing happens
    assert len(store.versions(2018)) == 2
    done = Version(2, second.reason, second.opened_at, AT, "李四", "0.1.0", {}, FILES[:1])
    store.finish(2018, done)
    assert store.versions(2018) == (FIRST, done)
    with pytest.raises(YearFinished, match="第 2 版"):
        store.write(2018, [EDIT])


def test_a_draft_is_not_reopened(store: Store) -> None:
    store.reopen(2018, "没有定稿")
    assert store.versions(2018) == ()


def test_a_damaged_row_is_said(store: Store) -> None:
    store.finish(2018, FIRST)
    store._db.execute("update version set printed = '['")
    with pytest.raises(DamagedFile):
        store.versions(2018)
