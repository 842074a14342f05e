"""The sentences of the report that a page's numbers go into, as they will be printed."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from gui.session import Session
from gui.widgets.panels import Card, button, label

__all__ = ["Sentences"]


class Sentences(Card):
    """Read-only; each with a way to the text it comes from."""

    go_to = Signal(str)

    def __init__(self, session: Session, texts: tuple[str, ...]) -> None:
        super().__init__("报告里会这样写")
        self._session = session
        self._lines: dict[str, QLabel] = {}
        for key in texts:
            line = label("", wrap=True)
            self._lines[key] = line
            self.body.addWidget(line)
            change = button("改这句话", partial(self.go_to.emit, f"text:{key}"), "link")
            self.body.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        session.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say the sentences with the present numbers."""
        wording, parts = self._session.wording, self._session.report.format.texts
        for key, line in self._lines.items():
            line.setText(wording.say(wording.template(parts[key])) or "（这一处还没有写）")
