"""Blocks of cells: pasting, copying, clearing, removing, and great numbers of them."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.ledger.model import BLANK_ROW
from gui.ledger.view import LedgerView
from gui.session import Session
from storage.report import Cell
from tests.gui.ledger_hands import (
    NUMBER,
    QUANTITY,
    TITLE,
    TOPIC,
    Key,
    add,
    kept,
    press,
    write,
)


def test_a_block_from_excel_is_pasted_and_undone_in_one_step(
    view: LedgerView, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    add(session, {"title": "原有", "topic": "留下"})
    view.table.go(0, TITLE)
    block = "甲\t一号\t2018年3月5日\r\n乙\t二号\t3.6\r\n丙\t三号\t不知道\r\n"
    QApplication.clipboard().setText(block)
    steps = session.undo_stack.count()
    press(qtbot, Key.Key_V, control=True)
    assert session.undo_stack.count() == steps + 1
    day = date(2018, 3, 5)
    assert kept(session, data_path) == [
        {"title": "甲", "number": "一号", "published_on": day, "topic": "留下"},
        {"title": "乙", "number": "二号", "published_on": date(2018, 3, 6)},
        {"title": "丙", "number": "三号"},
    ]
    assert dict(session.report.unparsed) == {"publications/3/published_on": "不知道"}
    press(qtbot, Key.Key_Z, control=True)
    assert kept(session, data_path) == [{"title": "原有", "topic": "留下"}]
    press(qtbot, Key.Key_Y, control=True)
    assert len(kept(session, data_path)) == 3


def test_cells_that_cannot_be_read_are_told_after_pasting(view: LedgerView, qtbot: QtBot) -> None:
    view.table.go(0, TITLE)
    QApplication.clipboard().setText("甲\t一号\t2018年3月5日\n乙\t二号\t不知道\n")
    press(qtbot, Key.Key_V, control=True)
    assert view._said.text() == "已粘贴 2 行，其中 1 格看不懂，已标红，可按 Ctrl+Z 撤销"


def test_an_empty_clipboard_is_said(view: LedgerView, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("")
    press(qtbot, Key.Key_V, control=True)
    assert "没有可以粘贴的内容" in view._said.text()


def test_removing_nothing_says_what_to_do_first(view: LedgerView, qtbot: QtBot) -> None:
    view.table.go(0, TITLE)
    press(qtbot, Key.Key_Delete, control=True)
    assert view._said.text() == "请先选中要删除的信息"


def test_what_is_copied_is_what_is_pasted(view: LedgerView, session: Session, qtbot: QtBot) -> None:
    add(session, {"title": "甲", "quantity": 3}, {"title": "乙", "channels": ("政府网站",)})
    view.table.selectAll()
    press(qtbot, Key.Key_C, control=True)
    copied = QApplication.clipboard().text()
    assert copied.split("\n")[0].split("\t")[QUANTITY] == "3"
    assert BLANK_ROW not in copied
    view.table.go(2, TITLE)
    press(qtbot, Key.Key_V, control=True)
    entries = session.report.ledger("publications")
    assert [each.cells for each in entries[2:]] == [each.cells for each in entries[:2]]


def test_the_cell_above_is_copied_down(view: LedgerView, session: Session, qtbot: QtBot) -> None:
    add(session, {"title": "甲", "topic": "公告"}, {"title": "乙"})
    view.table.go(1, TOPIC)
    press(qtbot, Key.Key_D, control=True)
    assert session.report.ledger("publications")[1].cells["topic"] == "公告"


def test_cells_are_cleared_in_one_step_and_a_bare_row_goes(
    view: LedgerView, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    add(session, {"title": "甲", "topic": "公告"}, {"title": "乙"})
    view.table.go(0, TITLE)
    qtbot.keyClick(view.table, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, Key.Key_Delete)
    assert kept(session, data_path) == [{"topic": "公告"}]
    press(qtbot, Key.Key_Z, control=True)
    assert kept(session, data_path) == [{"title": "甲", "topic": "公告"}, {"title": "乙"}]


def test_entries_are_removed_in_one_step_and_said(
    view: LedgerView, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    add(session, {"title": "甲"}, {"title": "乙"}, {"title": "丙"})
    view.table.go(0, TITLE)
    qtbot.keyClick(view.table, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, Key.Key_Delete, control=True)
    assert kept(session, data_path) == [{"title": "丙"}]
    assert view._said.text() == "已删除 2 条，可按 Ctrl+Z 撤销"
    press(qtbot, Key.Key_Z, control=True)
    assert [each["title"] for each in kept(session, data_path)] == ["甲", "乙", "丙"]
    assert view._said.text() == ""


def test_every_header_is_whole_and_every_row_equally_high(view: LedgerView) -> None:
    header = view.table.horizontalHeader()
    for place, column in enumerate(view.model.ledger.columns):
        assert header.sectionSizeHint(place) <= header.sectionSize(place), column.label
        assert view.model.headerData(place, Qt.Orientation.Horizontal) == column.label


def test_a_document_number_is_whole_and_nothing_lies_beside_the_window(
    view: LedgerView, session: Session, qtbot: QtBot
) -> None:
    number: Cell = "示例政办规〔2018〕12号"
    add(session, *({"title": "甲", "number": number} for _ in range(40)))
    table = view.table
    view.resize(1122, 480)  # as at 1366×768
    qtbot.waitUntil(lambda: table.verticalScrollBar().isVisible())
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    room = table.columnWidth(NUMBER) - 8
    assert table.fontMetrics().horizontalAdvance(str(number)) <= room


def test_two_thousand_rows_stay_usable(
    view: LedgerView, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    lines = (f"标题{row}\t文号{row}\t3.{row % 28 + 1}\t政府网站" for row in range(2000))
    QApplication.clipboard().setText("\n".join(lines))
    press(qtbot, Key.Key_V, control=True)
    assert len(kept(session, data_path)) == 2000
    for _ in range(5):
        write(qtbot, "x")
        press(qtbot, Key.Key_Return)
        QApplication.processEvents()
    assert len(kept(session, data_path)) == 2000
    view.search.setText("文号199")
    assert len(view.model.entries) == 11


def test_a_cell_of_a_hundred_thousand_characters_is_kept_whole(
    view: LedgerView, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    QApplication.clipboard().setText("长" * 100_000)
    press(qtbot, Key.Key_V, control=True)
    QApplication.processEvents()
    assert kept(session, data_path) == [{"title": "长" * 100_000}]
    assert len(view.model.index(0, 0).data()) < 1000
