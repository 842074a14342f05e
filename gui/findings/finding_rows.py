"""How one finding is drawn: a coloured mark, its severity, the whole sentence, its page."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from gui.theme import Colour
from storage.findings import Finding
from storage.rules import Severity

__all__ = ["SHOWN", "FindingRows", "Shown"]

SHOWN = Qt.ItemDataRole.UserRole
"""The role under which a row holds its Shown; a heading holds none."""

_Index = QModelIndex | QPersistentModelIndex
_TONES = {Severity.ERROR: Colour.ERROR, Severity.DOUBT: Colour.DOUBT, Severity.HINT: Colour.MUTED}
_PAD = 7
_BAR = 3
_GO = "去查看"
_WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value
_RIGHT = Qt.AlignmentFlag.AlignRight.value


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with the words for its severity and its page."""

    finding: Finding
    word: str
    page: str

    @property
    def foot(self) -> str:
        """What stands small under the sentence."""
        reason = f"理由：{self.finding.reason}" if self.finding.reason else ""
        return "　".join(each for each in (self.page, self.finding.basis, reason) if each)


class FindingRows(QStyledItemDelegate):
    """Rows as high as their sentence; ``open_row`` is called by a click on the link."""

    def __init__(self, view: QTreeView, open_row: Callable[[_Index], None]) -> None:
        super().__init__(view)
        self._view = view
        self._open_row = open_row

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """The height of the wrapped sentence at the view's present width."""
        shown, metrics = index.data(SHOWN), self._view.fontMetrics()
        if not isinstance(shown, Shown):
            return QSize(0, metrics.height() + 2 * _PAD)
        sentence = _sentence_rect(QRect(0, 0, self._width(index), 10_000), metrics)
        height = metrics.boundingRect(sentence, _WRAP, shown.finding.sentence).height()
        return QSize(0, height + self._foot_height(shown) + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Ground, mark, severity, sentence, page and link; a heading as Qt draws it."""
        shown = index.data(SHOWN)
        if not isinstance(shown, Shown):
            super().paint(painter, option, index)
            return
        row: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, Colour.ACCENT_PALE.colour)
        painter.setFont(self._view.font())
        self._paint_mark(painter, row, shown)
        sentence = _sentence_rect(row, self._view.fontMetrics())
        painter.setPen(Colour.TEXT.colour)
        painter.drawText(sentence, _WRAP, shown.finding.sentence)
        painter.setPen(Colour.ACCENT.colour)
        painter.drawText(_link_rect(row, self._view.fontMetrics()), _RIGHT, _GO)
        if foot := self._foot_height(shown):
            painter.setPen(Colour.MUTED.colour)
            painter.setFont(self._small())
            below = QRect(sentence.left(), row.bottom() - _PAD - foot + 2, sentence.width(), foot)
            painter.drawText(below, _WRAP, shown.foot)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        """A click on the link goes to the place."""
        released = event.type() is QEvent.Type.MouseButtonRelease
        if released and isinstance(event, QMouseEvent) and isinstance(index.data(SHOWN), Shown):
            row: QRect = option.rect  # type: ignore[attr-defined]
            link = _link_rect(row, self._view.fontMetrics())
            if link.contains(event.position().toPoint()):
                self._open_row(index)
                return True
        return super().editorEvent(event, model, option, index)

    def _paint_mark(self, painter: QPainter, row: QRect, shown: Shown) -> None:
        told = shown.word == "未填" or not shown.finding.open
        tone = Colour.MUTED if told else _TONES[shown.finding.severity]
        bar = QRect(row.left(), row.top() + _PAD, _BAR, row.height() - 2 * _PAD)
        painter.fillRect(bar, tone.colour)
        painter.setPen(tone.colour)
        painter.drawText(row.adjusted(_BAR + _PAD, _PAD, 0, 0), _WRAP, shown.word)

    def _foot_height(self, shown: Shown) -> int:
        if shown.word == "未填" or not shown.foot:
            return 0
        return QFontMetrics(self._small()).height() + 3

    def _small(self) -> QFont:
        font = QFont(self._view.font())
        font.setPointSizeF(font.pointSizeF() - 1)
        return font

    def _width(self, index: _Index) -> int:
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        return self._view.viewport().width() - depth * self._view.indentation()


def _sentence_rect(row: QRect, metrics: QFontMetrics) -> QRect:
    word = metrics.horizontalAdvance("字") * 3
    link = metrics.horizontalAdvance(_GO)
    left = _BAR + 2 * _PAD + word + _PAD
    return row.adjusted(left, _PAD, -(link + 4 * _PAD), 0)


def _link_rect(row: QRect, metrics: QFontMetrics) -> QRect:
    width = metrics.horizontalAdvance(_GO) + _PAD
    return QRect(row.right() - width - _PAD, row.top() + _PAD, width, metrics.height())
