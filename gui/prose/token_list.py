"""插入数: a list of everything a text can hold, to be searched and chosen from."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.prose.tokens import Token
from gui.theme import Colour
from gui.widgets.line_edit import LineEdit
from gui.widgets.panels import GAP, button, label

__all__ = ["TokenList"]


class TokenList(QDialog):
    """``chosen`` tells the name of the token; works by keyboard from the search line on."""

    chosen = Signal(str)

    def __init__(self, tokens: Mapping[str, Token], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("插入数")
        self.search = LineEdit("输入名称里的几个字，例如 网站")
        self.search.setAccessibleName("查找")
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self._items = [_item(token) for token in tokens.values()]
        self.list = _list(self._items)
        self.list.itemActivated.connect(lambda _item, _column: self._choose())
        self._none = label("没有名称里含有这几个字的数。", "muted")
        self._none.hide()
        self._lay_out()
        self.resize(760, 480)
        self.search.setFocus()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(GAP)
        explanation = "插入后会随填报内容自动更新。印出来的是“现在的内容”那一栏。"
        whole.addWidget(label(explanation, "muted"))
        whole.addWidget(self.search)
        whole.addWidget(self.list, 1)
        whole.addWidget(self._none)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        insert = button("插入", self._choose, "primary")
        insert.setDefault(True)
        foot.addWidget(insert)
        whole.addLayout(foot)

    def _filter(self, wanted: str) -> None:
        words = wanted.split()
        shown: list[QTreeWidgetItem] = []
        for item in self._items:
            said = f"{item.text(0)} {item.text(1)} {item.text(2)}"
            item.setHidden(not all(word in said for word in words))
            if not item.isHidden():
                shown.append(item)
        self.list.clearSelection()
        if shown:
            self.list.setCurrentItem(shown[0])
        self._none.setVisible(not shown)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None and not item.isHidden():
            self.accept()
            self.chosen.emit(item.text(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while the search line has the keyboard."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.list.event(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose()
                return True
        return super().eventFilter(watched, event)


def _list(items: list[QTreeWidgetItem]) -> QTreeWidget:
    made = QTreeWidget()
    made.setObjectName("tokenlist")
    made.setColumnCount(3)
    made.setHeaderLabels(["名称", "现在的内容", "来源"])
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.addTopLevelItems(items)
    made.setCurrentItem(items[0])
    header = made.header()
    header.setStretchLastSection(True)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
    made.setColumnWidth(1, 220)
    return made


def _item(token: Token) -> QTreeWidgetItem:
    made = QTreeWidgetItem([token.name, token.words.replace("\n", " "), token.source])
    for column in range(made.columnCount()):
        made.setToolTip(column, made.text(column))
    made.setForeground(1, (Colour.DOUBT if token.missing else Colour.TEXT).colour)
    made.setForeground(2, Colour.MUTED.colour)
    return made
