"""One picture, drawn sharp at any scale of the screen."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

__all__ = ["Picture", "as_image"]

_WIDEST = 900
"""Wider than this bars are only longer, not clearer."""


class Picture(QWidget):
    """Shows an SVG as wide as itself; blank until there is one."""

    def __init__(self) -> None:
        super().__init__()
        self._svg = QSvgRenderer(self)
        self.setMaximumWidth(_WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_svg(self, svg: str) -> None:
        """Draw this from now on, as high as it is."""
        self._svg.load(QByteArray(svg.encode()))
        self.setFixedHeight(self._svg.defaultSize().height())
        self.update()

    @property
    def drawn(self) -> bool:
        """Whether there is a picture that can be drawn."""
        return self._svg.isValid()

    def paintEvent(self, event: QPaintEvent) -> None:
        """In the picture's own proportions, from the left."""
        if self.drawn:
            painter = QPainter(self)
            self._svg.render(painter, QRectF(0, 0, self.width(), self._height()))
            painter.end()

    def _height(self) -> float:
        """While the picture for a new width is being made, the old one stands in."""
        size = self._svg.defaultSize()
        return min(self.height(), self.width() * size.height() / max(1, size.width()))


def as_image(svg: str, times: int) -> QImage:
    """The picture in pixels on white, so many times its own size."""
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    image = QImage(renderer.defaultSize() * times, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, image.width(), image.height()))
    painter.end()
    return image
