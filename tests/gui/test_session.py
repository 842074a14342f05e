from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from gui.session import Session
from storage.edits import Edit
from storage.errors import SaveFailed
from storage.store import Store
from storage.versions import Version
from tests.builders import report


def reopened(path: Path) -> object:
    with Store.open(path) as store:
        return store.load(2018)


def test_what_is_typed_is_in_the_file_at_once(session: Session, data_path: Path) -> None:
    session.type_figure("published.website", "５２８")
    session.type_text("overview.body", "第一段\r\n第二段")
    session.type_unit("phone", "0468-3351234")
    session.type_cell("publications", 1, "published_on", "3.15")
    made = reopened(data_path)
    assert made == session.report
    assert session.report.figures["published.website"] == 528
    assert session.report.texts["overview.body"] == "第一段\n第二段"
    assert session.report.ledger("publications")[0].cells["published_on"] == date(2018, 3, 15)


def test_undo_and_redo_reach_the_file(session: Session, data_path: Path) -> None:
    before = session.report
    session.type_figure("published.website", "528")
    session.type_cell("publications", 1, "title", "通知")
    session.remove_entries("publications", [1])
    after = session.report
    for _ in range(3):
        session.undo_stack.undo()
    assert session.report.figures == before.figures
    assert session.report.ledger("publications") == ()
    assert reopened(data_path) == before
    for _ in range(3):
        session.undo_stack.redo()
    assert session.report == after


def test_the_same_value_typed_again_is_no_step(session: Session) -> None:
    session.type_figure("published.website", "528")
    session.type_figure("published.website", "５２８")
    session.type_text("other.body", None)
    assert session.undo_stack.count() == 1


def test_an_editor_that_outlives_its_year_changes_nothing(session: Session) -> None:
    session.type_unit("phone", "0468-3351234")
    held = session.report
    delete(session)
    session.type_unit("phone", "0468-3351235")
    session.type_figure("published.website", "528")
    session.type_cell("publications", 1, "title", "通知")
    assert session.report == held


def test_decimals_typed_differently_are_a_change(session: Session) -> None:
    session.type_figure("fees.charged", "1.5")
    session.type_figure("fees.charged", "1.50")
    assert str(session.report.figures["fees.charged"]) == "1.50"


def test_what_is_no_number_is_kept_as_typed_and_marked(session: Session, data_path: Path) -> None:
    session.type_figure("published.website", "528")
    session.type_figure("published.website", "五百多")
    assert session.figures["published.website"].value is None
    assert session.report.unparsed == {"published.website": "五百多"}
    assert any(each.place == "published.website" for each in session.findings)
    assert reopened(data_path) == session.report
    session.undo_stack.undo()
    assert session.figures["published.website"].value == 528
    assert not session.report.unparsed


def test_an_unreadable_cell_keeps_the_rest_of_its_entry(session: Session) -> None:
    session.type_cell("requests", 1, "subject", "预算公开")
    session.type_cell("requests", 1, "received_on", "2018年2月30日")
    assert session.unparsed_cells("requests", 1) == {"received_on": "2018年2月30日"}
    session.type_cell("requests", 1, "received_on", "2018年2月28日")
    assert session.unparsed_cells("requests", 1) == {}
    assert session.report.ledger("requests")[0].cells["subject"] == "预算公开"


def test_an_undo_says_where_it_acted(session: Session, qtbot: QtBot) -> None:
    session.type_cell("disputes", 4, "subject", "事由")
    with qtbot.waitSignal(session.visited) as visit:
        session.undo_stack.undo()
    assert visit.args == ["disputes/4/"]


class Failing:
    """A data file on a stick that was pulled out for a while."""

    def __init__(self) -> None:
        self.broken = True
        self.kept: list[Edit] = []

    def write(self, year: int, edits: Sequence[Edit]) -> None:
        if self.broken:
            raise SaveFailed("未能保存：磁盘已满。")
        self.kept += edits

    def versions(self, year: int) -> tuple[Version, ...]:
        return ()

    def finish(self, year: int, version: Version) -> None:
        raise SaveFailed("未能保存：磁盘已满。")

    def reopen(self, year: int, reason: str) -> None:
        raise SaveFailed("未能保存：磁盘已满。")


@pytest.fixture
def failing() -> Failing:
    return Failing()


def test_a_failed_save_is_said_kept_and_tried_again(failing: Failing, qtbot: QtBot) -> None:
    session = Session(failing, report())
    with qtbot.waitSignal(session.save_failed) as failure:
        session.type_figure("published.website", "528")
    assert failure.args == ["未能保存：磁盘已满。"]
    assert session.unsaved and not session.flush()
    session.type_figure("published.wechat", "1286")
    failing.broken = False
    with qtbot.waitSignal(session.saved):
        assert session.flush()
    assert [edit.after for edit in failing.kept] == [Decimal(528), Decimal(1286)]
    assert not session.unsaved
