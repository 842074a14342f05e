"""自检: proves, without a screen, that everything the program needs came with it.

For whoever packs or installs the program; ``main.py selftest``, in a bundle too.
"""

import os
import tempfile
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtGui import QFontMetrics, QImageReader
from PySide6.QtWidgets import QApplication

from export.selftest import STEPS as EXPORT_STEPS
from gui.app import make_application
from gui.main_window import MainWindow
from gui.messages import Messages
from gui.preferences import Preferences
from resources import VERSION, build_name
from storage.errors import ProgramError
from storage.figures import figures_of
from storage.glance import glance
from storage.interchange import read_sample
from storage.selftest import STEPS as STORAGE_STEPS
from storage.selftest import Step, require

__all__ = ["run"]


def run(say: Callable[[str], object]) -> int:
    """Try everything; the exit code is 1 if anything does not work."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication.instance() or make_application(["selftest"])
    steps: Mapping[str, Step] = {**STORAGE_STEPS, **EXPORT_STEPS, **_STEPS}
    say(f"公开年报 {VERSION}（{build_name()}）自检")
    failed = sum(not _passes(name, step, say) for name, step in steps.items())
    say(f"{failed} 项没有通过。" if failed else "全部通过。")
    app.processEvents()
    return int(failed > 0)


def _passes(name: str, step: Step, say: Callable[[str], object]) -> bool:
    # Handles still held by a step that failed must not hide why it did.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            say(f"通过  {name}：{step(Path(folder))}")
        except ProgramError as error:
            say(f"失败  {name}：{error}")
        except Exception:  # noqa: BLE001 - whatever is missing shall be reported, and the rest tried
            say(f"失败  {name}：\n{traceback.format_exc()}")
        else:
            return True
    return False


def _texts(folder: Path) -> str:
    said = QCoreApplication.translate("QPlatformTheme", "Cancel")
    require(said == "取消", "按钮上的文字不是中文。")
    return said


def _glyphs(folder: Path) -> str:
    font = QApplication.font()
    require(QFontMetrics(font).inFontUcs4(ord("政")), "窗口用的字体里没有汉字。")
    return font.family()


def _pictures(folder: Path) -> str:
    kinds = {kind.toStdString() for kind in QImageReader.supportedImageFormats()}
    require({"svg", "png"} <= kinds, "图标显示不出来。")
    return "svg、png"


def _drawn(folder: Path) -> str:
    from gui.pictures.card import drawn_svg
    from gui.pictures.picture import as_image

    report = read_sample()
    shown = [each for each in glance(report, figures_of(report)) if each.drawn]
    svgs = [drawn_svg(each, 500, QApplication.font().family()) for each in shown]
    require(bool(svgs) and all(as_image(each, 1).width() == 500 for each in svgs), "图画不出来。")
    return f"{len(svgs)} 张"


def _window(folder: Path) -> str:
    from gui.datafile import DataFile

    path, report = folder / "窗口.nianbao", read_sample()
    DataFile.create(path, report).close()
    settings = QSettings(str(folder / "偏好.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Messages(), Preferences(settings))
    window.show()
    require(window.open_path(path) and window.workspace is not None, "没能打开示例。")
    pages = window.workspace.places if window.workspace else ()
    for place in pages:
        if window.workspace is not None:
            window.workspace.open_place(f"page:{place.key}")
        require(not window.grab().isNull(), f"“{place.title}”这一页显示不出来。")
    require(window.close(), "窗口没有关上。")
    return f"{len(pages)} 页"


_STEPS: Mapping[str, Step] = {
    "中文按钮": _texts,
    "窗口字体": _glyphs,
    "图标": _pictures,
    "概览的图": _drawn,
    "窗口": _window,
}
