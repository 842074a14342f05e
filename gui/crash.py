"""When our own program fails: the log gets everything, the clerk one dialog, the work goes on."""

import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QStandardPaths, Signal

__all__ = ["CrashHandler", "log_folder"]


def log_folder() -> Path:
    """Where the log is kept for whoever is logged in."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(place) / "日志"


class CrashHandler(QObject):
    """Catches what nobody caught, in any thread; ``crashed`` arrives in the window's thread."""

    crashed = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.path = folder / "公开年报.log"

    def install(self) -> None:
        """Become the last resort of the whole program."""
        sys.excepthook = self.catch

    def catch(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log it and tell the window. Values are not logged: they may be personal data."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        import traceback

        detail = f"{kind.__name__}\n{''.join(traceback.format_tb(trace))}"
        self._write(detail)
        self.crashed.emit(detail)

    def _write(self, detail: str) -> None:
        # Imported here: a start without a crash does without them.
        import logging
        from logging.handlers import RotatingFileHandler

        self.path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(self.path, maxBytes=500_000, backupCount=3, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        handler.emit(logging.makeLogRecord({"msg": detail, "levelno": logging.ERROR}))
        handler.close()
