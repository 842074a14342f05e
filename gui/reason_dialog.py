"""更正: why a finished year must be changed."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gui.widgets.long_text import LongText
from gui.widgets.panels import GAP, button, label
from storage.values import clean_line

__all__ = ["ReasonDialog"]

_HOW = (
    "写明更正的原因，例如：网站公开数漏报 2 条。写好以后开始新的一版，可以改动；"
    "再次定稿时会另写一份更正说明，列出改了哪些地方。"
)


class ReasonDialog(QDialog):
    """``reason`` is what was written; it cannot be left blank."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("更正")
        self.text = LongText("更正的原因")
        self.text.setAccessibleName("更正的原因")
        self.start = button("开始更正", self.accept, "primary")
        self.start.setEnabled(False)
        self.text.textChanged.connect(lambda: self.start.setEnabled(bool(self.reason)))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.start)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(GAP)
        whole.addWidget(label(f"第 {number} 版定稿以后要改动", "heading"))
        how = label(_HOW, "muted", wrap=True)
        how.setMinimumWidth(how.fontMetrics().horizontalAdvance("字") * 36)
        whole.addWidget(how)
        whole.addWidget(self.text, 1)
        whole.addLayout(foot)

    @property
    def reason(self) -> str:
        """In one line."""
        return clean_line(self.text.text())
