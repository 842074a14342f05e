"""筛选: for each column with terms a list of them, to show only the entries with one."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from gui.session import Session
from gui.theme import restyle
from gui.widgets.panels import GAP
from gui.widgets.still_combo import StillCombo
from storage.ledgers import Column, Kind, Ledger
from storage.tally import BLANK, MONTH

__all__ = ["FilterRow", "own_columns"]

_BLANK = "（空着）"


class FilterRow(QWidget):
    """``changed`` follows each choice; ``where`` is what a Query takes."""

    changed = Signal()

    def __init__(self, session: Session, ledger: Ledger) -> None:
        super().__init__()
        self._session, self._ledger = session, ledger
        self.boxes: dict[str, QComboBox] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP // 2)
        for key, label, terms in self._offers():
            self.boxes[key] = box = _TermBox(label, terms)
            box.currentIndexChanged.connect(lambda _place, box=box: self._chosen(box))
            line.addWidget(box, 1)
        line.addStretch()

    @property
    def where(self) -> Mapping[str, tuple[str, ...]]:
        """The chosen term of each column with one."""
        chosen = {key: box.currentData() for key, box in self.boxes.items()}
        return {key: (term,) for key, term in chosen.items() if term is not None}

    def clear(self) -> None:
        """Choose nothing, told once."""
        before = self.where
        for box in self.boxes.values():
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)
            _mark(box)
        if before:
            self.changed.emit()

    def offer_own(self, key: str, terms: list[str]) -> None:
        """List terms that the clerk made; the chosen one stays."""
        box = self.boxes[key]
        chosen = box.currentData()
        box.blockSignals(True)
        while box.count() > 1:
            box.removeItem(1)
        for term in dict.fromkeys([*terms, *([chosen] if chosen else []), BLANK]):
            box.addItem(term or _BLANK, term)
        box.setCurrentIndex(max(box.findData(chosen), 0) if chosen is not None else 0)
        box.blockSignals(False)

    def _chosen(self, box: QComboBox) -> None:
        _mark(box)
        self.changed.emit()

    def _offers(self) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
        """Each list's key, its name, and its terms with the words for them."""
        year, blank = self._session.report.year, (BLANK, _BLANK)
        days = [each for each in self._ledger.columns if each.kind is Kind.DATE]
        for column in days[:1]:
            months = [(f"{year}-{month:02}", f"{month} 月") for month in range(1, 13)]
            yield column.key + MONTH, column.label, [*months, blank]
        for column in self._ledger.columns:
            if column.kind in (Kind.CHOICE, Kind.CHOICES):
                yield column.key, column.label, [*((each, each) for each in column.choices), blank]
            elif column.kind is Kind.FLAG:
                yield column.key, column.label, [("是", "是"), ("否", "否")]
            elif _is_own(column):
                yield column.key, column.label, [blank]


class _TermBox(StillCombo):
    """A list whose first line is the column's name."""

    def __init__(self, label: str, terms: list[tuple[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(f"按{label}筛选")
        self.setProperty("role", "filter")
        self.setProperty("state", "")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(min(len(label) + 1, 6))
        # They share the line evenly and give way on a narrow screen.
        self.setMinimumWidth(56)
        self.setMaximumWidth(self.fontMetrics().horizontalAdvance("国") * 13)
        self.setMaxVisibleItems(20)
        self.addItem(label)
        for term, words in terms:
            self.addItem(words, term)
        self.setToolTip(f"只看{label}是某一项的")

    def showPopup(self) -> None:
        """As wide as its longest term."""
        self.view().setMinimumWidth(min(self.view().sizeHintForColumn(0) + 24, 420))
        super().showPopup()


def own_columns(ledger: Ledger) -> list[str]:
    """The columns whose terms the clerk makes (栏目)."""
    return [each.key for each in ledger.columns if _is_own(each)]


def _is_own(column: Column) -> bool:
    return column.key == "topic"


def _mark(box: QComboBox) -> None:
    state = "chosen" if box.currentIndex() > 0 else ""
    if state != box.property("state"):
        box.setProperty("state", state)
        restyle(box)
