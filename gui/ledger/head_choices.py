"""Which column of a table goes into which column of the ledger: a choice beside each head."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from gui.widgets.panels import GAP, label
from gui.widgets.still_combo import StillCombo
from storage.given_table import GivenTable
from storage.ledger_heads import Heads, plain_head
from storage.ledgers import Ledger
from storage.phrases import brief

__all__ = ["HeadChoices"]

_NOT_TAKEN = "不导入"
_BRIEF = 16


class HeadChoices(QWidget):
    """A line for each column of the table: its head, its first content, and where it goes."""

    changed = Signal()

    def __init__(self, table: GivenTable, heads: Heads, held: Ledger) -> None:
        super().__init__()
        self.combos: dict[int, QComboBox] = {}
        self._heads, self._width = heads, table.width
        lines = QGridLayout(self)
        lines.setContentsMargins(0, 0, GAP, 0)
        lines.setHorizontalSpacing(GAP)
        lines.setVerticalSpacing(6)
        lines.setColumnStretch(1, 1)
        for place, name in enumerate(heads.names):
            example = _first_below(table, heads.row, place)
            if not name and not example:
                continue
            said = name or f"第 {place + 1} 列"
            self.combos[place] = combo = self._combo(held, heads.keys[place], said)
            line = lines.rowCount()
            lines.addWidget(label(brief(said, _BRIEF)), line, 0)
            lines.addWidget(
                label(f"例如 {brief(example, _BRIEF)}" if example else "", "muted"), line, 1
            )
            lines.addWidget(combo, line, 2)

    @property
    def keys(self) -> Sequence[str]:
        """The ledger's column of each column of the table, "" where it is left out."""
        chosen = {place: str(combo.currentData()) for place, combo in self.combos.items()}
        return [chosen.get(place, "") for place in range(self._width)]

    @property
    def by_head(self) -> Mapping[str, str]:
        """What was chosen for each head that has a name, to be remembered."""
        named = ((plain_head(self._heads.names[place]), place) for place in self.combos)
        keys = self.keys
        return {name: keys[place] for name, place in named if name}

    def _combo(self, held: Ledger, key: str, said: str) -> QComboBox:
        combo = StillCombo()
        combo.setAccessibleName(f"“{said}”导入到")
        combo.addItem(_NOT_TAKEN, "")
        for column in held.columns:
            combo.addItem(column.label, column.key)
        combo.setCurrentIndex(combo.findData(key))
        combo.activated.connect(lambda _row: self._settle(combo))
        return combo

    def _settle(self, chosen: QComboBox) -> None:
        """A column of the ledger is filled from one place only: the one chosen last."""
        for combo in self.combos.values():
            if combo is not chosen and combo.currentData() == chosen.currentData():
                combo.setCurrentIndex(0)
        self.changed.emit()


def _first_below(table: GivenTable, row: int, place: int) -> str:
    below = (table.text(each, place) for each in range(row + 1, table.height))
    return next((text for text in below if text), "")
