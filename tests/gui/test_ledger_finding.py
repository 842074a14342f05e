"""Looking for entries, choosing terms, ordering: in a ledger in memory and in one in its file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from gui.ledger.view import LedgerView
from gui.session import Session
from storage.report import Entry
from storage.store import Store
from tests.builders import report
from tests.gui.ledger_hands import DATE, TITLE, TOPIC, Key, kept, opened, press, write

MANY = 600
"""More than are found at first."""


def rows() -> tuple[Entry, ...]:
    channels = ("政府网站", "政务微信")
    return tuple(
        Entry(
            number,
            {
                "title": f"通告{MANY - number:03}",
                "channels": (channels[number % 2],),
                "published_on": date(2018, 1 + number % 12, 5),
                "topic": "财政" if number % 3 else "人事",
                "quantity": 2,
            },
        )
        for number in range(1, MANY + 1)
    )


@pytest.fixture(params=["memory", "file"])
def view(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> Iterator[LedgerView]:
    with Store.create(tmp_path / "年报.nianbao") as store:
        store.add_report(report(ledgers={"publications": rows()}))
        store.keep_from = 0 if request.param == "file" else 10_000
        made = opened(Session(store, store.load(2018)), "publications", qtbot)
        settled(made, qtbot)
        yield made


def settled(view: LedgerView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not view.model.finding)


def titles(view: LedgerView) -> list[object]:
    return [each.cells.get("title") for each in view.model.entries]


def choose(view: LedgerView, key: str, words: str, qtbot: QtBot) -> None:
    box = view.find_bar.filters.boxes[key]
    qtbot.waitUntil(lambda: box.findText(words) > 0)
    box.setCurrentIndex(box.findText(words))
    settled(view, qtbot)


def click_head(view: LedgerView, column: int, qtbot: QtBot) -> None:
    header = view.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settled(view, qtbot)


def test_all_entries_are_shown_in_the_order_of_entry(view: LedgerView) -> None:
    assert titles(view) == [each.cells["title"] for each in rows()]
    assert view.find_bar.summary.text() == f"共 {MANY} 条，条数合计 {2 * MANY} 条"
    assert view.model.rowCount() == MANY + 1 and not view.find_bar.reset.isVisible()


def test_one_or_two_characters_are_found_with_their_sum(view: LedgerView, qtbot: QtBot) -> None:
    view.search.setText("人")
    settled(view, qtbot)
    assert view.find_bar.summary.text() == "找到 200 条，条数合计 400 条"
    view.search.setText("通告59")
    settled(view, qtbot)
    assert titles(view) == [f"通告{number}" for number in range(599, 589, -1)]


def test_terms_of_several_columns_narrow_together(view: LedgerView, qtbot: QtBot) -> None:
    view.find_bar.toggle.click()
    assert view.find_bar.filters.isVisible()
    choose(view, "channels", "政务微信", qtbot)
    choose(view, "published_on:month", "4 月", qtbot)
    choose(view, "topic", "人事", qtbot)
    wanted = [
        each.cells["title"]
        for each in rows()
        if each.id % 2 and each.id % 12 == 3 and not each.id % 3
    ]
    assert titles(view) == wanted and len(wanted) > 20
    assert view.find_bar.toggle.text() == "筛选 3"


def test_one_gesture_shows_everything_again(view: LedgerView, qtbot: QtBot) -> None:
    view.find_bar.toggle.click()
    choose(view, "channels", "政务微信", qtbot)
    click_head(view, TITLE, qtbot)
    view.search.setFocus()
    write(qtbot, "1")
    settled(view, qtbot)
    assert view.find_bar.reset.isVisible() and view.model.count < MANY
    press(qtbot, Key.Key_Escape)
    settled(view, qtbot)
    assert titles(view) == [each.cells["title"] for each in rows()]
    assert view.search.text() == "" and not view.find_bar.filters.where
    assert view.table.horizontalHeader().sortIndicatorSection() == -1
    assert not view.find_bar.reset.isVisible()
    cross = view.search.findChild(QToolButton)
    assert cross is not None
    qtbot.waitUntil(lambda: not cross.isVisible())


def test_a_head_orders_up_down_and_not_at_all(view: LedgerView, qtbot: QtBot) -> None:
    entered = [each.cells["title"] for each in rows()]
    click_head(view, TITLE, qtbot)
    assert titles(view) == sorted(map(str, entered))
    click_head(view, TITLE, qtbot)
    assert titles(view) == sorted(map(str, entered), reverse=True)
    click_head(view, TITLE, qtbot)
    assert titles(view) == entered


def test_the_column_of_the_cursor_is_ordered_by_key(view: LedgerView, qtbot: QtBot) -> None:
    def day(entry: Entry) -> date:
        held = entry.cells["published_on"]
        assert isinstance(held, date)
        return held

    shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    view.table.setFocus()
    view.table.go(0, DATE)
    up, down = sorted(rows(), key=day), sorted(rows(), key=day, reverse=True)
    for wanted in (up, down, rows()):
        qtbot.keyClick(view.table, Key.Key_O, shift)
        settled(view, qtbot)
        assert [each.id for each in view.model.entries] == [each.id for each in wanted]
        assert view.table.currentIndex().column() == DATE


def test_a_found_row_stays_in_sight_while_it_is_edited(view: LedgerView, qtbot: QtBot) -> None:
    view.search.setText("通告300")
    settled(view, qtbot)
    view.table.setFocus()
    view.table.go(0, TITLE)
    write(qtbot, "x")
    press(qtbot, Key.Key_Return)
    assert titles(view) == ["x"]
    press(qtbot, Key.Key_Z, control=True)
    assert titles(view) == ["通告300"]


def test_a_new_row_is_added_at_the_end_whatever_is_shown(view: LedgerView, qtbot: QtBot) -> None:
    view.search.setText("通告30")
    settled(view, qtbot)
    view.table.setFocus()
    view.table.go(view.model.count, TITLE)
    write(qtbot, "new")
    press(qtbot, Key.Key_Return)
    assert titles(view)[-1] == "new" and view.model.count == 11
    assert view.find_bar.summary.text() == "找到 11 条，条数合计 21 条"
    view.find_bar.clear()
    settled(view, qtbot)
    assert titles(view)[-1] == "new" and view.model.count == MANY + 1


def test_removed_entries_leave_and_undo_brings_them_back(view: LedgerView, qtbot: QtBot) -> None:
    everything = titles(view)
    view.table.setFocus()
    view.table.go(3, TITLE)
    view.table.remove()
    assert titles(view) == [*everything[:3], *everything[4:]]
    assert view.find_bar.summary.text() == f"共 {MANY - 1} 条，条数合计 {2 * MANY - 2} 条"
    press(qtbot, Key.Key_Z, control=True)
    assert titles(view) == everything
    assert view.table.currentIndex().row() == 3


def test_an_entry_asked_for_is_shown_though_it_was_not_found(
    view: LedgerView, qtbot: QtBot
) -> None:
    view.search.setText("通告300")
    settled(view, qtbot)
    view.show_place("publications/500/topic")
    settled(view, qtbot)
    assert (view.table.currentIndex().row(), view.table.currentIndex().column()) == (499, TOPIC)


def test_an_edit_while_entries_are_still_being_found_is_neither_lost_nor_doubled(
    view: LedgerView, qtbot: QtBot
) -> None:
    view.search.setText("通告")
    view.model.session.type_cell("publications", 5, "published_on", "3.1")
    view.model.session.type_cell("publications", MANY + 1, "title", "通告之后")
    settled(view, qtbot)
    assert titles(view)[-1] == "通告之后"
    assert sorted(each.id for each in view.model.entries)[-3:] == [MANY - 1, MANY, MANY + 1]
    assert view.model.index(view.model.row_of(5) or 0, DATE).data() == "2018-03-01"


def test_too_large_a_selection_is_left_alone(view: LedgerView, qtbot: QtBot) -> None:
    said: list[str] = []
    view.table.said.connect(said.append)
    view.table._most_cells = 100
    view.table.selectAll()
    view.table.remove()
    assert "一次最多处理 100 格" in said[0] and view.model.count == MANY


def test_what_is_typed_into_a_found_ledger_is_in_the_file(view: LedgerView, qtbot: QtBot) -> None:
    click_head(view, TITLE, qtbot)
    view.table.setFocus()
    view.table.go(0, TOPIC)
    write(qtbot, "sorted")
    press(qtbot, Key.Key_Return)
    session = view.model.session
    path = session._keeper.path  # type: ignore[attr-defined]
    assert kept(session, path)[MANY - 1]["topic"] == "sorted"
