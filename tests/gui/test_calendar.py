from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.calendar.dialog import CalendarDialog
from gui.session import Session
from storage.store import Store
from storage.workdays import ENTERED, OFF, WORK, Workdays

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> CalendarDialog:
    made = CalendarDialog(session)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_it_fits_a_small_screen(dialog: CalendarDialog) -> None:
    dialog.show_year(2027)
    dialog.adjustSize()
    assert dialog.width() <= 1366 and dialog.height() <= 690


def test_keys_move_through_the_year_and_never_out_of_it(
    dialog: CalendarDialog, qtbot: QtBot
) -> None:
    view = dialog.view
    assert view.day == date(2018, 1, 1)
    for key, day in (
        (Key.Key_Left, date(2018, 1, 1)),
        (Key.Key_Down, date(2018, 1, 8)),
        (Key.Key_Right, date(2018, 1, 9)),
        (Key.Key_End, date(2018, 1, 31)),
        (Key.Key_PageDown, date(2018, 2, 28)),
        (Key.Key_Home, date(2018, 2, 1)),
        (Key.Key_Up, date(2018, 1, 25)),
        (Key.Key_PageUp, date(2018, 1, 25)),
    ):
        qtbot.keyClick(view, key)
        assert view.day == day


def test_blank_turns_a_day_and_delete_goes_back_to_the_notice(
    dialog: CalendarDialog, session: Session, qtbot: QtBot
) -> None:
    dialog.view.go(date(2018, 10, 1))
    assert dialog.about.text() == "10月1日 星期一：放假（国庆节）"
    qtbot.keyClick(dialog.view, Key.Key_Space)
    assert session.report.calendar == {"2018-10-01": WORK}
    assert dialog.about.text() == "10月1日 星期一：上班（国庆节），是您改的"
    qtbot.keyClick(dialog.view, Key.Key_Space)
    assert session.report.calendar == {}
    qtbot.keyClick(dialog.view, Key.Key_Space)
    qtbot.keyClick(dialog.view, Key.Key_Delete)
    assert session.report.calendar == {}


def test_days_chosen_with_shift_are_marked_in_one_step(
    dialog: CalendarDialog, session: Session, qtbot: QtBot
) -> None:
    dialog.view.go(date(2018, 3, 1))
    for _ in range(4):
        qtbot.keyClick(dialog.view, Key.Key_Right, SHIFT)
    assert dialog.about.text() == "3月1日至3月5日，共 5 天，其中 3 个工作日"
    dialog.off.click()
    # Saturday and Sunday are off anyway and need no word.
    assert session.report.calendar == dict.fromkeys(("2018-03-01", "2018-03-02", "2018-03-05"), OFF)
    assert session.undo_stack.count() == 1
    qtbot.keyClick(dialog, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.report.calendar == {}


def test_undo_stops_where_the_calendar_was_opened(session: Session, qtbot: QtBot) -> None:
    session.type_unit("phone", "0468-1")
    dialog = CalendarDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    qtbot.keyClick(dialog, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.report.unit.phone == "0468-1"


def test_a_year_without_a_notice_is_entered_by_the_clerk(
    dialog: CalendarDialog, session: Session, store_of: Store
) -> None:
    dialog.show_year(2027)
    assert "2027年的放假安排程序里还没有" in dialog.known.text()
    assert not dialog.entered.isHidden() and not dialog.entered.isChecked()
    dialog.view.go(date(2027, 1, 1))
    dialog.mark(OFF)
    assert not Workdays(session.report.calendar).knows(2027)
    dialog.entered.click()
    assert dialog.known.text() == "按您录入的放假安排计算。"
    kept = store_of.load(2018).calendar
    assert kept == {"2027": ENTERED, "2027-01-01": OFF}
    dialog.entered.click()
    assert not Workdays(session.report.calendar).knows(2027)
    dialog.show_year(2026)
    assert dialog.entered.isHidden()


@pytest.fixture
def store_of(session: Session) -> Store:
    keeper = session._keeper
    assert isinstance(keeper, Store)
    return keeper


def test_the_mouse_chooses_and_turns_days(
    dialog: CalendarDialog, session: Session, qtbot: QtBot
) -> None:
    view = dialog.view
    for month in (1, 6, 12):
        day = date(2018, month, 28)
        assert view.day_at(view.place_of(day).center()) == day
    place = view.place_of(date(2018, 6, 6)).center()
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(view, left, pos=place)
    assert view.chosen == [date(2018, 6, 6)]
    qtbot.mouseClick(view, left, SHIFT, view.place_of(date(2018, 6, 8)).center())
    assert len(view.chosen) == 3
    qtbot.mouseDClick(view, left, pos=place)
    assert "2018-06-06" in session.report.calendar


def test_every_day_has_a_place_of_its_own(dialog: CalendarDialog) -> None:
    days = [date.fromordinal(date(2018, 1, 1).toordinal() + each) for each in range(365)]
    places = {dialog.view.place_of(day).getRect() for day in days}
    whole = dialog.view.rect()
    assert len(places) == 365
    assert all(whole.contains(dialog.view.place_of(day)) for day in days)


def test_the_picture_tells_days_off_apart(dialog: CalendarDialog) -> None:
    picture = dialog.view.grab().toImage()
    dialog.view.go(date(2018, 12, 31))
    dialog.mark(OFF)
    assert dialog.view.grab().toImage() != picture
    assert "按国务院办公厅公布的放假安排计算" in dialog.known.text()


def test_in_a_finished_year_the_calendar_is_only_seen(
    session: Session, store_of: Store, qtbot: QtBot
) -> None:
    session.versions.finish(session.versions.next(datetime.now().astimezone()))
    dialog = CalendarDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.off.isEnabled() and "已经定稿" in dialog.how.text()
    qtbot.keyClick(dialog.view, Key.Key_Space)
    assert session.report.calendar == store_of.load(2018).calendar == {}


def test_on_a_low_screen_the_day_is_brought_into_sight(
    dialog: CalendarDialog, qtbot: QtBot
) -> None:
    dialog.resize(dialog.width(), 420)
    for day in (date(2018, 12, 31), date(2018, 1, 1)):
        dialog.view.go(day)
        assert dialog.view.visibleRegion().contains(dialog.view.place_of(day).center())
