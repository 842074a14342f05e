"""定稿 and 更正 of the open year: whether it may be changed, and what is said about it."""

from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from storage.phrases import said_day
from storage.versions import Version

__all__ = ["VersionKeeper", "Versions"]


class VersionKeeper(Protocol):
    """What is needed of the data file."""

    def versions(self, year: int) -> tuple[Version, ...]:
        """The versions of a year, the first one first."""

    def finish(self, year: int, version: Version) -> None:
        """Lock the year as this version."""

    def reopen(self, year: int, reason: str) -> None:
        """Open the next version."""


class Versions(QObject):
    """The versions of one year. ``changed`` follows 定稿 and 更正."""

    changed = Signal()

    def __init__(self, keeper: VersionKeeper, year: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper, self._year = keeper, year
        self._held = keeper.versions(year)

    @property
    def latest(self) -> Version | None:
        """The version that is finished or being worked on; None for a draft that never was."""
        return self._held[-1] if self._held else None

    @property
    def before(self) -> Version | None:
        """The finished version that the latest one corrects."""
        return self._held[-2] if len(self._held) > 1 else None

    @property
    def locked(self) -> bool:
        """Whether the year is finished and so cannot be changed."""
        return self.latest is not None and self.latest.finished_at is not None

    @property
    def number(self) -> int:
        """Of the version that is finished or being worked on."""
        return self.latest.number if self.latest else 1

    @property
    def state(self) -> str:
        """草稿, 定稿 or 更正 in a word or two."""
        if self.latest is None:
            return "草稿"
        return f"第 {self.number} 版，" + ("已定稿" if self.locked else "正在更正")

    @property
    def sentence(self) -> str:
        """What the clerk is told on every page; "" for a first draft."""
        if self.latest is None:
            return ""
        if self.latest.finished_at is not None:
            at = said_day(self.latest.finished_at)
            return f"本年度已于{at}定稿（第 {self.number} 版），只能查看，不能改动。"
        return f"正在更正，第 {self.number} 版还没有定稿。更正原因：{self.latest.reason}"

    def next(self, at: datetime) -> Version:
        """The version that would be finished at a moment, without its files yet."""
        held = self.latest
        return Version(self.number, held.reason if held else "", held.opened_at if held else at, at)

    def finish(self, version: Version) -> None:
        """定稿. Raises YearFinished, SaveFailed."""
        self._keeper.finish(self._year, version)
        self._take()

    def reopen(self, reason: str) -> None:
        """更正. Raises SaveFailed."""
        self._keeper.reopen(self._year, reason)
        self._take()

    def _take(self) -> None:
        self._held = self._keeper.versions(self._year)
        self.changed.emit()
