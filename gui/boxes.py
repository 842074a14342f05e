"""The boxes behind ``gui.messages``: a sentence over a row of buttons, and a text to read."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from gui.widgets.panels import GAP, button, label, scrolled

__all__ = ["SentenceBox", "TextBox"]

_PROGRAM = "公开年报"
_WIDTH = 36
"""Of a line in a box, in characters."""
_HIGHEST = 320
"""A longer message scrolls, in pixels."""


class SentenceBox(QDialog):
    """A sentence over a row of buttons."""

    def __init__(self, parent: QWidget, sentence: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_PROGRAM)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(GAP + 8)
        text = label(sentence, wrap=True)
        text.setMinimumWidth(text.fontMetrics().horizontalAdvance("字") * _WIDTH)
        whole.addWidget(_held(text), 1)
        self._foot = QHBoxLayout()
        self._foot.addStretch(1)
        whole.addLayout(self._foot)

    def add(self, text: str, action: Callable[[], object], *, first: bool = False) -> None:
        """One more button at the right; ``first`` for the one that Enter presses."""
        made = button(text, action, "primary" if first else "")
        made.setDefault(first)
        self._foot.addWidget(made)

    def answered(self) -> bool:
        """Wait for the answer: whether it is yes."""
        answer = self.exec() == QDialog.DialogCode.Accepted
        self.deleteLater()
        return answer


class TextBox(QDialog):
    """A text in Markdown to read beside the work."""

    def __init__(self, parent: QWidget, title: str, markdown: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(GAP)
        text = QTextBrowser()
        text.setMarkdown(markdown)
        text.setOpenExternalLinks(True)
        whole.addWidget(text)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("关闭", self.close))
        whole.addLayout(foot)
        self.resize(720, 560)


def _held(text: QLabel) -> QWidget:
    if text.heightForWidth(text.minimumWidth()) <= _HIGHEST:
        return text
    area = scrolled(text)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setMinimumSize(text.minimumWidth() + 24, _HIGHEST)
    return area
