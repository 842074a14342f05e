"""What every clerk of the stories has: the window in front, and the keyboard."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.workspace import Workspace

__all__ = ["AtWindow"]


class AtWindow:
    """Sits before the program's window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    @property
    def workspace(self) -> Workspace:
        assert self.window.workspace is not None
        return self.window.workspace

    @property
    def focused(self) -> QWidget:
        """Where the next key goes: the first one typed into a cell opens its editor."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def look_at_window(self) -> None:
        """Without a window manager nobody gives the window the keyboard back after a box."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
