"""Said beside a cell while it is typed: how a day is read, and which entry it would repeat."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gui.ledger.date_edit import DateEdit
from gui.ledger.twin_index import TwinIndex
from gui.session import Session
from gui.widgets.cell_line import CellLine
from storage.cells import parse_cell, show_cell
from storage.duplicates import Twin
from storage.errors import BadValue
from storage.ledgers import Column
from storage.phrases import brief
from storage.report import Cell

__all__ = ["TWIN_KEYS", "TypingHint"]

TWIN_KEYS = "F7"
_SHOWN = 24
"""Characters of the other entry that are quoted."""
_HIDING = (QEvent.Type.FocusOut, QEvent.Type.Hide)


class TypingHint(QObject):
    """Watches the editors of one ledger; its words lie over the page and never take the keyboard.

    They are no pop-up window, for input methods are dead in those.
    """

    def __init__(self, session: Session, ledger_key: str, index: TwinIndex, over: QWidget) -> None:
        super().__init__(over)
        self._session, self._index, self._over = session, index, over
        self._ledger = session.report.format.ledgers[ledger_key]
        self._watched: dict[int, tuple[Column, Callable[[], int]]] = {}
        self.twin: Twin | None = None
        """The entry that what is being typed would repeat."""
        self.words = QLabel()
        self.words.setObjectName("typingHint")
        self.words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.words.hide()

    def watch(self, editor: QWidget, column: Column, entry_id: Callable[[], int]) -> None:
        """Follow what is typed into a line; ``entry_id`` tells whose cell it is."""
        if isinstance(editor, CellLine):
            key = id(editor)
            self._watched[key] = column, entry_id
            editor.textChanged.connect(lambda _text: self._follow(editor))
            editor.destroyed.connect(lambda: self._watched.pop(key, None))
            editor.installEventFilter(self)

    def refresh(self) -> None:
        """Say again what holds for the editor with the keyboard: it shows another entry now."""
        focused = QApplication.focusWidget()
        if isinstance(focused, CellLine) and id(focused) in self._watched:
            self._follow(focused)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is said goes with the keyboard."""
        if isinstance(watched, CellLine):
            if event.type() is QEvent.Type.FocusIn:
                self._index.start()
                self._follow(watched)
            elif event.type() in _HIDING:
                self._hush()
            elif event.type() is QEvent.Type.Move and self.words.isVisible():
                self._lie_under(watched)
        return False

    def _hush(self) -> None:
        self.twin = None
        self.words.hide()

    def _follow(self, editor: CellLine) -> None:
        if not editor.hasFocus():
            return
        column, entry_id = self._watched[id(editor)]
        said = [editor.reading()] if isinstance(editor, DateEdit) else []
        self.twin = self._twin_of(editor, column, entry_id())
        if self.twin is not None:
            said.append(self._warning(self.twin))
        self.words.setText("\n".join(filter(None, said)))
        if self.words.text():
            self._lie_under(editor)
        else:
            self.words.hide()

    def _twin_of(self, editor: CellLine, column: Column, entry_id: int) -> Twin | None:
        text = editor.spelled_out() if isinstance(editor, DateEdit) else editor.text()
        try:
            value = parse_cell(column, text, self._session.report.year)
        except BadValue:
            return None
        entry = self._session.entry(self._ledger.key, entry_id)
        cells: dict[str, Cell] = dict(entry.cells) if entry else {}
        cells.pop(column.key, None)
        if value is not None:
            cells[column.key] = value
        return self._index.find(cells, entry_id, column.key)

    def _warning(self, twin: Twin) -> str:
        entries = self._session.report.ledger(self._ledger.key)
        entry = entries.get(twin.entry_id)
        texts = (show_cell(entry.cells.get(each.key)) for each in self._naming()) if entry else ()
        name = next(filter(None, texts), "")
        short = brief(name, _SHOWN)
        quoted = f"（{short}）" if short else ""
        place = entries.position(twin.entry_id) + 1
        return f"和第 {place} 条{quoted}{twin.reason}，按 {TWIN_KEYS} 去看；确实是两条就接着填。"

    def _naming(self) -> list[Column]:
        """The columns that tell what an entry is about, the widest first."""
        return sorted(self._ledger.columns, key=lambda column: -column.width)

    def _lie_under(self, editor: QWidget) -> None:
        window = self._over.window()
        if self.words.parentWidget() is not window:
            self.words.setParent(window)
        self.words.adjustSize()
        corner = editor.mapTo(window, QPoint(0, editor.height() + 1))
        if corner.y() + self.words.height() > window.height():
            corner.setY(corner.y() - editor.height() - 2 - self.words.height())
        corner.setX(max(0, min(corner.x(), window.width() - self.words.width())))
        self.words.move(corner)
        self.words.show()
        self.words.raise_()
