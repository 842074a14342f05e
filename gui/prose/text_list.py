"""The chapters of the report with their texts, and whether each is written."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from gui.theme import Colour
from gui.widgets.panels import label
from storage.formats import TITLE, Format, Section, TextPart
from storage.wording import MISSING, Wording

__all__ = ["TextList"]

_KEY = Qt.ItemDataRole.UserRole
_DOT = 12
"""Of a state mark, in pixels."""
_BESIDE = 30
"""At both sides of a name, in pixels."""
_PAD = 6
"""Above and below a name, in pixels."""
_STATES = {
    "已写": (Colour.GOOD, True),
    "有数未填": (Colour.DOUBT, False),
    "未写": (Colour.FAINT, False),
}


class TextList(QListWidget):
    """``chosen`` tells the key of the text shown; ``opened`` that Enter was pressed on it."""

    chosen = Signal(str)
    opened = Signal()

    def __init__(self, made: Format) -> None:
        super().__init__()
        self.setObjectName("textlist")
        self.setAccessibleName("报告的各处正文")
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setIconSize(QSize(_DOT, _DOT))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._items: dict[str, QListWidgetItem] = {}
        self._icons = {state: _dot(*look) for state, look in _STATES.items()}
        self._add(made.texts[TITLE], made.texts[TITLE].label)
        for section in made.sections:
            self._add_section(section)
        self.setCurrentItem(next(iter(self._items.values())))
        self.currentItemChanged.connect(self._tell)

    @property
    def current(self) -> str:
        """The key of the text chosen."""
        return str(self.currentItem().data(_KEY))

    def choose(self, key: str) -> None:
        """Choose a text; an unknown key changes nothing."""
        if key in self._items:
            self.setCurrentItem(self._items[key])

    def choose_next(self) -> None:
        """The text after this one, if there is one."""
        self._step(1)

    def choose_previous(self) -> None:
        """The text before this one, if there is one."""
        self._step(-1)

    def state_of(self, key: str) -> str:
        """已写, 有数未填 or 未写."""
        return self._items[key].toolTip()

    def show_states(self, wording: Wording) -> None:
        """Mark which texts are written."""
        for key, part in wording.report.format.texts.items():
            said = wording.say(wording.template(part))
            state = "未写" if not said.strip() else "有数未填" if MISSING in said else "已写"
            item = self._items[key]
            item.setHidden(not wording.wanted(part))
            if item.toolTip() != state:
                item.setIcon(self._icons[state])
                item.setToolTip(state)
                item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, state)

    def legend(self) -> QWidget:
        """What the marks mean."""
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(4, 0, 4, 0)
        line.setSpacing(4)
        for state, icon in self._icons.items():
            mark = label()
            mark.setPixmap(icon.pixmap(_DOT, _DOT))
            line.addWidget(mark)
            line.addWidget(label(state, "hint"))
            line.addSpacing(8)
        line.addStretch(1)
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes into the text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names wrap anew; Qt's own guess of their height leaves words out."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        for row in range(self.count()):
            item = self.item(row)
            mark = 0 if item.icon().isNull() else _DOT + 8
            room = QRect(0, 0, self.viewport().width() - _BESIDE - mark, 1000)
            wrapped = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap.value, item.text())
            item.setSizeHint(QSize(0, wrapped.height() + 2 * _PAD))

    def _add_section(self, section: Section) -> None:
        parts = [each for each in section.parts if isinstance(each, TextPart)]
        if len(parts) == 1:
            self._add(parts[0], section.title or parts[0].label)
            return
        heading = QListWidgetItem(section.title or "开头")
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        heading.setForeground(Colour.MUTED.colour)
        self.addItem(heading)
        for part in parts:
            self._add(part, part.label)

    def _add(self, part: TextPart, name: str) -> None:
        item = QListWidgetItem(name)
        item.setData(_KEY, part.key)
        self._items[part.key] = item
        self.addItem(item)

    def _step(self, by: int) -> None:
        keys = list(self._items)
        place = keys.index(self.current) + by
        if 0 <= place < len(keys):
            self.choose(keys[place])

    def _tell(self, now: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if now is not None:
            self.chosen.emit(str(now.data(_KEY)))


def _dot(colour: Colour, filled: bool) -> QIcon:
    scale = 3
    pixmap = QPixmap(_DOT * scale, _DOT * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour.colour, 1.5))
    if filled:
        painter.setBrush(colour.colour)
    painter.drawEllipse(QRectF(2, 2, _DOT - 4, _DOT - 4))
    painter.end()
    return QIcon(pixmap)
