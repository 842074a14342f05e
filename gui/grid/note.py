"""加注: the line in which a printed note is written, of a cell or below a table."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.session import Session
from gui.widgets.cell_line import CellLine
from gui.widgets.field_menu import offer_history
from gui.widgets.figure_edits import bracketed
from gui.widgets.panels import label
from storage.edits import TextEdit
from storage.formats import NOTE
from storage.values import clean_text

__all__ = ["GridNote"]


class GridNote(QWidget):
    """A line for one note at a time; ``closed`` when the clerk is done with it."""

    closed = Signal()

    def __init__(self, session: Session, hint: str) -> None:
        super().__init__()
        self._session = session
        self._key = ""
        self._in_cell = False
        self._name = label()
        self.line = CellLine(hint)
        self.line.typed.connect(self._keep)
        self.line.installEventFilter(self)
        self._name.setBuddy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._name)
        row.addWidget(self.line, 1)
        session.flushing.connect(self.line.finish)
        offer_history(self.line, session, lambda: f"text:{NOTE}{self._key}")
        session.changed.connect(self.refresh)

    def note(self, key: str, name: str, *, in_cell: bool) -> None:
        """Write the note of a figure, which stands in brackets in its cell, or of a table."""
        self.line.finish()
        self._key, self._in_cell = key, in_cell
        self._name.setText(name)
        self.line.setAccessibleName(name)
        self.line.replace(self.text)

    def start(self) -> None:
        """Give it the keyboard."""
        self.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def text(self) -> str:
        """The note as it is kept."""
        return self._session.report.texts.get(NOTE + self._key, "")

    def refresh(self) -> None:
        """Show the note as it stands."""
        if self._key:
            self.line.show_text(self.text)

    def _keep(self, typed: str) -> None:
        kept = bracketed(typed) if self._in_cell else clean_text(typed).strip()
        place, before = NOTE + self._key, self._session.report.texts.get(NOTE + self._key)
        if self._key and (kept or None) != before:
            self._session.edit("加注", [TextEdit(place, before, kept or None)])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Esc lead back to the table; the note is kept either way."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if event.key() not in keys or self.line.composing:
            return False
        self.line.finish()
        self.closed.emit()
        return True
