"""A text of the report as it will be printed, to be read only."""

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit

from gui.theme import Colour
from storage.formats import TextPart
from storage.headings import lead_of, numbered, paragraphs_of
from storage.text_tables import TextTable, pieces_of
from storage.wording import MISSING, Wording

__all__ = ["PrintedText"]

_LEFT_OUT = "（这一处已经清空，不会印出来。）"
_AS_PROSE = 3
"""The first level of headings that is set like the text around it."""
_CELL_PADDING = 4
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
        left_out = paragraphs_of(part, wording) is None
        lead = _LEFT_OUT if left_out else lead_of(part, wording)
        if self._shown != (lead, said):
            self._shown = (lead, said)
            self._write(lead, said, alone=part.lead_alone)
        return said

    def _write(self, lead: str, said: str, *, alone: bool) -> None:
        lines = [line.strip() for line in said.split("\n") if line.strip()]
        scrolled = self.verticalScrollBar().value()
        self.clear()
        cursor = self.textCursor()
        cursor.setBlockFormat(self._indented())
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        if lead:
            cursor.insertText(lead, bold)
            if alone and lines:
                cursor.insertBlock()
        unwritten = [] if lead == _LEFT_OUT else ["这一处还没有写。"]
        fresh = True
        for piece in pieces_of(lines or unwritten):
            if isinstance(piece, TextTable):
                self._write_table(cursor, piece)
                fresh = True
                continue
            if not fresh:
                cursor.insertBlock()
            fresh = False
            heading = numbered(piece)
            if heading and heading.level < _AS_PROSE:
                cursor.insertText(heading.heading, bold)
                piece = heading.rest
            self._write_line(cursor, piece, faint=not lines)
        self.verticalScrollBar().setValue(scrolled)

    def _write_table(self, cursor: QTextCursor, table: TextTable) -> None:
        look = QTextTableFormat()
        look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBorderCollapse(True)
        look.setCellPadding(_CELL_PADDING)
        made = cursor.insertTable(len(table.rows), len(table.widths), look)
        for row, cells in enumerate(table.rows):
            for column, text in enumerate(cells):
                cell = made.cellAt(row, column).firstCursorPosition()
                cell.setBlockFormat(QTextBlockFormat())
                cell.insertText(text)
        cursor.movePosition(QTextCursor.MoveOperation.End)

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
