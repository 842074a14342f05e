"""What stands below a column of the form of a request: its term, and the fee it may cost."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.ledger.entry_edits import type_cells
from gui.ledger.request_clock import RequestClock, role_of
from gui.read_only import mark_field
from gui.session import Session
from gui.theme import restyle
from gui.widgets.line_edit import LineEdit
from gui.widgets.panels import button, label
from storage.errors import BadValue
from storage.processing_fee import CHARGED_SINCE, Fee, fee_by_item, fee_by_volume
from storage.report import Entry
from storage.same_applicant import earlier_this_month
from storage.values import parse_count

__all__ = ["FeeAside", "TermAside", "asides"]


def asides(session: Session, ledger_key: str) -> dict[str, "TermAside | FeeAside"]:
    """The widgets that explain an entry, by the column they stand below."""
    if ledger_key != "requests":
        return {}
    return {"state": TermAside(RequestClock(session)), "fee": FeeAside(session)}


class TermAside(QWidget):
    """答复期限: until when, how it stands, and the steps."""

    def __init__(self, clock: RequestClock) -> None:
        super().__init__()
        self._clock = clock
        self.words, self.steps = label("", "hint", wrap=True), label("", "hint", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 2, 0, 4)
        whole.setSpacing(2)
        whole.addWidget(self.words)
        whole.addWidget(self.steps)

    def show_entry(self, entry: Entry | None) -> None:
        """Say the term of this request, nothing while its day of receipt is not known."""
        standing = self._clock.standing(entry) if entry else None
        self.setVisible(standing is not None)
        if standing is None:
            return
        deadline = standing.deadline
        due = f"最迟 {deadline.due.isoformat()} 答复" if deadline.due else ""
        self.words.setText("，".join(filter(None, (due, standing.words))))
        self.words.setVisible(bool(self.words.text()))
        self.words.setProperty("role", role_of(standing))
        restyle(self.words)
        steps = [*deadline.steps, *filter(None, [deadline.unknown])]
        self.steps.setText("\n".join(steps))


class FeeAside(QWidget):
    """信息处理费: proposed by item and by volume, taken over by a button."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._entry: Entry | None = None
        self.before = LineEdit("0")
        self.before.setAccessibleName("这名申请人本月在这以前的件数")
        self.before.textChanged.connect(lambda _text: self._propose())
        self.item_steps, self.volume_steps = (label("", "hint", wrap=True) for _ in range(2))
        self.take_item = mark_field(button("", lambda: self._take(self._by_item())))
        self.take_volume = mark_field(button("", lambda: self._take(self._by_volume())))
        self.before.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 8)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(label("这名申请人本月在这以前", "hint"))
        line.addWidget(self.before)
        line.addWidget(label("件", "hint"))
        line.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 2, 0, 6)
        whole.setSpacing(4)
        whole.addLayout(line)
        for part in (self.item_steps, self.volume_steps):
            whole.addWidget(part)
        for take in (self.take_item, self.take_volume):
            whole.addWidget(take, 0, Qt.AlignmentFlag.AlignLeft)

    def show_entry(self, entry: Entry | None) -> None:
        """Propose the fee of this request, where the tariff holds for it."""
        if entry is None or self._entry is None or entry.id != self._entry.id:
            self.before.show_text("")
        self._entry = entry
        received = entry.cells.get("received_on") if entry else None
        self.setVisible(isinstance(received, date) and received >= CHARGED_SINCE)
        if self.isVisible():
            self._count()

    def showEvent(self, event: QShowEvent) -> None:
        """Count only what somebody sees."""
        super().showEvent(event)
        self._count()

    def _count(self) -> None:
        if self._entry is None:
            return
        known = earlier_this_month(self._session.report, self._entry)
        self.before.setReadOnly(known is not None)
        tip = "按“申请人”在台账里数出来的" if known is not None else "填了“申请人”就会自动数"
        self.before.setToolTip(tip)
        if known is not None:
            self.before.show_text(str(known))
        self._propose()

    def _propose(self) -> None:
        _say("按件", self._by_item(), self.item_steps, self.take_item)
        _say("按量", self._by_volume(), self.volume_steps, self.take_volume)

    def _by_item(self) -> Fee | None:
        try:
            before = parse_count(self.before.text()) or 0
        except BadValue:
            return None
        return fee_by_item(before, self._entry.quantity) if self._entry else None

    def _by_volume(self) -> Fee | None:
        pages = self._entry.cells.get("pages") if self._entry else None
        return fee_by_volume(pages) if isinstance(pages, int) and pages else None

    def _take(self, fee: Fee | None) -> None:
        if fee is not None and self._entry is not None:
            typed = {self._entry.id: {"fee": str(fee.amount)}}
            type_cells(self._session, "requests", typed, "采用信息处理费")


def _say(kind: str, fee: Fee | None, steps: QLabel, take: QPushButton) -> None:
    steps.setVisible(fee is not None)
    take.setVisible(fee is not None and fee.amount > 0)
    if fee is not None:
        steps.setText(f"{kind}：{'；'.join(fee.steps)}。")
        take.setText(f"{kind}收 {fee.amount} 元")
