"""后台工作: the one way to do long work off the window's thread."""

import sys
import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QThread, Signal

from export.progress import Cancelled, Progress
from storage.errors import ProgramError

__all__ = ["Job"]

Work = Callable[[Progress], object]
"""Tells its progress, which raises Cancelled when the clerk wishes it; gives a result."""

_STEP_SECONDS = 0.03
_FAULT = "程序出了意外，这件事没有做完，已填的内容都还在。请再试一次。"


class Job(QObject):
    """Runs a function in a thread. Exactly one of done, failed and cancelled follows.

    All signals come in the window's thread. What the function is given must be frozen: no data
    file, no widget.
    """

    progress = Signal(int, int)
    """Steps done, steps in all."""
    done = Signal(object)
    failed = Signal(str)
    """The sentence for the clerk."""
    cancelled = Signal()
    ended = Signal()
    """After any of the three."""

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = _Thread(work, self)
        # Gone with its parent, it waits: a thread must not outlive what it works for.
        self.destroyed.connect(partial(_Thread.stop, self._thread))
        self._thread.stepped.connect(self.progress)
        self._thread.finished.connect(self._finish)

    def start(self) -> None:
        """Begin; once only."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask it to stop at its next step."""
        self._thread.requestInterruption()

    def wait(self) -> None:
        """Cancel and stay until the thread has ended, e.g. before the window closes."""
        self._thread.stop()

    def _finish(self) -> None:
        self._thread.wait()
        error = self._thread.error
        if error is None:
            self.done.emit(self._thread.result)
        elif isinstance(error, Cancelled):
            self.cancelled.emit()
        elif isinstance(error, ProgramError):
            self.failed.emit(str(error))
        else:
            sys.excepthook(type(error), error, error.__traceback__)
            self.failed.emit(_FAULT)
        self.ended.emit()


class _Thread(QThread):
    stepped = Signal(int, int)

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._told = 0.0
        self.result: object = None
        self.error: Exception | None = None

    def run(self) -> None:
        """Do the work; what goes wrong is told in the window's thread."""
        try:
            self.result = self._work(self._step)
        except Exception as error:  # noqa: BLE001 - told by Job, which knows the thread to do it in
            self.error = error

    def stop(self, *_: object) -> None:
        """Ask it to end, and stay until it has."""
        self.requestInterruption()
        self.wait()

    def _step(self, done: int, total: int) -> None:
        if self.isInterruptionRequested():
            raise Cancelled
        now = time.monotonic()
        if done >= total or now - self._told >= _STEP_SECONDS:
            self._told = now
            self.stepped.emit(done, total)
