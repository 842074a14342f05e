"""The one-line editor of a ledger cell, in the table and in the form alike."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from gui.widgets.line_edit import LineEdit

__all__ = ["CellLine"]


class CellLine(LineEdit):
    """What was typed is shown as it is kept (3.15 → 2018-03-15) once the clerk leaves the field,
    and an emptied field is told then too, since it may be about to be filled again.
    """

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint, parent)
        self._hint = hint
        self._telling = False
        self._kept_as: str | None = None
        self._button: QToolButton | None = None
        self.editingFinished.connect(self._show_kept)

    def commit(self) -> None:
        """Tell what is typed, an emptied field only when it is left."""
        if self.text().strip() or not self.hasFocus():
            self._tell()

    def finish(self) -> None:
        """Tell what is typed, whatever it is, with a word still being composed."""
        self.take_composed()
        self._tell()

    def _tell(self) -> None:
        self._telling = True
        try:
            super().commit()
        finally:
            self._telling = False

    def settle(self) -> None:
        """Make up one's mind before leaving; a plain line has nothing to decide."""

    def show_text(self, text: str) -> None:
        """Show a value, but not over what is being typed."""
        if self.composing or (self._telling and self.hasFocus()):
            self._kept_as = text
            return
        self._kept_as = None
        super().show_text(text)

    def replace(self, text: str) -> None:
        """Show a value over whatever was typed."""
        self._pause.stop()
        self._kept_as = None
        self._known = text
        self.setText(text)

    def overtype(self, text: str) -> None:
        """Put a text in as if it had been typed over what was there."""
        self.selectAll()
        self.insert(text)

    def add_button(self, button: QToolButton) -> None:
        """Put a small button inside, at the right end."""
        self._button = button
        button.setParent(self)
        button.setAutoRaise(True)
        self.setTextMargins(0, 0, button.sizeHint().width(), 0)

    def changeEvent(self, event: QEvent) -> None:
        """Nothing can be picked, and no hint is given, where nothing can be typed."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ReadOnlyChange:
            self.setPlaceholderText("" if self.isReadOnly() else self._hint)
            if self._button:
                self._button.setVisible(not self.isReadOnly())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right end."""
        super().resizeEvent(event)
        if self._button:
            width = self._button.sizeHint().width()
            self._button.setGeometry(self.width() - width - 2, 2, width, self.height() - 4)

    def _show_kept(self) -> None:
        if self._kept_as is not None:
            self.show_text(self._kept_as)
