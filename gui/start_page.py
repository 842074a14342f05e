"""开始: what the clerk sees before a file is open."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.icons import icon
from gui.widgets.panels import GAP, Button, Card, button, label

__all__ = ["StartPage"]

_MIDDLE = Qt.TextElideMode.ElideMiddle


class StartPage(QWidget):
    """新建、打开、打开示例, and the files used lately."""

    make = Signal()
    open_file = Signal()
    open_sample = Signal()
    open_path = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ground")
        column = QWidget()
        column.setFixedWidth(self.fontMetrics().horizontalAdvance("一") * 54)
        inner = QVBoxLayout(column)
        inner.setSpacing(GAP + 6)
        inner.addWidget(label("公开年报", "title"))
        inner.addSpacing(-10)
        lead = "政府信息公开工作年度报告：平时随手记，年底一键成稿，文字、表格、统计数不会打架。"
        inner.addWidget(label(lead, "muted", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(_choice("new", "新建年报", "填单位和年度，从空白开始", self.make))
        line.addWidget(_choice("open", "打开年报", "打开已有的年报数据文件", self.open_file))
        line.addWidget(_choice("sample", "打开示例", "看一看填好的样子", self.open_sample))
        inner.addLayout(line)
        self._recent = Card("最近打开")
        self._recent.body.setSpacing(4)
        self._links = QVBoxLayout()
        self._recent.body.addLayout(self._links)
        inner.addWidget(self._recent)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addWidget(column, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)

    def show_recent(self, paths: Sequence[Path]) -> None:
        """List the files used lately, newest first."""
        while (item := self._links.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for path in paths:
            self._links.addWidget(self._link(path))
        if not paths:
            self._links.addWidget(label("还没有打开过文件。", "hint"))

    def _link(self, path: Path) -> QWidget:
        link = QWidget()
        line = QHBoxLayout(link)
        line.setContentsMargins(0, 0, 0, 0)
        name = button("", lambda: self.open_path.emit(path), "link")
        folder = label("", "hint")
        for part, text, room in ((name, path.stem, 30), (folder, str(path.parent), 20)):
            width = self.fontMetrics().horizontalAdvance("一") * room
            part.setText(part.fontMetrics().elidedText(text, _MIDDLE, width))
            part.setToolTip(str(path))
            line.addWidget(part)
        name.setAccessibleName(path.stem)
        line.addStretch(1)
        return link


def _choice(name: str, title: str, explanation: str, signal: SignalInstance) -> Button:
    made = Button(f"{title}\n{explanation}")
    made.setProperty("role", "choice")
    made.setIcon(icon(name))
    made.setIconSize(QSize(28, 28))
    made.setAccessibleName(title)
    made.clicked.connect(lambda _checked=False: signal.emit())
    return made
