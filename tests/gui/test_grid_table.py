"""Typing in the national tables with real keys, read back from the file."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.grid.table import GridTable
from gui.pages.grid_page import GridPage
from gui.session import Session
from gui.theme import Colour
from storage.store import Store
from storage.values import NOT_APPLICABLE, Value
from tests.gui.grid_hands import YEAR, opened, real_figures, report_2021, table_of, zero_button
from tests.gui.ledger_hands import Key, focused, press, write
from tests.input_method import CommitText

COLUMNS = ("natural", "company", "research", "welfare", "legal", "other")
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def session(qapp: QApplication, data_path: Path) -> Iterator[Session]:
    """An empty year of the 2021 format in a real file."""
    with Store.create(data_path) as store:
        store.add_report(report_2021())
        yield Session(store, store.load(YEAR))


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> GridPage:
    return opened(session, "requests", qtbot)


@pytest.fixture
def table(page: GridPage) -> GridTable:
    return table_of(page)


def kept(session: Session, path: Path) -> dict[str, Value]:
    """The typed figures as a second reader of the file sees them."""
    assert not session.unsaved
    with Store.open(path) as store:
        return dict(store.load(YEAR).figures)


def numbers(**values: int) -> dict[str, Value]:
    """``received__natural=3`` → {"requests.received.natural": Decimal(3)}."""
    return {f"requests.{key.replace('__', '.')}": Decimal(each) for key, each in values.items()}


def paste(table: GridTable, qtbot: QtBot, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    press(qtbot, Key.Key_V, control=True)


def ground(table: GridTable, key: str) -> object:
    return table.grid_model.index_of(key).data(Qt.ItemDataRole.BackgroundRole)


def shown(table: GridTable, key: str) -> str:
    text = table.grid_model.index_of(key).data()
    assert isinstance(text, str)
    return text


def test_a_row_typed_with_tab_is_in_the_file_and_its_total_follows(
    table: GridTable, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    for text in ("30", "2", "0", "0", "1", "0"):
        write(qtbot, text)
        press(qtbot, Key.Key_Tab)
    typed = numbers(
        received__natural=30,
        received__company=2,
        received__research=0,
        received__welfare=0,
        received__legal=1,
        received__other=0,
    )
    assert kept(session, data_path) == typed
    assert shown(table, "requests.received.total") == "33"
    assert table.current_key == "requests.carried_in.natural"


def test_enter_goes_down_and_from_the_end_of_a_column_to_the_next(
    table: GridTable, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    for text in ("30", "3", "29"):
        write(qtbot, text)
        press(qtbot, Key.Key_Return)
    assert table.current_key == "requests.partly_granted.natural"
    table.go_to("requests.other_rest.natural")
    press(qtbot, Key.Key_Return)
    assert table.current_key == "requests.carried_out.natural"
    press(qtbot, Key.Key_Return)
    assert table.current_key == "requests.received.company"
    typed = numbers(received__natural=30, carried_in__natural=3, granted__natural=29)
    assert kept(session, data_path) == typed


def test_shift_with_enter_and_tab_goes_back(table: GridTable, qtbot: QtBot) -> None:
    table.go_to("requests.carried_in.company")
    qtbot.keyClick(table, Key.Key_Return, SHIFT)
    assert table.current_key == "requests.received.company"
    qtbot.keyClick(table, Key.Key_Backtab, SHIFT)
    assert table.current_key == "requests.received.natural"
    write(qtbot, "7")
    qtbot.keyClick(focused(), Key.Key_Return, SHIFT)
    assert shown(table, "requests.received.natural") == "7"
    assert table.current_key == "requests.received.natural"


def test_tab_leaves_the_table_at_its_very_end(table: GridTable, qtbot: QtBot) -> None:
    table.go_to("requests.carried_out.other")
    press(qtbot, Key.Key_Tab)
    assert not table.hasFocus()


def test_the_arrows_visit_sums_and_leave_an_open_cell_up_and_down(
    table: GridTable, session: Session, qtbot: QtBot
) -> None:
    table.go_to("requests.received.other")
    press(qtbot, Key.Key_Right)
    assert table.current_key == "requests.received.total"
    press(qtbot, Key.Key_Left)
    write(qtbot, "4")
    press(qtbot, Key.Key_Down)
    assert table.current_key == "requests.carried_in.other"
    assert session.report.figures == numbers(received__other=4)


def test_f2_goes_on_in_the_cell_and_typing_overwrites_it(
    table: GridTable, session: Session, qtbot: QtBot
) -> None:
    write(qtbot, "12")
    press(qtbot, Key.Key_Return, Key.Key_Up, Key.Key_F2, Key.Key_End)
    write(qtbot, "3")
    press(qtbot, Key.Key_Return, Key.Key_Up)
    assert session.report.figures == numbers(received__natural=123)
    write(qtbot, "5")
    press(qtbot, Key.Key_Escape)
    assert session.report.figures == numbers(received__natural=123)
    write(qtbot, "5")
    press(qtbot, Key.Key_Return)
    assert session.report.figures == numbers(received__natural=5)


def test_a_sum_cannot_be_typed_and_says_why(
    page: GridPage, table: GridTable, session: Session, qtbot: QtBot
) -> None:
    table.go_to("requests.received.total")
    write(qtbot, "9")
    press(qtbot, Key.Key_F2)
    assert focused() is table
    assert session.report.figures == {}
    assert session.undo_stack.count() == 0
    assert "合计" in page.views[0].facts.sentence.text()
    assert ground(table, "requests.received.total") == Colour.GROUND.colour


def test_delete_on_a_sum_that_was_typed_elsewhere_lets_it_follow_its_parts(
    page: GridPage, table: GridTable, session: Session, qtbot: QtBot
) -> None:
    typed = dict.fromkeys((f"received__{each}" for each in COLUMNS), 1)
    for key, value in {**numbers(**typed), **numbers(received__total=7)}.items():
        session.type_figure(key, str(value))
    table.go_to("requests.received.total")
    assert ground(table, "requests.received.total") == Colour.ERROR_PALE.colour
    said = page.views[0].facts.sentence.text()
    assert "7" in said and "6" in said
    press(qtbot, Key.Key_Delete)
    assert shown(table, "requests.received.total") == "6"
    assert ground(table, "requests.received.total") == Colour.GROUND.colour


def test_a_block_of_excel_is_pasted_in_one_step_past_the_sums(
    table: GridTable, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    table.go_to("requests.received.other")
    paste(table, qtbot, "1,286\t99\n０\t99\n")
    assert kept(session, data_path) == numbers(received__other=1286, carried_in__other=0)
    press(qtbot, Key.Key_Z, control=True)
    assert kept(session, data_path) == {}
    press(qtbot, Key.Key_Y, control=True)
    assert kept(session, data_path) == numbers(received__other=1286, carried_in__other=0)


def test_what_cannot_be_read_is_kept_as_pasted_and_marked(
    page: GridPage, table: GridTable, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    paste(table, qtbot, "三十\t2\r\n—\t1.5\r\n")
    with Store.open(data_path) as store:
        again = store.load(YEAR)
    key = "requests.received.natural"
    assert again.unparsed == {key: "三十", "requests.carried_in.company": "1.5"}
    assert again.figures == {
        "requests.received.company": Decimal(2),
        "requests.carried_in.natural": NOT_APPLICABLE,
    }
    assert shown(table, key) == "三十"
    assert table.grid_model.index_of(key).data(Qt.ItemDataRole.ForegroundRole) == (
        Colour.ERROR.colour
    )
    assert "2 格" in page.views[0].facts.sentence.text()


def test_a_block_over_the_edge_fills_what_there_is_and_says_so(
    page: GridPage, table: GridTable, session: Session, qtbot: QtBot
) -> None:
    table.go_to("requests.carried_out.other")
    paste(table, qtbot, "1\t2\t3\n4\t5\t6\n")
    assert session.report.figures == numbers(carried_out__other=1)
    assert "超出" in page.views[0].facts.sentence.text()


def test_the_whole_table_copied_comes_back_from_the_clipboard(
    table: GridTable, session: Session, reports: Path, qtbot: QtBot
) -> None:
    given = {k: v for k, v in real_figures(reports).items() if k.startswith("requests.")}
    for key, value in given.items():
        session.type_figure(key, str(value))
    press(qtbot, Key.Key_A, Key.Key_C, control=True)
    copied = QGuiApplication.clipboard().text().split("\n")
    assert len(copied) == 25 and copied[0] == "3402\t99\t0\t4\t5\t1\t3511"
    press(qtbot, Key.Key_Delete)
    assert session.report.figures == {}
    table.go_to("requests.received.natural")
    press(qtbot, Key.Key_V, control=True)
    assert session.report.figures == given


def test_one_copied_number_fills_every_selected_cell(
    table: GridTable, session: Session, qtbot: QtBot
) -> None:
    qtbot.keyClick(table, Key.Key_Right, SHIFT)
    qtbot.keyClick(table, Key.Key_Down, SHIFT)
    paste(table, qtbot, "0")
    expected = numbers(
        received__natural=0, received__company=0, carried_in__natural=0, carried_in__company=0
    )
    assert session.report.figures == expected


def test_control_d_takes_over_the_cells_above(
    table: GridTable, session: Session, qtbot: QtBot
) -> None:
    write(qtbot, "8")
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_D, control=True)
    assert session.report.figures == numbers(received__natural=8, carried_in__natural=8)


def test_full_width_digits_come_through_the_input_method_with_the_first_one(
    table: GridTable, session: Session, qtbot: QtBot, commit_text: CommitText
) -> None:
    commit_text(table, "１２")
    press(qtbot, Key.Key_Return)
    assert session.report.figures == numbers(received__natural=12)
    assert table.current_key == "requests.carried_in.natural"


def test_enter_while_composing_stays_in_the_cell(table: GridTable, qtbot: QtBot) -> None:
    write(qtbot, "1")
    editor = focused()
    QApplication.sendEvent(editor, QInputMethodEvent("bu", []))
    press(qtbot, Key.Key_Return, Key.Key_Tab)
    assert focused() is editor
    assert table.current_key == "requests.received.natural"


def test_what_is_being_typed_is_kept_by_a_flush_and_undone_by_the_window(
    table: GridTable, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    write(qtbot, "31")
    assert session.flush()
    assert kept(session, data_path) == numbers(received__natural=31)
    press(qtbot, Key.Key_Z, control=True)
    assert kept(session, data_path) == {}


def test_only_the_column_that_does_not_balance_is_marked_and_fixing_it_clears_it(
    page: GridPage, table: GridTable, session: Session, qtbot: QtBot
) -> None:
    qtbot.mouseClick(zero_button(page), Qt.MouseButton.LeftButton)
    model, wrong = table.grid_model, Colour.ERROR_PALE.colour
    for row, text in (("received", "30"), ("carried_in", "3"), ("granted", "32")):
        table.go_to(f"requests.{row}.natural")
        write(qtbot, text)
        press(qtbot, Key.Key_Return)
    table.go_to("requests.carried_out.natural")
    write(qtbot, "2")
    press(qtbot, Key.Key_Return)
    keys = [f"requests.{row}.natural" for row in ("received", "carried_in", "closed")]
    keys.append("requests.carried_out.natural")
    assert [ground(table, key) for key in keys] == [wrong] * 4
    assert (1, 3) in model.wrong_labels and (1, 4) not in model.wrong_labels
    marked = {key for key in model.shape.places if ground(table, key) == wrong}
    assert {key.rpartition(".")[2] for key in marked} == {"natural", "total"}
    table.go_to("requests.received.natural")
    said = page.views[0].facts.sentence.text()
    assert "= 33" in said and "= 34" in said and "相差 1" in said
    table.go_to("requests.granted.natural")
    write(qtbot, "31")
    press(qtbot, Key.Key_Return)
    assert not model.wrong_labels
    assert not [key for key in model.shape.places if ground(table, key) == wrong]


def test_a_row_that_does_not_add_up_is_marked_at_its_name(
    table: GridTable, session: Session
) -> None:
    typed = dict.fromkeys((f"granted__{each}" for each in COLUMNS), 1)
    for key, value in {**numbers(**typed), **numbers(granted__total=9)}.items():
        session.type_figure(key, str(value))
    assert table.grid_model.wrong_labels == {(5, 1)}


def test_zeros_fill_what_is_blank_in_one_step_and_leave_sums_alone(
    page: GridPage, session: Session, data_path: Path, qtbot: QtBot
) -> None:
    session.type_figure("requests.received.natural", "5")
    session.type_figure("requests.received.company", "五")
    qtbot.mouseClick(zero_button(page), Qt.MouseButton.LeftButton)
    figures = kept(session, data_path)
    assert len(figures) == 24 * 6 - 1
    assert not any(session.report.format.fields[key].computed for key in figures)
    assert session.report.unparsed == {"requests.received.company": "五"}
    session.undo_stack.undo()
    assert kept(session, data_path) == numbers(received__natural=5)
