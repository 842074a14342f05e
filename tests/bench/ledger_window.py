"""The window's part of tests.bench.ledger: first rows, wheel, jumps, and how long it is held."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from storage.store import Store
from tests.bench.big_ledgers import YEAR

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gui.ledger.view import LedgerView

__all__ = ["window_lines"]

Tell = Callable[[str, list[float], list[float], str], None]
KEY = "publications"
_OPENED = 12


def window_lines(store: Store, few: Store, tell: Tell) -> None:
    """The same hands over the big ledger and over a small one."""
    from gui.app import make_application

    app = make_application([])
    ours, floor = _Hands(app, store), _Hands(app, few)
    tell("首行可见", ours.first_rows, floor.first_rows, "≤ 80")
    tell("滚轮一格", ours.wheel(), floor.wheel(), "p95 ≤ 8")
    tell("跳到任意处", ours.jump(), floor.jump(), "p95 ≤ 17")
    for name in (
        "打开台账",
        "逐字查找",
        "清除查找",
        "按标题排序",
        "回到录入次序",
        "筛选一个渠道",
        "改一格",
    ):
        tell(f"窗口最长一次停顿：{name}", ours.hold(name), floor.hold(name), "≤ 50")
    ours.close()
    floor.close()


class _Hands:
    """What a clerk does with one ledger, timed."""

    def __init__(self, app: "QApplication", store: Store, rounds: int = 3) -> None:
        from gui.session import Session

        self._app = app
        self._session = Session(store, store.load(YEAR))
        # As in the window, where 概览 comes first.
        assert self._session.figures and self._session.findings is not None
        self.first_rows: list[float] = []
        self._holds: dict[str, list[float]] = {}
        for number in range(_OPENED):
            with self._held("打开台账"):
                begun = time.perf_counter()
                self._view = self._opened()
                while not self._view.model.count:
                    app.processEvents()
                app.processEvents()
                self.first_rows.append((time.perf_counter() - begun) * 1000)
                self._settle()
            if number < _OPENED - 1:
                self.close()
        for _ in range(rounds):
            self._use()
        # What the very first window of a program does once is no matter of its size.
        del self.first_rows[0], self._holds["打开台账"][0]

    def wheel(self) -> list[float]:
        """Frames of three lines each, from the top."""
        from PySide6.QtCore import QPoint, QPointF, Qt
        from PySide6.QtGui import QWheelEvent

        self._view.table.scrollToTop()
        viewport = self._view.table.viewport()
        found = []
        for _ in range(200):
            begun = time.perf_counter()
            event = QWheelEvent(
                QPointF(300, 200), QPointF(300, 200), QPoint(), QPoint(0, -120),
                Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            self._app.sendEvent(viewport, event)
            self._app.processEvents()
            found.append((time.perf_counter() - begun) * 1000)
        return found

    def jump(self) -> list[float]:
        """To places far apart."""
        bar, drawn = self._view.table.verticalScrollBar(), random.Random(7)
        found = []
        for _ in range(100):
            place = drawn.randrange(bar.maximum() + 1)
            begun = time.perf_counter()
            bar.setValue(place)
            self._app.processEvents()
            found.append((time.perf_counter() - begun) * 1000)
        return found

    def hold(self, name: str) -> list[float]:
        """The longest time without a turn of the window's loop, of each round."""
        return self._holds[name]

    def close(self) -> None:
        """Let the window go."""
        from PySide6.QtCore import QEvent

        self._view.close()
        self._view.deleteLater()
        # Without the program's own loop nothing else does it.
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _opened(self) -> "LedgerView":
        from gui.ledger.view import LedgerView

        view = LedgerView(self._session, KEY)
        view.resize(1130, 620)
        view.show()
        return view

    def _use(self) -> None:
        from PySide6.QtCore import Qt

        view, header = self._view, self._view.table.horizontalHeader()
        with self._held("逐字查找"):
            for end in range(1, 7):
                view.search.setText("塔什库尔干乡"[:end])
                self._run(0.08)
            self._settle()
        with self._held("清除查找"):
            view.find_bar.clear()
            self._settle()
        with self._held("按标题排序"):
            header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
            self._settle()
        with self._held("回到录入次序"):
            view.find_bar.clear()
            self._settle()
        with self._held("筛选一个渠道"):
            view.find_bar.filters.boxes["channels"].setCurrentIndex(2)
            self._settle()
        view.find_bar.clear()
        self._settle()
        with self._held("改一格"):
            view.table.go(5, 0)
            index = view.model.index(5, 0)
            view.model.setData(index, f"改过的标题 {time.monotonic_ns()}")
            self._settle()

    def _settle(self) -> None:
        while self._view.model.finding:
            self._app.processEvents()
        self._run(0.05)

    def _run(self, seconds: float) -> None:
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            self._app.processEvents()

    @contextmanager
    def _held(self, name: str) -> Iterator[None]:
        """The longest gap between two turns of the loop."""
        from PySide6.QtCore import QTimer

        last, longest = time.perf_counter(), 0.0

        def tick() -> None:
            nonlocal last, longest
            now = time.perf_counter()
            last, longest = now, max(longest, now - last)

        timer = QTimer(interval=0)
        timer.timeout.connect(tick)
        timer.start()
        yield
        tick()
        timer.stop()
        self._holds.setdefault(name, []).append(longest * 1000)
