"""What can be done with a field besides typing: its menu with the keys, and 历史 in it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QTextEdit, QWidget

from gui.read_only import mark_field

if TYPE_CHECKING:
    from gui.session import Session

__all__ = ["menu_of", "offer_action", "offer_history", "offer_removed", "show_menu"]

_KEYS = "Ctrl+Shift+H"
_OWN_UNDO = {"edit-undo", "edit-redo"}
"""How Qt names the actions that would undo within one editor; the window has one undo for all."""


Editor = QLineEdit | QPlainTextEdit | QTextEdit


def show_menu(editor: Editor, event: QContextMenuEvent) -> None:
    """Show the menu of an editor where it was asked for."""
    menu_of(editor).popup(event.globalPos())


def menu_of(editor: Editor) -> QMenu:
    """Qt's menu of an editor, and under it the editor's own actions."""
    menu = editor.createStandardContextMenu()
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for action in menu.actions():
        if action.objectName() in _OWN_UNDO:
            menu.removeAction(action)
    if first := next(iter(menu.actions()), None):
        first.setVisible(not first.isSeparator())
    # The small buttons inside an editor are actions without words.
    if own := [each for each in editor.actions() if each.text()]:
        menu.addSeparator()
        menu.addActions(own)
    return menu


def offer_history(widget: QWidget, session: "Session", place: Callable[[], str]) -> None:
    """历史 in the menu of a widget and by key; ``place`` tells of which place, "" for none."""

    def ask() -> None:
        if asked := place():
            session.flush()
            session.history_asked.emit(asked)

    mark_field(widget)
    offer_action(widget, "历史…", ask, _KEYS)


def offer_removed(widget: QWidget, session: "Session", ledger_key: str, noun: str) -> None:
    """删除过的条目 in the menu of a ledger's table."""
    offer_action(widget, f"删除过的{noun}…", lambda: session.removed_asked.emit(ledger_key))


def offer_action(
    widget: QWidget, text: str, work: Callable[[], object], *keys: str, said: bool = True
) -> None:
    """A line of the menu of a widget, with its keys, shown there if ``said``."""
    action = QAction(text, widget)
    action.setShortcuts([QKeySequence(each) for each in keys])
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.setShortcutVisibleInContextMenu(said)
    action.triggered.connect(lambda _checked=False: work())
    widget.addAction(action)
