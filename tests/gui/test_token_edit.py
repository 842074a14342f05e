"""The editor of prose: tokens are single pieces, nothing typed is disturbed or lost."""

import gc
from collections.abc import Mapping
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence, QShortcut, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.prose.token_edit import TokenEdit
from gui.prose.tokens import OBJECT, Token, tokens_of
from gui.session import Session
from gui.widgets.line_edit import PAUSE_MS
from tests.input_method import CommitText, commit


def token(name: str, words: str) -> Token:
    return Token(name, words, "台账统计", "published.total")


TOKENS = {each.name: each for each in (token("总数", "1816"), token("年度", "2018"))}


@pytest.fixture
def editor(qtbot: QtBot) -> TokenEdit:
    made = TokenEdit(TOKENS)
    qtbot.addWidget(made)
    made.resize(500, 120)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def told(editor: TokenEdit) -> list[str]:
    heard: list[str] = []
    editor.typed.connect(heard.append)
    return heard


def to_end(editor: TokenEdit) -> None:
    editor.moveCursor(QTextCursor.MoveOperation.End)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{年度}年公开{总数}条。",
        "{总数}{总数}",
        "第一段\n\n第三段{总数}",
        "𬭎😀{总数}䶮",
        "{不知道}",
    ],
)
def test_what_is_shown_is_given_back_unchanged(editor: TokenEdit, text: str) -> None:
    editor.set_value(text)
    assert editor.value() == text


def test_a_known_token_is_one_character_and_an_unknown_one_stays_as_typed(
    editor: TokenEdit,
) -> None:
    editor.set_value("{总数}{不知道}")
    assert editor.document().toPlainText() == OBJECT + "{不知道}"


def test_showing_a_text_tells_nothing(editor: TokenEdit, qtbot: QtBot) -> None:
    heard = told(editor)
    editor.set_value("{总数}条")
    qtbot.wait(PAUSE_MS + 200)
    editor.commit()
    assert heard == []


def test_a_pause_in_typing_tells_the_text_once(
    editor: TokenEdit, qtbot: QtBot, commit_text: CommitText
) -> None:
    editor.set_value("{总数}")
    heard = told(editor)
    to_end(editor)
    commit_text(editor, "条信息")
    assert heard == []
    qtbot.waitUntil(lambda: bool(heard), timeout=3000)
    qtbot.wait(PAUSE_MS + 200)
    assert heard == ["{总数}条信息"]


def test_a_name_typed_in_braces_becomes_a_token_behind_rare_characters(
    editor: TokenEdit, commit_text: CommitText
) -> None:
    heard = told(editor)
    commit_text(editor, "𬭎😀有")
    QTest.keyClicks(editor, "{")
    commit_text(editor, "总数")
    QTest.keyClicks(editor, "}")
    commit_text(editor, "条")
    editor.commit()
    assert heard == ["𬭎😀有{总数}条"]
    assert editor.document().toPlainText() == f"𬭎😀有{OBJECT}条"
    assert editor.textCursor().atEnd()


def test_composing_is_neither_told_nor_broken_by_an_update(editor: TokenEdit, qtbot: QtBot) -> None:
    editor.set_value("甲{总数}")
    heard = told(editor)
    to_end(editor)
    QApplication.sendEvent(editor, QInputMethodEvent("xinxi", []))
    editor.set_value("乙{总数}")
    editor.show_tokens(TOKENS | {"总数": token("总数", "1818")})
    qtbot.wait(PAUSE_MS + 200)
    assert editor.textCursor().block().layout().preeditAreaText() == "xinxi"
    assert heard == []
    commit(editor, "信息")
    editor.commit()
    assert heard == ["甲{总数}信息"]


def test_an_update_that_came_while_composing_is_shown_when_nothing_was_typed(
    editor: TokenEdit,
) -> None:
    editor.set_value("甲")
    QApplication.sendEvent(editor, QInputMethodEvent("x", []))
    editor.set_value("乙")
    QApplication.sendEvent(editor, QInputMethodEvent())
    editor.commit()
    assert editor.value() == "乙"


def test_new_numbers_keep_the_caret_and_tell_nothing(editor: TokenEdit, qtbot: QtBot) -> None:
    editor.set_value("公开{总数}条")
    heard = told(editor)
    cursor = editor.textCursor()
    cursor.setPosition(3)
    editor.setTextCursor(cursor)
    before = editor.grab().toImage()
    editor.show_tokens(TOKENS | {"总数": token("总数", "999999999")})
    qtbot.wait(50)
    assert editor.textCursor().position() == 3
    assert editor.value() == "公开{总数}条"
    assert editor.grab().toImage() != before
    editor.commit()
    assert heard == []


