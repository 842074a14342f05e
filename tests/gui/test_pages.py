"""The pages of numbers, the unit and the overview, with real keys."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.pages.figures_page import FiguresPage, groups_of
from gui.pages.overview_page import OverviewPage, deadline_line
from gui.pages.unit_page import UnitPage
from gui.session import Session
from gui.widgets.zero_button import ZeroButton
from storage.format_reader import load_format
from storage.report import GOVERNMENT, Report
from storage.store import Store
from tests.input_method import CommitText


@pytest.fixture
def figures(session: Session, qtbot: QtBot) -> FiguresPage:
    page = FiguresPage(session, session.report.format.pages[0])
    qtbot.addWidget(page)
    page.resize(1130, 620)
    page.show()
    qtbot.waitExposed(page)
    return page


def type_into(qtbot: QtBot, page: FiguresPage, key: str, text: str) -> None:
    editor = page.rows[key].editor
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_every_field_of_the_format_is_on_exactly_one_page() -> None:
    made = load_format("2018")
    shown = [
        field.key
        for page in made.pages
        for _, group in groups_of(made, page.key)
        for field in group
    ]
    assert sorted(shown) == sorted(made.fields)


def test_enter_goes_down_the_column_and_the_total_follows(
    figures: FiguresPage, session: Session, qtbot: QtBot
) -> None:
    first = figures.rows["published.gazette"].editor
    first.setFocus()
    for text in ("0", "528", "0", "1286", "2"):
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClicks(focused, text)
        qtbot.keyClick(focused, Qt.Key.Key_Return)
    assert figures.rows["published.total"].editor.text() == "1816"
    assert figures.rows["published.total"].source.text() == "各项合计"
    assert session.report.figures.keys() == {
        f"published.{each}" for each in ("gazette", "website", "weibo", "wechat", "other")
    }


def test_a_wrong_number_stays_with_its_reason_below(
    figures: FiguresPage, session: Session, qtbot: QtBot
) -> None:
    type_into(qtbot, figures, "published.website", "12a")
    row = figures.rows["published.website"]
    assert row.editor.text() == "12a"
    assert row.editor.property("state") == "error"
    assert row.remark.isVisible() and "12a" in row.remark.text()
    type_into(qtbot, figures, "published.website", "12")
    assert row.editor.property("state") == ""
    assert not row.remark.isVisible()


def test_an_emptied_figure_goes_back_to_its_sum_when_left(
    figures: FiguresPage, session: Session, qtbot: QtBot
) -> None:
    for each in ("gazette", "website", "weibo", "wechat", "other"):
        session.type_figure(f"published.{each}", "1")
    type_into(qtbot, figures, "published.total", "3")
    assert session.figures["published.total"].value == 3
    editor = figures.rows["published.total"].editor
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    editor.commit()
    assert editor.text() == ""
    figures.rows["published.other"].editor.setFocus()
    qtbot.waitUntil(lambda: editor.text() == "5")


def test_blank_fields_are_filled_with_zero_in_one_step(
    figures: FiguresPage, session: Session
) -> None:
    session.type_figure("published.website", "528")
    session.type_figure("published.wechat", "不明")
    button = figures.findChild(ZeroButton)
    assert button is not None
    button.click()
    assert session.report.figures["published.website"] == 528
    assert session.report.figures["published.gazette"] == 0
    assert session.report.unparsed == {"published.wechat": "不明"}
    session.undo_stack.undo()
    assert session.report.figures.keys() == {"published.website"}


def test_the_sentence_beside_the_numbers_follows(figures: FiguresPage, session: Session) -> None:
    session.type_figure("published.total", "7")
    labels = [each.text() for each in figures.findChildren(QWidget) if hasattr(each, "text")]
    assert any("主动公开政府信息7条" in str(text) for text in labels)


def test_undo_in_a_field_is_the_windows_undo(figures: FiguresPage, session: Session) -> None:
    editor = figures.rows["published.website"].editor
    session.type_figure("published.website", "528")
    assert editor.text() == "528"
    session.undo_stack.undo()
    assert editor.text() == ""


def test_the_wheel_changes_no_number(figures: FiguresPage, session: Session) -> None:
    session.type_figure("published.website", "528")
    editor = figures.rows["published.website"].editor
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 120),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor, turn)
    assert session.report.figures["published.website"] == 528


def test_no_label_is_narrower_than_its_words(figures: FiguresPage) -> None:
    for row in figures.rows.values():
        assert row.editor.width() >= row.editor.fontMetrics().horizontalAdvance("0" * 10)
        assert row.width() <= figures.width()


def test_the_unit_is_typed_with_an_input_method(
    session: Session, qtbot: QtBot, commit_text: CommitText
) -> None:
    page = UnitPage(session)
    qtbot.addWidget(page)
    page.show()
    editor = page.editors["upper_office"]
    editor.setFocus()
    commit_text(editor, "市政府政务公开办")
    assert session.report.unit.upper_office == ""
    session.flush()
    assert session.report.unit.upper_office == "市政府政务公开办"


def test_the_overview_says_how_far_the_year_is(session: Session, qtbot: QtBot) -> None:
    page = OverviewPage(session)
    qtbot.addWidget(page)
    page.show()
    session.type_figure("published.total", "1816")
    assert page._numbers["published.total"][0].text() == "1816"
    assert page._numbers["requests.received"][0].text() == "未填"
    assert page._states["fees"].text() == "未填 2"
    session.type_figure("fees.charged", "0")
    session.type_figure("fees.waived", "多少")
    assert page._states["fees"].text() == "1 处错误"


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2019, 3, 1), "还有 30 天"),
        (date(2019, 3, 31), "就是今天"),
        (date(2019, 4, 1), "期限已过"),
    ],
)
def test_deadlines_are_counted_in_days(today: date, words: str) -> None:
    assert words in deadline_line(2018, 3, 31, "公布", today)


def test_the_kind_of_report_is_a_tick_on_the_unit_page(tmp_path: Path, qtbot: QtBot) -> None:
    with Store.create(tmp_path / "年报.nianbao") as store:
        store.add_report(Report(load_format("2021"), 2023))
        session = Session(store, store.load(2023))
        page = UnitPage(session)
        qtbot.addWidget(page)
        page.show()
        page.government.click()
        assert session.report.unit.scope == GOVERNMENT
        session.undo_stack.undo()
        assert not page.government.isChecked()
