"""表格: what can be done between a ledger and the tables of Excel or WPS."""

from enum import Enum

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gui.messages import Messages
from gui.preferences import Preferences
from gui.session import Session
from storage.errors import ProgramError

__all__ = ["TableTask", "TableTasks"]

_TABLES = "表格 (*.xlsx *.xls *.et *.xlsm *.csv *.txt)"
_WORKBOOK = "Excel 工作簿 (*.xlsx)"
_PERSONAL = (
    "这个台账里有申请人的个人信息，导出的表格里也会有。"
    "请只在本单位内部使用，不要报送或公开。要导出吗？"
)


class TableTask(Enum):
    """Each with its line in the menu."""

    TAKE_IN = "从表格导入…"
    TAKE_COPIED = "导入复制的表格…"
    TEMPLATE = "空白模板…"
    WRITE = "导出台账…"


class TableTasks(QObject):
    """Does them for one open year, asking over its window."""

    def __init__(
        self, session: Session, messages: Messages, preferences: Preferences, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._messages, self._preferences = messages, preferences

    def do(self, ledger_key: str, task: TableTask) -> None:
        """One of them, for one ledger."""
        self._session.flush()
        if task in (TableTask.TAKE_IN, TableTask.TAKE_COPIED):
            self._take_in(ledger_key, copied=task is TableTask.TAKE_COPIED)
        else:
            self._write(ledger_key, empty=task is TableTask.TEMPLATE)

    def _take_in(self, ledger_key: str, *, copied: bool) -> None:
        """从表格导入: ask for the table, then show what it would bring."""
        from gui.ledger.taking_dialog import TakingDialog
        from gui.ledger.taking_source import copied as copied_table
        from gui.ledger.taking_source import from_file

        if self._session.versions.locked:
            self._messages.tell(self._window, self._session.versions.sentence)
            return
        folder = self._preferences.folder
        if copied:
            source = copied_table(QGuiApplication.clipboard().text(), folder)
        else:
            path = self._messages.open_name(self._window, TableTask.TAKE_IN.value, folder, _TABLES)
            if path is None:
                return
            source = from_file(path, self._session.report.format.ledgers[ledger_key].name)
        dialog = TakingDialog(
            self._session, ledger_key, source, self._messages, self._preferences, self._window
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        dialog.start()

    def _write(self, ledger_key: str, *, empty: bool) -> None:
        from export.ledger_tables import write_ledger
        from export.progress import Cancelled
        from gui.waiting import waited

        report = self._session.report
        held = report.format.ledgers[ledger_key]
        entries = () if empty else report.ledger(ledger_key)
        stem = f"{held.name}空白模板" if empty else f"{report.year}年{held.name}"
        proposed = (self._preferences.exports or self._preferences.folder) / f"{stem}.xlsx"
        title = (TableTask.TEMPLATE if empty else TableTask.WRITE).value
        if held.personal and entries and not self._messages.ask(self._window, _PERSONAL, "导出"):
            return
        path = self._messages.save_name(self._window, title, proposed, _WORKBOOK)
        if path is None:
            return
        # A hundred thousand entries take ten seconds.
        sentence = f"正在写出“{path.name}”…"
        try:
            waited(
                lambda progress: write_ledger(held, entries, path, progress),
                sentence,
                self._window,
            )
        except Cancelled:
            return
        except ProgramError as error:
            self._messages.tell(self._window, str(error))
            return
        self._messages.tell(self._window, f"已写出“{path.name}”。")
