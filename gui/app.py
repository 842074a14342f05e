"""Starting the program: the application object, Chinese texts, the look, and the window."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from gui.crash import CrashHandler, log_folder
from gui.icons import icon
from gui.main_window import MainWindow
from gui.messages import Messages
from gui.preferences import Preferences
from gui.theme import dress

__all__ = ["make_application", "run"]


def make_application(arguments: Sequence[str]) -> QApplication:
    """The application in Chinese and in its own look."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    app = QApplication(list(arguments))
    app.setApplicationName("gongkai-nianbao")
    app.setApplicationDisplayName("公开年报")
    app.setWindowIcon(icon("app"))
    translator = QTranslator(app)
    texts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", texts):
        app.installTranslator(translator)
    dress(app)
    return app


def run(path: Path | None) -> int:
    """The window, with a data file if one was given; returns when it is closed."""
    app = make_application(sys.argv[:1])
    messages = Messages()
    window = MainWindow(messages, Preferences.of_user())
    crashes = CrashHandler(log_folder())
    crashes.crashed.connect(lambda detail: messages.apologise(window, detail, crashes.path))
    crashes.install()
    window.show()
    if path is not None:
        # The window is painted before the file's libraries are loaded.
        QTimer.singleShot(0, window, lambda: window.open_path(path))
    return app.exec()
