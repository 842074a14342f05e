"""How the printed words of a statutory table look on the screen."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from gui.grid.shape import CELL_PADDING
from gui.theme import Colour

__all__ = ["paint_label"]


def paint_label(
    painter: QPainter, rect: QRect, seen: QRect, text: str, *, centred: bool, wrong: bool
) -> None:
    """A label on its ground; its words stay in the part that is ``seen``."""
    painter.fillRect(rect, (Colour.ERROR_PALE if wrong else Colour.GROUND).colour)
    painter.setPen((Colour.ERROR if wrong else Colour.TEXT).colour)
    across = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
    flags = (across | Qt.AlignmentFlag.AlignVCenter).value | Qt.TextFlag.TextWordWrap.value
    room = rect.intersected(seen).adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
    if painter.boundingRect(room, flags, text).height() > room.height():
        # Scrolled half out of sight: the words go out of sight with their cell.
        room = rect.adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
    painter.drawText(_balanced(painter, room, flags, text) if centred else room, flags, text)


def _balanced(painter: QPainter, room: QRect, flags: int, text: str) -> QRect:
    """A narrower room with the same number of lines, so that no single character is left over."""
    lines = painter.boundingRect(room, flags, text).height() // painter.fontMetrics().height()
    width = painter.fontMetrics().horizontalAdvance(text) // max(1, lines) + CELL_PADDING
    spare = max(0, room.width() - width) // 2
    narrow = room.adjusted(spare, 0, -spare, 0)
    same = painter.boundingRect(narrow, flags, text).height() <= room.height()
    return narrow if lines > 1 and same else room
