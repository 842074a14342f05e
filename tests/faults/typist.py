"""Types into the real window until it is killed, and reports each thing it has finished typing.

Run as a program: ``typist.py DATA``. After a field is left, its text is printed as one line of
JSON; what was printed must be in the file whatever happens next.
"""

import json
import sys
from itertools import count
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from gui.app import make_application
from gui.main_window import MainWindow
from gui.messages import Messages
from gui.pages.figures_page import FiguresPage
from gui.preferences import Preferences


def main(path: Path) -> None:
    """Type a number and an entry in turn, for ever."""
    app = make_application([])
    settings = QSettings(str(path.with_suffix(".ini")), QSettings.Format.IniFormat)
    window = MainWindow(Messages(), Preferences(settings))
    window.show()
    assert window.open_path(path) and window.workspace is not None
    window.workspace.open_place("page:publications")
    page = window.workspace.page("publications")
    assert isinstance(page, FiguresPage)
    rows = list(page.rows.values())
    session = window.workspace.session
    for number in count(1):
        row = rows[number % len(rows)]
        row.editor.setFocus()
        row.editor.selectAll()
        QTest.keyClicks(row.editor, str(number))
        QTest.keyClick(row.editor, Qt.Key.Key_Return)
        tell({"figure": row.field.key, "value": number})
        session.type_cell("publications", number, "title", f"title {number}")
        tell({"entry": number})
        app.processEvents()


def tell(what: dict[str, object]) -> None:
    """One line, at once."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
