"""A list to choose from that the wheel of the mouse leaves alone."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

__all__ = ["StillCombo"]


class StillCombo(QComboBox):
    """Rolling over it chooses nothing: the clerk rolls through what is around."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Left to what is around."""
        event.ignore()
