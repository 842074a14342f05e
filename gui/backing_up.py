"""备份和抢救: the backup of the day, an older state back, and what a damaged file still holds."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from gui.datafile import DataFile
from gui.messages import Messages
from gui.session import Session
from gui.startup import when_no_box_is_open
from storage.errors import DamagedFile, ProgramError

if TYPE_CHECKING:
    from storage.salvage import Salvaged

__all__ = ["back_up_daily", "restored_instead", "show_backups"]

_LISTED = 12
"""So many places of a damaged file are named."""


def back_up_daily(opened: DataFile, messages: Messages, parent: QWidget) -> None:
    """Once a day, on opening; a backup that fails is said, and the work goes on."""

    def failed(sentence: str) -> None:
        said = f"今天的自动备份没有做成，不影响填报。{sentence}"
        when_no_box_is_open(parent, lambda: messages.tell(parent, said))

    opened.back_up_daily(failed, parent)


def show_backups(
    opened: DataFile, session: Session, messages: Messages, parent: QWidget
) -> Path | None:
    """The backups of the open file to look at; the new file, if one was restored."""
    from gui.backups_dialog import BackupsDialog

    if not session.flush():
        messages.tell(parent, "有改动还没能写进文件，现在另存的副本里不会有这些改动。")
    dialog = BackupsDialog(opened.store, messages, QDesktopServices.openUrl, parent)
    dialog.exec()
    restored = dialog.restored
    dialog.deleteLater()
    if restored is not None:
        messages.tell(
            parent,
            f"已经恢复成新文件“{restored.name}”，接下来打开的就是它。\n"
            f"原来的“{opened.path.name}”没有改动，仍在同一个文件夹里。",
        )
    return restored


def restored_instead(
    path: Path, error: ProgramError, messages: Messages, parent: QWidget
) -> Path | None:
    """Say why a file was not opened; for a damaged one its newest sound backup is offered, and
    saving what can still be read of it. Where single places are damaged the latter comes first:
    it holds what was typed since the backup.

    The new file, if the clerk took one.
    """
    if not isinstance(error, DamagedFile):
        messages.tell(parent, str(error))
        return None
    offers = [_salvaged, _restored] if error.places else [_restored, _salvaged]
    try:
        for offer in offers:
            if made := offer(path, error, messages, parent):
                return made
    except ProgramError as failed:
        messages.tell(parent, str(failed))
    return None


def _restored(path: Path, error: DamagedFile, messages: Messages, parent: QWidget) -> Path | None:
    from storage.backups import list_backups, restore
    from storage.proven_copy import is_sound

    backup = next((each for each in list_backups(path) if is_sound(each.path)), None)
    if backup is None:
        return None
    question = (
        f"{error.said}\n最近的备份是“{backup.path.name}”，那以后填写的内容不在里面。"
        "要把它恢复成一个新文件并打开吗？损坏的文件会原样留着。"
    )
    if messages.ask(parent, question, "恢复并打开", "不恢复"):
        return restore(backup.path, path)
    return None


def _salvaged(path: Path, error: DamagedFile, messages: Messages, parent: QWidget) -> Path | None:
    from export.progress import Cancelled
    from gui.waiting import waited
    from storage.salvage import salvage

    question = (
        f"{error.said}\n要把里面还能读出来的内容抢救到一个新文件里并打开吗？"
        "读不出来的会逐条列给您看，损坏的文件会原样留着。"
    )
    if not messages.ask(parent, question, "抢救并打开", "不抢救"):
        return None
    # A file of a hundred thousand rows takes some seconds.
    sentence = f"正在从“{path.name}”里抢救还能读出来的内容…"
    try:
        made = waited(lambda progress: salvage(path, datetime.now(), progress), sentence, parent)
    except Cancelled:
        return None
    messages.tell(parent, _account(made))
    return made.path


def _account(made: "Salvaged") -> str:
    """What became of a damaged file."""
    said = [f"能读出来的内容已经抢救到新文件“{made.path.name}”，接下来打开的就是它。"]
    if not made.lost and not made.doubtful:
        said.append("没有发现缺少的内容。")
    if made.lost:
        said += ["下面这些读不出来，请对照备份或纸质材料补上：", *_listed(made.lost)]
    if made.doubtful:
        said += ["下面这些有的字可能不对，请核对：", *_listed(made.doubtful)]
    return "\n".join(said)


def _listed(places: Sequence[str]) -> list[str]:
    more = len(places) - _LISTED
    shown = [f"  · {each}" for each in places[:_LISTED]]
    return [*shown, f"  · 还有 {more} 处"] if more > 0 else shown
