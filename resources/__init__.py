"""What is given: formats, fonts, icons, help, samples and the style of the window."""

import sys
from pathlib import Path

__all__ = ["VERSION", "build_name", "command_name", "resource_path"]

VERSION = "0.1.0"


def resource_path(name: str) -> Path:
    """Where a bundled file lies, e.g. ``formats/2018.toml``; from source and in a bundle alike."""
    return Path(__file__).parent / name


def build_name() -> str:
    """Which build this is: date and commit in a bundle, where ``nianbao.spec`` writes them."""
    written = resource_path("build.txt")
    return written.read_text("utf-8").strip() if written.is_file() else "源代码"


def command_name() -> str:
    """How the program is called from a command line: installed, or from source."""
    return "gongkai-nianbao" if getattr(sys, "frozen", False) else "python main.py"
