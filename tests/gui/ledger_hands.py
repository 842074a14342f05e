"""Hands for the tests of a ledger: a view with undo, keys, and a look into the file."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.ledger.view import LedgerView
from gui.pages.grid_page import GridPage
from gui.session import Session
from storage.edits import EntryEdit
from storage.report import Cell, Entry
from storage.store import Store

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier

TITLE, NUMBER, DATE, CHANNELS, TOPIC, NORMATIVE, LINK, QUANTITY, NOTE = range(9)
"""The columns of the publications."""


def opened(session: Session, key: str, qtbot: QtBot) -> LedgerView:
    """A ledger alone, undoing as in the program's window, that has the keyboard."""
    made = LedgerView(session, key)
    made.resize(1130, 560)
    show_alone(made, made.table, session, qtbot)
    return made


def show_alone(
    shown: LedgerView | GridPage, table: QWidget, session: Session, qtbot: QtBot
) -> None:
    """Undoing as in the program's window; its table gets the keyboard."""
    qtbot.addWidget(shown)

    def undo() -> None:
        session.flush()
        session.undo_stack.undo()

    QShortcut(QKeySequence("Ctrl+Z"), shown).activated.connect(undo)
    QShortcut(QKeySequence("Ctrl+Y"), shown).activated.connect(session.undo_stack.redo)
    session.visited.connect(shown.show_place)
    shown.show()
    shown.activateWindow()
    qtbot.waitExposed(shown)
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)


def press(qtbot: QtBot, *keys: Key, control: bool = False) -> None:
    """Keys to whatever has the keyboard."""
    for key in keys:
        qtbot.keyClick(focused(), key, CONTROL if control else Qt.KeyboardModifier.NoModifier)


def write(qtbot: QtBot, text: str) -> None:
    """ASCII typed key by key, each to whatever has the keyboard."""
    for each in text:
        qtbot.keyClick(focused(), each)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def add(session: Session, *rows: dict[str, Cell], key: str = "publications") -> None:
    first = session.report.next_id(key)
    made = [Entry(first + place, row) for place, row in enumerate(rows)]
    session.edit("添加", [EntryEdit(key, each.id, None, each) for each in made])


def kept(session: Session, path: Path, key: str = "publications") -> list[dict[str, Cell]]:
    """The entries as a second reader of the file sees them."""
    assert not session.unsaved
    with Store.open(path) as store:
        return [dict(each.cells) for each in store.load(2018).ledger(key)]
