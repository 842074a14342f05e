"""The order of a start: the window is painted first, all else follows."""

from collections.abc import Callable, Iterator
from importlib import import_module

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

__all__ = ["after_first_paint", "come_to_front", "load_when_idle", "when_no_box_is_open"]

_NEVER_PAINTED_MS = 3000
_LOOK_AGAIN_MS = 300


def after_first_paint(window: QWidget, work: Callable[[], object]) -> None:
    """Do ``work`` once the window is on the screen; a window started minimised does not wait."""
    _FirstPaint(window, work)


class _FirstPaint(QObject):
    def __init__(self, window: QWidget, work: Callable[[], object]) -> None:
        super().__init__(window)
        self._work: Callable[[], object] | None = work
        window.installEventFilter(self)
        QTimer.singleShot(_NEVER_PAINTED_MS, self, self._go)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """After the paint event has been worked off, not within it."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._go)
        return False

    def _go(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work()


def come_to_front(window: QWidget) -> None:
    """Show the window over all others, as far as the desktop allows it."""
    from PySide6.QtCore import Qt

    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def load_when_idle(window: QWidget, modules: Iterator[str], then: Callable[[], object]) -> None:
    """Load one module after the other, the clerk's keys and clicks going first; then go on."""
    if name := next(modules, ""):
        import_module(name)
        QTimer.singleShot(0, window, lambda: load_when_idle(window, modules, then))
    else:
        then()


def when_no_box_is_open(window: QWidget, work: Callable[[], object]) -> None:
    """Do ``work`` now, or as soon as the clerk has answered the box that is open."""
    if QApplication.activeModalWidget() is None:
        work()
    else:
        QTimer.singleShot(_LOOK_AGAIN_MS, window, lambda: when_no_box_is_open(window, work))
