"""What every data file has in common: its mark, its suffix, and where it can lie."""

import os
from itertools import chain, count
from pathlib import Path

from storage.errors import FileUnavailable

__all__ = ["APPLICATION_ID", "SUFFIX", "check_place", "free_name"]

APPLICATION_ID = 0x4E425846
"""Marks a SQLite file as ours (“NBXF”), read by file managers too."""

SUFFIX = ".nianbao"

_MAX_PATH_BYTES = 500
"""SQLite cannot open longer absolute paths (503 bytes, about 167 Chinese characters)."""


def check_place(path: Path) -> None:
    """That a file can lie there. Raises FileUnavailable."""
    if len(os.fsencode(path.absolute())) > _MAX_PATH_BYTES:
        raise FileUnavailable("文件所在的位置太深，路径太长，请放到上层的文件夹里再试。")
    if not path.absolute().parent.is_dir():
        raise FileUnavailable(f"找不到文件夹“{path.absolute().parent}”，请先建好或换一个位置。")


def free_name(path: Path, between: str = " ") -> Path:
    """This name, or the next one with a number that no file has."""
    numbered = (path.with_stem(f"{path.stem}{between}{number}") for number in count(2))
    return next(each for each in chain([path], numbered) if not each.exists())
