"""Looking for entries in a thread: only the newest question counts, and nothing outlives it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.ledger.finder import Finder
from gui.ledger.view import LedgerView
from gui.session import Session
from storage import kept_table
from storage.ledger_index import index_path
from storage.query import Found, Query
from storage.report import Entry, Report
from storage.store import Store
from tests.builders import report
from tests.out_of_reach import out_of_reach

MANY = 2_000


@pytest.fixture
def path(qapp: QApplication, tmp_path: Path) -> Path:
    found = tmp_path / "年报.nianbao"
    with Store.create(found) as made:
        rows = tuple(Entry(number, {"title": f"通告{number}"}) for number in range(1, MANY + 1))
        made.add_report(report(ledgers={"publications": rows}))
    return found


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as made:
        made.keep_from = 0
        yield made


def ask(finder: Finder, loaded: Report, text: str) -> None:
    ledger = loaded.format.ledgers["publications"]
    finder.look(loaded.ledger("publications"), ledger, Query(text), {})


def test_only_the_newest_question_is_answered(store: Store, qtbot: QtBot) -> None:
    finder, loaded = Finder(), store.load(2018)
    ids: list[int] = []
    ended: list[None] = []

    def take(found: Found) -> None:
        ids.extend(found.ids)

    finder.found.connect(take)
    finder.ended.connect(lambda: ended.append(None))
    for text in ("通", "通告", "告1", "告19", "告199"):
        ask(finder, loaded, text)
    qtbot.waitUntil(lambda: bool(ended))
    assert ids == [199, *range(1990, 2000)] and len(ended) == 1


def test_a_ledger_in_memory_is_answered_on_the_spot(store: Store) -> None:
    store.keep_from = MANY + 1
    finder, loaded = Finder(), store.load(2018)
    found: list[Found] = []
    finder.found.connect(found.append)
    ask(finder, loaded, "告1999")
    assert [list(each.ids) for each in found] == [[1999]]


def test_a_window_may_go_and_the_file_be_closed_while_entries_are_looked_for(
    path: Path,
) -> None:
    store = Store.open(path)
    store.keep_from = 0
    for _ in range(5):
        view = LedgerView(Session(store, store.load(2018)), "publications")
        view.show()
        view.search.setText("通告")
        view.search.setText("告1")
        view.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    view = LedgerView(Session(store, store.load(2018)), "publications")
    view.show()
    QApplication.processEvents()
    view.search.setText("通告")
    store.close()
    view.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not path.with_name(f"{path.name}-wal").exists()
    with Store.open(path) as again:
        assert len(again.load(2018).ledger("publications")) == MANY


def test_a_big_ledger_gets_its_index_behind_the_clerks_back(
    store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_table, "INDEX_FROM", MANY)
    monkeypatch.setattr("storage.kept_entries.INDEX_FROM", MANY)
    view = LedgerView(Session(store, store.load(2018)), "publications")
    qtbot.addWidget(view)
    view.show()
    place = index_path(store.path, 1, "publications")
    qtbot.waitUntil(place.exists)
    view.search.setText("告1999")
    qtbot.waitUntil(lambda: not view.model.finding)
    assert [each.id for each in view.model.entries] == [1999]
    assert not list(place.parent.glob("*requests.index"))


def test_a_file_that_goes_meanwhile_is_said_where_the_count_would_be(
    store: Store, qtbot: QtBot
) -> None:
    session = Session(store, store.load(2018))
    view = LedgerView(session, "publications")
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: not view.model.finding)
    with out_of_reach(store.path, session.report.ledger("publications")):
        view.search.setText("通告1")
        qtbot.waitUntil(lambda: bool(view.model.trouble))
        said = view.find_bar.summary.text()
        assert view.model.why_empty() == said
    assert said.startswith("没有找完：“年报.nianbao”现在读不出来")
    view.search.setText("告1999")
    qtbot.waitUntil(lambda: not view.model.finding)
    assert not view.model.trouble and view.find_bar.summary.text().startswith("找到 1 条")
