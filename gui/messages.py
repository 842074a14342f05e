"""The boxes that interrupt the clerk; nothing else opens one, so tests pass a recorder."""

from pathlib import Path

from PySide6 import QtGui, QtWidgets

__all__ = ["Messages"]


class Messages:
    """Tells, asks, and lets files be chosen, each over the window it is asked from."""

    def tell(self, parent: QtWidgets.QWidget, sentence: str) -> None:
        """Something the clerk must know now."""
        from gui.boxes import SentenceBox

        box = SentenceBox(parent, sentence)
        box.add("知道了", box.accept, first=True)
        box.answered()

    def ask(
        self, parent: QtWidgets.QWidget, question: str, yes: str = "继续", no: str = "取消"
    ) -> bool:
        """Whether to go on; Esc says no, and no is what Enter says at first."""
        from gui.boxes import SentenceBox

        box = SentenceBox(parent, question)
        box.add(yes, box.accept)
        box.add(no, box.reject, first=True)
        return box.answered()

    def apologise(
        self, parent: QtWidgets.QWidget, detail: str, log: Path, *, saved: bool = True
    ) -> None:
        """Our own fault: whether all is saved is said, the details can be copied."""
        from gui.boxes import SentenceBox

        kept = "已经填写的内容都保存着，可以继续使用。"
        if not saved:
            kept = "最近的改动还没能写进文件，程序会接着试，请先不要关闭窗口。"
        sentence = (
            f"程序刚才出了一点意外，很抱歉。{kept}\n"
            f"如果反复出现，请把详情发给维护人员。记录保存在：{log}"
        )
        box = SentenceBox(parent, sentence)
        box.add("复制详情", lambda: QtGui.QGuiApplication.clipboard().setText(detail))
        box.add("继续使用", box.accept, first=True)
        box.answered()

    def show_document(self, parent: QtWidgets.QWidget, title: str, markdown: str) -> None:
        """A text to read beside the work."""
        from gui.boxes import TextBox

        TextBox(parent, title, markdown).show()

    def open_name(
        self, parent: QtWidgets.QWidget, title: str, start: Path, kinds: str
    ) -> Path | None:
        """A file that exists; ``kinds`` in Qt's form, e.g. ``年报数据 (*.db)``."""
        name, _ = QtWidgets.QFileDialog.getOpenFileName(parent, title, str(start), kinds)
        return Path(name) if name else None

    def save_name(
        self, parent: QtWidgets.QWidget, title: str, start: Path, kinds: str
    ) -> Path | None:
        """A file to write; the clerk was asked before an existing one is replaced."""
        name, _ = QtWidgets.QFileDialog.getSaveFileName(parent, title, str(start), kinds)
        return Path(name) if name else None

    def folder_name(self, parent: QtWidgets.QWidget, title: str, start: Path) -> Path | None:
        """A folder that exists."""
        name = QtWidgets.QFileDialog.getExistingDirectory(parent, title, str(start))
        return Path(name) if name else None
