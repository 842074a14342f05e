"""One window for each user: a later start hands its file to the first and ends."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from PySide6.QtCore import QLockFile, QObject, Signal

from gui.display import session_folder

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

__all__ = ["SingleStart"]

_STARTING_SECONDS = 3.0
"""How long a first start may take until it listens."""

_ANSWER_MS = 10_000
"""How long a first start may be busy, with opening a large file from a slow disk."""

_DONE = b"ok"
_MOST_BYTES = 64_000


class SingleStart(QObject):
    """Who came first is told by a lock; the talk between two starts goes through a local socket,
    which only the same user may use."""

    asked = Signal(str)
    """Another start wants this file opened; empty where it only wants the window."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        session, name = session_folder(), f"gongkai-nianbao-{crc32(bytes(folder)):08x}"
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str((session or folder) / f"{name}.lock"))
        self._lock.setStaleLockTime(0)
        # Else Qt puts it among the temporary files, where it is still this user's alone.
        self.name = str(session / name) if session else name
        self._server: QLocalServer | None = None

    def is_first(self) -> bool:
        """Whether no other start of this user has a window. The lock is held until the end."""
        return self._lock.tryLock(0)

    def hand_over(self, path: Path | None) -> bool:
        """Give the file to the first start; False if it does not answer."""
        import json
        import os

        from PySide6.QtCore import QSysInfo
        from PySide6.QtNetwork import QLocalSocket

        process, host, _ = self._lock.getLockInfo()
        if host != QSysInfo.machineHostName():
            return False  # a home folder shared between machines
        socket = QLocalSocket()
        if not self._reached(socket):
            return False
        _let_come_to_front(process)
        said = {
            "path": str(path.absolute()) if path else "",
            "token": os.environ.get("XDG_ACTIVATION_TOKEN", ""),
        }
        socket.write(json.dumps(said).encode() + b"\n")
        return socket.waitForReadyRead(_ANSWER_MS) and socket.readAll().data() == _DONE

    def listen(self) -> None:
        """Hear later starts. Loads Qt's network part, so only once the window is painted."""
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._receive)
        QLocalServer.removeServer(self.name)  # left by a start that was killed
        self._server.listen(self.name)

    def _reached(self, socket: "QLocalSocket") -> bool:
        until = time.monotonic() + _STARTING_SECONDS
        while True:
            socket.connectToServer(self.name)
            if socket.waitForConnected(500):
                return True
            if time.monotonic() > until:
                return False
            time.sleep(0.05)

    def _receive(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            if socket.bytesAvailable():
                self._read(socket)

    def _read(self, socket: "QLocalSocket") -> None:
        if socket.bytesAvailable() > _MOST_BYTES:
            socket.abort()
        if not socket.canReadLine():
            return
        import json

        try:
            said = json.loads(bytes(socket.readLine().data()))
            path, token = str(said["path"]), str(said["token"])
        except (ValueError, KeyError, TypeError):
            socket.abort()  # not one of ours
            return
        socket.write(_DONE)
        socket.flush()
        if token:
            import os

            os.environ["XDG_ACTIVATION_TOKEN"] = token
        self.asked.emit(path)


def _let_come_to_front(process: int) -> None:
    """Windows lets only the program in front give the front away."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(process)
