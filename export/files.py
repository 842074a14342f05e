"""Writing a finished file so that the old one is whole until the new one is."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.errors import ExportFailed


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yields a new path beside ``path``; what is written there takes its place at the end.

    If anything goes wrong the new file is removed and ``path`` stays as it was. A refusal of
    the system (OSError) becomes ExportFailed, which tells the clerk what to do.
    """
    part = path.with_name(f".{secrets.token_hex(6)}{path.suffix}")
    try:
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(path)
    except OSError as error:
        raise ExportFailed(_sentence(path, error)) from error
    finally:
        part.unlink(missing_ok=True)


def _sentence(path: Path, error: OSError) -> str:
    """What happened to ``path`` and what to do, for the clerk."""
    if isinstance(error, PermissionError):
        reason = (
            "这个文件可能正在别的程序里打开，或者这个文件夹不允许写入。"
            "请关闭它，或换一个位置再导出。"
        )
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        reason = f"找不到文件夹“{path.parent}”。请换一个位置再导出。"
    elif error.errno in (errno.ENOSPC, errno.EDQUOT):
        reason = "磁盘已满。请腾出一些空间，或换一个位置再导出。"
    elif error.errno == errno.EROFS:
        reason = "这个位置只能读、不能写。请换一个位置再导出。"
    elif error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        reason = "文件名太长，或含有不能用的符号。请换一个文件名再导出。"
    else:
        reason = "系统没有写成这个文件。请换一个位置再导出。"
    return f"没能写出“{path.name}”：{reason}原来的文件没有改动。"
