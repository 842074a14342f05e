"""Every page and box as a picture: ``python -m tests.shots FOLDER [--scale 1.25]``.

Taken of the sample year without a screen: 1366×768 at 100 %, or 1920×1080 at 125 %. The README
shows ``publications.png`` of them (``resources/help/screenshot.png``).
"""

import os
import sys
from pathlib import Path


def main(folder: Path, scale: str) -> None:
    """One PNG a page, then one of all that opens over them."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = scale
    from gui.app import make_application

    folder.mkdir(parents=True, exist_ok=True)
    app = make_application([])
    # The window goes before the application does.
    take(folder, scale)
    app.processEvents()


def take(folder: Path, scale: str) -> None:
    """Open the sample year and look at everything."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication, QTabWidget

    from gui.datafile import DataFile
    from gui.main_window import MainWindow
    from gui.preferences import Preferences
    from storage.interchange import read_sample
    from tests.shots_dialogs import FileNames, photograph

    path = folder / "示例区.nianbao"
    path.unlink(missing_ok=True)
    DataFile.create(path, read_sample()).close()
    settings = QSettings(str(folder / "偏好.ini"), QSettings.Format.IniFormat)
    messages = FileNames()
    window = MainWindow(messages, Preferences(settings))
    # 1366×768 and 1920×1080 at 125 %, less the bars of the desktop.
    window.resize(*((1366, 708) if scale == "1" else (1536, 800)))
    window.show()
    QApplication.processEvents()
    window.grab().save(str(folder / "start.png"))
    window.open_path(path)
    assert window.workspace is not None
    window.status.show_file(f"文档/{path.name}")
    for place in window.workspace.places:
        page = window.workspace.page(place.key)
        window.workspace.sidebar.choose(place.key)
        tabs = page.findChild(QTabWidget)
        for tab in range(tabs.count() if tabs else 1):
            if tabs:
                tabs.setCurrentIndex(tab)
            QApplication.processEvents()
            window.grab().save(str(folder / f"{place.key}{tab or ''}.png"))
    photograph(window, messages, folder, scale)
    window.close()


if __name__ == "__main__":
    given = [each for each in sys.argv[1:] if not each.startswith("--")]
    main(Path(given[0]), given[1] if "--scale" in sys.argv else "1")
