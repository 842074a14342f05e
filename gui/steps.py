"""撤销、重做: the steps of one year since its file was opened, without a bound."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand, QUndoStack

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
    """Qt's stack of steps, begun where ``past`` was left."""

    def __init__(self, take: Take, past: Past, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._take, self._past = take, past
        self._resuming = True
        for name, edits in past.steps:
            self.push(_Step(self, name, edits))
        self.setIndex(past.done)
        self._resuming = False
        self.indexChanged.connect(self._count)

    def add(self, name: str, edits: tuple[Edit, ...]) -> None:
        """A new step, done now; what was undone before is gone."""
        del self._past.steps[self.index() :]
        self._past.steps.append((name, edits))
        self.push(_Step(self, name, edits))

    def take(self, edits: Sequence[Edit], *, show: bool) -> None:
        """What a step does; a resumed one was done long ago."""
        if not self._resuming:
            self._take(edits, show=show)

    def _count(self, done: int) -> None:
        self._past.done = done


class _Step(QUndoCommand):
    """One step of the stack."""

    def __init__(self, steps: Steps, name: str, edits: tuple[Edit, ...]) -> None:
        super().__init__(name)
        self._steps, self._edits = steps, edits
        self._fresh = True

    def redo(self) -> None:
        self._steps.take(self._edits, show=not self._fresh)
        self._fresh = False

    def undo(self) -> None:
        self._steps.take(inverse(self._edits), show=True)
