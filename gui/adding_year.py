"""新增年度: one more year in the open file, for the same unit."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui.datafile import DataFile
from gui.messages import Messages
from gui.new_dialog import NewDialog
from gui.session import Session
from storage.errors import ProgramError

__all__ = ["add_year"]


def add_year(
    opened: DataFile, session: Session, folder: Path, messages: Messages, parent: QWidget
) -> int | None:
    """Ask for the year and write it, empty; the year added, if any."""
    session.flush()
    dialog = NewDialog(messages, folder, session.report.unit, opened.store.years, parent)
    if not dialog.exec():
        return None
    try:
        opened.store.add_report(dialog.report)
    except ProgramError as error:
        messages.tell(parent, str(error))
        return None
    return dialog.report.year
