"""The table of a ledger, worked by keyboard the way Excel is."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from gui.ledger.clipboard_block import placed, read_block, write_block
from gui.ledger.column_widths import fitted
from gui.ledger.delegate import LedgerDelegate
from gui.ledger.model import LedgerModel
from gui.ledger.selected import cells_of, reach, selected_ranges, size_of
from gui.theme import Colour
from gui.widgets.cell_delegate import draw_focus
from gui.widgets.cell_table import CellTable
from gui.widgets.field_menu import offer_action
from gui.widgets.row_start import RowStart
from storage.ledgers import Kind

__all__ = ["LedgerTable"]

_MOST_CELLS = 200_000
"""So many cells are worked on at once, e.g. 20,000 entries deleted."""


class LedgerTable(CellTable):
    """All entries that are found, and a blank row to begin a new one."""

    def __init__(self, model: LedgerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ledger_model = model
        self._row_start, self._most_cells = RowStart(), _MOST_CELLS
        self.set_up(LedgerDelegate(model.ledger, model.session.report.year, self))
        self.typing.left.connect(self._go_on)
        self.setModel(model)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        self.horizontalHeader().setHighlightSections(False)
        # A third click on a head goes back to the order of entry.
        self.horizontalHeader().setSortIndicatorClearable(True)
        # Painted whole by this table itself, so that Qt moves what stays in sight while scrolling
        # and asks for new rows only: a quarter of the time.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.forget_order()
        self.setSortingEnabled(True)
        self._add_actions()
        self.setCurrentIndex(model.index(0, 0))

    # -- moving --------------------------------------------------------------------------

    def forget_order(self) -> None:
        """In the order of entry."""
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def start_entry(self) -> None:
        """Begin a new entry in the blank row."""
        self.go(self.ledger_model.count, 0)
        self.setFocus()
        self._open()

    def _open(self) -> None:
        """Edit the current cell where it can be."""
        if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())

    def _go_on(self, rows: int, columns: int, entered: bool = False) -> bool:
        """Move on from the current cell, over the ends of rows; False at the table's ends."""
        current, width = self.currentIndex(), self.ledger_model.columnCount()
        here = current.row(), current.column()
        row, column = here[0] + rows, here[1] + columns
        if entered and rows > 0:
            column = self._row_start.column(here)
        if not 0 <= column < width:
            row, column = row + columns, column % width
        if not (current.isValid() and 0 <= row < self.ledger_model.rowCount()):
            return False
        if columns > 0:
            self._row_start.tabbed(here, (row, column))
        self.go(row, column)
        return True

    def rowsAboutToBeRemoved(
        self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int
    ) -> None:
        """Close an editor whose entry goes; losing it, Qt would Tab the cursor away."""
        if start <= self.currentIndex().row() <= end:
            self.typing.drop()
        super().rowsAboutToBeRemoved(parent, start, end)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes down, Tab right, F2 edits, Alt+↓ opens a list of terms, blank ticks a 是否;
        any other key starts typing."""
        if self.pass_by(event):
            return
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._go_on(-1 if back else 1, 0, entered=True)
            case Qt.Key.Key_F2:
                self._open()
            case Qt.Key.Key_Down if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._open()
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab as key:
                # At the table's ends Tab leaves it, so that the keyboard is never caught.
                event.setAccepted(self._go_on(0, 1 if key == Qt.Key.Key_Tab else -1))
            case Qt.Key.Key_Space if self._on_flag():
                self._toggle()
            case Qt.Key.Key_Backspace:
                self.clear()
            case _:
                super().keyPressEvent(event)

    # -- working on the selection --------------------------------------------------------

    def chosen_rows(self) -> list[int]:
        """The rows of the entries with a selected cell."""
        rows = {row for row, _ in self._cells()}
        return sorted(row for row in rows if row < self.ledger_model.count)

    def remove(self) -> None:
        """Take the selected entries out."""
        model, rows = self.ledger_model, self.chosen_rows()
        if not rows:
            if size_of(selected_ranges(self)) <= self._most_cells:
                self.said.emit(f"请先选中要删除的{model.ledger.noun}")
            return
        column = max(self.currentIndex().column(), 0)
        model.session.remove_entries(model.ledger.key, [model.entry_id(row) for row in rows])
        self.go(min(rows[0], model.count), column)
        self._say_done(f"已删除 {len(rows)} 条")

    def clear(self) -> None:
        """Empty the selected cells."""
        self._put(dict.fromkeys(self._cells(), ""), "清除内容")

    def copy(self) -> None:
        """The selected block to the clipboard, as Excel takes it."""
        cells = self._cells()
        if cells:
            rows, columns = reach(row for row, _ in cells), reach(column for _, column in cells)
            block = [
                [self._text(row, column) if (row, column) in cells else "" for column in columns]
                for row in rows
            ]
            QGuiApplication.clipboard().setText(write_block(block))

    def paste(self) -> None:
        """A block from Excel or WPS, from the selection's first cell on; a single one fills all."""
        cells, block = self._cells(), read_block(QGuiApplication.clipboard().text())
        if not cells:
            return
        if block == [[""]]:
            self.said.emit("剪贴板里没有可以粘贴的内容")
            return
        if len(block) == 1 == len(block[0]):
            self._put(dict.fromkeys(cells, block[0][0]), "粘贴")
            return
        top, left = min(row for row, _ in cells), min(column for _, column in cells)
        width = self.ledger_model.columnCount() - left
        typed = placed(block, top, left, width)
        self._put(typed, "粘贴")
        unread = sum(self.ledger_model.is_unread(row, column) for row, column in typed)
        said = f"，其中 {unread} 格看不懂，已标红" if unread else ""
        said += "，右边多出的列放不下，没有粘贴" if max(map(len, block)) > width else ""
        self._say_done(f"已粘贴 {len(block)} 行{said}")

    def copy_down(self) -> None:
        """The cell above into the selected ones; of several rows, the first goes into the rest."""
        cells = self._cells()
        rows = {row for row, _ in cells}
        source = min(rows, default=0) - (len(rows) == 1)
        if source >= 0:
            below = {cell: self._text(source, cell[1]) for cell in cells if cell[0] != source}
            self._put(below, "照抄上一行")

    def _say_done(self, what: str) -> None:
        # In a finished year nothing was done, as the banner says.
        if not self.ledger_model.session.versions.locked:
            self.said.emit(f"{what}，可按 Ctrl+Z 撤销")

    def _cells(self) -> set[tuple[int, int]]:
        """The selected cells; none, and a word about it, where there are too many to work on."""
        ranges = selected_ranges(self)
        if size_of(ranges) > self._most_cells:
            self.said.emit(f"选得太多了，一次最多处理 {self._most_cells:,} 格，请少选一些")
            return set()
        return cells_of(ranges)

    def _text(self, row: int, column: int) -> str:
        return self.ledger_model.text(row, column)

    def _put(self, typed: dict[tuple[int, int], str], name: str) -> None:
        by_row: dict[int, dict[int, str]] = {}
        for (row, column), text in sorted(typed.items()):
            by_row.setdefault(row, {})[column] = text
        if by_row:
            self.ledger_model.put(by_row, name)

    def _on_flag(self) -> bool:
        index = self.currentIndex()
        return index.isValid() and self._kind(index.column()) is Kind.FLAG

    def _kind(self, column: int) -> Kind:
        return self.ledger_model.ledger.columns[column].kind

    def _toggle(self) -> None:
        current = self.currentIndex()
        text = "" if self._text(current.row(), current.column()) == "是" else "是"
        flags = {cell: text for cell in self._cells() if self._kind(cell[1]) is Kind.FLAG}
        self._put(flags, f"修改{self.ledger_model.ledger.columns[current.column()].label}")

    def _add_actions(self) -> None:
        noun = self.ledger_model.ledger.noun
        offer_action(self, "复制", self.copy, "Ctrl+C")
        offer_action(self, "粘贴", self.paste, "Ctrl+V")
        offer_action(self, "照抄上一行", self.copy_down, "Ctrl+D", "Ctrl+'")
        offer_action(self, "清除内容", self.clear, "Del", said=False)
        offer_action(self, f"删除这几条{noun}", self.remove, "Ctrl+Del", said=False)

    # -- its look ------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns as wide as their kind of words, the widest takes what is left over."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        columns, room = self.ledger_model.ledger.columns, self.viewport().width()
        digit = self.fontMetrics().horizontalAdvance("0")
        for place, width in enumerate(fitted(columns, self.horizontalHeader(), digit, room)):
            self.setColumnWidth(place, width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, a frame round the one that the next key goes to; where there is nothing to
        see, what to do."""
        viewport, model = self.viewport(), self.ledger_model
        painter = QPainter(viewport)
        painter.fillRect(event.rect(), Colour.SURFACE.colour)
        painter.end()
        super().paintEvent(event)
        painter.begin(viewport)
        if self.hasFocus() and self.currentIndex().isValid():
            draw_focus(painter, self.visualRect(self.currentIndex()))
        if not (model.count or model.finding):
            painter.setPen(Colour.MUTED.colour)
            painter.drawText(viewport.rect(), Qt.AlignmentFlag.AlignCenter, model.why_empty())
        painter.end()
