"""How the tokens of a text look while it is written: shades, and waves under unknown names."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from gui.prose.tokens import OBJECT_TYPE, Token, length, token_name
from gui.theme import Colour
from storage.wording import split

__all__ = ["TokenShades", "UnknownTokens"]

_PADDING = 4.0
"""Between a token's words and the edge of its shade, in pixels."""
_WIDEST = 20
"""A longer value is shown shortened, in characters; the whole of it is printed."""


class TokenShades(QPyTextObject):
    """Draws each token as its present words on a pale ground, like a field in Word."""

    def __init__(self, document: QTextDocument, tokens: Mapping[str, Token]) -> None:
        super().__init__(document)
        self._tokens = tokens
        self._known: dict[tuple[str, float], tuple[str, float, float]] = {}
        document.documentLayout().registerHandler(OBJECT_TYPE, self)

    @property
    def tokens(self) -> Mapping[str, Token]:
        """What the tokens say."""
        return self._tokens

    @tokens.setter
    def tokens(self, tokens: Mapping[str, Token]) -> None:
        self._tokens = tokens
        self._known.clear()

    def intrinsicSize(self, doc: QTextDocument, _position: int, made: QTextFormat) -> QSizeF:
        """As wide as the words, but never wider than the line."""
        _, width, height = self._shown(token_name(made), doc.defaultFont())
        room = doc.textWidth() - 2 * doc.documentMargin()
        return QSizeF(min(width, room) if room > 0 else width, height)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        _position: int,
        made: QTextFormat,
    ) -> None:
        """Shade and words; a selected one takes the colours of the selection."""
        name = token_name(made)
        token = self._tokens.get(name)
        ground, ink = Colour.ACCENT_PALE, Colour.ACCENT_DARK
        if token is None or token.missing:
            ground, ink = Colour.DOUBT_PALE, Colour.DOUBT
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(doc.defaultFont())
        if made.background().style() is Qt.BrushStyle.NoBrush:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground.colour)
            painter.drawRoundedRect(rect.adjusted(1, 0, -1, 0), 3, 3)
            painter.setPen(ink.colour)
        else:
            painter.setPen(Colour.SURFACE.colour)
        metrics = QFontMetricsF(doc.defaultFont())
        room = rect.width() - 2 * _PADDING + 1
        shown, _, _ = self._shown(name, doc.defaultFont())
        words = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(rect.left() + _PADDING, rect.top() + metrics.ascent()), words)
        painter.restore()

    def _shown(self, name: str, font: QFont) -> tuple[str, float, float]:
        # Asked for every token at every key, so it is measured once for each name and size.
        key = name, font.pointSizeF()
        if key not in self._known:
            metrics = QFontMetricsF(font)
            token = self._tokens.get(name)
            words = (token.words if token else "").replace("\n", " ") or "（没有内容）"
            widest = metrics.horizontalAdvance("数") * _WIDEST
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, widest)
            width = metrics.horizontalAdvance(words) + _PADDING * 2
            self._known[key] = words, width, metrics.height()
        return self._known[key]


class UnknownTokens(QSyntaxHighlighter):
    """A wavy line under ``{names}`` that no number has."""

    def __init__(self, document: QTextDocument, tokens: Mapping[str, Token]) -> None:
        super().__init__(document)
        self._names = frozenset(tokens)
        self._wave = QTextCharFormat()
        self._wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        self._wave.setUnderlineColor(Colour.DOUBT.colour)

    def know(self, tokens: Mapping[str, Token]) -> None:
        """Other names from now on."""
        self._names = frozenset(tokens)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Mark one paragraph."""
        start = 0
        for segment in split(text):
            count = length(segment.text)
            if segment.token and segment.token not in self._names:
                self.setFormat(start, count, self._wave)
            start += count
