"""How a writer tells how far it is, and how it is asked to stop."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (steps done, steps in all); may raise Cancelled."""


class Cancelled(Exception):
    """The clerk cancelled; nothing was written."""

    def __str__(self) -> str:
        return "已取消，没有写出文件。"


def silent(done: int, total: int) -> None:
    """The progress of somebody who does not look."""
