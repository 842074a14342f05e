"""新建年报 and 新增年度: what is asked, and what is not accepted."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.new_dialog import NewDialog, year_at_work
from tests.builders import UNIT
from tests.gui.test_main_window import Recorder


@pytest.mark.parametrize(
    ("name", "year", "place", "problem"),
    [
        ("", "2018", None, "单位全称"),
        ("甲区", "二零一八", None, "四位数"),
        ("甲区", "18", None, "四位数"),
        ("甲区", "2018", "没有的文件夹/甲.nianbao", "找不到文件夹"),
        ("甲区", "２０１８", None, ""),
    ],
)
def test_a_new_year_is_only_made_from_good_answers(
    messages: Recorder,
    tmp_path: Path,
    qtbot: QtBot,
    name: str,
    year: str,
    place: str | None,
    problem: str,
) -> None:
    dialog = NewDialog(messages, tmp_path)
    qtbot.addWidget(dialog)
    dialog.name.setText(name)
    dialog.year.setText(year)
    if place:
        dialog.place.setText(str(tmp_path / place))
    dialog.accept()
    assert (problem in dialog.problem.text()) if problem else dialog.result() == 1
    if not problem:
        assert dialog.report.year == 2018
        assert dialog.path == tmp_path / "甲区政府信息公开年报.nianbao"


def test_what_was_wrong_is_said_until_it_is_put_right(
    messages: Recorder, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = NewDialog(messages, tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.accept()
    assert "单位全称" in dialog.problem.text() and dialog.problem.isVisible()
    dialog.name.setText("甲区")
    assert not dialog.problem.isVisible()
    dialog.year.setText("20")
    assert not dialog.problem.isVisible()


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2026, 1, 5), 2025), (date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026)],
)
def test_the_year_that_a_clerk_begins_is_proposed(today: date, year: int) -> None:
    assert year_at_work(today) == year


def test_a_further_year_takes_the_unit_along(
    messages: Recorder, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = NewDialog(messages, tmp_path, UNIT, (2017, 2018))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.year.text() == "2019"
    dialog.year.setText("2018")
    dialog.accept()
    assert "已经有 2018" in dialog.problem.text()
    dialog.year.setText("2016")
    qtbot.keyClick(dialog.year, Qt.Key.Key_Return)
    assert dialog.result() == 1 and dialog.report.unit == UNIT
