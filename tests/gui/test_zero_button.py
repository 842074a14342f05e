from pathlib import Path

from PySide6.QtWidgets import QTabWidget
from pytestqt.qtbot import QtBot

from gui.pages.figures_page import FiguresPage
from gui.session import Session
from gui.widgets.zero_button import ZeroButton
from storage.store import Store


def page_of(session: Session, key: str, qtbot: QtBot) -> tuple[FiguresPage, ZeroButton]:
    declared = next(each for each in session.report.format.pages if each.key == key)
    page = FiguresPage(session, declared)
    qtbot.addWidget(page)
    page.show()
    button = page.findChild(ZeroButton)
    assert button is not None
    return page, button


def test_it_fills_what_is_blank_in_one_step_and_then_says_that_nothing_is(
    session: Session, data_path: Path, qtbot: QtBot
) -> None:
    session.type_figure("fees.charged", "1.5")
    _, button = page_of(session, "fees", qtbot)
    assert button.isEnabled()
    steps = session.undo_stack.count()
    button.click()
    assert session.undo_stack.count() == steps + 1
    with Store.open(data_path) as store:
        figures = store.load(2018).figures
    assert {key: str(value) for key, value in figures.items()} == {
        "fees.charged": "1.5",
        "fees.waived": "0",
    }
    assert not button.isEnabled() and "没有未填的" in button.toolTip()
    session.undo()
    assert button.isEnabled()


def test_it_is_not_seen_over_a_ledger(session: Session, qtbot: QtBot) -> None:
    page, button = page_of(session, "publications", qtbot)
    tabs = page.findChild(QTabWidget)
    assert tabs is not None and button.isVisible()
    tabs.setCurrentIndex(1)
    assert not button.isVisible()
    tabs.setCurrentIndex(0)
    assert button.isVisible()
