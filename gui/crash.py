"""When our own program fails: the log gets everything, the clerk one dialog, the work goes on."""

import sys
import time
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QStandardPaths, Signal

from storage.errors import ProgramError

__all__ = ["CrashHandler", "log_folder"]

_QUIET_SECONDS = 60.0
"""The same fault is told again only after this long: one in painting comes back at once."""

_CHAIN = 5
"""How many causes of an error are logged."""


def log_folder() -> Path:
    """Where the log is kept for whoever is logged in."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(place) / "日志"


class CrashHandler(QObject):
    """Catches what nobody caught, in any thread."""

    crashed = Signal(str)
    """The fault in words for us. Comes in the window's thread, from its event loop (never from
    within a paint event), and not again while whoever hears it is still busy with it."""
    hindered = Signal(str)
    """In the same way, where it was no fault of ours: the sentence for the clerk."""

    _caught = Signal(str, str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.path = folder / "公开年报.log"
        self._telling = False
        self._told: dict[str, float] = {}
        self._caught.connect(self._hear)

    def install(self) -> None:
        """Become the last resort of the program."""
        sys.excepthook = self.catch

    def install_in_threads(self) -> None:
        """And of the threads that Python starts; there are none before the first paint."""
        import threading

        threading.excepthook = lambda args: self.catch(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def catch(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log it and tell the window."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        detail = self.record(error, trace)
        sentence = str(error) if isinstance(error, ProgramError) else ""
        if self.thread().isCurrentThread() and self.thread().loopLevel() == 0:
            # The window is not up yet: nothing would ever hear a queued signal.
            self._tell(detail, sentence)
        else:
            self._caught.emit(detail, sentence)

    def record(self, error: BaseException, trace: TracebackType | None = None) -> str:
        """Only log it; gives what was logged."""
        from gui.fault_log import describe, write

        detail = describe(error, trace or error.__traceback__, _CHAIN)
        try:
            write(self.path, detail)
        except OSError:
            # Without a log the dialog is still there, and its details can be copied.
            sys.__excepthook__(type(error), error, trace)
        return detail

    def _hear(self, detail: str, sentence: str) -> None:
        from gui.later import later

        later(self, lambda: self._tell(detail, sentence))

    def _tell(self, detail: str, sentence: str) -> None:
        told, now = sentence or detail, time.monotonic()
        if self._telling or now - self._told.get(told, -_QUIET_SECONDS) < _QUIET_SECONDS:
            return
        self._telling = True
        try:
            if sentence:
                self.hindered.emit(sentence)
            else:
                self.crashed.emit(detail)
        finally:
            self._telling = False
            self._told[told] = time.monotonic()
