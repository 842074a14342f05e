"""The line at the bottom that tells the truth about what is saved."""

from PySide6 import QtCore
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from gui.theme import restyle

__all__ = ["StatusLine"]

_FILE_ROOM = 40
"""For the file's path, in characters."""


class StatusLine(QFrame):
    """Left the state of saving, right the file."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusline")
        self.state = QLabel()
        self.state.setMinimumWidth(1)
        self._file = QLabel()
        self._file.setProperty("role", "hint")
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 5, 14, 5)
        line.addWidget(self.state, 1)
        line.addWidget(self._file)

    def show_file(self, text: str) -> None:
        """Name the open file; a long path must not make the window wider than the screen."""
        metrics, middle = self._file.fontMetrics(), QtCore.Qt.TextElideMode.ElideMiddle
        room = metrics.horizontalAdvance("一") * _FILE_ROOM
        _say_plainly(self._file, metrics.elidedText(text, middle, room))
        self._file.setToolTip(text)

    def say_opening(self) -> None:
        """The window is there, the file comes."""
        self.state.setProperty("role", "muted")
        self.state.setText("正在打开…")

    def say_saved(self, text: str) -> None:
        """Everything typed is in the file."""
        self._say(text, "muted")

    def say_failed(self, sentence: str) -> None:
        """A change is not in the file; it stays said until it is."""
        self._say(f"{sentence}改动还在，10 秒后会再试。", "error")

    def _say(self, text: str, role: str) -> None:
        _say_plainly(self.state, text)
        self.state.setToolTip(text if role == "error" else "")
        if self.state.property("role") != role:
            self.state.setProperty("role", role)
            restyle(self.state)


def _say_plainly(seen: QLabel, text: str) -> None:
    seen.setTextFormat(QtCore.Qt.TextFormat.PlainText)
    seen.setText(text)
