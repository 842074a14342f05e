"""The window: a start page, or the open year; menus; opening and closing files."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gui.help import Help
from gui.menus import Menus
from gui.messages import Messages
from gui.preferences import Preferences
from gui.startup import Painted
from gui.status_line import StatusLine
from gui.year_frame import YearFrame
from storage.errors import ProgramError

if TYPE_CHECKING:
    from gui.datafile import DataFile
    from gui.pages.export_page import ExportPage
    from gui.session import Session
    from gui.start_page import StartPage
    from gui.workspace import Workspace
    from storage.report import Report

__all__ = ["MainWindow"]

_SUFFIX = ".nianbao"  # as in storage.file_kind, for which the first paint does not wait
_FILES = f"年报数据 (*{_SUFFIX})"


class MainWindow(Painted):
    """Holds at most one open data file, one of its years in sight.

    What only an open file needs is imported when one is opened: the window is painted first.
    """

    def __init__(
        self, messages: Messages, preferences: Preferences, expected: Path | None = None
    ) -> None:
        """``expected``: the file that will be opened as soon as the window is painted."""
        super().__init__()
        self._messages, self._preferences = messages, preferences
        self._file: DataFile | None = None
        self.workspace: Workspace | None = None
        self._start: StartPage | None = None
        self.status = StatusLine()
        self._stack = QStackedWidget()
        self._lay_out()
        self.help = Help(messages, self)
        self._menus = Menus(self)
        if expected is None:
            self._show_start()
        else:
            self._show_frame(expected)

    # -- files --------------------------------------------------------------------------

    def open_path(self, path: Path, year: int | None = None) -> bool:
        """Open a data file at its newest year; says why where it cannot."""
        try:
            return self._open(path, year)
        finally:
            if self.workspace is None:
                self._show_start()

    def _open(self, path: Path, year: int | None) -> bool:
        from gui.backing_up import back_up_daily, restored_instead
        from gui.datafile import DataFile

        if (here := self._file is not None and self._file.is_at(path)) and year is None:
            return True
        if here and not self.close_file():
            return False
        try:
            opened = DataFile.open(path, lambda said: self._messages.tell(self, said))
        except ProgramError as error:
            restored = restored_instead(path, error, self._messages, self)
            return restored is not None and self.open_path(restored)
        if not self.close_file():  # only now: where opening fails, the clerk stays where they are
            opened.close()
            return False
        self._take(opened, year)
        if self.workspace is not None:
            back_up_daily(opened, self._messages, self)
        return True

    def make_file(self) -> None:
        """新建: ask for unit, year and place, then show the empty year."""
        from gui.new_dialog import NewDialog

        dialog = NewDialog(self._messages, self._preferences.folder, parent=self)
        if dialog.exec() and self.close_file():
            self._create(dialog.path, dialog.report)

    def choose_file(self) -> None:
        """打开: ask for a data file."""
        folder = self._preferences.folder
        if path := self._messages.open_name(self, "打开年报数据", folder, _FILES):
            self.open_path(path)

    def open_sample(self) -> None:
        """打开示例: a made-up year, written to a place of the clerk's choice."""
        from storage.file_kind import free_name

        proposed = free_name(self._preferences.folder / f"示例区政府信息公开年报{_SUFFIX}")
        path = self._messages.save_name(self, "示例保存到", proposed, _FILES)
        if path and self.close_file():
            from storage.interchange import read_sample

            self._create(path, read_sample())

    def add_year(self) -> None:
        """新增年度: a further year in the open file, for the same unit."""
        from gui.adding_year import add_year
        from gui.carrying import begin_with_carry_over

        if self._file is not None and self.workspace is not None:
            session, folder = self.workspace.session, self._preferences.folder
            year = add_year(self._file, session, folder, self._messages, self)
            if year is not None:
                self._show_year(year)
                store, begun = self._file.store, self.workspace.session
                begin_with_carry_over(store, begun, self._messages, self)

    def take_workbook(self) -> None:
        """导入统计表工作簿: figures edited in Excel or WPS, after a look at what differs."""
        from gui.taking_in import WORKBOOKS, take_workbook

        start, title = self._preferences.folder, "导入统计表工作簿"
        path = self._messages.open_name(self, title, start, WORKBOOKS)
        if path and self.workspace is not None:
            take_workbook(self.workspace.session, path, self._messages, self)

    def take_year(self) -> None:
        """导入一个年度: a further year of the open file, e.g. last year's."""
        from gui.taking_in import YEARS, take_year

        folder = self._preferences.folder
        path = self._messages.open_name(self, "导入一个年度", folder, YEARS)
        if path and self._file is not None:
            year = take_year(self._file, path, self._messages, self)
            if year is not None:
                self._show_year(year)

    def show_backups(self) -> None:
        """备份和恢复: what was kept of the open file; a restored one is opened."""
        from gui.backing_up import show_backups

        if self._file is not None and self.workspace is not None:
            session = self.workspace.session
            if restored := show_backups(self._file, session, self._messages, self):
                self.open_path(restored)

    def carry_over_again(self) -> None:
        """带入上年未办结的申请: what the year before left and this one does not have yet."""
        from gui.carrying import carry_over_again

        if self._file is not None and self.workspace is not None:
            session = self.workspace.session
            carry_over_again(self._file.store, session, self._messages, self)

    def close_file(self) -> bool:
        """Close the open file once everything is in it; False if the clerk rather stays."""
        if self.workspace is not None and not self._settled(self.workspace):
            return False
        if self._file is not None:
            self._show_start()
            self._file.close()
            self._file = None
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing typed is lost by closing."""
        if self.close_file():
            self._preferences.geometry = self.saveGeometry()
            event.accept()
        else:
            event.ignore()

    def _settled(self, workspace: "Workspace") -> bool:
        export = workspace.built_export
        if export is not None and not export.finish():
            return False
        question = "有改动还没能写进文件，现在关闭会丢失这些改动。仍要关闭吗？"
        return workspace.session.flush() or self._messages.ask(self, question)

    def _create(self, path: Path, report: "Report") -> None:
        from gui.datafile import DataFile

        try:
            made = DataFile.create(path, report)
        except ProgramError as error:
            self._messages.tell(self, str(error))
            return
        self._take(made, report.year)

    def _take(self, opened: "DataFile", year: int | None) -> None:
        self._file = opened
        self._preferences.remember(opened.path)
        years = opened.store.years
        if not years:
            self._messages.tell(self, "这个文件里一个年度也没有，请另外新建一个年报。")
            self.close_file()
            return
        self._show_year(year if year in years else years[-1])

    # -- what is seen -------------------------------------------------------------------

    def _show_year(self, year: int) -> None:
        from gui.answers import answer_for
        from gui.ledger.table_tasks import TableTasks
        from gui.workspace import Workspace

        if self._file is None:
            return
        if self.workspace is not None and not self._settled(self.workspace):
            self.workspace.year.setCurrentText(f"{self.workspace.session.report.year} 年度")
            return
        try:
            session = self._file.session(year)
        except ProgramError as error:
            self._messages.tell(self, str(error))
            return
        self._drop_workspace()
        workspace = Workspace(session, self._file.store.years, self._export_page)
        session.setParent(workspace)
        session.saved.connect(self.status.say_saved)
        session.save_failed.connect(self.status.say_failed)
        answer_for(workspace, self._file.store)
        workspace.year_chosen.connect(self._show_year)
        tables = TableTasks(session, self._messages, self._preferences, workspace)
        workspace.table_asked.connect(tables.do)
        self.workspace = workspace
        self._stack.addWidget(workspace)
        self._stack.setCurrentWidget(workspace)
        workspace.sidebar.setFocus()
        self.status.show_file(str(self._file.path))
        self.status.say_saved("改动会自动保存")
        self.status.show()
        self.setWindowTitle(f"{self._file.path.stem} · {year} 年度 — 公开年报")
        self._menus.follow(workspace)

    def _export_page(self, session: "Session") -> "ExportPage":
        from gui.pages.export_page import ExportPage

        beside = self._file.path.parent if self._file else self._preferences.folder
        folder = self._preferences.exports or beside
        page = ExportPage(session, self._messages, folder)
        page.folder_chosen.connect(self._preferences.remember_exports)
        return page

    @property
    def start(self) -> "StartPage":
        """What is seen without a file; made when it is first needed."""
        if self._start is None:
            from gui.start_page import StartPage

            self._start = StartPage()
            self._start.make.connect(self.make_file)
            self._start.open_file.connect(self.choose_file)
            self._start.open_sample.connect(self.open_sample)
            self._start.open_path.connect(self.open_path)
            self._stack.addWidget(self._start)
        return self._start

    def _show_frame(self, expected: Path) -> None:
        self._stack.addWidget(YearFrame())
        self.status.say_opening()
        self.setWindowTitle(f"{expected.stem} — 公开年报")

    def _show_start(self) -> None:
        self._drop_workspace()
        self.start.show_recent(self._preferences.recent)
        self._stack.setCurrentWidget(self.start)
        self.status.hide()
        self.setWindowTitle("公开年报")
        self._menus.follow(None)

    def _drop_workspace(self) -> None:
        for frame in self._stack.findChildren(YearFrame):
            self._stack.removeWidget(frame)
            frame.deleteLater()
        self.workspace = None

    def _lay_out(self) -> None:
        self.setMinimumSize(980, 510)  # 1366×768 at 125 %
        centre = QWidget()
        whole = QVBoxLayout(centre)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self.status)
        self.setCentralWidget(centre)
        # With the frame that a desktop draws round it, above the taskbar.
        room = self.screen().availableSize() - QSize(16, 40)
        self.resize(QSize(1280, 720).boundedTo(room))
        if geometry := self._preferences.geometry:
            self.restoreGeometry(geometry)
