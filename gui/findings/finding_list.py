"""检查结果 as a list: by severity, 未填 folded by page, each sentence whole."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from gui.findings.finding_rows import SHOWN, FindingRows, Shown
from storage.findings import Finding
from storage.rules import Severity

__all__ = ["BLANK", "EXPLAINED", "FindingList"]

BLANK = "B0"
"""The rule that finds a figure 未填."""
EXPLAINED = "已说明"
"""The group of doubts kept with a reason."""


class FindingList(QTreeWidget):
    """``wanted`` tells the place of a finding the clerk wants to go to."""

    wanted = Signal(str)
    chosen = Signal(object)
    """The finding of the current row, None on a heading."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("findings")
        self.setAccessibleName("检查结果")
        self.setHeaderHidden(True)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = FindingRows(self, lambda index: self._open(self.itemFromIndex(index)))
        self.setItemDelegate(rows)
        self.itemActivated.connect(lambda item, _column: self._open(item))
        self.currentItemChanged.connect(lambda item, _before: self.chosen.emit(_finding(item)))
        self._shown: tuple[Finding, ...] | None = None
        self._groups: dict[str, QTreeWidgetItem] = {}
        self._rows: dict[Finding, QTreeWidgetItem] = {}

    def show_findings(self, findings: tuple[Finding, ...], pages: Mapping[str, str]) -> None:
        """Show all of them; what was unfolded and chosen stays so. ``pages`` names pages."""
        if findings == self._shown:
            return
        self._shown = findings
        unfolded = {key: item.isExpanded() for key, item in self._groups.items()}
        item = self.currentItem()
        chosen = item.data(0, SHOWN) if item is not None else None
        place = next((at for at, row in enumerate(self._rows.values()) if row is item), -1)
        scrolled = self.verticalScrollBar().value()
        self.clear()
        self._groups, self._rows = {}, {}
        for severity in Severity:
            here = [f for f in findings if f.severity is severity and f.rule != BLANK and f.open]
            if here:
                group = self._group(severity.value, f"{severity.value}（{len(here)} 处）")
                self._fill(group, severity.value, here, pages)
        self._add_blanks([each for each in findings if each.rule == BLANK and each.open], pages)
        if explained := [each for each in findings if not each.open]:
            group = self._group(EXPLAINED, f"{EXPLAINED}（{len(explained)} 处）")
            self._fill(group, "已说明", explained, pages)
        for key, group in self._groups.items():
            group.setExpanded(unfolded.get(key, not key.startswith(f"{BLANK}/")))
        self._choose(chosen, place)
        self.verticalScrollBar().setValue(scrolled)

    def group(self, key: str) -> QTreeWidgetItem | None:
        """A heading: a severity's word, ``B0`` for 未填, ``B0/PAGE`` for one page's."""
        return self._groups.get(key)

    def row(self, finding: Finding) -> QTreeWidgetItem:
        """The row of a finding that is shown."""
        return self._rows[finding]

    def _add_blanks(self, blanks: list[Finding], pages: Mapping[str, str]) -> None:
        if not blanks:
            return
        whole = self._group(BLANK, f"还没有填（{len(blanks)} 项）")
        for key in dict.fromkeys(each.page for each in blanks):
            here = [each for each in blanks if each.page == key]
            title = f"{pages.get(key, key)}（{len(here)} 项）"
            self._fill(self._group(f"{BLANK}/{key}", title, whole), "未填", here, pages)

    def _group(
        self, key: str, title: str, parent: QTreeWidgetItem | None = None
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem([title])
        if parent is None:
            font = self.font()
            font.setBold(True)
            item.setFont(0, font)
            self.addTopLevelItem(item)
        else:
            parent.addChild(item)
        self._groups[key] = item
        return item

    def _fill(
        self,
        group: QTreeWidgetItem,
        word: str,
        findings: list[Finding],
        pages: Mapping[str, str],
    ) -> None:
        for each in findings:
            item = QTreeWidgetItem([f"{word}：{each.sentence}"])
            item.setData(0, SHOWN, Shown(each, word, pages.get(each.page, "")))
            group.addChild(item)
            self._rows[each] = item

    def _open(self, item: QTreeWidgetItem) -> None:
        shown = item.data(0, SHOWN)
        if isinstance(shown, Shown):
            self.wanted.emit(shown.finding.place)
        else:
            item.setExpanded(not item.isExpanded())

    def _choose(self, chosen: object, place: int) -> None:
        """What was chosen; where it is mended, what has come to its place."""
        rows = {each.key: row for each, row in self._rows.items()}
        after = list(self._rows.values())[place : place + 1] if place >= 0 else []
        if isinstance(chosen, Shown) and chosen.finding.key in rows:
            self.setCurrentItem(rows[chosen.finding.key])
        elif after and after[0].parent().isExpanded():
            self.setCurrentItem(after[0])
        elif self._groups:
            self.setCurrentItem(next(iter(self._groups.values())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences wrap anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()


def _finding(item: QTreeWidgetItem | None) -> Finding | None:
    shown = item.data(0, SHOWN) if item is not None else None
    return shown.finding if isinstance(shown, Shown) else None
