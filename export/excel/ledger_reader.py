"""Reading the list an office keeps in a workbook: in a process of its own, cells as text.

The reader is fast and knows .xls too, but a file made to do harm can bring it down. That then is
the end of that process alone, and the clerk is told so.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from types import TracebackType
from typing import IO, Self

from export.excel.list_protocol import CELL, COLUMN, HEAD, Said, path_size
from export.progress import Progress
from storage.collector import without_collector
from storage.errors import FileUnavailable, ImportRefused
from storage.given_table import GivenTable
from storage.ledger_taking import Follow

__all__ = ["COMMAND", "read_sheet"]

COMMAND = "read-list"
"""The command of main.py that only this module calls."""
_ROOT = Path(__file__).resolve().parents[2]
_LOOK_SECONDS = 0.1
_PIPE_BYTES = 2**20
"""So far the process may be ahead: some thousand rows."""
_SPARE_SECONDS, _SECONDS_PER_MB = 30, 5
_BROUGHT_DOWN = (
    "这个文件读不下去，已经停下，没有改动任何内容。"
    "请用 Excel 或 WPS 打开它，只留下要导入的表，另存为 .xlsx 或 .csv 后再导入。"
)


def read_sheet(path: Path, title: str, progress: Progress, follow: Follow) -> GivenTable:
    """The visible sheet called ``title``, else the first with anything in it.

    Raises FileUnavailable, ImportRefused, and what ``progress`` and ``follow`` raise.
    """
    columns: list[list[str]] = []
    faults: dict[tuple[int, int], str] = {}
    with without_collector(), _Reader(path, title) as reader:
        for said, text in reader.messages(progress):
            match said:
                case Said.FAULTS:
                    faults |= {(row, column): words for row, column, words in json.loads(text)}
                case Said.ROWS:
                    _extend(columns, text)
                    follow(GivenTable(columns, faults))
                case Said.UNREAD:
                    return GivenTable(columns, faults, tuple(json.loads(text)))
                case _:
                    _refuse(said, text)
    # A long list is parsed before all of it was looked through, and that may say why.
    with _Reader(path) as reader:
        for said, text in reader.messages(progress):
            _refuse(said, text)
    raise ImportRefused([_BROUGHT_DOWN])


def _refuse(said: Said, text: str) -> None:
    if said is Said.REFUSED:
        raise ImportRefused(json.loads(text))
    if said is Said.UNAVAILABLE:
        raise FileUnavailable(text)


def _extend(columns: list[list[str]], text: str) -> None:
    """Add the rows of a message; all messages have the same columns."""
    told = text.split(COLUMN)
    columns += [[] for _ in told[len(columns) :]]
    for cells, more in zip(columns, told, strict=True):
        cells += more.split(CELL)


class _Reader:
    """The process that reads a file, or without a title only looks it through, started and,
    whatever happens, ended."""

    def __init__(self, path: Path, *title: str) -> None:
        self._until = monotonic() + _SPARE_SECONDS + _SECONDS_PER_MB * path_size(str(path)) / 2**20
        try:
            self._process = subprocess.Popen(
                [*_program(), COMMAND, str(path.absolute()), *title],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            said = "没能启动读取表格的程序，请把表格另存为 .csv 后再导入。"
            raise FileUnavailable(said) from error
        assert self._process.stdout is not None
        self._output = self._process.stdout
        _widen(self._output)
        self._told: SimpleQueue[tuple[Said, str] | None] = SimpleQueue()
        self._listener = Thread(target=_listen, args=(self._output, self._told), daemon=True)
        self._listener.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._listener.join()
        self._output.close()

    def messages(self, progress: Progress) -> Iterator[tuple[Said, str]]:
        """What it tells, until it ends or takes too long; ``progress`` is asked all the while."""
        step = 0, 100
        while monotonic() < self._until:
            progress(*step)
            try:
                message = self._told.get(timeout=_LOOK_SECONDS)
            except Empty:
                continue
            if message is None:
                return
            if message[0] is Said.STEP:
                done, total = message[1].split("/")
                step = int(done), int(total)
            else:
                yield message


def _widen(pipe: IO[bytes]) -> None:
    if sys.platform == "linux":
        import fcntl

        # Refused where the system allows less; then it waits a little more often.
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def _listen(stream: IO[bytes], told: "SimpleQueue[tuple[Said, str] | None]") -> None:
    """Pass on each whole message; None at the end."""
    while len(head := stream.read(HEAD)) == HEAD:
        length = int.from_bytes(head[1:], "big")
        content = stream.read(length)
        if len(content) < length:
            break
        told.put((Said(head[:1]), content.decode()))
    told.put(None)


def _program() -> list[str]:
    """What starts this program once more: from source, or from a bundle."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, str(_ROOT / "main.py")]
    # On Windows a program of windows has no output; the one for commands beside it has.
    beside = Path(sys.executable).with_name("nianbao-cmd.exe")
    return [str(beside if beside.is_file() else sys.executable)]
