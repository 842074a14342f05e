"""The keys of the form of one entry: Enter and the arrows lead on as in a table's column."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from gui.ledger.cell_editors import CellEditor, TextEditor
from gui.ledger.choice_edit import ChoiceEdit
from gui.widgets.cell_delegate import repeats
from gui.widgets.long_text import LongText

__all__ = ["FormKeys"]

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FormKeys(QObject):
    """Watches the editors of a form in their order.

    ``above`` gives what a column holds in the entry before. ``past_end`` tells that Enter led out
    of the last editor.
    """

    past_end = Signal()
    entered = Signal(QWidget)
    """An editor that got the keyboard, not by a click: it may be out of sight."""

    def __init__(
        self, editors: Mapping[str, CellEditor], above: Callable[[str], str], form: QWidget
    ) -> None:
        super().__init__(form)
        self._editors, self._above = dict(editors), above
        for editor in editors.values():
            editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """No key leads out of a word being composed."""
        if event.type() is QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            if event.reason() is not Qt.FocusReason.MouseFocusReason:
                self.entered.emit(watched)
            return False
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        for key, editor in self._editors.items():
            if editor is watched:
                return self._pressed(key, editor, event)
        return False

    def _pressed(self, key: str, editor: CellEditor, event: QKeyEvent) -> bool:
        if isinstance(editor, TextEditor):
            if editor.composing:
                return event.key() in _ENTER
            if repeats(event):
                if not editor.isReadOnly():
                    editor.overtype(self._above(key))
                return True
        step = _step(editor, event)
        if step == 0:
            return False
        if isinstance(editor, TextEditor):
            editor.settle()
        editor.finish()
        self._go(key, step)
        return True

    def _go(self, key: str, step: int) -> None:
        keys = list(self._editors)
        place = keys.index(key) + step
        if place == len(keys):
            self.past_end.emit()
        elif place >= 0:
            self._editors[keys[place]].setFocus(Qt.FocusReason.TabFocusReason)


def _step(editor: CellEditor, event: QKeyEvent) -> int:
    """How far a key leads, 0 where the editor wants it for itself."""
    if isinstance(editor, LongText):
        return 0
    back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    match event.key():
        case Qt.Key.Key_Return | Qt.Key.Key_Enter:
            return -1 if back else 1
        case Qt.Key.Key_Down if not isinstance(editor, ChoiceEdit):
            return 1
        case Qt.Key.Key_Up if not isinstance(editor, ChoiceEdit):
            return -1
    return 0
