"""问题与改进 with real keys, read back from the file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gui.pages.improvements_page import ImprovementsPage
from gui.session import Session
from gui.widgets.long_text import LongText
from storage.report import Cell
from storage.store import Store
from tests.input_method import CommitText

Key = Qt.Key


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> ImprovementsPage:
    made = ImprovementsPage(session)
    qtbot.addWidget(made)
    made.resize(1130, 620)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    return made


def kept(path: Path) -> list[dict[str, Cell]]:
    with Store.open(path) as store:
        return [dict(each.cells) for each in store.load(2018).ledger("improvements")]


def two(session: Session) -> None:
    session.put_entry("improvements", 1, {"problem": "不够及时", "measure": "建立台账"})
    session.put_entry("improvements", 2, {"problem": "不够全面"}, {"due_on": "年底"})


def test_what_was_removed_can_be_asked_for_even_where_nothing_is_left(
    page: ImprovementsPage, session: Session, qtbot: QtBot
) -> None:
    two(session)
    page.list.setCurrentRow(1)
    offered = {each.text(): each for each in page.list.actions()}
    with qtbot.waitSignal(session.history_asked) as history:
        offered["历史…"].trigger()
    assert history.args == ["improvements/2/"]
    session.remove_entries("improvements", [1, 2])
    assert page._empty.isVisible()
    (removed,) = page._empty.actions()
    with qtbot.waitSignal(session.removed_asked) as asked:
        removed.trigger()
    assert removed.text() == "删除过的问题和措施…" and asked.args == ["improvements"]


def said(page: ImprovementsPage) -> list[str]:
    return [page.list.item(row).text().split("\n")[0] for row in range(page.list.count())]


def test_the_first_problem_is_typed_into_the_empty_page(
    page: ImprovementsPage, data_path: Path, qtbot: QtBot, commit_text: CommitText
) -> None:
    assert page._empty.isVisible()
    page.form.focus_column("problem")
    for words in ("公开不够及时", "创新公开方式", "完善栏目，\n按月通报"):
        focused = QApplication.focusWidget()
        assert focused is not None
        commit_text(focused, words)
        qtbot.keyClick(focused, Key.Key_Tab)
    texts = {
        "problem": "公开不够及时",
        "measure": "创新公开方式",
        "measure_text": "完善栏目，\n按月通报",
    }
    assert kept(data_path) == [texts]
    assert said(page) == ["1　公开不够及时"] and page.list.currentRow() == 0


def test_a_second_is_added_and_the_sentences_follow(
    page: ImprovementsPage, session: Session, qtbot: QtBot, commit_text: CommitText
) -> None:
    session.put_entry("improvements", 1, {"problem": "不够及时", "measure": "建立台账"})
    qtbot.keyClick(page, Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    focused = QApplication.focusWidget()
    assert focused is page.form.editors["problem"]
    commit_text(focused, "不够全面")
    qtbot.keyClick(focused, Key.Key_Return)
    assert said(page) == ["1　不够及时", "2　不够全面"]
    part = session.report.format.texts["problems.body"]
    assert "一是不够及时；二是不够全面" in session.wording.say(session.wording.template(part))


def test_moving_up_swaps_two_entries_in_one_step(
    page: ImprovementsPage, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    two(session)
    page.show_place("improvements/2/problem")
    steps = session.undo_stack.count()
    qtbot.keyClick(page, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert session.undo_stack.count() == steps + 1
    assert [each["problem"] for each in kept(data_path)] == ["不够全面", "不够及时"]
    assert dict(session.report.unparsed) == {"improvements/1/due_on": "年底"}
    assert page.list.currentRow() == 0 and page.form.entry_id == 1
    session.undo_stack.undo()
    assert [each["problem"] for each in kept(data_path)] == ["不够及时", "不够全面"]
    assert dict(session.report.unparsed) == {"improvements/2/due_on": "年底"}


def test_removing_is_one_step_and_said(
    page: ImprovementsPage, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    two(session)
    page.list.setCurrentRow(0)
    qtbot.mouseClick(page._remove, Qt.MouseButton.LeftButton)
    assert [each["problem"] for each in kept(data_path)] == ["不够全面"]
    assert "已删除 1 条" in page._said.text()
    session.undo_stack.undo()
    assert said(page) == ["1　不够及时", "2　不够全面"]


def test_the_same_problem_and_measure_are_said_and_looked_at(
    page: ImprovementsPage, session: Session, qtbot: QtBot, commit_text: CommitText
) -> None:
    session.put_entry("improvements", 1, {"problem": "不够及时", "measure": "建立台账"})
    session.put_entry("improvements", 2, {"problem": "不够及时"})
    page.show_place("improvements/2/measure")
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.wait(50)
    commit_text(focused, "建立台账")
    assert "同一问题" in page.form.hint.words.text()
    qtbot.keyClick(focused, Key.Key_F7)
    assert page.form.entry_id == 1
    assert QApplication.focusWidget() is page.form.editors["measure"]
    qtbot.keyClick(focused, Key.Key_F7)
    assert page.form.entry_id == 2, "and back again"


def test_the_link_goes_to_the_sentence(page: ImprovementsPage, qtbot: QtBot) -> None:
    buttons = [each for each in page.findChildren(QPushButton) if each.isVisible()]
    links = [each for each in buttons if each.property("role") == "link"]
    with qtbot.waitSignal(page.go_to) as went:
        qtbot.mouseClick(links[0], Qt.MouseButton.LeftButton)
    assert went.args == ["text:problems.body"]


def test_a_long_text_is_kept_after_a_pause_and_not_while_composing(
    page: ImprovementsPage, session: Session, data_path: Path, qtbot: QtBot, commit_text: CommitText
) -> None:
    editor = page.form.editors["measure_text"]
    assert isinstance(editor, LongText)
    editor.setFocus()
    commit_text(editor, "完善栏目。")
    qtbot.waitUntil(lambda: kept(data_path) == [{"measure_text": "完善栏目。"}], timeout=3000)
    assert session.undo_stack.count() == 1
    session.undo_stack.undo()
    assert editor.toPlainText() == "" and kept(data_path) == []


def test_a_place_gives_its_editor_the_keyboard(page: ImprovementsPage, session: Session) -> None:
    two(session)
    page.show_place("improvements/2/responsible")
    assert page.form.entry_id == 2
    assert QApplication.focusWidget() is page.form.editors["responsible"]
