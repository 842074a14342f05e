"""备份: the backup of the day, and having an older state back."""

from pathlib import Path

from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from gui.datafile import DataFile
from gui.messages import Messages
from gui.session import Session
from storage.errors import DamagedFile, ProgramError

__all__ = ["back_up_daily", "restored_instead", "show_backups"]


def back_up_daily(opened: DataFile, messages: Messages, parent: QWidget) -> None:
    """Once a day, on opening; a backup that fails is said, and the work goes on."""
    try:
        opened.store.back_up_daily()
    except ProgramError as error:
        messages.tell(parent, f"今天的自动备份没有做成，不影响填报。{error}")


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
    """Say why a file was not opened; for a damaged one its newest sound backup is offered.

    The new file, if the clerk took it.
    """
    from storage.backups import restore

    try:
        backup = _newest_sound(path) if isinstance(error, DamagedFile) else None
        if backup is None:
            messages.tell(parent, str(error))
            return None
        question = (
            f"{error}\n最近的备份是“{backup.name}”。"
            "要把它恢复成一个新文件并打开吗？损坏的文件会原样留着。"
        )
        if messages.ask(parent, question, "恢复并打开", "不恢复"):
            return restore(backup, path)
    except ProgramError as failed:
        messages.tell(parent, str(failed))
    return None


def _newest_sound(path: Path) -> Path | None:
    from storage.backups import is_sound, list_backups

    return next((each.path for each in list_backups(path) if is_sound(each.path)), None)
