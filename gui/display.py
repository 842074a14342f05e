"""屏幕: whether there is one, asked before Qt is loaded, which would end the program in English."""

import os
import sys
from pathlib import Path

from resources import command_name
from storage.errors import ProgramError

__all__ = ["require_display", "session_folder"]


def require_display() -> None:
    """Raises ProgramError where no window can be shown, with what works there."""
    asked = any(os.environ.get(name) for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if not sys.platform.startswith("linux") or asked:
        return
    host, _, number = os.environ.get("DISPLAY", "").partition(":")
    here = Path(f"/tmp/.X11-unix/X{number.split('.')[0]}")
    if not number or (host in ("", "unix") and not here.exists()):
        help_command = f"{command_name()} --help"
        raise ProgramError(f"这里没有图形界面，打不开窗口。不用窗口的办法见：{help_command}")


def session_folder() -> Path | None:
    """The user's folder in memory, on Linux; a lock on an office's disk takes 10 to 30 ms."""
    folder = Path(os.environ.get("XDG_RUNTIME_DIR") or "nowhere")
    return folder if sys.platform != "win32" and folder.is_dir() else None
