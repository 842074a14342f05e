"""What goes into the bundle and what is left out, by the name of each collected file."""

import re
from pathlib import PurePosixPath

__all__ = ["EXCLUDED_MODULES", "wanted"]

EXCLUDED_MODULES = (
    # Pulled in where installed, and slow: sqlite_utils and openpyxl try numpy and pandas.
    *("numpy", "pandas", "lxml", "tkinter", "_tkinter", "pysqlite3", "sqlean", "IPython"),
    # Formats of pictures that no page has.
    *("PIL.AvifImagePlugin", "PIL._avif", "PIL._imagingtk", "PIL.ImageTk", "PIL.ImageQt"),
    *("pytest", "setuptools", "pip", "wheel", "pydoc", "doctest", "unittest", "lib2to3"),
    *(
        f"PySide6.Qt{name}"
        for name in (
            *("Qml", "Quick", "QuickWidgets", "QuickControls2", "QuickTest", "OpenGL"),
            *("OpenGLWidgets", "Sql", "Test", "Designer", "Help", "UiTools", "Xml", "Concurrent"),
            *("PrintSupport", "SvgWidgets", "ExampleIcons"),
        )
    ),
)
"""Python modules that must not be collected."""

_QT_LIBRARIES = {
    *("Core", "Gui", "Widgets", "DBus", "Network", "Svg", "XcbQpa"),
    *("WaylandClient", "WlShellIntegration"),
}
_QT_PLUGINS = {
    "platforms": {"xcb", "wayland-generic", "offscreen", "windows", "cocoa"},
    "platforminputcontexts": {"compose", "ibus"},
    "platformthemes": {"xdgdesktopportal"},
    "iconengines": {"svgicon"},
    "imageformats": {"svg", "ico"},
    "styles": {"modernwindowsstyle", "macstyle"},
    "wayland-shell-integration": {"xdg-shell"},
    "wayland-decoration-client": {"bradient"},
}
"""Only what a window of widgets needs, on a screen or without one. No gtk3 theme (it wants all of
GTK), no TLS and no network information: the program never goes online."""

_CARRIED = {
    *("libsqlite3", "libffi", "libcrypto", "libssl", "libbz2", "liblzma"),
    *("libxcb-cursor", "libxcb-icccm", "libxcb-image", "libxcb-keysyms", "libxcb-randr"),
    *("libxcb-render-util", "libxcb-shape", "libxcb-util", "libxcb-xkb"),
    *("libxkbcommon", "libxkbcommon-x11"),
}
"""Of the building machine's own libraries (Linux): Python's, and those of the screen that a bare
desktop may lack, since the office has no network to install them from. All else (X11, GL, glib,
fontconfig, libstdc++) belongs to the desktop and its drivers; the package depends on it."""

_PHRASES = "phrases_dict.json"
"""Of pypinyin, 2.5 MB; only its dictionary of single characters is used (storage/pinyin.py)."""


def wanted(name: str) -> bool:
    """Whether a collected file belongs in the bundle; ``name`` is its place there."""
    path = PurePosixPath(name.replace("\\", "/"))
    kept = _translation(path) and _plugin(path) and _qt_library(path) and _carried(path)
    return kept and path.suffix != ".pyi" and path.name != _PHRASES


def _translation(path: PurePosixPath) -> bool:
    return path.suffix != ".qm" or path.name == "qtbase_zh_CN.qm"


def _plugin(path: PurePosixPath) -> bool:
    if "qml" in path.parts:
        return False
    if "plugins" not in path.parts:
        return True
    kind = path.parts[path.parts.index("plugins") + 1]
    stem = re.sub(r"^(lib)?q?(.+?)(platforminputcontextplugin)?$", r"\2", path.stem)
    return stem in _QT_PLUGINS.get(kind, set())


def _qt_library(path: PurePosixPath) -> bool:
    name = re.fullmatch(r"(?:lib)?Qt6?([A-Z]\w*?)(?:\.abi3)?\.(?:so(\.6)?|pyd|dll)", path.name)
    if name is None:
        # Software OpenGL for machines without a driver; widgets are painted without it.
        return not path.name.lower().startswith(("opengl32sw", "d3dcompiler"))
    return name[1] in _QT_LIBRARIES


def _carried(path: PurePosixPath) -> bool:
    if len(path.parts) > 1 or ".so" not in path.name:
        return True
    of_a_wheel = re.search(r"-[0-9a-f]{8}\.so|^lib(Qt6|icu|pyside6|shiboken6|python3)", path.name)
    return bool(of_a_wheel) or path.name.split(".so")[0] in _CARRIED
