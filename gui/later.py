"""晚一点: work that waits for the next turn of the window's loop, or for some time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

__all__ = ["later"]


def later(owner: QObject, work: Callable[[], object], milliseconds: int = 0) -> None:
    """Do it once, unless ``owner`` is gone by then.

    What it raises is told as from any slot; QTimer.singleShot with an owner loses it (PySide 6.9)
    and leaves Python with an error that then comes up somewhere else.
    """
    timer = QTimer(owner, singleShot=True, interval=milliseconds)
    timer.timeout.connect(work)
    timer.timeout.connect(timer.deleteLater)
    timer.start()
