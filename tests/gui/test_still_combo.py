from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.widgets.still_combo import StillCombo
from storage.store import Store
from tests.builders import report


def rolled(combo: QComboBox, angle: int) -> QWheelEvent:
    """Once, downwards where the angle is below 0."""
    middle = QPointF(combo.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(combo.mapToGlobal(combo.rect().center())),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(combo, event)
    return event


def test_rolling_over_a_list_chooses_nothing(qtbot: QtBot) -> None:
    combo = StillCombo()
    qtbot.addWidget(combo)
    combo.addItems(["2017 年度", "2018 年度"])
    combo.show()
    assert not rolled(combo, -120).isAccepted()
    assert combo.currentIndex() == 0


def test_rolling_over_the_year_does_not_turn_to_another(
    window: MainWindow, data_path: Path
) -> None:
    with Store.create(data_path) as store:
        for year in (2017, 2018):
            store.add_report(report(year))
    window.open_path(data_path)
    assert window.workspace is not None
    window.workspace.year.setFocus()
    for angle in (120, -120):
        rolled(window.workspace.year, angle)
        assert window.workspace.session.report.year == 2018
