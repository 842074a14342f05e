"""The pages of tables 二, 三 and 四: notes, places, sums, and the file read back."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gui.grid.marks import facts_of
from gui.grid.shape import CELL_PADDING, GridShape
from gui.main_window import MainWindow
from gui.messages import Messages
from gui.pages.grid_page import GridPage
from gui.preferences import Preferences
from gui.session import Session
from gui.theme import Colour
from gui.widgets.figure_edits import bracketed
from storage.format_reader import load_format
from storage.formats import NOTE
from storage.store import Store
from tests.gui.grid_hands import YEAR, opened, real_figures, report_2021, table_of, zero_button
from tests.gui.ledger_hands import Key, add, focused, press, write
from tests.input_method import CommitText

CELL = "requests.refused_secret.natural"


@pytest.fixture
def session(qapp: QApplication, data_path: Path) -> Iterator[Session]:
    """An empty year of the 2021 format in a real file."""
    with Store.create(data_path) as store:
        store.add_report(report_2021())
        yield Session(store, store.load(YEAR))


def texts(page: GridPage) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_table_two_typed_downwards_is_in_the_file_with_its_decimals(
    session: Session, data_path: Path, reports: Path, qtbot: QtBot
) -> None:
    table = table_of(opened(session, "publications", qtbot))
    given = {
        key: value
        for key, value in real_figures(reports).items()
        if key in table.grid_model.shape.places
    }
    down_first = sorted(given, key=lambda key: table.grid_model.shape.places[key][::-1])
    for key in down_first:
        assert table.current_key == key
        write(qtbot, str(given[key]))
        press(qtbot, Key.Key_Return)
    with Store.open(data_path) as store:
        assert {k: str(v) for k, v in store.load(YEAR).figures.items()} == {
            key: str(value) for key, value in given.items()
        }


def test_the_arrows_pass_over_the_heads_inside_table_two(session: Session, qtbot: QtBot) -> None:
    table = table_of(opened(session, "publications", qtbot))
    table.go_to("normative.abolished")
    press(qtbot, Key.Key_Down)
    assert table.current_key == "decisions.licences"
    press(qtbot, Key.Key_Down, Key.Key_Down)
    assert table.current_key == "decisions.compulsory"
    press(qtbot, Key.Key_Up, Key.Key_Up, Key.Key_Up)
    assert table.current_key.startswith("normative.")


def test_table_four_adds_up_and_its_sentence_follows(session: Session, qtbot: QtBot) -> None:
    page = opened(session, "disputes", qtbot)
    for number in range(12):
        write(qtbot, str(number))
        press(qtbot, Key.Key_Tab)
    totals = ("reviews.total", "lawsuits.direct.total", "lawsuits.after.total")
    assert [session.figures[key].value for key in totals] == [6, 22, 38]
    assert "被申请行政复议6件，被提起行政诉讼60件" in texts(page)


def test_every_label_of_every_table_has_room_on_a_small_screen(
    session: Session, qtbot: QtBot
) -> None:
    metrics = table_of(opened(session, "requests", qtbot)).fontMetrics()
    for year in ("2019", "2021"):
        for grid in load_format(year).grids.values():
            shape = GridShape(grid)
            # Table 二 shares the width with the sentences.
            room = 1100 if len(grid.widths) > 4 else 680
            widths = shape.widths(room, metrics)
            assert sum(widths) == room, grid.key
            heights = shape.heights(widths, metrics)
            for (row, column), cell in shape.cells():
                box = QRect(
                    0,
                    0,
                    sum(widths[column : column + cell.columns]) - 2 * CELL_PADDING,
                    sum(heights[row : row + cell.rows]),
                )
                needed = metrics.boundingRect(box, Qt.TextFlag.TextWordWrap.value, cell.text)
                assert needed.height() <= box.height(), cell.text
                assert needed.width() <= box.width(), cell.text


def test_the_head_and_the_labels_stay_while_the_figures_scroll(
    session: Session, qtbot: QtBot
) -> None:
    table = table_of(opened(session, "requests", qtbot))
    above, beside = table.head.geometry(), table.labels.geometry()
    table.go_to("requests.carried_out.other")
    assert table.verticalScrollBar().value() > 0
    assert (table.head.geometry(), table.labels.geometry()) == (above, beside)
    assert table.labels.sectionViewportPosition(24) < table.viewport().height()
    assert above.height() > 3 * table.fontMetrics().height()
    assert not table.horizontalScrollBar().isVisible()


@pytest.mark.parametrize("key", ["publications", "requests", "disputes"])
@pytest.mark.parametrize("height", [400, 520, 620])
def test_a_table_never_scrolls_sideways_on_an_office_screen(
    session: Session, qtbot: QtBot, key: str, height: int
) -> None:
    page = opened(session, key, qtbot)
    page.resize(1130, height)
    table = table_of(page)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    columns = sum(table.columnWidth(each) for each in range(table.grid_model.columnCount()))
    assert table.viewport().width() - columns in range(2)


def test_a_figure_says_its_full_name_its_value_and_where_it_comes_from(
    session: Session, qtbot: QtBot
) -> None:
    page = opened(session, "requests", qtbot)
    table_of(page).go_to("requests.refused_secret.legal")
    said = page.views[0].facts.name.text()
    for label in ("（三）不予公开", "1.属于国家秘密", "法人或其他组织", "法律服务机构"):
        assert label in said
    assert facts_of(session, "requests.refused_secret.legal") == ["还没有填"]
    write(qtbot, "3")
    press(qtbot, Key.Key_Return)
    assert facts_of(session, "requests.refused_secret.legal") == ["3 件", "手工填写"]
    assert facts_of(session, "requests.closed.legal") == ["各项还没有填齐，填齐后自动相加"]


def test_counted_figures_are_muted_and_a_different_typed_one_is_doubtful(
    session: Session, qtbot: QtBot
) -> None:
    add(
        session,
        {"applicant": "自然人", "outcome": "予以公开", "received_on": date(YEAR, 3, 1)},
        key="requests",
    )
    page = opened(session, "requests", qtbot)
    table = table_of(page)
    index = table.grid_model.index_of("requests.granted.natural")
    assert index.data() == "1"
    assert index.data(Qt.ItemDataRole.ForegroundRole) == Colour.MUTED.colour
    table.go_to("requests.granted.natural")
    assert facts_of(session, "requests.granted.natural") == ["1 件", "台账统计 1"]
    write(qtbot, "2")
    press(qtbot, Key.Key_Return, Key.Key_Up)
    assert facts_of(session, "requests.granted.natural") == ["2 件", "手工填写", "台账统计 1"]
    assert index.data(Qt.ItemDataRole.ForegroundRole) == Colour.DOUBT.colour
    assert "台账统计是 1" in page.views[0].facts.sentence.text()


def test_a_note_stands_behind_its_figure_and_can_be_taken_back(
    session: Session, data_path: Path, qtbot: QtBot, commit_text: CommitText
) -> None:
    page = opened(session, "requests", qtbot)
    table = table_of(page)
    table.go_to(CELL)
    write(qtbot, "22")
    press(qtbot, Key.Key_Return, Key.Key_Up)
    press(qtbot, Key.Key_M, control=True)
    commit_text(focused(), "其中修订16件")
    press(qtbot, Key.Key_Return)
    assert table.hasFocus()
    assert table.grid_model.index_of(CELL).data() == "22（其中修订16件）"
    with Store.open(data_path) as store:
        assert store.load(YEAR).texts == {NOTE + CELL: "（其中修订16件）"}
    session.undo_stack.undo()
    assert session.report.texts == {}
    assert table.grid_model.index_of(CELL).data() == "22"
    page.show_place(f"text:{NOTE}{CELL}")
    assert focused() is page.views[0].cell_note.line


@pytest.mark.parametrize("typed", ["其中 1 件", "（其中 1 件）", "(其中 1 件)", " （其中 1 件） "])
def test_a_note_gets_its_brackets_once(typed: str) -> None:
    assert bracketed(typed) == "（其中 1 件）"
    assert bracketed("（）") == bracketed(" ") == ""


@pytest.mark.parametrize("typed", ["22（其中修订16件）", "22 (其中修订16件)"])
def test_a_number_typed_with_its_note_is_taken_apart_in_one_step(
    session: Session, qtbot: QtBot, commit_text: CommitText, typed: str
) -> None:
    table = table_of(opened(session, "publications", qtbot))
    commit_text(table, typed)
    press(qtbot, Key.Key_Return)
    assert session.report.figures == {"rules.issued": Decimal(22)}
    assert session.report.texts == {f"{NOTE}rules.issued": "（其中修订16件）"}
    table.go_to("rules.issued")
    write(qtbot, "23")
    press(qtbot, Key.Key_Return)
    assert table.grid_model.index_of("rules.issued").data() == "23（其中修订16件）"
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert (session.report.figures, session.report.texts) == ({}, {})


@pytest.mark.parametrize("typed", ["ab1(c)", "(5)"])
def test_words_with_brackets_are_no_number_with_a_note(
    session: Session, qtbot: QtBot, typed: str
) -> None:
    table = table_of(opened(session, "publications", qtbot))
    write(qtbot, typed)
    press(qtbot, Key.Key_Return)
    assert session.report.unparsed == {"rules.issued": typed}
    assert session.report.texts == {}
    assert table.grid_model.index_of("rules.issued").data() == typed


def test_a_foot_note_is_written_below_its_table_and_stays_in_sight(
    session: Session, data_path: Path, qtbot: QtBot, commit_text: CommitText
) -> None:
    page = opened(session, "disputes", qtbot)
    assert not page.views[0].foot_note.isVisible()
    page.show_place(f"text:{NOTE}disputes")
    commit_text(focused(), "注：含上年度结转数量。")
    press(qtbot, Key.Key_Return)
    assert table_of(page).hasFocus()
    assert page.views[0].foot_note.isVisible()
    with Store.open(data_path) as store:
        assert store.load(YEAR).texts == {f"{NOTE}disputes": "注：含上年度结转数量。"}


def test_changing_a_foot_note_of_several_lines_keeps_its_lines(
    session: Session, qtbot: QtBot
) -> None:
    session.type_text(f"{NOTE}disputes", "注1：甲。\n注2：乙。")
    page = opened(session, "disputes", qtbot)
    page.show_place(f"text:{NOTE}disputes")
    press(qtbot, Key.Key_End)
    write(qtbot, "!")
    press(qtbot, Key.Key_Return)
    assert session.report.texts == {f"{NOTE}disputes": "注1：甲。\n注2：乙。!"}


def test_places_lead_to_the_figure_the_entry_or_the_first_part_of_a_hidden_sum(
    session: Session, qtbot: QtBot
) -> None:
    add(session, {"applicant": "自然人"}, key="requests")
    page = opened(session, "requests", qtbot)
    assert page.ledger is not None
    page.show_place("requests/1/outcome")
    assert page.tabs.currentWidget() is page.ledger
    page.show_place("requests.not_held.company")
    assert page.tabs.currentIndex() == 0
    assert table_of(page).current_key == "requests.not_held.company"
    page.show_place("request_groups.unable")
    assert table_of(page).current_key == "requests.not_held.total"


def test_a_real_year_typed_into_all_three_tables_has_no_mark_and_reopens_equal(
    session: Session, data_path: Path, reports: Path, qtbot: QtBot
) -> None:
    given = real_figures(reports)
    for key in ("publications", "requests", "disputes"):
        page = opened(session, key, qtbot)
        model = table_of(page).grid_model
        for figure in (each for each in model.shape.places if each in given):
            table_of(page).go_to(figure)
            write(qtbot, str(given[figure]))
            press(qtbot, Key.Key_Tab)
        assert not [each for each in model.shape.places if model.mark(each)]
        page.hide()
    assert session.figures["requests.closed.total"].value == Decimal(3486)
    with Store.open(data_path) as store:
        assert dict(store.load(YEAR).figures) == given


def test_the_window_shows_the_tables_and_takes_back_a_note_on_its_own_page(
    data_path: Path, preferences: Preferences, qtbot: QtBot
) -> None:
    with Store.create(data_path) as store:
        store.add_report(report_2021())
    window = MainWindow(Messages(), preferences)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.open_path(data_path)
    workspace = window.workspace
    assert workspace is not None
    workspace.open_place("requests.received.company")
    page = workspace.page("requests")
    assert isinstance(page, GridPage) and page.isVisible()
    qtbot.mouseClick(zero_button(page), Qt.MouseButton.LeftButton)
    workspace.open_place(f"text:{NOTE}{CELL}")
    write(qtbot, "x")
    press(qtbot, Key.Key_Return)
    workspace.sidebar.choose("overview")
    workspace.session.undo_stack.undo()
    assert page.isVisible()
    assert workspace.session.report.texts == {}
    window.close()
