"""An editor of the report's prose in which every number is one shaded piece."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QInputMethodEvent,
    QMouseEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QToolTip, QWidget

from gui.clipboard import TOKENS
from gui.prose.token_marks import TokenShades, UnknownTokens
from gui.prose.tokens import (
    OBJECT,
    Token,
    insert_template,
    settle,
    template_of,
    token_format,
    token_name,
)
from gui.widgets.field_menu import show_menu
from gui.widgets.line_edit import PAUSE_MS
from gui.widgets.undo_keys import handed_on
from storage.text_tables import barred
from storage.values import clean_text
from storage.wording import split

__all__ = ["TokenEdit"]

_LINE_HEIGHT = 150
"""Of a line of prose, in per cent of the font's own."""


class TokenEdit(QTextEdit):
    """``typed`` tells the text with its ``{tokens}`` after a pause and when focus leaves.

    ``set_value`` and ``show_tokens`` fill it without telling and keep the caret; what is being
    typed is never disturbed.
    """

    typed = Signal(str)
    token_opened = Signal(str)
    """A token was double-clicked: its name."""

    def __init__(
        self,
        tokens: Mapping[str, Token],
        hint: str = "",
        lines: tuple[int, int] = (2, 14),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._known = ""
        self._waiting: str | None = None
        self.setPlaceholderText(hint)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._shades = TokenShades(self.document(), tokens)
        self._marks = UnknownTokens(self.document(), tokens)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.commit)
        self._fill("")
        self.textChanged.connect(self._pause.start)
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)

    # -- its value ----------------------------------------------------------------------

    def value(self) -> str:
        """The text with its ``{tokens}``."""
        return template_of(self.document())

    def set_value(self, text: str) -> None:
        """Show a text; one that comes while the clerk is typing waits for the next pause."""
        if self._typing():
            self._waiting = text
        elif self.value() != text:
            self._fill(text)

    def load(self, text: str) -> None:
        """Show another text from its beginning; what is being typed was told before."""
        self._fill(text)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def show_tokens(self, tokens: Mapping[str, Token]) -> None:
        """Let the tokens say what is known now."""
        before, self._shades.tokens = self._shades.tokens, tokens
        if before.keys() != tokens.keys():
            self._marks.know(tokens)
        changed = {name for name, token in tokens.items() if before.get(name) != token}
        if any(segment.token in changed for segment in split(self.value())):
            # All at once: token by token Qt would lay out a long paragraph anew for each.
            self.document().markContentsDirty(0, self.document().characterCount())
            self.viewport().update()

    def insert_token(self, name: str) -> None:
        """Put a token where the caret is."""
        cursor = self.textCursor()
        cursor.insertText(OBJECT, token_format(name))
        self.setTextCursor(cursor)
        self.commit()

    def commit(self) -> None:
        """Tell what is typed now, if it is not known yet; known names in braces become tokens."""
        self._pause.stop()
        if self._composing():
            self._pause.start()
        else:
            settle(self.document(), self._shades.tokens)
        text, waiting, self._waiting = self.value(), self._waiting, None
        if text != self._known:
            self._known = text
            self.typed.emit(text)
        elif waiting is not None:
            self.set_value(waiting)

    def _typing(self) -> bool:
        return self._composing() or (self._pause.isActive() and self.value() != self._known)

    def _composing(self) -> bool:
        return bool(self.textCursor().block().layout().preeditAreaText())

    # -- its document -------------------------------------------------------------------

    def _fill(self, text: str) -> None:
        caret, scrolled = self.textCursor().position(), self.verticalScrollBar().value()
        signals = self.blockSignals(True)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        spaced = QTextBlockFormat()
        spaced.setLineHeight(
            _LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        cursor.setBlockFormat(spaced)
        insert_template(cursor, text, self._shades.tokens)
        cursor.endEditBlock()
        cursor.setPosition(min(caret, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.blockSignals(signals)
        self._pause.stop()
        self._known, self._waiting = self.value(), None
        self.verticalScrollBar().setValue(scrolled)

    # -- copying and pasting ------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        """The words for other programs, the tokens for this one."""
        held = QTextDocument()
        QTextCursor(held).insertFragment(self.textCursor().selection())
        template, tokens = template_of(held), self._shades.tokens
        said = (
            tokens[each.token].words if each.token in tokens else each.text
            for each in split(template)
        )
        data = QMimeData()
        data.setText("".join(said))
        data.setData(TOKENS, template.encode())
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Words only."""
        return source.hasText() or source.hasFormat(TOKENS)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted comes in as plain words, with the tokens of this program; a table, with
        bars between its cells."""
        own = source.hasFormat(TOKENS)
        text = source.data(TOKENS).toStdString() if own else barred(source.text())
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        insert_template(cursor, clean_text(text), self._shades.tokens)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    # -- what Qt asks -------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Undo and redo belong to the window's one stack, not to this editor."""
        return False if handed_on(event) else super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's menu with the text's own actions."""
        show_menu(self, event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A composition that ends without a word is a pause too."""
        super().inputMethodEvent(event)
        self._pause.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is typed is kept when focus leaves."""
        super().focusOutEvent(event)
        self.commit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A token leads to the place it comes from."""
        if name := self._token_at(event.position().toPoint()):
            self.token_opened.emit(name)
        else:
            super().mouseDoubleClickEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """A token tells its name and where it comes from."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self)
            return True
        return super().viewportEvent(event)

    def tip_at(self, point: QPoint) -> str:
        """What is said about the token at a point of the viewport; empty beside them."""
        token = self._shades.tokens.get(self._token_at(point))
        if token is None:
            return ""
        lead = "\n双击去查看或修改。" if token.place else ""
        return f"{token.name}：{token.words or '没有内容'}\n{token.source}{lead}"

    @property
    def token_here(self) -> str:
        """The name of the token just before or behind the caret, "" where there is none."""
        document, caret = self.document(), self.textCursor().position()
        for position in (caret, caret - 1):
            if position >= 0 and document.characterAt(position) == OBJECT:
                cursor = QTextCursor(document)
                cursor.setPosition(position + 1)
                return token_name(cursor.charFormat())
        return ""

    def _token_at(self, point: QPoint) -> str:
        scrolled = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        layout = self.document().documentLayout()
        position = layout.hitTest(QPointF(point + scrolled), Qt.HitTestAccuracy.ExactHit)
        if position < 0 or self.document().characterAt(position) != OBJECT:
            return ""
        cursor = QTextCursor(self.document())
        cursor.setPosition(position + 1)
        return token_name(cursor.charFormat())

    def sizeHint(self) -> QSize:
        """As high as the text, within limits."""
        frame = self.height() - self.viewport().height()
        line = self.fontMetrics().height() * _LINE_HEIGHT / 100
        least, most = (round(line * number) + 10 for number in self._lines)
        content = round(self.document().size().height())
        return QSize(super().sizeHint().width(), max(least, min(content, most)) + frame)

    def minimumSizeHint(self) -> QSize:
        """Room for two lines."""
        line = self.fontMetrics().height() * _LINE_HEIGHT / 100
        return QSize(120, round(line * self._lines[0]) + 24)
