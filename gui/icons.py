"""The window's own icons, drawn as SVG so that they stay sharp at any scale."""

from PySide6.QtGui import QIcon

from resources import resource_path

__all__ = ["icon"]


def icon(name: str) -> QIcon:
    """The icon ``resources/icons/NAME.svg``."""
    return QIcon(str(resource_path(f"icons/{name}.svg")))
