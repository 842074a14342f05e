"""Undo goes back over everything, to the opening of the file."""

import gc
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.preferences import Preferences
from gui.session import Session
from gui.widgets.figure_edits import fill_zeros, type_figures
from storage.store import Store
from tests.builders import full_report, report
from tests.gui.test_main_window import Recorder

LOGS = {"change", "_sqlite_migrations", "sqlite_sequence"}


def dump(path: Path) -> dict[str, list[str]]:
    """Every row of every table but the log, which only grows."""
    db = sqlite3.connect(path)
    tables = [row[0] for row in db.execute("select name from sqlite_master where type = 'table'")]
    found = {
        table: sorted(map(repr, db.execute(f"select * from {table}")))
        for table in tables
        if table not in LOGS
    }
    db.close()
    return found


def edits(session: Session, chance: random.Random) -> list[Callable[[], object]]:
    """One of each kind of thing a clerk does, with made-up content."""
    number = str(chance.randrange(10_000))
    figures = ["published.website", "requests.received", "fees.charged", "staff.budget"]
    texts = ["overview.body", "other.body", "note:published.website", "fees.body:none"]
    ledgers = {"publications": "title", "requests": "subject", "improvements": "problem"}
    key = chance.choice(list(ledgers))
    held = session.report.ledger(key)
    some = chance.choice(held).id if held else 1

    def keep() -> None:
        finding = next(each for each in session.findings if each.operands)
        session.keep(finding, f"核对过{number}")

    return [
        lambda: session.type_figure(chance.choice(figures), number),
        lambda: session.type_figure(chance.choice(figures), f"约{number}"),
        lambda: session.type_figure(chance.choice(figures), ""),
        lambda: session.type_text(chance.choice(texts), f"一段话{number}"),
        lambda: session.type_unit("address", f"大街{number}号"),
        lambda: session.type_cell(key, some, ledgers[key], f"内容{number}"),
        lambda: session.type_cell(key, session.report.next_id(key), ledgers[key], number),
        lambda: session.type_cell("requests", some, "received_on", f"{number}号左右"),
        lambda: session.remove_entries(key, [some]),
        lambda: type_figures(session, dict.fromkeys(figures, number), "粘贴"),
        lambda: fill_zeros(session, list(session.report.format.fields)),
        keep,
    ]


@pytest.mark.parametrize("seed", range(4))
def test_fifty_mixed_edits_undone_leave_the_file_as_it_was_opened(
    qapp: object, data_path: Path, seed: int
) -> None:
    with Store.create(data_path) as made:
        made.add_report(full_report())
    before = dump(data_path)
    assert before["figure"] and before["requests"] and before["unparsed"]
    chance = random.Random(seed)
    with Store.open(data_path) as store:
        session = Session(store, store.load(2018))
        opened = session.report
        while session.undo_stack.count() < 50:
            chance.choice(edits(session, chance))()
        changed = session.report
        assert not session.unsaved
        for _ in range(50):
            session.undo_stack.undo()
        assert not session.undo_stack.canUndo()
        assert session.report == opened
        for _ in range(50):
            session.undo_stack.redo()
        assert session.report == changed == store.load(2018)
        for _ in range(50):
            session.undo_stack.undo()
    assert dump(data_path) == before


def test_the_undo_stack_has_no_bound(session: Session) -> None:
    assert session.undo_stack.undoLimit() == 0


def session_of(window: MainWindow) -> Session:
    assert window.workspace is not None
    return window.workspace.session


def turn(window: MainWindow, year: int) -> None:
    """To another year; the stack of the one that was left is really gone."""
    assert window.workspace is not None
    window.workspace.year_chosen.emit(year)
    assert session_of(window).report.year == year
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def test_turning_to_another_year_and_back_loses_no_step(
    preferences: Preferences, data_path: Path, qtbot: QtBot
) -> None:
    with Store.create(data_path) as store:
        store.add_report(full_report())
        store.add_report(report(2017, published__website=1))
    before = dump(data_path)
    window = MainWindow(Recorder(), preferences)
    qtbot.addWidget(window)
    window.show()
    assert window.open_path(data_path)

    def session() -> Session:
        return session_of(window)

    session().type_figure("published.website", "528")
    session().type_unit("address", "大街1号")
    session().type_cell("requests", 9, "subject", "一件申请")
    session().undo()
    turn(window, 2017)
    session().type_figure("published.website", "7")
    turn(window, 2018)
    assert session().report.unit.address == "大街1号"
    assert session().undo_stack.canRedo() and session().undo_stack.undoText() == "修改单位信息"
    session().redo()
    assert session().entry("requests", 9) is not None
    for _ in range(3):
        session().undo()
    assert not session().undo_stack.canUndo()
    turn(window, 2017)
    session().undo()
    assert session().report.figures["published.website"] == 1
    assert window.close_file()
    assert dump(data_path) == before


def test_a_new_step_after_an_undo_takes_the_place_of_what_was_undone(session: Session) -> None:
    for text in ("1", "2", "3"):
        session.type_figure("published.website", text)
    session.undo()
    session.undo()
    session.type_figure("published.website", "9")
    resumed = Session(session._keeper, session.report, session.undo_stack._past)
    assert resumed.undo_stack.count() == 2 and not resumed.undo_stack.canRedo()
    resumed.undo()
    assert resumed.report.figures["published.website"] == 1


FORGETTING = """
import gc, sys
from pathlib import Path
from PySide6.QtGui import QGuiApplication
from gui.session import Session
from storage.store import Store
application = QGuiApplication([])
with Store.open(Path(sys.argv[1])) as store:
    session = Session(store, store.load(2018))
    gc.collect()
    for number in ("1", "2", "3"):
        session.type_figure("published.website", number)
    session.undo()
    if sys.argv[2] == "young first":
        gc.freeze()
        gc.unfreeze()
    session.changed.connect(session.flush)
    session.itself = session
    del session
    gc.collect()
    print(store.load(2018).figures["published.website"])
"""


@pytest.mark.parametrize("order", ["old first", "young first"])
def test_a_year_forgotten_with_its_steps_is_freed_in_any_order(data_path: Path, order: str) -> None:
    with Store.create(data_path) as store:
        store.add_report(report())
    done = subprocess.run(
        [sys.executable, "-c", FORGETTING, str(data_path), order],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "2"), done.stderr[-600:]


def test_a_step_taken_while_another_is_taken_back_stands_alone(session: Session) -> None:
    """As where what follows a change makes a change of its own."""
    session.type_figure("published.website", "1")
    session.type_figure("published.website", "2")
    own: list[bool] = []

    def answer() -> None:
        if not own:
            own.append(True)
            session.type_unit("address", "大街1号")

    session.changed.connect(answer)
    session.undo()
    session.changed.disconnect(answer)
    assert session.report.figures["published.website"] == 1
    assert session.report.unit.address == "大街1号"
    assert session.undo_stack.count() == 2 and not session.undo_stack.canRedo()
    session.undo()
    session.undo()
    assert session.report.unit.address == "" and not session.report.figures
