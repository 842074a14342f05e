"""A statutory table, worked by keyboard the way Excel is."""

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from gui.grid.block import Cell, clear_cells, copy_down, paste, written
from gui.grid.delegate import GridDelegate
from gui.grid.head import GridCorner, GridHead
from gui.grid.model import GridModel
from gui.widgets.cell_table import CellTable
from gui.widgets.field_menu import offer_action
from gui.widgets.row_start import RowStart

__all__ = ["GridTable"]

_FRAME = 2
"""The table's own lines around it, in pixels."""


class GridTable(CellTable):
    """``noting`` tells that a note is wanted for the current figure."""

    noting = Signal()

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid_model = model
        self._row_start = RowStart()
        # What follows asks where it is.
        self._corner = GridCorner(model, self)
        self.set_up(GridDelegate(model, self))
        self.typing.left.connect(self._go_on)
        self.setModel(model)
        self.head = GridHead(Qt.Orientation.Horizontal, model, self)
        self.labels = GridHead(Qt.Orientation.Vertical, model, self)
        self.setHorizontalHeader(self.head)
        self.setVerticalHeader(self.labels)
        self._arrange()
        self._add_actions()
        typable = self._typable()
        self.setCurrentIndex(model.index(*typable[0]) if typable else QModelIndex())

    def _arrange(self) -> None:
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        shape = self.grid_model.shape
        for (row, column), cell in shape.cells():
            here = row - shape.frozen_rows, column - shape.frozen_columns
            if min(here) >= 0 and (cell.rows, cell.columns) != (1, 1):
                self.setSpan(*here, cell.rows, cell.columns)
        # Marks in the head follow the same findings as the cells.
        self.grid_model.dataChanged.connect(lambda *_ends: self._mark_labels())

    def _mark_labels(self) -> None:
        self.head.viewport().update()
        self.labels.viewport().update()

    # -- moving --------------------------------------------------------------------------

    def go_to(self, key: str) -> None:
        """Put the cursor on a figure and give it the keyboard."""
        index = self.grid_model.index_of(key)
        if index.isValid():
            self.go(index.row(), index.column())
            self.setFocus()

    @property
    def current_key(self) -> str:
        """The figure under the cursor."""
        index = self.currentIndex()
        return self.grid_model.key(index.row(), index.column()) if index.isValid() else ""

    def _typable(self) -> list[Cell]:
        model = self.grid_model
        cells = [
            (row, column)
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        ]
        return [cell for cell in cells if model.typable(*cell)]

    def _go_on(self, rows: int, columns: int, entered: bool = False) -> bool:
        """Move on to the next figure that is typed, along the row or down the column and then into
        the next one; False at the table's ends."""
        if not (rows or columns):
            return True
        place, down = _place(self.currentIndex()), bool(rows)

        def order(cell: Cell) -> Cell:
            return cell[::-1] if down else cell

        column = self._row_start.column(place) if entered and rows > 0 else place[1]
        here = order((place[0], column))
        cells = sorted(self._typable(), key=order)
        if rows + columns > 0:
            found = next((each for each in cells if order(each) > here), None)
        else:
            found = next((each for each in reversed(cells) if order(each) < here), None)
        if found is not None:
            if columns > 0:
                self._row_start.tabbed(place, found)
            self.go(*found)
        return found is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes down, Tab right, F2 edits; any other key starts typing."""
        if self.pass_by(event):
            return
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._go_on(-1 if back else 1, 0, entered=True)
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab as key:
                # At the table's ends Tab leaves it, so that the keyboard is never caught.
                event.setAccepted(self._go_on(0, 1 if key == Qt.Key.Key_Tab else -1))
            case Qt.Key.Key_F2 if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(self.currentIndex())
            case Qt.Key.Key_Backspace:
                self.clear()
            case _:
                super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """A key typed on a sum looks for nothing; the clerk is told why nothing happens."""
        if self.current_key and not self._typable_here():
            self.said.emit("这一格是各项合计，自动算出，不用填。")

    def _typable_here(self) -> bool:
        return self.grid_model.typable(*_place(self.currentIndex()))

    # -- working on the selection --------------------------------------------------------

    def clear(self) -> None:
        """Empty the selected figures; a sum taken over as typed follows its parts again."""
        clear_cells(self.grid_model, self._cells())

    def copy(self) -> None:
        """The selected block to the clipboard, as Excel takes it."""
        if cells := self._cells():
            QGuiApplication.clipboard().setText(written(self.grid_model, cells))

    def paste(self) -> None:
        """A block from Excel or WPS, from the selection's first cell on; a single one fills all."""
        if cells := self._cells():
            said = paste(self.grid_model, cells, QGuiApplication.clipboard().text())
            # In a finished year nothing was done, as the banner says.
            if not self.grid_model.session.versions.locked:
                self.said.emit(said)

    def copy_down(self) -> None:
        """The figure above into the selected ones; of several rows, the first into the rest."""
        copy_down(self.grid_model, self._cells())

    def _cells(self) -> list[Cell]:
        cells = sorted(_place(index) for index in self.selectedIndexes())
        return [cell for cell in cells if self.grid_model.key(*cell)]

    def _add_actions(self) -> None:
        offer_action(self, "复制", self.copy, "Ctrl+C")
        offer_action(self, "粘贴", self.paste, "Ctrl+V")
        offer_action(self, "照抄上一行", self.copy_down, "Ctrl+D", "Ctrl+'")
        offer_action(self, "清除内容", self.clear, "Del", said=False)
        offer_action(self, "加注…", self.noting.emit, "Ctrl+M")

    # -- its look ------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The table takes the whole width; long labels are wrapped, never cut."""
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        shape, metrics = self.grid_model.shape, self.fontMetrics()
        room = self.width() - _FRAME
        widths = shape.widths(room, metrics)
        heights = shape.heights(widths, metrics)
        if sum(heights) + _FRAME > self.height():
            widths = shape.widths(room - self.verticalScrollBar().sizeHint().width(), metrics)
            heights = shape.heights(widths, metrics)
        for column, width in enumerate(widths[shape.frozen_columns :]):
            self.setColumnWidth(column, width)
        for row, height in enumerate(heights[shape.frozen_rows :]):
            self.setRowHeight(row, height)
        head, labels = heights[: shape.frozen_rows], widths[: shape.frozen_columns]
        self.head.resize_lines(head)
        self.labels.resize_lines(labels)
        self._corner.resize_lines(labels, head)
        self.setMaximumHeight(sum(heights) + _FRAME)
        self.updateGeometry()
        self.updateGeometries()

    def sizeHint(self) -> QSize:
        """As high as all its rows."""
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def updateGeometries(self) -> None:
        """Keep the corner in its place."""
        super().updateGeometries()
        self._corner.move(1, 1)
        self._corner.raise_()


def _place(index: QModelIndex) -> Cell:
    return index.row(), index.column()
