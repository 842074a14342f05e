"""What opens over the window, as pictures: boxes, panels, menus. Taken by ``tests.shots``."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import monotonic, sleep

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QScrollArea, QTabWidget, QWidget

from export.progress import Cancelled, Progress
from gui.backing_up import restored_instead
from gui.calendar.dialog import CalendarDialog
from gui.input_method import NO_CHINESE_INPUT
from gui.ledger.table_tasks import TableTask
from gui.ledger.view import LedgerView
from gui.main_window import MainWindow
from gui.messages import Messages
from gui.pages.export_page import ExportPage
from gui.waiting import WaitingBox, waited
from gui.workspace import Workspace
from storage.errors import DamagedFile
from tests.gui.test_waiting import on_screen

__all__ = ["FileNames", "photograph"]

_TABLE = (
    "标题,公开日期,公开渠道,栏目,条数\n"
    "关于加强冬季供暖服务的通知,2018.11.2,网站,通知公告,1\n"
    "示例区人民政府2018年工作要点,2018-01-18,网站,政府文件,1\n"
    "春季植树安排,2018年2月30日,网站,通知公告,1\n"
    "便民服务地图,2018.5.6,电视,便民,十来条\n"
)
_SCREENS = {"1": (1366, 728), "1.25": (1536, 824)}
"""Without the bar of the desktop."""


class FileNames(Messages):
    """Asks as the program does, but the names of files are given."""

    def __init__(self) -> None:
        self.name: Path | None = None

    def open_name(self, parent: QWidget, title: str, start: Path, kinds: str) -> Path | None:
        """The name that was given."""
        return self.name

    def save_name(self, parent: QWidget, title: str, start: Path, kinds: str) -> Path | None:
        """The name that was given."""
        return self.name


class Camera:
    """Takes pictures; says what is larger than the screen and what did not open."""

    def __init__(self, folder: Path, scale: str) -> None:
        self._folder, self._screen = folder, _SCREENS[scale]

    def shoot(self, name: str, shown: QWidget) -> None:
        """A window, a panel or a menu as it is now."""
        settle()
        if shown.width() > self._screen[0] or shown.height() > self._screen[1]:
            print(f"{name}: {shown.width()}×{shown.height()} is larger than the screen")
        shown.grab().save(str(self._folder / f"{name}.png"))

    def boxes(self, name: str, work: Callable[[], object], *, yes: bool = False) -> None:
        """Each box that a piece of work opens, one after the other, answered yes or no."""
        seen: list[QWidget] = []

        def look() -> None:
            box = QApplication.activeModalWidget()
            # Answered yes it ends by itself, and at first it is not seen.
            if isinstance(box, WaitingBox) and (yes or not on_screen(box)):
                return
            if isinstance(box, QDialog) and box not in seen:
                seen.append(box)
                settle(0.4)
                self.shoot(f"{name}{len(seen) if len(seen) > 1 else ''}", box)
                focus = box.focusWidget()
                words = getattr(focus, "text", lambda: "")() if focus else ""
                print(f"{name}: focus on {type(focus).__name__} {words}")
                (box.accept if yes else box.reject)()

        timer = QTimer(interval=50)
        timer.timeout.connect(look)
        timer.start()
        work()
        settle(0.6)
        timer.stop()
        if not seen:
            print(f"{name}: nothing was opened")


def settle(seconds: float = 0.05) -> None:
    """Let what was begun come to rest."""
    end = monotonic() + seconds
    while monotonic() < end:
        QApplication.processEvents()
        sleep(0.005)


def photograph(window: MainWindow, messages: FileNames, folder: Path, scale: str) -> None:
    """What can be opened over the sample year, which is finished in the end."""
    workspace, camera = window.workspace, Camera(folder, scale)
    window.activateWindow()
    assert workspace is not None
    # QAction.menu() would make the menu Python's own, and it would be deleted twice.
    for menu in filter(QMenu.title, window.menuBar().findChildren(QMenu)):
        menu.adjustSize()
        camera.shoot(f"menu-{menu.title()[:2]}", menu)
    _overview(camera, window, workspace)
    _ledgers(camera, window, workspace)
    _asked(camera, workspace)
    _files(camera, window, messages, folder)
    _messages(camera, window, folder)
    _finishing(camera, window, messages)


def _overview(camera: Camera, window: MainWindow, workspace: Workspace) -> None:
    workspace.sidebar.choose("overview")
    area = workspace.page("overview").findChild(QScrollArea)
    assert area is not None
    settle(1.0)
    for number in (1, 2):
        area.verticalScrollBar().setValue(number * 480)
        camera.shoot(f"overview-lower{number}", window)


def _view(workspace: Workspace, page: str) -> LedgerView:
    workspace.sidebar.choose(page)
    shown = workspace.page(page)
    tabs, view = shown.findChild(QTabWidget), shown.findChild(LedgerView)
    assert tabs is not None and view is not None
    tabs.setCurrentIndex(1)
    return view


def _ledgers(camera: Camera, window: MainWindow, workspace: Workspace) -> None:
    view = _view(workspace, "publications")
    view.tables.adjustSize()
    camera.shoot("ledger-tables", view.tables)
    view.find_bar.toggle.setChecked(True)
    camera.shoot("ledger-filter", window)
    view.search.setText("没有这样的条目")
    settle(0.6)
    camera.shoot("ledger-nothing-found", window)
    view.find_bar.clear()
    view.find_bar.toggle.setChecked(False)
    view.details.setChecked(True)
    camera.shoot("ledger-form", window)
    view.details.setChecked(False)
    _cells(camera, window, view)
    view = _view(workspace, "requests")
    view.find_bar.toggle.setChecked(True)
    view.details.setChecked(True)
    view.table.go(13, 0)
    camera.shoot("request-form", window)
    view.form.focus_column("outcome")
    view.form.editors["outcome"].open_list()  # type: ignore[union-attr]
    camera.shoot("request-choices", window)
    view.form.focus_column("fee")
    camera.shoot("request-fee", window)
    view.details.setChecked(False)
    view.find_bar.toggle.setChecked(False)


def _cells(camera: Camera, window: MainWindow, view: LedgerView) -> None:
    last = view.model.rowCount() - 1
    for name, column, text in (("choices", 3, "z"), ("date", 2, "d-3"), ("twin", 1, "示例政办规")):
        view.table.go(last, column)
        view.table.edit(view.table.currentIndex())
        editor = window.focusWidget()
        assert editor is not None
        if name == "twin":
            text = str(view.model.index(7, 1).data())
        editor.insert(text)  # type: ignore[attr-defined]
        editor.textEdited.emit(text)  # type: ignore[attr-defined]
        settle(0.5)
        camera.shoot(f"ledger-{name}", window)
        view.table.setFocus()
        _undo(view)


def _undo(view: LedgerView) -> None:
    """Take back what was typed for a picture."""
    view.session.flush()
    if view.session.undo_stack.canUndo():
        view.session.undo()


def _asked(camera: Camera, workspace: Workspace) -> None:
    session = workspace.session
    for place in ("published.total", "requests.answered", "normative.issued"):
        if place in session.report.format.fields:
            camera.boxes(f"trace-{place}", partial(session.trace_asked.emit, place))
    camera.boxes("counted-into", lambda: session.trace_asked.emit("publications/8/"))
    session.type_unit("signature", "示例区人民政府办公室")
    session.type_cell("publications", 8, "topic", "规范性文件库")
    session.type_cell("publications", 8, "topic", "规范性文件")
    session.flush()
    camera.boxes("history-none", lambda: session.history_asked.emit("text:published.forms"))
    camera.boxes("history-unit", lambda: session.history_asked.emit("unit:signature"))
    camera.boxes("history-entry", lambda: session.history_asked.emit("publications/8/"))
    camera.boxes("removed-none", lambda: session.removed_asked.emit("disputes"))
    view = _view(workspace, "publications")
    view.table.go(3, 0)
    view.table.remove()
    session.flush()
    camera.boxes("removed", lambda: session.removed_asked.emit("publications"))
    session.undo()
    for year in (2018, 2027):
        calendar = CalendarDialog(session, workspace.window(), year)
        camera.boxes(f"calendar-{year}", calendar.exec)


def _files(camera: Camera, window: MainWindow, messages: FileNames, folder: Path) -> None:
    workspace = window.workspace
    assert workspace is not None
    camera.boxes("new", window.make_file)
    camera.boxes("add-year", window.add_year)
    camera.boxes("carry-over-none", window.carry_over_again)
    camera.boxes("backups", window.show_backups)
    messages.name = folder / "登记表.csv"
    messages.name.write_text(_TABLE, "utf-8")
    workspace.sidebar.choose("publications")
    ask = workspace.table_asked.emit
    camera.boxes("taking", lambda: ask("publications", TableTask.TAKE_IN))
    QGuiApplication.clipboard().setText(_TABLE.replace(",", "\t"))
    camera.boxes("taking-copied", lambda: ask("publications", TableTask.TAKE_COPIED))
    QGuiApplication.clipboard().setText("")
    camera.boxes("taking-nothing", lambda: ask("publications", TableTask.TAKE_COPIED))
    messages.name = None
    camera.boxes("write-personal", lambda: ask("requests", TableTask.WRITE))
    path = folder / "示例区.nianbao"
    torn = DamagedFile(path, "主动公开台账第 3 条", ("主动公开台账第 3 条",))
    for name, yes in (("salvage", False), ("salvaged", True)):
        camera.boxes(name, partial(restored_instead, path, torn, messages, window), yes=yes)
    camera.boxes("waiting", partial(_wait, f"正在从“{path.name}”里抢救还能读出来的内容…", window))


def _wait(sentence: str, window: MainWindow) -> None:
    """For work that stays half done until it is cancelled."""

    def half_done(progress: Progress) -> None:
        while True:
            progress(1, 2)
            sleep(0.01)

    with suppress(Cancelled):
        waited(half_done, sentence, window)


def _messages(camera: Camera, window: MainWindow, folder: Path) -> None:
    messages = FileNames()
    camera.boxes("about", window.help.show_about)
    log = folder / "日志" / "公开年报.log"
    camera.boxes("crash", lambda: messages.apologise(window, "", log))
    camera.boxes("crash-unsaved", lambda: messages.apologise(window, "", log, saved=False))
    camera.boxes("fcitx", lambda: messages.tell(window, NO_CHINESE_INPUT))
    window.help.show_guide()
    guide = next(each for each in window.findChildren(QDialog) if each.isVisible())
    camera.shoot("guide", guide)
    guide.close()


def _finishing(camera: Camera, window: MainWindow, messages: FileNames) -> None:
    workspace = window.workspace
    assert workspace is not None
    session = workspace.session
    workspace.sidebar.choose("export")
    page = workspace.page("export")
    assert isinstance(page, ExportPage)
    session.type_text("published.forms", "联系人张某，手机13812345678。")
    page.kinds["archive"].setChecked(True)
    camera.shoot("export-personal", window)
    camera.boxes("export-asks", page.export, yes=True)
    settle(4)
    camera.shoot("export-done", window)
    workspace.sidebar.choose("checks")
    camera.shoot("checks-personal", window)
    session.undo()
    workspace.sidebar.choose("export")
    camera.boxes("finish", page.finishing.finish, yes=True)
    settle(5)
    page._area.ensureWidgetVisible(page.finishing)
    camera.shoot("finished", window)
    page.finishing.compare()
    settle(5)
    page._area.ensureWidgetVisible(page.finishing)
    camera.shoot("compared", window)
    view = _view(workspace, "requests")
    view.details.setChecked(True)
    camera.shoot("finished-ledger", window)
    camera.boxes("finished-carry-over", window.carry_over_again)
    workspace.sidebar.choose("export")
    camera.boxes("correct", page.finishing.correct)
