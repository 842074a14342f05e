"""帮助: the guide, the log and what this program is."""

from PySide6.QtWidgets import QWidget

from gui.messages import Messages
from resources import VERSION, build_name, resource_path

__all__ = ["Help"]

_ABOUT = f"""公开年报 {VERSION}（{build_name()}）

政府信息公开工作年度报告的离线填报程序。
程序代码按 MIT 许可发布；字体各按其许可随附。"""


class Help:
    """What the 帮助 menu does, over the window."""

    def __init__(self, messages: Messages, window: QWidget) -> None:
        self._messages, self._window = messages, window

    def show_guide(self) -> None:
        """使用说明: the guide that comes with the program."""
        guide = resource_path("help/guide.md").read_text("utf-8")
        self._messages.show_document(self._window, "使用说明", guide)

    def show_log(self) -> None:
        """打开日志文件夹: what is noted when the program itself fails."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        from gui.crash import log_folder

        folder = log_folder()
        folder.mkdir(parents=True, exist_ok=True)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._messages.tell(self._window, f"文件夹没能打开，它在：{folder}")

    def show_about(self) -> None:
        """关于: name, version and licence."""
        self._messages.tell(self._window, _ABOUT)
