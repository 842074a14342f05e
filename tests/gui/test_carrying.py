from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from gui.calendar.dialog import CalendarDialog
from gui.carrying import begin_with_carry_over, carry_over_again
from gui.main_window import MainWindow
from gui.messages import Messages
from gui.new_dialog import NewDialog
from gui.preferences import Preferences
from gui.session import Session
from storage.edits import EntryEdit
from storage.format_reader import load_format
from storage.report import Cell, Entry, Report
from storage.store import Store

OPEN: dict[str, Cell] = {
    "number": "2022-7",
    "received_on": date(2022, 12, 20),
    "applicant": "自然人",
    "state": "办理中",
}


class Heard(Messages):
    """Answers every question the same way and keeps what was said."""

    def __init__(self, answer: bool) -> None:
        self.answer = answer
        self.told: list[str] = []

    def tell(self, parent: QWidget, sentence: str) -> None:
        self.told.append(sentence)

    def ask(self, parent: QWidget, question: str, yes: str = "继续", no: str = "取消") -> bool:
        self.told.append(question)
        return self.answer


@pytest.fixture
def store(qapp: QApplication, tmp_path: Path) -> Iterator[Store]:
    """2022 with one request still open, and an empty 2023."""
    made = load_format("2021")
    with Store.create(tmp_path / "年报.nianbao") as store:
        store.add_report(Report(made, 2022, entries={"requests": (Entry(1, OPEN),)}))
        store.add_report(Report(made, 2023))
        yield store


@pytest.fixture
def session(store: Store) -> Session:
    return Session(store, store.load(2023))


@pytest.fixture
def parent(qapp: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    yield made
    made.deleteLater()


def test_a_new_year_offers_what_is_unfinished(
    store: Store, session: Session, parent: QWidget
) -> None:
    messages = Heard(True)
    begin_with_carry_over(store, session, messages, parent)
    (question,) = messages.told
    assert "2022 年度还有 1 件申请没有办结：2022-7。" in question
    (entry,) = store.load(2023).ledger("requests")
    assert entry.cells == {**OPEN, "carried": True}
    assert session.figures["requests.carried_in.natural"].value == 1
    assert session.undo_stack.count() == 1
    session.undo_stack.undo()
    assert not store.load(2023).ledger("requests")


def test_who_declines_gets_the_figures_and_can_ask_again(
    store: Store, session: Session, parent: QWidget
) -> None:
    begin_with_carry_over(store, session, Heard(False), parent)
    assert not session.report.ledger("requests")
    assert session.report.figures["requests.carried_in.natural"] == 1
    carry_over_again(store, session, Heard(True), parent)
    assert len(session.report.ledger("requests")) == 1
    assert session.figures["requests.carried_in.natural"].value == 1
    assert not [each for each in session.findings if each.rule in {"T3", "K7"}]
    messages = Heard(True)
    carry_over_again(store, session, messages, parent)
    assert messages.told == ["2022 年度没有未办结的申请，或者都已经带入了。"]
    assert len(session.report.ledger("requests")) == 1


def test_a_table_that_disagrees_is_told_before_anything_is_done(
    store: Store, session: Session, parent: QWidget
) -> None:
    more = Entry(2, {**OPEN, "number": "2022-8", "quantity": 2})
    store.write(2022, [EntryEdit("requests", 2, None, more)])
    messages = Heard(False)
    carry_over_again(store, session, messages, parent)
    (question,) = messages.told
    assert "还有 3 件申请没有办结：2022-7、2022-8。" in question
    # The session still knows last year as it was when it was opened: one request.
    assert "对不上" in question and "相差 2" in question


def test_the_first_year_of_a_file_has_nothing_to_carry_over(store: Store, parent: QWidget) -> None:
    messages, first = Heard(True), Session(store, store.load(2022))
    carry_over_again(store, first, messages, parent)
    assert messages.told == ["这个文件里没有 2021 年度，没有可以带入的申请。"]
    begin_with_carry_over(store, first, messages, parent)
    assert len(messages.told) == 1 and not first.undo_stack.count()


def test_the_windows_menu_carries_over_and_shows_the_calendar(
    qtbot: QtBot, preferences: Preferences, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "年报.nianbao"
    with Store.create(path) as store:
        made = load_format("2021")
        store.add_report(Report(made, 2022, entries={"requests": (Entry(1, OPEN),)}))
    messages, shown = Heard(True), list[QDialog]()
    monkeypatch.setattr(NewDialog, "exec", lambda dialog: dialog.accept() or dialog.result())
    monkeypatch.setattr(CalendarDialog, "exec", lambda dialog: shown.append(dialog))
    window = MainWindow(messages, preferences)
    qtbot.addWidget(window)
    window.show()
    window.open_path(path)
    window.add_year()
    assert window.workspace is not None
    assert [
        each.cells["number"] for each in window.workspace.session.report.ledger("requests")
    ] == ["2022-7"]
    actions = {each.text(): each for each in window.findChildren(QAction)}
    actions["带入上年未办结的申请…"].trigger()
    assert messages.told[-1] == "2022 年度没有未办结的申请，或者都已经带入了。"
    actions["工作日历…"].trigger()
    assert len(shown) == 1
    window.close()
