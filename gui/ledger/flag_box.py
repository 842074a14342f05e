"""A tick for a cell that is 是 or nothing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

__all__ = ["FlagBox"]


class FlagBox(QCheckBox):
    """``typed`` tells 是, or nothing where the tick was taken away."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("是", parent)
        self.setMinimumHeight(self.fontMetrics().height() + 12)
        self.clicked.connect(self._tell)

    def _tell(self) -> None:
        self.typed.emit(self.text())

    def text(self) -> str:
        """The cell's text."""
        return "是" if self.isChecked() else ""

    def finish(self) -> None:
        """A tick is told at once; nothing waits."""

    def show_text(self, text: str) -> None:
        """Show a value."""
        self.setChecked(text == "是")

    def mark(self, state: str, tip: str = "") -> None:
        """Give the reason as its tip; a tick has no other look."""
        self.setProperty("state", state)
        self.setToolTip(tip)
