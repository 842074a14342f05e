"""A text of the report as it will be printed, to be read only."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from gui.theme import Colour
from storage.formats import TextPart
from storage.wording import MISSING, Wording

__all__ = ["PrintedText"]

_LINE_HEIGHT = 150
"""Of a line of prose, in per cent of the font's own."""


class PrintedText(QTextEdit):
    """Paragraphs with their first line indented, the sub-heading run in, numbers filled in."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("printed")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName("印出来的样子")
        self.setTabChangesFocus(True)
        self._shown: tuple[str, str] = ("", "")

    def show_part(self, part: TextPart, wording: Wording) -> str:
        """Show a text's present words, which are given back without the sub-heading."""
        said = wording.say(wording.template(part))
        if self._shown != (part.lead, said):
            self._shown = (part.lead, said)
            self._write(part, said)
        return said

    def _write(self, part: TextPart, said: str) -> None:
        lines = [line.strip() for line in said.split("\n") if line.strip()]
        scrolled = self.verticalScrollBar().value()
        self.clear()
        cursor = self.textCursor()
        cursor.setBlockFormat(self._indented())
        lead = QTextCharFormat()
        lead.setFontWeight(QFont.Weight.Bold)
        if part.lead:
            cursor.insertText(part.lead, lead)
            if part.lead_alone and lines:
                cursor.insertBlock()
        for number, line in enumerate(lines or ["这一处还没有写。"]):
            if number:
                cursor.insertBlock()
            self._write_line(cursor, line, faint=not lines)
        self.verticalScrollBar().setValue(scrolled)

    def _write_line(self, cursor: QTextCursor, line: str, *, faint: bool) -> None:
        plain, missing = QTextCharFormat(), QTextCharFormat()
        missing.setForeground(Colour.DOUBT.colour)
        if faint:
            plain.setForeground(Colour.FAINT.colour)
        for number, words in enumerate(line.split(MISSING)):
            if number:
                cursor.insertText(MISSING, missing)
            cursor.insertText(words, plain)

    def _indented(self) -> QTextBlockFormat:
        made = QTextBlockFormat()
        made.setTextIndent(self.fontMetrics().horizontalAdvance("字") * 2)
        made.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        made.setAlignment(Qt.AlignmentFlag.AlignJustify)
        return made
