"""What came of an export: each file with ways to open it, each refusal with its sentence."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.export_plan import Outcome
from gui.widgets.panels import Button, Card, button, label

__all__ = ["ExportResults", "OpenUrl"]

OpenUrl = Callable[[QUrl], bool]


class ExportResults(Card):
    """``open_url`` hands a file or folder to the desktop; ``tell`` says that it could not."""

    def __init__(self, open_url: OpenUrl, tell: Callable[[str], object]) -> None:
        super().__init__("导出结果")
        self._open_url, self._tell = open_url, tell
        self._rows = QWidget()
        self.body.addWidget(self._rows)
        self.hide()

    def show_outcomes(self, outcomes: Sequence[Outcome], remark: str = "") -> None:
        """The outcomes in order, with a remark under them."""
        fresh = QWidget()
        lines = QVBoxLayout(fresh)
        lines.setContentsMargins(0, 0, 0, 0)
        for each in outcomes:
            if each.refusal:
                lines.addWidget(label(f"{each.path.name}（没有写出）"))
                lines.addWidget(label(each.refusal, "error", wrap=True))
            else:
                lines.addLayout(self._written(each.path))
        if remark:
            lines.addWidget(label(remark, "muted", wrap=True))
        self.body.replaceWidget(self._rows, fresh)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = fresh
        self.show()

    @property
    def buttons(self) -> list[Button]:
        """The ways to open the files, in the order of their lines."""
        return self._rows.findChildren(Button)

    def _written(self, path: Path) -> QHBoxLayout:
        line = QHBoxLayout()
        name = label(path.name, "good", wrap=True)
        name.setToolTip(str(path))
        line.addWidget(name, 1)
        line.addWidget(button("打开文件", lambda: self._open(path)))
        line.addWidget(button("打开所在文件夹", lambda: self._open(path.parent)))
        return line

    def _open(self, path: Path) -> None:
        if not path.exists():
            self._tell(f"找不到“{path.name}”，它可能被移走或删除了。")
        elif not self._open_url(QUrl.fromLocalFile(str(path))):
            self._tell(f"没有找到能打开“{path.name}”的程序，请在文件夹里手工打开它。")
