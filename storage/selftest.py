"""自检: what the data file needs of the machine, tried out in a folder of its own."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from storage.errors import ProgramError
from storage.interchange import read_sample

__all__ = ["STEPS", "Step", "require"]

Step = Callable[[Path], str]
"""Tries one thing out in an empty folder; gives what was found, raises where it does not work."""


def require(holds: bool, said: str) -> None:
    """Raises ProgramError with ``said`` unless ``holds``."""
    if not holds:
        raise ProgramError(said)


def _data_file(folder: Path) -> str:
    # The database is loaded only here: the window starts without it. Making the file proves
    # what it needs of SQLite (STRICT tables, WAL), closing it that one whole file is left.
    from storage.store import Store

    path, report = folder / "示例 年报.nianbao", read_sample()
    with Store.create(path) as store:
        store.add_report(report)
    with Store.open(path) as store:
        held = store.load(report.year)
    require(held.figures == report.figures, "写进数据文件的数读回来不一样。")
    require(held.entries == report.entries, "写进数据文件的台账读回来不一样。")
    require([each.name for each in folder.iterdir()] == [path.name], "关闭后留下了多余的文件。")
    return f"{len(held.figures)} 个数、{sum(map(len, held.entries.values()))} 条台账"


def _workdays(folder: Path) -> str:
    from storage.workdays import official, plain_day

    # 2024年春节：2月9日是工作日，10日至17日放假，18日（星期日）上班。
    known = [official(date(2024, 2, day)) for day in (9, 12, 18)]
    require(known == [True, False, True], "节假日安排不全。")
    return f"2024年2月12日是{plain_day(date(2024, 2, 12))}"


def _pinyin(folder: Path) -> str:
    from storage.pinyin import by_letters

    require(by_letters(["政务微博", "政务微信"], "zwwx") == [1], "拼音字典不全。")
    return "zwwx 找到政务微信"


STEPS: Mapping[str, Step] = {"数据文件": _data_file, "工作日": _workdays, "拼音": _pinyin}
"""By name, in order."""
