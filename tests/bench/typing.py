"""Typing with a big year open: how long the window is busy with one finished cell of table 三 and
of a ledger, and with one key in a ledger, where each key looks for a twin.

    python -m tests.bench.typing [cells]

20,000 publications and 5,000 requests are in the ledgers, as in tests.bench.check; the floor is
the same over an empty year in the same run. The goal is 100 ms at the most for any cell.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from storage.report import Report
from storage.store import Store

GOAL_MS = 100


def busy(report: Report, folder: Path, cells: int) -> list[float]:
    """Milliseconds from Enter to the painted page, one for each cell."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from gui.grid.table import GridTable
    from gui.pages.grid_page import GridPage
    from gui.session import Session

    with Store.create(folder / "大.nianbao") as store:
        store.add_report(report)
        session = Session(store, store.load(report.year))
        declared = next(each for each in session.report.format.pages if each.key == "requests")
        page = GridPage(session, declared)
        page.resize(1130, 620)
        page.show()
        page.activateWindow()
        table: GridTable = page.views[0].table
        table.setFocus()
        QApplication.processEvents()
        page.show_place("requests.received.natural")
        found = []
        for number in range(cells):
            for key in str(number + 1):
                QTest.keyClicks(QApplication.focusWidget() or table, key)
            begun = time.perf_counter()
            QTest.keyClick(QApplication.focusWidget() or table, Qt.Key.Key_Return)
            QApplication.processEvents()
            found.append((time.perf_counter() - begun) * 1000)
        page.close()
    return found


def noted(report: Report, folder: Path, cells: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each key and of each Enter, while numbers of new publications are typed."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from gui.ledger.view import LedgerView
    from gui.session import Session

    def timed(key: str | Qt.Key) -> float:
        target = QApplication.focusWidget() or view.table
        begun = time.perf_counter()
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)
        QApplication.processEvents()
        return (time.perf_counter() - begun) * 1000

    keys: list[float] = []
    enters: list[float] = []
    with Store.create(folder / "台账.nianbao") as store:
        store.add_report(report)
        session = Session(store, store.load(report.year))
        view = LedgerView(session, "publications")
        view.resize(1130, 560)
        view.show()
        view.activateWindow()
        QApplication.processEvents()
        view.table.start_entry()
        columns = [column.key for column in view.model.ledger.columns]
        QTest.keyClick(view.table.typing.editor or view.table, Qt.Key.Key_Escape)
        view.table.go(view.table.currentIndex().row(), columns.index("number"))
        for number in range(cells):
            keys += [timed(key) for key in f"{number:05}"]
            enters.append(timed(Qt.Key.Key_Return))
        view.close()
    return keys, enters


def main(cells: int) -> int:
    """Measure all."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from gui.app import make_application
    from tests.bench.check import big_year

    app = make_application([])
    report = big_year()
    with tempfile.TemporaryDirectory() as small, tempfile.TemporaryDirectory() as large:
        plain = busy(Report(report.format, report.year), Path(small), cells)
        ours = busy(report, Path(large), cells)
        floors = noted(Report(report.format, report.year), Path(small), cells)
        typed = noted(report, Path(large), cells)
    app.quit()
    ratio = statistics.median(ours) / statistics.median(plain)
    print(
        f"空台账 {statistics.median(plain):.0f} ms，25,000 条 {statistics.median(ours):.0f} ms，"
        f"比 {ratio:.1f}；最长 {max(ours):.0f} ms（目标 ≤ {GOAL_MS}）"
    )
    for name, floor, found in zip(("每键", "回车"), floors, typed, strict=True):
        print(
            f"台账{name} 空 {statistics.median(floor):.1f} ms，25,000 条 "
            f"{statistics.median(found):.1f} ms；最长 {max(found):.0f} ms"
        )
    return int(max(*ours, *typed[0], *typed[1]) > GOAL_MS)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 40))
