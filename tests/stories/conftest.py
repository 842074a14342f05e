"""The real window for the stories."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.preferences import Preferences
from gui.theme import dress
from tests.stories.clerk import Agreeable, Clerk


@pytest.fixture
def clerk(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Clerk]:
    if not qapp.styleSheet():
        dress(qapp)
    settings = QSettings(str(tmp_path / "偏好.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Agreeable(), Preferences(settings))
    qtbot.addWidget(window)
    window.resize(1366, 728)
    window.show()
    qtbot.waitExposed(window)
    clerk = Clerk(window, qtbot)
    clerk.look_at_window()
    yield clerk
    window.close()
