"""The boxes that interrupt the clerk; nothing else opens one, so tests pass a recorder."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.panels import GAP, button, label, scrolled

__all__ = ["Messages"]

_PROGRAM = "公开年报"
_WIDTH = 36
"""Of a line in a box, in characters."""
_HIGHEST = 320
"""A longer message scrolls, in pixels."""


class Messages:
    """Tells, asks, and lets files be chosen, each over the window it is asked from."""

    def tell(self, parent: QWidget, sentence: str) -> None:
        """Something the clerk must know now."""
        box = _Box(parent, sentence)
        box.add(button("知道了", box.accept, "primary")).setDefault(True)
        _run(box)

    def ask(self, parent: QWidget, question: str, yes: str = "继续", no: str = "取消") -> bool:
        """Whether to go on; Esc says no, and no is what Enter says at first."""
        box = _Box(parent, question)
        box.add(button(yes, box.accept))
        box.add(button(no, box.reject, "primary")).setDefault(True)
        return _run(box)

    def apologise(self, parent: QWidget, detail: str, log: Path, *, saved: bool = True) -> None:
        """Our own fault: whether all is saved is said, the details can be copied."""
        kept = "已经填写的内容都保存着，可以继续使用。"
        if not saved:
            kept = "最近的改动还没能写进文件，程序会接着试，请先不要关闭窗口。"
        sentence = (
            f"程序刚才出了一点意外，很抱歉。{kept}\n"
            f"如果反复出现，请把详情发给维护人员。记录保存在：{log}"
        )
        box = _Box(parent, sentence)
        box.add(button("复制详情", lambda: QGuiApplication.clipboard().setText(detail)))
        box.add(button("继续使用", box.accept, "primary")).setDefault(True)
        _run(box)

    def show_document(self, parent: QWidget, title: str, markdown: str) -> None:
        """A text to read beside the work."""
        box = QDialog(parent)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(title)
        whole = QVBoxLayout(box)
        text = QTextBrowser()
        text.setMarkdown(markdown)
        text.setOpenExternalLinks(True)
        whole.addWidget(text)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("关闭", box.close))
        whole.addLayout(foot)
        box.resize(720, 560)
        box.show()

    def open_name(self, parent: QWidget, title: str, start: Path, kinds: str) -> Path | None:
        """A file that exists; ``kinds`` in Qt's form, e.g. ``年报数据 (*.db)``."""
        name, _ = QFileDialog.getOpenFileName(parent, title, str(start), kinds)
        return Path(name) if name else None

    def save_name(self, parent: QWidget, title: str, start: Path, kinds: str) -> Path | None:
        """A file to write; the clerk was asked before an existing one is replaced."""
        name, _ = QFileDialog.getSaveFileName(parent, title, str(start), kinds)
        return Path(name) if name else None

    def folder_name(self, parent: QWidget, title: str, start: Path) -> Path | None:
        """A folder that exists."""
        name = QFileDialog.getExistingDirectory(parent, title, str(start))
        return Path(name) if name else None


class _Box(QDialog):
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

    def add(self, made: QPushButton) -> QPushButton:
        """One more button at the right."""
        self._foot.addWidget(made)
        return made


def _held(text: QLabel) -> QWidget:
    if text.heightForWidth(text.minimumWidth()) <= _HIGHEST:
        return text
    area = scrolled(text)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setMinimumSize(text.minimumWidth() + 24, _HIGHEST)
    return area


def _run(box: _Box) -> bool:
    answer = box.exec() == QDialog.DialogCode.Accepted
    box.deleteLater()
    return answer
