"""记录: what is written down of a fault. Loaded only when there is one.

No values, no messages of errors and no folders are written: they may be personal data. The kind
of the error and the lines it passed through are enough to find it.
"""

import logging
import platform
import traceback
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion

import resources
from resources import VERSION, build_name

__all__ = ["describe", "write"]

_BYTES = 500_000
_KEPT = 3
_ROOT = Path(resources.__file__).resolve().parents[1]


def describe(error: BaseException, trace: TracebackType | None, chain: int) -> str:
    """The program, the machine, and the way to the fault; at most ``chain`` causes of it."""
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    lines = [
        f"公开年报 {VERSION}（{build_name()}），{system}，"
        f"Python {platform.python_version()}，Qt {qVersion()}"
    ]
    for cause, way in _causes(error, trace, chain):
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        frames = traceback.extract_tb(way, limit=-40)
        lines += [f"  {_short(each.filename)}:{each.lineno} {each.name}" for each in frames]
    return "\n".join(lines)


def write(path: Path, detail: str) -> None:
    """Add it to the log, which never grows beyond some 2 MB. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
    try:
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        handler.handleError = _raise  # type: ignore[method-assign]
        handler.emit(logging.makeLogRecord({"msg": detail, "levelno": logging.ERROR}))
    finally:
        handler.close()


def _raise(record: logging.LogRecord) -> None:
    # Called by logging while it handles the error that kept the record from being written.
    raise


def _causes(
    error: BaseException, trace: TracebackType | None, chain: int
) -> Iterator[tuple[BaseException, TracebackType | None]]:
    cause: BaseException | None = error
    for _ in range(chain):
        if cause is None:
            return
        yield cause, trace if cause is error else cause.__traceback__
        hidden = None if cause.__suppress_context__ else cause.__context__
        cause = cause.__cause__ or hidden


def _short(filename: str) -> str:
    """Without the folders above the project or the library: they carry the user's name."""
    path = Path(filename)
    if not path.is_absolute():
        return filename  # as in a bundle
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    if path.is_relative_to(_ROOT):
        return path.relative_to(_ROOT).as_posix()
    return path.name
