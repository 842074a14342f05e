"""Starting the program: the application object, Chinese texts, the look, and the window."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from gui.crash import CrashHandler, log_folder
from gui.main_window import MainWindow
from gui.messages import Messages
from gui.preferences import Preferences
from gui.single import SingleStart
from gui.startup import after_first_paint, come_to_front, load_when_idle, when_no_box_is_open
from gui.theme import STYLE, dress
from resources import VERSION

if TYPE_CHECKING:
    from gui.job import Job

__all__ = ["Program", "build", "make_application", "run"]

_NAME = "gongkai-nianbao"
_PAGES = (
    *("storage.formats", "storage.report", "gui.session", "gui.workspace"),
    *("gui.pages.overview_page", "gui.pages.figures_page", "gui.pages.grid_page"),
    *("gui.pages.improvements_page", "gui.pages.unit_page", "gui.pages.texts_page"),
    *("gui.pages.checks_page", "gui.pages.export_page"),
)
"""In the order in which the clerk may want them."""
_COLLECTING_MS = 500


def make_application(arguments: Sequence[str]) -> QApplication:
    """The application in Chinese and in its own look."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    app = QApplication([*arguments, *STYLE])
    app.setApplicationName(_NAME)
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName(_NAME)
    app.setApplicationDisplayName("公开年报")
    translator = QTranslator(app)
    texts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", texts):
        app.installTranslator(translator)
    dress(app)
    return app


def run(path: Path | None, notice: str) -> int:
    """The window, with a data file if one was given; returns when it is closed.

    ``notice`` is told once the year is in sight.
    """
    app = make_application(sys.argv[:1])
    folder = log_folder()
    single = SingleStart(folder.parent)
    if not single.is_first() and single.hand_over(path):
        return 0
    crashes = CrashHandler(folder)
    crashes.install()
    program = build(Messages(), Preferences.of_user(), crashes, path)
    if program is None:
        return 1
    app.commitDataRequest.connect(lambda _manager: program.rescue())
    single.asked.connect(program.open_asked)
    program.start(notice, single)
    code = app.exec()
    program.end()
    return code


def build(
    messages: Messages,
    preferences: Preferences,
    crashes: CrashHandler,
    path: Path | None = None,
) -> "Program | None":
    """The program; None where its window cannot be made, which is told."""
    try:
        return Program(messages, preferences, crashes, path)
    except Exception as error:  # noqa: BLE001 - without a window nothing else would tell it
        crashes.record(error)
        said = "程序没能打开窗口，您的数据文件没有动过。请把这份记录发给维护人员："
        messages.tell(QWidget(), f"{said}{crashes.path}")
        return None


class Program:
    """The window with what stands behind it: crash handler, warming up, collecting rubbish."""

    def __init__(
        self,
        messages: Messages,
        preferences: Preferences,
        crashes: CrashHandler,
        path: Path | None = None,
    ) -> None:
        self.crashes = crashes
        self._messages, self._preferences, self._path = messages, preferences, path
        crashes.crashed.connect(self._apologise)
        crashes.hindered.connect(self._tell)
        self.window = MainWindow(messages, preferences, path)
        self._warming: Job | None = None
        self._collecting = QTimer(self.window, interval=_COLLECTING_MS)

    def start(self, notice: str, single: SingleStart | None = None) -> None:
        """Show the window; once it is painted open the file, then do what can wait."""

        def rest() -> None:
            from gui.icons import icon

            self.crashes.install_in_threads()
            QApplication.setWindowIcon(icon("app"))
            # A second double click while a large file opens must find this window.
            if single is not None:
                single.listen()
            try:
                if self._path is not None:
                    self.window.open_path(self._path)
            finally:
                self._collect_rubbish()
            self.warm_up()
            if notice and self._preferences.is_news("输入法"):
                self._messages.tell(self.window, notice)

        self.window.show()
        after_first_paint(self.window, rest)

    def warm_up(self) -> "Job":
        """Load the other pages in idle moments, then what exporting needs in a thread."""
        from export.warm import warm_up
        from gui.job import Job

        self._warming = Job(warm_up, self.window)
        load_when_idle(self.window, iter(_PAGES), self._warming.start)
        return self._warming

    def _collect_rubbish(self) -> None:
        """From now on by a timer of the window.

        Left to itself Python collects in whatever thread makes the most objects, and frees the
        widgets it finds there and then. Qt bears that only in this thread, and not amid its work.
        """
        from storage.collector import collect_due

        gc.disable()
        # What is there now stays, and need not be gone through again and again.
        gc.freeze()
        self._collecting.timeout.connect(collect_due)
        self._collecting.start()

    def open_asked(self, path: str) -> None:
        """Another start was asked for a file, or only for the window."""
        come_to_front(self.window)
        if path:
            when_no_box_is_open(self.window, lambda: self.window.open_path(Path(path)))

    def rescue(self) -> bool:
        """Put all that was typed into the file; False where not all of it could be."""
        workspace = self.window.workspace
        try:
            return workspace is None or workspace.session.flush()
        except Exception as error:  # noqa: BLE001 - a second fault must not hide the first
            self.crashes.record(error)
            return False

    def end(self) -> None:
        """Let the thread end before the application does, and leave words on the clipboard."""
        from gui.clipboard import leave_words

        if self._warming is not None:
            self._warming.wait()
        leave_words()

    def _apologise(self, detail: str) -> None:
        saved = self.rescue()
        self._messages.apologise(self._on_top, detail, self.crashes.path, saved=saved)

    def _tell(self, sentence: str) -> None:
        self.rescue()
        self._messages.tell(self._on_top, sentence)

    @property
    def _on_top(self) -> QWidget:
        return QApplication.activeModalWidget() or self.window
