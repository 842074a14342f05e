"""The head, the label columns and the corner of a statutory table, always in sight."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from gui.grid.model import GridModel
from gui.grid.paint import paint_label
from gui.grid.shape import Place
from gui.theme import Colour
from storage.grids import GridCell

__all__ = ["GridCorner", "GridHead"]


class GridHead(QHeaderView):
    """The frozen rows above or the frozen columns beside the figures, with all their spans.

    ``resize_lines`` gives the sizes of the frozen lines themselves, in pixels.
    """

    def __init__(self, orientation: Qt.Orientation, model: GridModel, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._model = model
        self._level = orientation is Qt.Orientation.Horizontal
        self._lines: list[int] = []
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setVisible(bool(model.shape.frozen_rows if self._level else self._first[1]))

    @property
    def _first(self) -> Place:
        return self._model.shape.frozen_rows, self._model.shape.frozen_columns

    def resize_lines(self, sizes: list[int]) -> None:
        """The heights of the head rows, or the widths of the label columns."""
        self._lines = sizes
        self.updateGeometry()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """As high or wide as the frozen lines together."""
        hint, across = super().sizeHint(), sum(self._lines)
        if self._level:
            hint.setHeight(across)
        else:
            hint.setWidth(across)
        return hint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Every label that is touched by the part to be painted."""
        painter = QPainter(self.viewport())
        seen = self.viewport().rect()
        for place, cell in self._cells():
            rect = self._rect(place, cell)
            if rect.intersects(event.rect()):
                _paint(painter, rect, seen, place, self._model)
        painter.end()

    def viewportEvent(self, event: QEvent) -> bool:
        """A label's whole words as its tip."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            texts = [
                cell.text
                for place, cell in self._cells()
                if self._rect(place, cell).contains(event.pos())
            ]
            QToolTip.showText(event.globalPos(), "".join(texts), self)
            return True
        return super().viewportEvent(event)

    def _cells(self) -> Iterator[tuple[Place, GridCell]]:
        rows, columns = self._first
        for place, cell in self._model.shape.cells():
            in_head, in_labels = place[0] < rows, place[1] < columns
            if (in_head and not in_labels) if self._level else (in_labels and not in_head):
                yield place, cell

    def _rect(self, place: Place, cell: GridCell) -> QRect:
        rows, columns = self._first
        if self._level:
            left, width = self._along(place[1] - columns, cell.columns)
            top, height = self._across(place[0], cell.rows)
        else:
            top, height = self._along(place[0] - rows, cell.rows)
            left, width = self._across(place[1], cell.columns)
        return QRect(left, top, width, height)

    def _along(self, section: int, count: int) -> tuple[int, int]:
        sizes = [self.sectionSize(each) for each in range(section, section + count)]
        return self.sectionViewportPosition(section), sum(sizes)

    def _across(self, line: int, count: int) -> tuple[int, int]:
        return sum(self._lines[:line]), sum(self._lines[line : line + count])


class GridCorner(QWidget):
    """The printed words above the label columns."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._widths: list[int] = []
        self._heights: list[int] = []

    def resize_lines(self, widths: list[int], heights: list[int]) -> None:
        """The widths of the label columns and the heights of the head rows."""
        self._widths, self._heights = widths, heights
        self.setFixedSize(sum(widths), sum(heights))
        self.setVisible(bool(widths and heights))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Its labels."""
        painter = QPainter(self)
        for (row, column), cell in self._model.shape.cells():
            if row < len(self._heights) and column < len(self._widths):
                rect = QRect(
                    sum(self._widths[:column]),
                    sum(self._heights[:row]),
                    sum(self._widths[column : column + cell.columns]),
                    sum(self._heights[row : row + cell.rows]),
                )
                _paint(painter, rect, self.rect(), (row, column), self._model)
        painter.end()


def _paint(painter: QPainter, rect: QRect, seen: QRect, place: Place, model: GridModel) -> None:
    cell = model.shape.cell(place)
    # Lines are what shows between grounds: at 125 % a drawn line would be painted over.
    painter.fillRect(rect, Colour.LINE.colour)
    paint_label(
        painter,
        rect.adjusted(0, 0, -1, -1),
        seen,
        cell.text if cell else "",
        centred=model.shape.centred(place),
        wrong=place in model.wrong_labels,
    )
