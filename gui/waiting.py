"""等一等: long work that the window waits for, with how far it is and a way out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from gui.job import Job, Work
from gui.widgets.panels import GAP, button, label
from storage.errors import ProgramError

__all__ = ["WaitingBox", "waited"]

_WIDTH = 36
"""Of the sentence, in characters."""


def waited(work: Work, sentence: str, parent: QWidget) -> object | None:
    """What the work gave; None where the clerk cancelled it.

    Raises ProgramError where it failed.
    """
    box = WaitingBox(work, sentence, parent)
    box.exec()
    box.job.wait()
    box.deleteLater()
    if box.failure:
        raise ProgramError(box.failure)
    return box.outcome


class WaitingBox(QDialog):
    """A sentence over a bar; closes when the work has ended."""

    def __init__(self, work: Work, sentence: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("公开年报")
        self.failure = ""
        self.outcome: object | None = None
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
        self.job.done.connect(self._keep)
        self.job.failed.connect(self._fail)
        self.job.ended.connect(self.accept)
        self.job.start()

    def reject(self) -> None:
        """取消: it closes once the work has stopped."""
        self.job.cancel()
        self.cancel.setEnabled(False)
        self._text.setText("正在停下来…")

    def _show(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _keep(self, result: object) -> None:
        self.outcome = result

    def _fail(self, sentence: str) -> None:
        self.failure = sentence
