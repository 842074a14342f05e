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
def messages() -> Agreeable:
    return Agreeable()


@pytest.fixture
def window(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, messages: Agreeable
) -> Iterator[MainWindow]:
    """As large as a small screen leaves it, answered by ``messages``."""
    if not qapp.styleSheet():
        dress(qapp)
    settings = QSettings(str(tmp_path / "偏好.ini"), QSettings.Format.IniFormat)
    made = MainWindow(messages, Preferences(settings))
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.fixture
def clerk(window: MainWindow, qtbot: QtBot) -> Clerk:
    made = Clerk(window, qtbot)
    made.look_at_window()
    return made