def test_a_text_from_elsewhere_keeps_the_caret(editor: TokenEdit) -> None:
    editor.set_value("公开{总数}条信息")
    cursor = editor.textCursor()
    cursor.setPosition(4)
    editor.setTextCursor(cursor)
    editor.set_value("公开{总数}条")
    assert editor.textCursor().position() == 4


def test_backspace_takes_a_token_away_whole(editor: TokenEdit) -> None:
    editor.set_value("公开{总数}")
    to_end(editor)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.value() == "公开"


def test_copying_gives_words_to_others_and_tokens_to_ourselves(
    editor: TokenEdit, qtbot: QtBot
) -> None:
    editor.set_value("公开{总数}条\n第二段")
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    gc.collect()
    assert QGuiApplication.clipboard().text() == "公开1816条\n第二段"
    other = TokenEdit(TOKENS)
    qtbot.addWidget(other)
    QTest.keyClick(other, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert other.value() == "公开{总数}条\n第二段"


def test_cut_and_paste_moves_a_token(editor: TokenEdit) -> None:
    editor.set_value("{总数}公开")
    cursor = editor.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(1, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    QTest.keyClick(editor, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert editor.value() == "公开"
    to_end(editor)
    QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert editor.value() == "公开{总数}"


def test_rich_text_is_pasted_as_plain_cleaned_words(editor: TokenEdit) -> None:
    data = QMimeData()
    data.setHtml("<b>粗</b><img src='x.png'>")
    data.setText("粗\r\n{总数}\x07\u200b条")
    QGuiApplication.clipboard().setMimeData(data)
    QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert editor.value() == "粗\n{总数}条"
    QGuiApplication.clipboard().clear()


def test_losing_focus_tells_at_once(
    qtbot: QtBot, editor: TokenEdit, commit_text: CommitText
) -> None:
    heard = told(editor)
    commit_text(editor, "一句话")
    editor.clearFocus()
    assert heard == ["一句话"]


def test_undo_keys_are_left_to_the_window(editor: TokenEdit, commit_text: CommitText) -> None:
    undone: list[bool] = []
    QShortcut(QKeySequence("Ctrl+Z"), editor).activated.connect(lambda: undone.append(True))
    editor.activateWindow()
    editor.setFocus()
    commit_text(editor, "一句话")
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]
    assert editor.value() == "一句话"
    assert not editor.isUndoRedoEnabled()


def test_a_token_tells_its_name_and_origin_and_leads_there(editor: TokenEdit, qtbot: QtBot) -> None:
    editor.set_value("公开{总数}条")
    cursor = editor.textCursor()
    cursor.setPosition(2)
    left = editor.cursorRect(cursor)
    middle = QPoint(left.right() + 15, left.center().y())
    assert editor.tip_at(middle) == "总数：1816\n台账统计\n双击去查看或修改。"
    assert editor.tip_at(QPoint(left.left() - 5, left.center().y())) == ""
    with qtbot.waitSignal(editor.token_opened) as opened:
        QTest.mouseDClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert opened.args == ["总数"]


def test_an_unknown_name_gets_a_wavy_line(editor: TokenEdit, qtbot: QtBot) -> None:
    editor.set_value("𬭎{不知道}{总数}")

    def waves() -> list[tuple[int, int]]:
        marks: list[Any] = editor.document().begin().layout().formats()
        return [(each.start, each.length) for each in marks]

    qtbot.waitUntil(lambda: waves() == [(2, 5)])


def test_its_height_follows_the_text_within_limits(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    editor = TokenEdit(TOKENS, lines=(2, 6))
    column.addWidget(editor)
    column.addStretch(1)
    page.resize(400, 600)
    page.show()
    low = editor.height()
    editor.set_value("一段话。\n" * 4)
    qtbot.waitUntil(lambda: editor.height() > low)
    some = editor.height()
    editor.set_value("一段话。\n" * 40)
    qtbot.waitUntil(lambda: editor.height() > some)
    most = editor.height()
    editor.set_value("一段话。\n" * 400)
    qtbot.wait(50)
    assert editor.height() == most < 300


def test_a_hundred_thousand_characters_are_kept_and_typed_into(
    editor: TokenEdit, commit_text: CommitText
) -> None:
    text = ("公开政府信息{总数}条，内容详实。" * 50 + "\n") * 100
    assert len(text) > 80_000
    editor.set_value(text)
    to_end(editor)
    commit_text(editor, "尾")
    editor.commit()
    assert editor.value() == text + "尾"


def test_every_token_of_a_format_knows_where_it_comes_from(session: Session) -> None:
    tokens: Mapping[str, Token] = tokens_of(session)
    assert tokens.keys() == session.wording.tokens.keys()
    assert tokens["主动公开总数"].place == "published.total"
    assert tokens["简称"].source == "单位信息"
    assert all(each.source for each in tokens.values())
