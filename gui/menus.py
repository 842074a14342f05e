"""The menus: what can be done, and whether it can be done now."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from gui.workspace import Workspace

__all__ = ["Menus"]


class Menus:
    """文件、编辑、转到、帮助; ``follow`` ties them to the open year."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._year_actions: list[QAction] = []
        self._file_menu()
        self._edit_menu()
        self._go = window.menuBar().addMenu("转到(&G)")
        help_menu = window.menuBar().addMenu("帮助(&H)")
        help_menu.addAction(self._action("使用说明", window.help.show_guide, "F1"))
        help_menu.addAction(self._action("打开日志文件夹", window.help.show_log))
        help_menu.addAction(self._action("关于公开年报", window.help.show_about))

    def follow(self, workspace: "Workspace | None") -> None:
        """Offer what the open year allows; None when no file is open."""
        for action in self._year_actions:
            action.setEnabled(workspace is not None)
        self._go.clear()
        self._go.setEnabled(workspace is not None)
        if workspace is None:
            self._say_undo("")
            self._say_redo("")
            return
        for number, place in enumerate(workspace.places, 1):
            keys = f"Ctrl+{number}" if number <= 9 else ""
            go = self._action(place.title, _opener(workspace, place.key), keys)
            self._go.addAction(go)
        stack = workspace.session.undo_stack
        stack.undoTextChanged.connect(self._say_undo)
        stack.redoTextChanged.connect(self._say_redo)
        self._say_undo("")
        self._say_redo("")

    def _file_menu(self) -> None:
        menu = self._window.menuBar().addMenu("文件(&F)")
        window = self._window
        menu.addAction(self._action("新建年报…", window.make_file, "Ctrl+Shift+N"))
        menu.addAction(self._action("打开…", window.choose_file, QKeySequence.StandardKey.Open))
        menu.addAction(self._action("打开示例…", window.open_sample))
        menu.addSeparator()
        menu.addAction(self._year_action("新增年度…", window.add_year))
        menu.addAction(self._year_action("导入统计表工作簿…", window.take_workbook))
        menu.addAction(self._year_action("导入年度交换文件…", window.take_year))
        menu.addSeparator()
        menu.addAction(self._year_action("备份和恢复…", window.show_backups))
        menu.addSeparator()
        menu.addAction(self._year_action("关闭文件", window.close_file))
        menu.addSeparator()
        menu.addAction(self._action("退出", self._window.close, "Ctrl+Q"))

    def _edit_menu(self) -> None:
        menu = self._window.menuBar().addMenu("编辑(&E)")
        self._undo = self._action("撤销", self._do_undo, QKeySequence.StandardKey.Undo)
        self._redo = self._action("重做", self._do_redo, QKeySequence.StandardKey.Redo)
        self._redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        menu.addActions([self._undo, self._redo])
        self._year_actions += [self._undo, self._redo]

    def _do_undo(self) -> None:
        if self._window.workspace is not None:
            self._window.workspace.session.flush()
            self._window.workspace.session.undo_stack.undo()

    def _do_redo(self) -> None:
        if self._window.workspace is not None:
            self._window.workspace.session.flush()
            self._window.workspace.session.undo_stack.redo()

    # Undo stays enabled: what is being typed becomes a step only when it is asked for.

    def _say_undo(self, name: str) -> None:
        self._undo.setText(f"撤销 {name}" if name else "撤销")

    def _say_redo(self, name: str) -> None:
        self._redo.setText(f"重做 {name}" if name else "重做")

    def _year_action(self, text: str, work: Callable[[], object]) -> QAction:
        action = self._action(text, work)
        self._year_actions.append(action)
        return action

    def _action(
        self,
        text: str,
        work: Callable[[], object],
        keys: QKeySequence.StandardKey | str = "",
    ) -> QAction:
        action = QAction(text, self._window)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: work())
        return action


def _opener(workspace: "Workspace", key: str) -> Callable[[], None]:
    return lambda: workspace.sidebar.choose(key)
