"""输入法: Chinese input on Linux desktops whose own Qt plugin does not fit the Qt we bring.

Qt comes with ibus and compose only. fcitx 5 also speaks ibus, through its portal, when asked to
before the application is made; fcitx 4 does not, and the clerk is told what to do.
"""

import os
import sys
from collections.abc import Callable, MutableMapping

__all__ = ["NO_CHINESE_INPUT", "choose_input_method", "prepare_input_method"]

NO_CHINESE_INPUT = (
    "这台电脑用的是旧版的 fcitx 4 输入法，在本程序里可能打不出汉字。"
    "请联系维护人员装上 fcitx 5（软件包名 fcitx5、fcitx5-chinese-addons）；"
    "装好以前，可以先在 WPS 里打好汉字，再复制粘贴过来。"
)

_PORTAL = "org.freedesktop.portal.IBus"
_FCITX_5 = "org.fcitx.Fcitx5"
_PLUGIN = "platforminputcontexts/libfcitxplatforminputcontextplugin.so"


def prepare_input_method() -> str:
    """Choose before the application is made; gives what the clerk must be told, or nothing."""
    if not sys.platform.startswith("linux") or not _asks_for_fcitx(os.environ):
        return ""
    from PySide6.QtCore import QLibraryInfo

    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
    if os.path.exists(os.path.join(folder, _PLUGIN)):  # noqa: PTH110, PTH118 - before all else
        return ""
    from PySide6.QtDBus import QDBusConnection

    name = "input-method"
    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, name)
    try:
        names = bus.interface() if bus.isConnected() else None
        return choose_input_method(
            os.environ,
            lambda owner: names is not None and bool(names.isServiceRegistered(owner).value()),
        )
    finally:
        QDBusConnection.disconnectFromBus(name)


def choose_input_method(
    environment: MutableMapping[str, str], answers: Callable[[str], bool]
) -> str:
    """Turn ``environment`` to the ibus portal where an fcitx 5 ``answers`` on the session bus."""
    if not _asks_for_fcitx(environment):
        return ""
    if not (answers(_FCITX_5) and answers(_PORTAL)):
        return NO_CHINESE_INPUT
    environment["QT_IM_MODULE"] = "ibus"
    environment["IBUS_USE_PORTAL"] = "1"
    if several := environment.get("QT_IM_MODULES"):
        kept = ["ibus" if each.startswith("fcitx") else each for each in several.split(";")]
        environment["QT_IM_MODULES"] = ";".join(dict.fromkeys(kept))
    return ""


def _asks_for_fcitx(environment: MutableMapping[str, str]) -> bool:
    return environment.get("QT_IM_MODULE", "") in ("fcitx", "fcitx5")
