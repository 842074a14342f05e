from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gui.calendar.dialog import CalendarDialog
from gui.ledger.model import LedgerModel
from gui.ledger.request_clock import RequestClock
from gui.session import Session
from gui.theme import Colour
from gui.widgets.due_requests import DueRequests
from storage import kept_entries
from storage.edits import CalendarEdit
from storage.report import Cell, Entry
from storage.store import Store
from tests.builders import entries, report
from tests.gui.ledger_hands import add

RECEIVED = date(2018, 9, 28)
"""To be answered by 24 October."""


class Calendar:
    """Today, as the test says."""

    def __init__(self, day: date) -> None:
        self.day = day

    def __call__(self) -> date:
        return self.day


def request(**cells: Cell) -> dict[str, Cell]:
    return {"received_on": RECEIVED, "subject": "预算", **cells}


def test_a_standing_is_reckoned_once_and_again_when_something_changed(session: Session) -> None:
    add(session, request(), key="requests")
    today = Calendar(date(2018, 10, 23))
    clock = RequestClock(session, today)
    (entry,) = session.report.ledger("requests")
    first = clock.standing(entry)
    assert first is not None and first.words == "还剩 1 个工作日"
    assert clock.standing(entry) is first
    session.type_cell("publications", 1, "title", "别的")
    assert clock.standing(session.report.ledger("requests")[0]) is first
    session.edit("日历", [CalendarEdit("2018-10-20", None, "上班")])
    assert said(clock, session) == "今天到期"
    today.day = date(2018, 10, 26)
    assert said(clock, session) == "超期 3 个工作日"
    session.type_cell("requests", 1, "extended", "是")
    assert said(clock, session) == "还剩 12 个工作日"


def said(clock: RequestClock, session: Session) -> str:
    standing = clock.standing(session.report.ledger("requests")[0])
    assert standing is not None
    return standing.words


def test_open_requests_come_with_the_most_urgent_first(session: Session) -> None:
    add(
        session,
        request(state="待补正", number="等"),
        request(number="二"),
        request(received_on=date(2018, 9, 3), number="一"),
        request(answered_on=date(2018, 10, 8), number="已答"),
        request(outcome="同意公开", number="有结果"),
        {"subject": "没有日期"},
        key="requests",
    )
    clock = RequestClock(session, lambda: date(2018, 10, 1))
    found = [entry.cells.get("number") for entry, _ in clock.open_requests()]
    assert found == ["一", "二", "等"]


