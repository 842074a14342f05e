"""The terms one can choose from, shown in the page under the editor that asks for them."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

__all__ = ["ChoiceList"]


class ChoiceList(QListWidget):
    """A numbered list that lies over the page and never takes the keyboard.

    It is no pop-up window, for input methods are dead in those.
    """

    def __init__(self, choices: Sequence[str], window: QWidget, *, ticks: bool) -> None:
        super().__init__(window)
        self.setObjectName("choices")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._window, self._ticks = window, ticks
        for number, term in enumerate(choices, 1):
            item = QListWidgetItem(f"{number}  {term}", self)
            if ticks:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setCheckState(Qt.CheckState.Unchecked)
        self.hide()

    def show_rows(self, rows: Collection[int], highlighted: int, ticked: Collection[int]) -> None:
        """Show some of the terms, one of them highlighted (-1 for none)."""
        for row in range(self.count()):
            item = self.item(row)
            item.setHidden(row not in rows)
            if self._ticks:
                on = row in ticked
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.setCurrentRow(highlighted)

    def step(self, rows: int) -> None:
        """Highlight the next or previous shown term."""
        row = self.currentRow() + rows
        while 0 <= row < self.count() and self.item(row).isHidden():
            row += rows
        if 0 <= row < self.count():
            self.setCurrentRow(row)

    def lie_under(self, editor: QWidget) -> None:
        """Lie under the editor, or over it where the window ends."""
        window = self._window
        shown = [row for row in range(self.count()) if not self.item(row).isHidden()]
        row_height, frame = self.sizeHintForRow(shown[0]), 2 * self.frameWidth()
        height = len(shown) * row_height + frame
        width = max(editor.width(), self.sizeHintForColumn(0) + 32)
        corner = editor.mapTo(window, QPoint(0, editor.height() + 1))
        above = corner.y() - editor.height() - 2
        below = window.height() - corner.y()
        if height > max(above, below):
            height = (max(above, below) - frame) // row_height * row_height + frame
        if height > below:
            corner.setY(above - height)
        corner.setX(max(0, min(corner.x(), window.width() - width)))
        self.setGeometry(corner.x(), corner.y(), width, height)
        self.show()
        self.raise_()
