"""The line below a statutory table: all that is known about the figure under the cursor."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.grid.marks import facts_of
from gui.grid.model import GridModel
from gui.theme import restyle
from gui.widgets.panels import label
from storage.rules import Severity

__all__ = ["GridFacts"]

_LINES = 2
"""Room kept for the sentence, so that the table above does not jump."""


class GridFacts(QWidget):
    """Its full name, its value and source, and the first thing that is wrong with it."""

    def __init__(self, model: GridModel) -> None:
        super().__init__()
        self._model = model
        self.name, self.facts = label("", wrap=True), label("", "muted")
        self.sentence = label("", "hint", wrap=True)
        self.sentence.setMinimumHeight(self.sentence.fontMetrics().lineSpacing() * _LINES)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        first = QHBoxLayout()
        first.setSpacing(16)
        first.addWidget(self.name, 1)
        first.addWidget(self.facts)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2, 2, 2, 0)
        whole.setSpacing(2)
        whole.addLayout(first)
        whole.addWidget(self.sentence)

    def show_figure(self, key: str) -> None:
        """Tell about this figure."""
        if not key:
            return
        self.name.setText(_path(*self._model.shape.names(key)))
        self.facts.setText("　·　".join(facts_of(self._model.session, key)))
        mark = self._model.mark(key)
        error = mark is not None and mark.severity is Severity.ERROR
        self._say(mark.sentence if mark else "", "error" if error else "doubt")

    def say(self, text: str) -> None:
        """Tell what was just done, until the cursor moves."""
        self._say(text, "good")

    def _say(self, text: str, role: str) -> None:
        self.sentence.setProperty("role", role)
        restyle(self.sentence)
        self.sentence.setText(text)


def _path(rows: tuple[str, ...], columns: tuple[str, ...]) -> str:
    return "　｜　".join(" › ".join(labels) for labels in (rows, columns) if labels)
