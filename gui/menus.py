"""The menus: what can be done, and whether it can be done now."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

    from gui.main_window import MainWindow
    from gui.workspace import Workspace

__all__ = ["Menus"]

_KEYS = {"checks": "F8", "export": "F9"}
"""Of the pages a clerk comes back to again and again."""


class Menus:
    """文件、编辑、转到、帮助; ``follow`` fills them and ties them to the open year."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._year_actions: list[QAction] = []
        bar = window.menuBar()
        titles = ("文件(&F)", "编辑(&E)", "转到(&G)", "帮助(&H)")
        self._file, self._edit, self._go, self._help = map(bar.addMenu, titles)

    def follow(self, workspace: "Workspace | None") -> None:
        """Offer what the open year allows; None when no file is open."""
        if self._help.isEmpty():
            self._fill()
        for action in self._year_actions:
            action.setEnabled(workspace is not None)
        self._go.clear()
        self._go.setEnabled(workspace is not None)
        if workspace is None:
            self._say_undo("")
            self._say_redo("")
            return
        for number, place in enumerate(workspace.places, 1):
            keys = [_KEYS[place.key]] if place.key in _KEYS else []
            keys += [f"Ctrl+{number}"] if number <= 9 else []
            go = self._action(place.title, _opener(workspace, place.key), *keys)
            self._go.addAction(go)
        stack = workspace.session.undo_stack
        stack.undoTextChanged.connect(self._say_undo)
        stack.redoTextChanged.connect(self._say_redo)
        self._say_undo("")
        self._say_redo("")

    def _fill(self) -> None:
        self._fill_file(self._file, self._window)
        self._fill_edit()
        # In no menu, for nothing need be saved; but hands that know Word press it all the same.
        save = self._action("保存", self._save, "Ctrl+S")
        self._year_actions.append(save)
        self._window.addAction(save)
        help_ = self._window.help
        self._help.addAction(self._action("使用说明", help_.show_guide, "F1"))
        self._help.addAction(self._action("打开日志文件夹", help_.show_log))
        self._help.addAction(self._action("关于公开年报", help_.show_about))

    def _fill_file(self, menu: "QMenu", window: "MainWindow") -> None:
        menu.addAction(self._action("新建年报…", window.make_file, "Ctrl+Shift+N"))
        menu.addAction(self._action("打开…", window.choose_file, "Ctrl+O"))
        menu.addAction(self._action("打开示例…", window.open_sample))
        menu.addSeparator()
        menu.addAction(self._year_action("新增年度…", window.add_year))
        menu.addAction(self._year_action("带入上年未办结的申请…", window.carry_over_again))
        menu.addAction(self._year_action("工作日历…", self._show_calendar))
        menu.addAction(self._year_action("导入统计表工作簿…", window.take_workbook))
        menu.addAction(self._year_action("导入一个年度…", window.take_year))
        menu.addSeparator()
        menu.addAction(self._year_action("备份和恢复…", window.show_backups))
        menu.addSeparator()
        menu.addAction(self._year_action("关闭文件", window.close_file))
        menu.addSeparator()
        menu.addAction(self._action("退出", window.close, "Ctrl+Q"))

    def _fill_edit(self) -> None:
        self._undo = self._action("撤销", self._do_undo, "Ctrl+Z")
        self._redo = self._action("重做", self._do_redo, "Ctrl+Y", "Ctrl+Shift+Z")
        self._edit.addActions([self._undo, self._redo])
        self._year_actions += [self._undo, self._redo]

    def _show_calendar(self) -> None:
        from gui.calendar.dialog import CalendarDialog

        if self._window.workspace is not None:
            session = self._window.workspace.session
            session.flush()
            CalendarDialog(session, self._window).exec()

    def _save(self) -> None:
        if self._window.workspace is not None and self._window.workspace.session.flush():
            self._window.status.say_saved("已经保存。改动会自动保存，不用按 Ctrl+S。")

    def _do_undo(self) -> None:
        if self._window.workspace is not None:
            self._window.workspace.session.undo()

    def _do_redo(self) -> None:
        if self._window.workspace is not None:
            self._window.workspace.session.redo()

    # Undo stays enabled: what is being typed becomes a step only when it is asked for.

    def _say_undo(self, name: str) -> None:
        self._undo.setText(f"撤销 {name}" if name else "撤销")

    def _say_redo(self, name: str) -> None:
        self._redo.setText(f"重做 {name}" if name else "重做")

    def _year_action(self, text: str, work: Callable[[], object]) -> "QAction":
        action = self._action(text, work)
        self._year_actions.append(action)
        return action

    def _action(self, text: str, work: Callable[[], object], *keys: str) -> "QAction":
        from PySide6.QtGui import QAction, QKeySequence

        action = QAction(text, self._window)
        action.setShortcuts([QKeySequence(each) for each in keys])
        action.triggered.connect(lambda _checked=False: work())
        return action


def _opener(workspace: "Workspace", key: str) -> Callable[[], None]:
    if key == "checks":
        # With the keyboard in its list, where it was.
        return lambda: workspace.open_place(f"page:{key}")
    return lambda: workspace.sidebar.choose(key)
