import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest

from storage.edits import EntryEdit, FigureEdit, apply, inverse
from storage.errors import SaveFailed, YearExists, YearMissing
from storage.report import Entry
from storage.store import Store
from tests.builders import entries, full_report, report
from tests.storage.test_edits import EDITS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "桌面 测试" / "2018年度 报告#1.nianbao"


@pytest.fixture
def store(path: Path) -> Store:
    path.parent.mkdir()
    made = Store.create(path)
    made.add_report(full_report())
    return made


def test_a_reopened_report_has_every_value(store: Store, path: Path) -> None:
    store.close()
    with Store.open(path) as again:
        assert again.load(2018) == full_report()


def test_edits_are_in_the_file_after_a_reopening(store: Store, path: Path) -> None:
    store.write(2018, EDITS)
    store.close()
    with Store.open(path) as again:
        assert again.load(2018) == apply(full_report(), EDITS)
        again.write(2018, inverse(EDITS))
        assert again.load(2018) == full_report()


def test_a_file_holds_several_years_apart(store: Store) -> None:
    store.add_report(report(2017, published__gazette=9))
    assert store.years == (2017, 2018)
    assert store.load(2017).figures == {"published.gazette": 9}
    assert store.load(2018) == full_report()
    with pytest.raises(YearExists, match="2017"):
        store.add_report(report(2017))
    with pytest.raises(YearMissing, match="现有：2017、2018"):
        store.load(2016)


def test_a_failing_edit_leaves_nothing_of_its_step(store: Store) -> None:
    bad = EntryEdit("requests", 9, None, Entry(9, {"quantity": "三件"}))
    with pytest.raises(SaveFailed):
        store.write(2018, [FigureEdit("published.gazette", None, Decimal(7)), bad])
    assert store.load(2018) == full_report()


def test_a_failing_new_year_leaves_no_year(store: Store) -> None:
    with pytest.raises(SaveFailed):
        store.add_report(report(2016, ledgers={"requests": entries({"quantity": "三件"})}))
    assert store.years == (2018,)


def test_every_change_is_logged_with_before_and_after(store: Store, path: Path) -> None:
    store.write(2018, [FigureEdit("published.gazette", Decimal(0), Decimal(5))])
    store.close()
    connection = sqlite3.connect(path)
    last = connection.execute("select place, before, after from change order by id desc").fetchone()
    connection.close()
    assert last == ("published.gazette", "0", "5")


def test_a_closed_file_is_one_whole_file(store: Store, path: Path) -> None:
    store.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    connection = sqlite3.connect(path)
    assert connection.execute("pragma journal_mode").fetchone() == ("delete",)
    assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    connection.close()


def test_a_locked_file_is_said_and_nothing_is_lost(store: Store, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    edit = FigureEdit("published.gazette", Decimal(0), Decimal(5))
    with pytest.raises(SaveFailed, match="另一个程序"):
        store.write(2018, [edit])
    other.execute("rollback")
    other.close()
    # sqlite-utils' upsert once lost a new row here, after it had met the lock.
    added = FigureEdit("published.wechat", None, Decimal(9))
    entry = EntryEdit("requests", 9, None, Entry(9, {"subject": "预算"}))
    store.write(2018, [edit, added, entry])
    kept = store.load(2018)
    assert kept.figures["published.gazette"] == 5
    assert kept.figures["published.wechat"] == 9
    assert kept.ledger("requests")[-1].cells == {"subject": "预算"}
