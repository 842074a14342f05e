"""A clerk without a mouse: every key goes to whatever has the keyboard."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.new_dialog import NewDialog
from tests.input_method import commit, compose
from tests.stories.at_window import AtWindow

__all__ = ["KeyboardClerk"]

_CONTROL = Qt.KeyboardModifier.ControlModifier
_TABS = 30
"""So often Tab is tried until something is reached."""


class KeyboardClerk(AtWindow):
    """Sits before the window and types."""

    def press(self, *keys: Qt.Key, control: bool = False) -> None:
        for key in keys:
            modifiers = _CONTROL if control else Qt.KeyboardModifier.NoModifier
            QTest.keyClick(self.focused, key, modifiers)

    def write(self, text: str) -> None:
        """ASCII key by key; Chinese composed letter by letter, then chosen."""
        if text.isascii():
            for each in text:
                QTest.keyClicks(self.focused, each)
            return
        for letters in ("p", "pin", "pinyin"):
            compose(self.focused, letters)
        commit(self.focused, text)

    def fill(self, *cells: str) -> None:
        """Cells of a row from left to right, blank ones passed; Tab behind each but the last."""
        for place, text in enumerate(cells):
            if place:
                self.press(Qt.Key.Key_Tab)
            if text == " ":
                self.press(Qt.Key.Key_Space)
            elif text:
                self.write(text)

    def tab_to(self, kind: type[QWidget]) -> QWidget:
        """On by Tab until a widget of this kind has the keyboard."""
        for _ in range(_TABS):
            if isinstance(self.focused, kind):
                return self.focused
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches a {kind.__name__}")

    def turn_to(self, page: str) -> None:
        """Ctrl and the number of the page."""
        number = [each.key for each in self.workspace.places].index(page) + 1
        self.press(Qt.Key(Qt.Key.Key_0 + number), control=True)
        QApplication.processEvents()

    def make_file(self, path: Path, name: str, year: int) -> None:
        """新建年报 by its keys."""

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, NewDialog)
            try:
                dialog.activateWindow()
                self.qtbot.waitUntil(dialog.isActiveWindow, timeout=3000)
                for text in (name, str(year), str(path)):
                    self.press(Qt.Key.Key_A, control=True)
                    self.write(text)
                    if text != str(path):
                        self.press(Qt.Key.Key_Tab)
                self.press(Qt.Key.Key_Return)
            finally:
                dialog.close()

        QTimer.singleShot(0, answer)
        QTest.keyClick(self.window, Qt.Key.Key_N, _CONTROL | Qt.KeyboardModifier.ShiftModifier)
        self.look_at_window()