def test_the_ledger_tells_how_a_request_stands_beside_its_state(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(
        session,
        request(state="办理中"),
        request(),
        request(state="已答复", answered_on=date(2018, 10, 30)),
        request(state="已答复", answered_on=date(2018, 10, 9)),
        request(state="待补正"),
        key="requests",
    )
    model = LedgerModel(session, "requests")
    model._clock = RequestClock(session, lambda: date(2018, 10, 29))
    column = [each.key for each in model.ledger.columns].index("state")

    def shown(row: int, role: Qt.ItemDataRole) -> object:
        return model.data(model.index(row, column), role)

    assert [shown(row, Qt.ItemDataRole.DisplayRole) for row in range(6)] == [
        "办理中，超期 3 个工作日",
        "超期 3 个工作日",
        "已答复，迟了 4 个工作日",
        "已答复",
        "待补正",
        "",
    ]
    assert shown(0, Qt.ItemDataRole.ForegroundRole) == Colour.ERROR.colour
    assert shown(2, Qt.ItemDataRole.ForegroundRole) == Colour.DOUBT.colour
    assert shown(3, Qt.ItemDataRole.ForegroundRole) is None
    assert "从9月29日起算15个工作日" in str(shown(0, Qt.ItemDataRole.ToolTipRole))
    # What is typed and copied is the state alone.
    assert [model.text(row, column) for row in range(3)] == ["办理中", "", "已答复"]


@pytest.fixture
def card(session: Session, qtbot: QtBot) -> Callable[[date], tuple[DueRequests, list[str]]]:
    def made(today: date) -> tuple[DueRequests, list[str]]:
        places: list[str] = []
        card = DueRequests(session, places.append, lambda: today)
        qtbot.addWidget(card)
        return card, places

    return made


Made = Callable[[date], tuple[DueRequests, list[str]]]


def test_the_overview_lists_what_waits_and_leads_to_it(session: Session, card: Made) -> None:
    add(session, *(request(number=f"2018-{each}") for each in range(7)), key="requests")
    made, places = card(date(2018, 10, 29))
    assert not made.isHidden()
    assert made.summary.text() == "还有 7 件没有答复，其中 7 件已经超期。"
    links = [each for each in made.findChildren(QPushButton) if each is not made.calendar]
    assert [each.text() for each in links][:1] == ["2018-0 预算"]
    assert links[-1].text() == "还有 2 件，在依申请公开台账里"
    assert links[0].accessibleName() == "去看2018-0 预算，超期 3 个工作日"
    links[0].click()
    links[-1].click()
    assert places == ["requests/1/state", "requests"]


def test_of_a_request_long_past_the_overview_asks_for_its_state(
    session: Session, card: Made
) -> None:
    add(session, request(number="一"), key="requests")
    made, _ = card(date(2019, 1, 17))
    assert [each.text() for each in made.findChildren(QLabel) if "超期 " in each.text()] == [
        "超期 60 个工作日"
    ]
    made, _ = card(date(2026, 11, 23))
    (how,) = [each for each in made.findChildren(QLabel) if "请核对办理状态" in each.text()]
    assert how.text() == "期限早已过了，请核对办理状态"
    assert how.toolTip() == "超期 2014 个工作日" and how.property("role") == "doubt"
    go = next(each for each in made.findChildren(QPushButton) if each is not made.calendar)
    assert go.accessibleName() == "去看一 预算，期限早已过了，请核对办理状态"


def test_the_overview_says_nothing_while_nothing_waits(session: Session, card: Made) -> None:
    made, _ = card(date(2018, 10, 29))
    assert made.isHidden()
    add(session, request(), key="requests")
    made.refresh()
    assert not made.isHidden()
    entry = Entry(1, {})
    session.put_entry("requests", entry.id, request(state="已答复"))
    made.refresh()
    assert made.isHidden()


def test_the_overview_leads_to_the_year_whose_days_are_missing(
    session: Session, card: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[CalendarDialog] = []
    monkeypatch.setattr(CalendarDialog, "exec", lambda dialog: shown.append(dialog))
    add(session, request(received_on=date(2026, 12, 20)), key="requests")
    made, _ = card(date(2026, 12, 21))
    assert made.unknown.text() == "2027年的放假安排还没有录入，录入后自动算出。"
    made.calendar.click()
    assert [each.view.year for each in shown] == [2027]
    session.edit("日历", [CalendarEdit("2027", None, "已录入")])
    made.refresh()
    assert made.calendar.isHidden() and made.unknown.isHidden()


def test_of_very_many_the_overview_says_that_it_looks_at_the_first_only(
    qapp: QApplication, data_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_entries, "_MOST", 6)
    rows = entries(*(request(number=f"2018-{each}") for each in range(1, 8)))
    with Store.create(data_path) as store:
        store.keep_from = 1
        store.add_report(report(ledgers={"requests": rows}))
        session = Session(store, store.load(2018))
        made = DueRequests(session, lambda place: None, lambda: date(2018, 10, 29))
        qtbot.addWidget(made)

        def rest() -> str:
            return [each.text() for each in made.findChildren(QPushButton)][-1]

        many = "没有答复的申请很多，这里只看台账里的前 6 件，其中 6 件已经超期。"
        assert (made.summary.text(), rest()) == (many, "其余的在依申请公开台账里")
        # The one that was not told is answered: all that is told stays, what is said does not.
        session.put_entry("requests", 7, request(state="已答复"))
        made.refresh()
        few = "还有 6 件没有答复，其中 6 件已经超期。"
        assert (made.summary.text(), rest()) == (few, "还有 1 件，在依申请公开台账里")
        session.undo()
        made.refresh()
        assert (made.summary.text(), rest()) == (many, "其余的在依申请公开台账里")
        assert session.flush()
