"""报告正文: what is typed reaches the report, what changes elsewhere reaches the page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.pages.texts_page import TextsPage
from gui.prose.token_list import TokenList
from gui.session import Session
from gui.widgets.line_edit import PAUSE_MS
from tests.input_method import CommitText


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> TextsPage:
    made = TextsPage(session)
    qtbot.addWidget(made)
    made.resize(1130, 620)
    made.show()
    return made


def press(page: QWidget, text: str) -> None:
    found = [each for each in page.findChildren(QPushButton) if each.text() == text]
    assert len(found) == 1, text
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def button_shown(page: QWidget, text: str) -> bool:
    return any(each.isVisible() for each in page.findChildren(QPushButton) if each.text() == text)


def test_every_text_of_the_format_is_in_the_list(page: TextsPage) -> None:
    for key in page.session.report.format.texts:
        page.texts.choose(key)
        assert page.texts.current == key
        assert page.editor.value() == page.session.wording.template(
            page.session.report.format.texts[key]
        )


def test_typing_reaches_the_report_after_a_pause(
    page: TextsPage, qtbot: QtBot, commit_text: CommitText
) -> None:
    page.show_place("text:overview.body")
    assert page.texts.state_of("overview.body") == "未写"
    commit_text(page.editor, "全年工作平稳。")
    QTest.keyClick(page.editor, Qt.Key.Key_Return)
    commit_text(page.editor, "第二段。")
    qtbot.waitUntil(lambda: bool(page.session.report.texts), timeout=3000)
    assert page.session.report.texts == {"overview.body": "全年工作平稳。\n第二段。"}
    assert page.texts.state_of("overview.body") == "已写"
    assert page.printed.toPlainText() == "全年工作平稳。\n第二段。"


def test_going_to_another_text_keeps_what_was_just_typed(
    page: TextsPage, commit_text: CommitText
) -> None:
    page.show_place("text:overview.body")
    commit_text(page.editor, "刚刚写的。")
    page.texts.setFocus()
    QTest.keyClick(page.texts, Qt.Key.Key_Down)
    assert page.texts.current == "published.count"
    assert page.session.report.texts == {"overview.body": "刚刚写的。"}
    QTest.keyClick(page.texts, Qt.Key.Key_Up)
    assert page.editor.value() == "刚刚写的。"


def test_flushing_puts_the_text_into_the_session(page: TextsPage, commit_text: CommitText) -> None:
    page.show_place("text:overview.body")
    commit_text(page.editor, "还没停顿。")
    page.session.flush()
    assert page.session.report.texts["overview.body"] == "还没停顿。"


def test_undo_takes_the_typing_back_and_the_page_shows_it(
    page: TextsPage, commit_text: CommitText
) -> None:
    page.show_place("text:other.body")
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    commit_text(page.editor, "另有一事。")
    page.session.flush()
    page.session.undo_stack.undo()
    assert page.editor.value() == "无。"
    page.session.undo_stack.redo()
    assert page.editor.value() == "无。另有一事。"


def test_numbers_follow_the_figures(page: TextsPage) -> None:
    page.show_place("text:published.count")
    page.session.type_figure("published.total", "1816")
    assert "政府主动公开政府信息1816条" in page.printed.toPlainText()
    assert page.printed.toPlainText().startswith("（一）主动公开信息数量。2018年，工农区")
    page.session.type_figure("published.total", "1818")
    assert "1818条" in page.printed.toPlainText()
    assert "1816" not in page.printed.toPlainText()


def test_the_wording_in_use_changes_with_the_figures_and_each_keeps_its_own_text(
    page: TextsPage, commit_text: CommitText
) -> None:
    page.show_place("text:fees.body")
    commit_text(page.editor, "甲")
    page.session.type_figure("fees.charged", "0")
    page.session.type_figure("fees.waived", "0")
    assert "没有对政府信息公开事务的收费" in page.editor.value()
    commit_text(page.editor, "乙")
    page.session.flush()
    texts = page.session.report.texts
    assert texts["fees.body"].startswith("甲{年度}年，{统计范围}依申请公开")
    assert texts["fees.body:none"].startswith("乙{年度}年，{统计范围}没有")


def test_the_default_wording_comes_back_and_the_button_is_there_only_when_needed(
    page: TextsPage, commit_text: CommitText
) -> None:
    page.show_place("text:other.body")
    assert not button_shown(page, "恢复默认写法")
    commit_text(page.editor, "另，")
    page.session.flush()
    assert button_shown(page, "恢复默认写法")
    press(page, "恢复默认写法")
    assert page.session.report.texts == {}
    assert page.editor.value() == "无。"
    assert not button_shown(page, "恢复默认写法")


def test_typing_the_default_wording_again_is_the_default(
    page: TextsPage, commit_text: CommitText
) -> None:
    page.show_place("text:other.body")
    commit_text(page.editor, "另")
    page.session.flush()
    QTest.keyClick(page.editor, Qt.Key.Key_Backspace)
    page.session.flush()
    assert page.session.report.texts == {}


def test_a_number_is_found_and_inserted_by_keyboard(
    page: TextsPage, qtbot: QtBot, commit_text: CommitText
) -> None:
    page.show_place("text:overview.body")
    commit_text(page.editor, "公开")
    press(page, "插入数…")
    dialog = page.findChild(TokenList)
    assert isinstance(dialog, TokenList)
    commit_text(dialog.search, "微信 公开数")
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert page.session.report.texts == {"overview.body": "公开{政务微信公开数}"}
    qtbot.waitUntil(lambda: page.findChild(TokenList) is None)


def test_a_search_without_a_hit_inserts_nothing(page: TextsPage, commit_text: CommitText) -> None:
    press(page, "插入数…")
    dialog = page.findChild(TokenList)
    assert isinstance(dialog, TokenList)
    commit_text(dialog.search, "没有这样的数")
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert page.session.report.texts == {}


def test_a_token_leads_to_its_figure(page: TextsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.go_to) as went:
        page.editor.token_opened.emit("主动公开总数")
    assert went.args == ["published.total"]


def test_changes_made_while_out_of_sight_are_shown_on_return(page: TextsPage) -> None:
    page.show_place("text:overview.body")
    page.hide()
    page.session.type_text("overview.body", "别处写的")
    page.show()
    assert page.editor.value() == "别处写的"


def test_looking_at_every_text_changes_nothing(page: TextsPage, qtbot: QtBot) -> None:
    for key in page.session.report.format.texts:
        page.show_place(f"text:{key}")
    qtbot.wait(PAUSE_MS + 200)
    page.session.flush()
    assert page.session.undo_stack.count() == 0


def test_the_preview_shows_the_clerks_own_sub_heading_and_what_is_left_out(
    page: TextsPage,
) -> None:
    page.session.type_text("published.forms", "（二）公开的途径\n甲。")
    page.texts.choose("published.forms")
    page.refresh()
    assert page.printed.toPlainText() == "（二）公开的途径\n甲。"
    page.session.type_text("published.forms", "")
    page.refresh()
    assert page.printed.toPlainText() == "（这一处已经清空，不会印出来。）"
    page.session.type_text("published.forms", None)
    page.refresh()
    assert page.printed.toPlainText().startswith("（二）信息公开主要形式。")


def test_the_title_can_be_worded_like_any_text(page: TextsPage) -> None:
    page.texts.choose("title")
    assert page.editor.value() == page.session.report.format.title
    page.session.type_text("title", "{单位全称}{年度}年政府信息公开工作年度报告")
    page.refresh()
    assert page.printed.toPlainText().endswith("2018年政府信息公开工作年度报告")


def test_a_table_that_is_pasted_is_shown_as_one(page: TextsPage, qtbot: QtBot) -> None:
    page.texts.choose("overview.body")
    page.editor.set_value("")
    QGuiApplication.clipboard().setText("领域\t数量\r\n就业\t123\r\n")
    page.editor.setFocus()
    QTest.keyClick(page.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.editor.value().strip() == "领域 | 数量\n就业 | 123"
    page.session.type_text("overview.body", f"前言。\n{page.editor.value().strip()}\n后语。")
    page.refresh()
    assert page.printed.toPlainText().split() == ["前言。", "领域", "数量", "就业", "123", "后语。"]
    assert page.printed.document().rootFrame().childFrames()
