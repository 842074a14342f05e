"""A picture with its title, its note, and a way to copy it; a sentence where there is nothing."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QHBoxLayout

from gui.clipboard import copy_picture
from gui.pictures.picture import Picture, as_image
from gui.theme import Colour
from gui.widgets.panels import Card, button, label
from storage.glance import Series

__all__ = ["PictureCard", "drawn_svg"]

_COPY = "复制图片"
_COPIED_WIDTH, _TIMES = 640, 2
"""Of a copied picture: its width in pixels, and how many times finer it is than on the screen."""


def drawn_svg(series: Series, width: int, family: str, *, titled: bool = False) -> str:
    """The picture in the window's colours."""
    from export.pictures import Look, draw

    look = Look(
        family,
        accent=Colour.ACCENT.value,
        pale=Colour.LINE_DARK.value,
        text=Colour.TEXT.value,
        muted=Colour.MUTED.value,
        line=Colour.LINE_DARK.value,
    )
    return draw(series, width, look, titled=titled)


class PictureCard(Card):
    """``show_series`` says what is to be drawn, ``show_svg`` brings the drawing."""

    def __init__(self) -> None:
        super().__init__()
        self.series: Series | None = None
        self._held: tuple[Series, int] | None = None
        self._title, self._nothing = label("", "heading"), label("", "muted", wrap=True)
        self._note, self._said = label("", "hint", wrap=True), label("", "good")
        self.picture = Picture()
        self.copying = button(_COPY, self.copy, "quiet")
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._said)
        head.addWidget(self.copying)
        self.body.addLayout(head)
        for part in (self._nothing, self.picture, self._note):
            self.body.addWidget(part)
        action = QAction(_COPY, self.picture)
        action.triggered.connect(lambda _checked=False: self.copy())
        self.picture.addAction(action)
        self.picture.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_series(self, series: Series) -> None:
        """What the picture is about; an older drawing of it stays until the new one is there."""
        self.series = series
        self._title.setText(series.title)
        self._nothing.setText(series.nothing)
        self._note.setText(series.note)
        self._said.clear()
        self.picture.setAccessibleName(series.words)
        self._nothing.setVisible(not series.drawn)
        for part in (self.picture, self.copying):
            part.setVisible(series.drawn)
        self._note.setVisible(series.drawn and bool(series.note))

    def say(self, sentence: str) -> None:
        """Why there is nothing to be shown."""
        self.series = None
        self._nothing.setText(sentence)
        self._nothing.show()
        for part in (self.picture, self.copying, self._note):
            part.hide()

    @property
    def wanted(self) -> tuple[Series, int] | None:
        """What is to be drawn and how wide; None where what is shown is right."""
        if self.series is None or not self.series.drawn:
            return None
        wanted = self.series, self.picture.width()
        return None if wanted == self._held else wanted

    def show_svg(self, held: tuple[Series, int], svg: str) -> None:
        """The drawing that was wanted."""
        self._held = held
        self.picture.show_svg(svg)

    def copy(self) -> None:
        """To the clipboard with its title, for Word, WPS and drawing programs."""
        if self.series is not None and self.series.drawn:
            family = QApplication.font().family()
            svg = drawn_svg(self.series, _COPIED_WIDTH, family, titled=True)
            copy_picture(as_image(svg, _TIMES), svg)
            self._said.setText("已复制")
