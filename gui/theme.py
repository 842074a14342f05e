"""The look of the window: its font, its colours, its style sheet; light, calm, one accent."""

from enum import Enum

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from resources import resource_path

__all__ = ["STYLE", "Colour", "dress", "restyle"]

STYLE = ("-style", "fusion")
"""Words for the application, whatever the desktop's own style. Asking Qt for a style object later
would cost 5 ms before the first paint."""

_FAMILIES = (
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "思源黑体 CN",
    "WenQuanYi Micro Hei",
)
"""Screen fonts of Windows, macOS, 统信UOS and 麒麟; the bundled one stands in where none is."""

_BUNDLED = "fonts/NotoSansSC-Medium.otf"
_POINTS = 10


class Colour(Enum):
    """Every colour of the window, by what it means."""

    ACCENT = "#1f5fa8"
    ACCENT_DARK = "#184c87"
    ACCENT_PALE = "#e8f0f9"
    GROUND = "#f4f6f8"
    SURFACE = "#ffffff"
    LINE = "#d8dde4"
    LINE_DARK = "#b6bec9"
    TEXT = "#1f2933"
    MUTED = "#5f6b7a"
    FAINT = "#8a94a1"
    ERROR = "#b3261e"
    ERROR_PALE = "#fdecea"
    DOUBT = "#8a5a00"
    DOUBT_PALE = "#fdf4e0"
    GOOD = "#2b6e44"

    @property
    def colour(self) -> QColor:
        """For painting by hand."""
        return QColor(self.value)


def dress(app: QApplication) -> None:
    """Give the whole program its look; the desktop's dark mode and style do not change it."""
    app.setPalette(_palette())
    font = QFont(_family())
    font.setPointSizeF(_POINTS)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    app.setFont(font)
    app.setStyleSheet(_style_sheet())


def restyle(widget: object) -> None:
    """Let a changed dynamic property of a widget take effect."""
    style = widget.style()  # type: ignore[attr-defined]
    style.unpolish(widget)
    style.polish(widget)


def _family() -> str:
    for family in _FAMILIES:
        if QFontDatabase.hasFamily(family):
            return family
    added = QFontDatabase.addApplicationFont(str(resource_path(_BUNDLED)))
    families = QFontDatabase.applicationFontFamilies(added) if added >= 0 else []
    return families[0] if families else ""


def _style_sheet() -> str:
    sheet = resource_path("style.qss").read_text("utf-8")
    for colour in sorted(Colour, key=lambda each: -len(each.name)):
        sheet = sheet.replace(f"@{colour.name.lower()}", colour.value)
    return sheet.replace("@icons", resource_path("icons").as_posix())


def _palette() -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: Colour.GROUND,
        QPalette.ColorRole.Base: Colour.SURFACE,
        QPalette.ColorRole.AlternateBase: Colour.GROUND,
        QPalette.ColorRole.Button: Colour.SURFACE,
        QPalette.ColorRole.ToolTipBase: Colour.SURFACE,
        QPalette.ColorRole.ToolTipText: Colour.TEXT,
        QPalette.ColorRole.Text: Colour.TEXT,
        QPalette.ColorRole.WindowText: Colour.TEXT,
        QPalette.ColorRole.ButtonText: Colour.TEXT,
        QPalette.ColorRole.PlaceholderText: Colour.FAINT,
        QPalette.ColorRole.Highlight: Colour.ACCENT,
        QPalette.ColorRole.HighlightedText: Colour.SURFACE,
        QPalette.ColorRole.Link: Colour.ACCENT,
    }
    for role, colour in roles.items():
        palette.setColor(role, colour.colour)
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, Colour.FAINT.colour)
    return palette
