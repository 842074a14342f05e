"""The boxes that interrupt the clerk; nothing else opens one, so tests pass a recorder."""

from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.panels import GAP, label, scrolled

__all__ = ["Messages"]

_WIDTH = 40
"""Of a line in a box, in characters."""
_HIGHEST = 320
"""A longer message scrolls, in pixels."""


class Messages:
    """Tells, asks, and lets files be chosen, over the window it is given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent

    def tell(self, sentence: str) -> None:
        """Something the clerk must know now."""
        self._show(sentence, yes="知道了")

    def ask(self, question: str, yes: str = "继续", no: str = "取消") -> bool:
        """Whether to go on; the safe answer is the one that Esc gives."""
        return self._show(question, yes=yes, no=no)

    def choose_open(self, title: str, kinds: str, start: Path) -> Path | None:
        """A file that exists; ``kinds`` in Qt's form, e.g. ``年报数据 (*.nianbao)``."""
        name, _ = QFileDialog.getOpenFileName(self._parent, title, str(start), kinds)
        return Path(name) if name else None

    def choose_save(self, title: str, kinds: str, start: Path) -> Path | None:
        """A file to write; the clerk was asked before an existing one is replaced."""
        name, _ = QFileDialog.getSaveFileName(self._parent, title, str(start), kinds)
        return Path(name) if name else None

    def choose_folder(self, title: str, start: Path) -> Path | None:
        """A folder that exists."""
        name = QFileDialog.getExistingDirectory(self._parent, title, str(start))
        return Path(name) if name else None

    def _show(self, sentence: str, *, yes: str, no: str = "") -> bool:
        box = QDialog(self._parent)
        box.setWindowTitle("公开年报")
        whole = QVBoxLayout(box)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(GAP + 4)
        text = label(sentence, wrap=True)
        text.setMinimumWidth(text.fontMetrics().horizontalAdvance("字") * _WIDTH)
        whole.addWidget(_held(text))
        buttons = QDialogButtonBox()
        accept = buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        accept.setProperty("role", "primary")
        accept.setDefault(True)
        if no:
            buttons.addButton(no, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(box.accept)
        buttons.rejected.connect(box.reject)
        whole.addWidget(buttons)
        answer = box.exec() == QDialog.DialogCode.Accepted
        box.deleteLater()
        return answer


def _held(text: QLabel) -> QWidget:
    if text.heightForWidth(text.minimumWidth()) <= _HIGHEST:
        return text
    area = scrolled(text)
    area.setMinimumSize(text.minimumWidth() + 24, _HIGHEST)
    return area
