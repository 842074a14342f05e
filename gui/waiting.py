"""等一等: long work that the window waits for, with how far it is and a way out."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from export.progress import Cancelled, Progress
from gui.job import Job, Work
from gui.later import later
from gui.widgets.panels import GAP, button, label
from storage.errors import ProgramError

__all__ = ["WaitingBox", "waited"]

_T = TypeVar("_T")
_WIDTH = 36
"""Of the sentence, in characters."""
_SOON_MS = 300
"""What has ended by then is not worth a box."""


def waited(work: Callable[[Progress], _T], sentence: str, parent: QWidget) -> _T:
    """What the work gave. Raises Cancelled, and ProgramError where it failed."""
    results: list[_T] = []
    box = WaitingBox(lambda progress: results.append(work(progress)), sentence, parent)
    box.wait()
    box.deleteLater()
    if box.failure:
        raise ProgramError(box.failure)
    if not results:
        raise Cancelled
    return results[0]


class WaitingBox(QDialog):
    """A sentence over a bar; closes when the work has ended."""

    def __init__(self, work: Work, sentence: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("公开年报")
        self.failure = ""
        self._ended = False
        self._text = label(sentence, wrap=True)
        self._text.setMinimumWidth(self._text.fontMetrics().horizontalAdvance("字") * _WIDTH)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(sentence)
        # It has the keyboard first: an Enter too many shall not press 取消.
        self.bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.cancel = button("取消", self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(GAP + 8)
        whole.addWidget(self._text)
        whole.addWidget(self.bar)
        whole.addLayout(foot)
        self.job = Job(work, self)
        self.job.progress.connect(self._show)
        self.job.failed.connect(self._fail)
        self.job.ended.connect(self._end)
        self.job.start()

    def wait(self) -> None:
        """Stay until the work has ended; the window is held at once, the box comes later."""
        soon = QEventLoop()
        self.job.ended.connect(soon.quit)
        later(soon, soon.quit, _SOON_MS)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.show()
        soon.exec()
        self.hide()
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, on=False)
        if not self._ended:
            self.exec()
        # Where the program itself was told to end.
        self.job.wait()

    def reject(self) -> None:
        """取消: it closes once the work has stopped."""
        self.job.cancel()
        self.cancel.setEnabled(False)
        self._text.setText("正在停下来…")

    def _show(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _end(self) -> None:
        self._ended = True
        self.accept()

    def _fail(self, sentence: str) -> None:
        self.failure = sentence
