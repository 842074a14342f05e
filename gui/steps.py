"""撤销、重做: the steps of one year since its file was opened, without a bound."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoStack

from storage.edits import Edit, inverse

__all__ = ["Past", "Steps", "Take"]


class Take(Protocol):
    """Applies edits and saves them; ``show`` where the clerk is to see the place."""

    def __call__(self, edits: Sequence[Edit], *, show: bool) -> None:
        """Do it."""


@dataclass
class Past:
    """The steps of a year with their names, and how many of them are done and not undone.

    It outlives the stack, so that turning to another year and back loses no step.
    """

    steps: list[tuple[str, tuple[Edit, ...]]] = field(default_factory=list)
    done: int = 0


class Steps(QUndoStack):
    """Qt's stack of steps, begun where ``past`` was left.

    Qt holds the names alone, and tells where it is; what a step does is in ``past``. A step that
    is an object of Python might be freed before the stack that still points to it.
    """

    def __init__(self, take: Take, past: Past, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._take, self._past = take, past
        self._fresh = False
        for name, _ in past.steps:
            self._append(name)
        self.setIndex(past.done)
        self.indexChanged.connect(self._follow)

    def add(self, name: str, edits: tuple[Edit, ...]) -> None:
        """A new step, done now; what was undone before is gone."""
        del self._past.steps[self.index() :]
        self._past.steps.append((name, edits))
        self._fresh = True
        try:
            self._append(name)
        finally:
            self._fresh = False

    def _append(self, name: str) -> None:
        self.beginMacro(name)
        self.endMacro()

    def _follow(self) -> None:
        """Do or take back what lies between where the steps were and where they are now."""
        past, show = self._past, not self._fresh
        while past.done < self.index():
            past.done += 1
            self._take(past.steps[past.done - 1][1], show=show)
        while past.done > self.index():
            past.done -= 1
            self._take(inverse(past.steps[past.done][1]), show=True)
