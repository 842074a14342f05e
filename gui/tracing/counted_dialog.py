"""计入哪些数: the figures that an entry goes into, each a way to its place."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gui.tracing.asking import INTO
from gui.tracing.found_list import FoundList
from gui.tracing.words import FIGURE_HEADS, figure_cells
from gui.widgets.panels import GAP, button, label
from storage.figures import Figure

__all__ = ["CountedDialog"]

_NONE = "这一条没有计入任何一个数。请看看决定它计到哪里的那几列（例如公开渠道、答复结果）填了没有。"
_HOW = "这一条计入下面这些数。双击或者按回车，就去那一格。"


class CountedDialog(QDialog):
    """The figures in the order of the report."""

    go_to = Signal(str)
    """The figure that the clerk wants to see."""

    def __init__(self, name: str, figures: Sequence[Figure], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(INTO)
        self._figures = figures
        self.list = FoundList(INTO)
        self.list.show_rows(FIGURE_HEADS, len(figures), lambda row: figure_cells(figures[row]))
        self.list.chosen.connect(self._go)
        self.list.setVisible(bool(figures))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(GAP)
        whole.addWidget(label(name, "heading", wrap=True))
        whole.addWidget(label(_HOW if figures else _NONE, "muted", wrap=True))
        whole.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("关闭", self.reject))
        whole.addLayout(foot)
        width = self.fontMetrics().horizontalAdvance("国") * 46
        self.resize(width, 380 if figures else self.sizeHint().height())
        self.list.setFocus()

    def _go(self, row: int) -> None:
        self.accept()
        self.go_to.emit(self._figures[row].field.key)
