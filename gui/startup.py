"""The order of a start: the window is painted first, all else follows."""

from collections.abc import Callable, Iterator
from importlib import import_module

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

__all__ = ["Painted", "after_first_paint", "come_to_front", "load_when_idle", "when_no_box_is_open"]

_NEVER_PAINTED_MS = 3000
_LOOK_AGAIN_MS = 300


class Painted(QMainWindow):
    """A window that tells when it has been painted.

    An event filter would tell it too, but the first event that Python sees in one costs 10 ms:
    each kind of event and of object is made known to it.
    """

    painted = Signal()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As every window; then say so."""
        super().paintEvent(event)
        self.painted.emit()


def after_first_paint(window: Painted, work: Callable[[], object]) -> None:
    """Do ``work`` once the window is on the screen; a window started minimised does not wait."""
    wait = QTimer(window, singleShot=True, interval=_NEVER_PAINTED_MS)
    wait.timeout.connect(work)
    wait.start()

    def soon() -> None:
        window.painted.disconnect(soon)
        if wait.isActive():
            # After the paint event has been worked off, not within it.
            wait.start(0)

    window.painted.connect(soon)


def come_to_front(window: QWidget) -> None:
    """Show the window over all others, as far as the desktop allows it."""
    from PySide6.QtCore import Qt

    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def load_when_idle(window: QWidget, modules: Iterator[str], then: Callable[[], object]) -> None:
    """Load one module after the other, the clerk's keys and clicks going first; then go on."""
    from gui.later import later

    if name := next(modules, ""):
        import_module(name)
        later(window, lambda: load_when_idle(window, modules, then))
    else:
        then()


def when_no_box_is_open(window: QWidget, work: Callable[[], object]) -> None:
    """Do ``work`` now, or as soon as the clerk has answered the box that is open."""
    from gui.later import later

    if QApplication.activeModalWidget() is None:
        work()
    else:
        later(window, lambda: when_no_box_is_open(window, work), _LOOK_AGAIN_MS)
