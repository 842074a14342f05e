"""What is said beside a cell while it is typed: how a day is read, which entry it would repeat."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.ledger.date_edit import DateEdit
from gui.ledger.twin_index import TwinIndex
from gui.ledger.view import LedgerView
from gui.session import Session
from storage.duplicates import Twin
from storage.report import Cell, Entry
from storage.store import Store
from tests.builders import report
from tests.gui.ledger_hands import (
    DATE,
    NUMBER,
    TITLE,
    TOPIC,
    Key,
    add,
    focused,
    opened,
    press,
    write,
)
from tests.gui.ledger_hands import kept as in_file
from tests.input_method import CommitText

DAY = date(2018, 3, 15)


def kept(session: Session, column: str, key: str = "publications") -> list[Cell]:
    return [each.cells.get(column) for each in session.report.ledger(key)]


def test_a_day_in_short_is_read_out_before_it_is_taken(
    view: LedgerView, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    view.table.go(0, DATE)
    write(qtbot, "d-3")
    editor = view.table.typing.editor
    assert isinstance(editor, DateEdit)
    day = date.today() - timedelta(days=3)
    assert view.hint.words.isVisible()
    said = view.hint.words.text()
    assert f"{day.year}年{day.month}月{day.day}日" in said and "不在 2018 年" in said
    qtbot.wait(1000)
    assert not session.report.ledger("publications"), "nothing is taken in the middle"
    press(qtbot, Key.Key_Return)
    assert in_file(session, data_path) == [{"published_on": day}]
    assert not view.hint.words.isVisible()


def test_a_month_and_day_belong_to_the_year_of_the_report(
    view: LedgerView, session: Session, qtbot: QtBot, commit_text: CommitText
) -> None:
    view.table.go(0, DATE)
    for typed in ("0315", "3.15", "3/15"):
        write(qtbot, typed)
        assert view.hint.words.text() == "2018年3月15日 星期四"
        press(qtbot, Key.Key_Return)
    commit_text(view.table, "今天")
    press(qtbot, Key.Key_Tab)
    assert kept(session, "published_on") == [DAY, DAY, DAY, date.today()]
    assert not session.report.unparsed


def test_the_form_reads_days_too(view: LedgerView, session: Session, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_F4)
    view.form.focus_column("published_on")
    write(qtbot, "jt")
    assert view.form.hint.words.isVisible()
    view.form.focus_column("topic")
    assert kept(session, "published_on") == [date.today()]
    assert view.form.editors["published_on"].text() == date.today().isoformat()
    assert not view.form.hint.words.isVisible()


def test_a_day_in_short_is_not_lost_by_closing(
    view: LedgerView, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    view.table.go(0, DATE)
    write(qtbot, "0315")
    assert session.flush()
    assert in_file(session, data_path) == [{"published_on": DAY}]


def learnt(qtbot: QtBot, index: TwinIndex) -> None:
    qtbot.waitUntil(lambda: index.complete)


def test_the_same_number_is_said_while_it_is_typed_and_looked_at(
    view: LedgerView, session: Session, qtbot: QtBot
) -> None:
    add(session, {"title": "关于印发办法的通知", "number": "3号"}, {"title": "另一件"})
    view.table.go(1, NUMBER)
    write(qtbot, "3")
    learnt(qtbot, view.twins)
    assert not view.hint.words.isVisible()
    qtbot.keyClick(focused(), Key.Key_End)
    editor = view.table.typing.editor
    assert editor is not None
    editor.insert("号")  # type: ignore[union-attr]
    said = view.hint.words.text()
    assert said.startswith("和第 1 条（关于印发办法的通知）同文号") and "F7" in said
    window = view.window().rect()
    assert window.contains(view.hint.words.geometry())
    assert focused() is editor, "it never takes the keyboard"
    press(qtbot, Key.Key_F7)
    assert (view.table.currentIndex().row(), view.table.currentIndex().column()) == (0, NUMBER)
    assert kept(session, "number") == ["3号", "3号"], "looking is not refusing"
    press(qtbot, Key.Key_F7)
    assert view.table.currentIndex().row() == 1
    press(qtbot, Key.Key_F7)
    assert view.table.currentIndex().row() == 0, "from a closed cell too"


def test_the_same_title_on_the_same_day_is_said_at_either_cell(
    view: LedgerView, session: Session, qtbot: QtBot, commit_text: CommitText
) -> None:
    add(session, {"title": "预算公开", "published_on": DAY})
    view.table.go(1, TITLE)
    commit_text(view.table, "预算公开")
    learnt(qtbot, view.twins)
    assert not view.hint.words.isVisible()
    press(qtbot, Key.Key_Tab, Key.Key_Tab)
    write(qtbot, "3.15")
    assert view.hint.words.text().splitlines() == [
        "2018年3月15日 星期四",
        "和第 1 条（预算公开）同标题同日，按 F7 去看；确实是两条就接着填。",
    ]
    press(qtbot, Key.Key_Tab)
    assert not view.hint.words.isVisible()
    view.table.go(1, TITLE)
    press(qtbot, Key.Key_F2)
    assert "同标题同日" in view.hint.words.text()


def test_the_same_applicant_day_and_subject_is_said_in_the_form(
    session: Session, qtbot: QtBot, commit_text: CommitText
) -> None:
    view = opened(session, "requests", qtbot)
    row: dict[str, Cell] = {"applicant_name": "张三", "received_on": DAY, "subject": "征收方案"}
    add(session, row, {**row, "subject": ""}, key="requests")
    view.table.go(1, 0)
    press(qtbot, Key.Key_F4)
    view.form.focus_column("subject")
    learnt(qtbot, view.twins)
    commit_text(focused(), "征收方案")
    assert "同一申请人同日同事项" in view.form.hint.words.text()
    press(qtbot, Key.Key_F7)
    assert view.table.currentIndex().row() == 0 and view.form.entry_id == 1


def test_f7_without_a_twin_says_so(view: LedgerView, session: Session, qtbot: QtBot) -> None:
    add(session, {"title": "甲"})
    view.table.go(0, TITLE)
    press(qtbot, Key.Key_F7)
    assert "没有看到" in view._said.text() and view.table.currentIndex().row() == 0


def test_the_index_is_learnt_in_slices_and_follows_what_changes_meanwhile(
    session: Session, qtbot: QtBot
) -> None:
    rows: list[dict[str, Cell]] = [{"number": f"{each}号", "title": "甲"} for each in range(2000)]
    add(session, *rows)
    index = TwinIndex(session, "publications")
    assert index.find({"number": "7号"}, 9999) is None and not index.complete
    index.start()
    session.type_cell("publications", 1, "number", "改过")
    session.type_cell("publications", 1999, "number", "也改过")
    session.undo_stack.undo()
    assert not index.complete
    learnt(qtbot, index)
    assert index.find({"number": "0号"}, 9999) is None
    assert index.find({"number": "改过"}, 9999) == Twin("同文号", 1)
    assert index.find({"number": "1998号"}, 9999) == Twin("同文号", 1999)
    assert index.find({"number": "也改过"}, 9999) is None
    session.remove_entries("publications", [8])
    assert index.find({"number": "7号"}, 9999) is None


def test_a_ledger_that_stays_in_its_file_is_learnt_too(data_path: Path, qtbot: QtBot) -> None:
    entries = tuple(Entry(each, {"number": f"{each}号"}) for each in range(1, 20_501))
    with Store.create(data_path) as store:
        store.add_report(replace(report(), entries={"publications": entries}))
        session = Session(store, store.load(2018))
        index = TwinIndex(session, "publications")
        index.start()
        session.type_cell("publications", 20_500, "number", "改过")
        session.type_cell("publications", 20_501, "number", "7号")
        learnt(qtbot, index)
        assert index.find({"number": "20499号"}, 1) == Twin("同文号", 20_499)
        assert index.find({"number": "20500号"}, 1) is None
        assert index.find({"number": "7号"}, 7) == Twin("同文号", 20_501)


def test_nothing_is_learnt_before_something_is_typed(
    view: LedgerView, session: Session, qtbot: QtBot
) -> None:
    add(session, {"title": "甲"})
    view.table.go(0, TOPIC)
    qtbot.keyClick(view.table, Key.Key_Down)
    assert not view.twins.complete
    assert view.hint.words.focusPolicy() == Qt.FocusPolicy.NoFocus
