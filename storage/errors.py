"""What can go wrong, each as the sentence the clerk reads.

Every exception's text is a whole Chinese sentence that says what happened and what to do; the
window and the command line show ``str(error)`` and nothing else.
"""

from collections.abc import Sequence
from pathlib import Path

__all__ = [
    "BackupFailed",
    "BadValue",
    "DamagedFile",
    "ExportFailed",
    "FileUnavailable",
    "FormatBroken",
    "ImportRefused",
    "MissingGlyphs",
    "NewerFile",
    "NotOurFile",
    "NothingSaved",
    "ProgramError",
    "SaveFailed",
    "StrangeFile",
    "YearExists",
    "YearFinished",
    "YearMissing",
    "reason",
    "unreadable",
]


class ProgramError(Exception):
    """Something the clerk is told in one sentence; the work goes on."""


class BadValue(ProgramError):
    """What was typed is not a value of this kind; it is kept as typed and marked."""


class FileUnavailable(ProgramError):
    """The data file or its folder cannot be reached, read or written."""


class NotOurFile(ProgramError):
    """The file was made by another program."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"“{path.name}”不是公开年报的数据文件，没有打开，也没有改动它。")


class NewerFile(ProgramError):
    """The file knows changes that this version of the program does not."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}”由更新版本的公开年报创建，请先升级程序再打开。文件未作任何改动。"
        )


class StrangeFile(ProgramError):
    """The file is marked as ours but holds what this program never writes."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}”里有公开年报不会写的内容，可能被别的程序改过，为安全起见没有打开。"
            "文件未作任何改动，请向提供这个文件的人核实。"
        )


class DamagedFile(ProgramError):
    """The file is ours but its content is broken.

    ``said`` is what happened, without what can be done; ``places`` says where, as far as known.
    """

    def __init__(self, path: Path, detail: str, places: Sequence[str] = ()) -> None:
        self.places = tuple(places)
        self.said = f"“{path.name}”的内容已损坏（{detail}），没有打开，文件未作任何改动。"
        super().__init__(f"{self.said}请用备份，或者在窗口里打开它，抢救还能读出来的内容。")


class NothingSaved(ProgramError):
    """Not one row of a damaged file could be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}”里没有能读出来的内容，没有救成。请用备份，损坏的文件先不要删除。"
        )


class BackupFailed(ProgramError):
    """A backup or copy could not be made or read; the data file is as it was."""


class SaveFailed(ProgramError):
    """A change could not be written; it stays in memory and is tried again."""


class YearExists(ProgramError):
    """The data file already has a report of this year."""

    def __init__(self, year: int) -> None:
        super().__init__(f"这个文件里已经有 {year} 年度的年报，请换一个年度，或直接打开它。")


class YearFinished(ProgramError):
    """The year is finished (定稿); only a new version of it can be changed."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"本年度第 {number} 版已经定稿，不能改动。确实要改，请到“导出”页用“更正…”说明原因。"
        )


class YearMissing(ProgramError):
    """The data file has no report of this year."""

    def __init__(self, year: int, years: Sequence[int]) -> None:
        held = "、".join(str(each) for each in years) or "还没有任何年度"
        super().__init__(f"这个文件里没有 {year} 年度的年报（现有：{held}）。")


class ImportRefused(ProgramError):
    """An interchange file has mistakes; nothing of it was taken in. ``problems`` lists all."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "没有导入任何内容，因为：\n" + "\n".join(f"  · {each}" for each in problems)
        )


class FormatBroken(ProgramError):
    """A format file of ``resources/formats`` contradicts itself."""


class ExportFailed(ProgramError):
    """A finished file could not be written; an older file of that name is still whole."""


class MissingGlyphs(ProgramError):
    """Characters that no available font can print."""


def unreadable(path: Path, error: Exception) -> FileUnavailable:
    """A data file that is open and can be read no more, as when its stick was pulled out; opening
    it anew tells more."""
    return FileUnavailable(f"“{path.name}”现在读不出来（{reason(error)}），请重新打开它。")


def reason(error: Exception) -> str:
    """What SQLite reports, in the clerk's words."""
    text = str(error)
    known = {
        "locked": "文件正被另一个程序使用",
        "full": "磁盘已满",
        "readonly": "文件是只读的",
        "unable to open": "没有权限或位置不可用",
        "disk I/O": "磁盘读写出错",
        "malformed": "文件已经损坏",
        "not a database": "文件已经损坏",
        "no such table": "文件已经损坏",
        # Of a damaged table SQLite tells the name, which may be no text any more.
        "codec can't decode": "文件已经损坏",
    }
    return next((said for sign, said in known.items() if sign in text), text)
