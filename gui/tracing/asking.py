"""Asking 从哪里来 of a figure and 计入哪些数 of an entry: one key, in the menu of each."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gui.widgets.field_menu import offer_action

if TYPE_CHECKING:
    from gui.session import Session

__all__ = ["FROM", "INTO", "KEYS", "ask", "offer_trace"]

FROM = "从哪里来"
INTO = "计入哪些数"
KEYS = "F6"


def ask(session: "Session", place: str) -> None:
    """Have the answer shown; ``place`` is a figure's key or ``ledger/entry id/``."""
    if place:
        session.flush()
        session.trace_asked.emit(place)


def offer_trace(
    widget: QWidget, session: "Session", place: Callable[[], str], words: str = FROM
) -> None:
    """In the menu of a widget and by key; ``place`` tells of which place, "" for none."""
    offer_action(widget, f"{words}…", lambda: ask(session, place()), KEYS)
