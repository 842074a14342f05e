"""Choosing one or several terms by typing a part, its letters or a number, by arrows, or with the
mouse."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QMoveEvent,
)
from PySide6.QtWidgets import QApplication, QListWidgetItem, QToolButton, QWidget

from gui.ledger.choice_list import ChoiceList
from gui.ledger.choices import complete, matches, pieces
from gui.widgets.cell_line import CellLine

__all__ = ["ChoiceEdit"]

_OPENING = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.OtherFocusReason)


class ChoiceEdit(CellLine):
    """``chosen`` tells that one term was clicked, so that a table may go on."""

    chosen = Signal()

    def __init__(
        self, choices: Sequence[str], *, several: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__("可选几个，如 1、2" if several else "序号、文字或首字母", parent)
        self._choices, self._several = choices, several
        self._list: ChoiceList | None = None
        self.textEdited.connect(lambda _text: self.open_list())
        arrow = QToolButton()
        arrow.setArrowType(Qt.ArrowType.DownArrow)
        arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        arrow.setCursor(Qt.CursorShape.ArrowCursor)
        arrow.setToolTip("选择")
        arrow.clicked.connect(self._toggle_list)
        self.add_button(arrow)

    # -- the list ------------------------------------------------------------------------

    @property
    def choosing(self) -> bool:
        """Whether the list is open."""
        return self._list is not None and self._list.isVisible()

    def open_list(self) -> None:
        """Show the terms that fit what is typed, all of them where none does."""
        if self.isReadOnly():
            return
        if self._list is None:
            self._list = ChoiceList(self._choices, self.window(), ticks=self._several)
            self._list.itemClicked.connect(self._clicked)
            self.destroyed.connect(self._list.deleteLater)
        last = self._last_piece()
        fitting = matches(self._choices, last) if last else []
        everything = range(len(self._choices))
        typing = self.isModified() or self.composing
        # Of several terms, one that is clear is ticked among all the others.
        unclear = len(fitting) > self._several
        narrowed = fitting if typing and unclear else everything
        self._list.show_rows(narrowed, fitting[0] if fitting else -1, self._ticked())
        self._list.lie_under(self)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def close_list(self) -> None:
        """Put the list away."""
        if self._list is not None:
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            self._list.hide()

    def settle(self) -> None:
        """Take the highlighted term and make parts and numbers whole."""
        text = self.text()
        row = self._list.currentRow() if self._list is not None and self.choosing else -1
        last = self._last_piece()
        if row >= 0 and not (self._several and text.strip()):
            text = self._choices[row]
        elif row >= 0 and len(matches(self._choices, last)) > 1:
            text = text.rstrip().removesuffix(last) + self._choices[row]
        self.close_list()
        self._put(complete(self._choices, text, several=self._several))

    def _clicked(self, item: QListWidgetItem) -> None:
        assert self._list is not None
        row = self._list.row(item)
        if self._several:
            self._toggle(row)
            return
        self.close_list()
        self._put(self._choices[row])
        self.finish()
        self.chosen.emit()

    def _toggle(self, row: int) -> None:
        assert self._list is not None
        ticked = self._ticked() ^ {row}
        self._put("、".join(self._choices[each] for each in sorted(ticked)))
        self._list.show_rows(range(len(self._choices)), row, ticked)
        self.finish()

    def _toggle_list(self) -> None:
        if self.choosing:
            self.close_list()
        else:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.open_list()

    def _ticked(self) -> set[int]:
        whole = complete(self._choices, self.text(), several=True)
        return {place for place, term in enumerate(self._choices) if term in whole.split("、")}

    def _last_piece(self) -> str:
        written = self.text() + self._composed.letters
        if not self._several:
            return written.strip()
        found = pieces(self._choices, written)
        return found[-1] if found else ""

    def _put(self, text: str) -> None:
        if text != self.text():
            self.setText(text)

    # -- the editor ----------------------------------------------------------------------

    def commit(self) -> None:
        """Tell what is chosen; while the list is open the choice is still being made."""
        if not self.choosing:
            super().commit()

    def _tell(self) -> None:
        self._put(complete(self._choices, self.text(), several=self._several))
        super()._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk through the list, blank ticks, Enter takes, Esc puts the list away."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not self.isReadOnly():
            if not self.choosing:
                self.open_list()
            assert self._list is not None
            self._list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Space and self._several and self._by_arrows():
            assert self._list is not None
            self._toggle(self._list.currentRow())
        elif key == Qt.Key.Key_Escape and self.choosing:
            self.close_list()
        else:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.settle()
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """The letters of a word being composed narrow the list before it is chosen there."""
        super().inputMethodEvent(event)
        if self.composing or (self.choosing and not event.commitString()):
            self.open_list()

    def _by_arrows(self) -> bool:
        """Whether the highlighted term was walked to, so that a blank is no separator."""
        if self._list is None or not self.choosing or self._list.currentRow() < 0:
            return False
        return self._list.currentRow() not in matches(self._choices, self._last_piece() or "·")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Open when a table cell or the mouse asks for it, not when passed by Tab."""
        super().focusInEvent(event)
        if event.reason() in _OPENING:
            self.open_list()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click shows what there is to choose."""
        super().mousePressEvent(event)
        if not self.choosing:
            self.open_list()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list goes with the keyboard."""
        self.close_list()
        super().focusOutEvent(event)

    def moveEvent(self, event: QMoveEvent) -> None:
        """The list follows when the table scrolls."""
        super().moveEvent(event)
        if self._list is not None and self.choosing:
            self._list.lie_under(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """The list goes with the editor."""
        self.close_list()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click anywhere else puts the list away."""
        if event.type() is QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            inside = [self, self._list]
            if not any(each and (watched is each or each.isAncestorOf(watched)) for each in inside):
                self.close_list()
                self.commit()
        return False
