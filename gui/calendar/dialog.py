"""工作日历: seeing and changing which days are worked; every change is kept at once."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gui.calendar.year_view import YearView
from gui.session import Session
from gui.widgets.panels import GAP, button, label, scrolled
from storage.edits import CalendarEdit
from storage.workdays import ENTERED, OFF, WORK, Workdays, day_key, official, plain_day

__all__ = ["CalendarDialog"]

_TITLE = 40
"""The bar of a window, in pixels."""
_FIRST, _LAST = 2008, 2100
"""《条例》 has been in force since 2008."""
_HOW = (
    "“休”是节假日，“班”是调休上班，有横线的是您改过的。"
    "方向键选日期，按住 Shift 选几天，空格键换成上班或放假，Delete 键恢复；"
    "改动马上保存，Ctrl+Z 撤销。"
)
_LOCKED = "现在打开的年度已经定稿，工作日历在这里只能看。请转到还没有定稿的年度去改。"
_WEEK = "一二三四五六日"


class CalendarDialog(QDialog):
    """Opens at a year, else at that of the report; undo goes back to how it was then."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, year: int | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("工作日历")
        self._session, self._opened_at = session, session.undo_stack.index()
        first = min(max(year or session.report.year, _FIRST), _LAST)
        self.view = YearView(first, lambda: Workdays(session.report.calendar))
        self.title, self.known = label("", "heading"), label("", wrap=True)
        self.about, self.how = label("", wrap=True), label("", "hint", wrap=True)
        self.entered = QCheckBox()
        self.entered.clicked.connect(self._say_entered)
        self.work = button("上班", lambda: self.mark(WORK))
        self.off = button("放假", lambda: self.mark(OFF))
        self.restore = button("恢复", lambda: self.mark(None))
        self.back = button("上一年", lambda: self.show_year(self.view.year - 1))
        self.on = button("下一年", lambda: self.show_year(self.view.year + 1))
        self._area = scrolled(self.view)
        self._lay_out()
        self._fit()
        self.view.moved.connect(self._tell)
        self.view.asked.connect(self._do)
        session.changed.connect(self._tell)
        for keys, turn in (("Ctrl+Z", self._undo), ("Ctrl+Y", session.redo)):
            QShortcut(QKeySequence(keys), self).activated.connect(turn)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def show_year(self, year: int) -> None:
        """Show another year."""
        self.view.show_year(min(max(year, _FIRST), _LAST))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark(self, said: str | None) -> None:
        """Say 上班 or 放假 of the chosen days; None, or what they are anyway, takes it back."""
        calendar = self._session.report.calendar
        edits: list[CalendarEdit] = []
        for day in self.view.chosen:
            after = None if said is None or (said == WORK) is official(day) else said
            before = calendar.get(day_key(day))
            if before != after:
                edits.append(CalendarEdit(day_key(day), before, after))
        if edits:
            self._session.edit("修改工作日历", edits)

    def _do(self, asked: str) -> None:
        if asked == "restore":
            self.mark(None)
            return
        works = Workdays(self._session.report.calendar).works(self.view.day)
        self.mark(OFF if works else WORK)

    def _say_entered(self, checked: bool) -> None:
        key = str(self.view.year)
        before = self._session.report.calendar.get(key)
        edit = CalendarEdit(key, before, ENTERED if checked else None)
        self._session.edit("修改工作日历", [edit])

    def _undo(self) -> None:
        if self._session.undo_stack.index() > self._opened_at:
            self._session.undo()

    def _fit(self) -> None:
        """The whole year in sight where the screen is high enough, else as much as there is."""
        wanted, frame = self.view.sizeHint(), 2 * GAP
        self._area.setMinimumSize(wanted.width() + frame, 200)
        whole = self.sizeHint().height() - self._area.sizeHint().height() + wanted.height()
        highest = self.screen().availableSize().height() - _TITLE
        self.resize(self.sizeHint().width(), min(whole + frame, highest))

    # -- what is seen --------------------------------------------------------------------

    def _tell(self) -> None:
        workdays, year = Workdays(self._session.report.calendar), self.view.year
        self.title.setText(f"{year} 年")
        self.back.setEnabled(year > _FIRST)
        self.on.setEnabled(year < _LAST)
        ours, known = workdays.entered(year), workdays.knows(year)
        self.entered.setVisible(ours or not known)
        self.entered.setText(f"{year} 年的放假和调休已经全部录入，可以用来计算期限")
        self.entered.setChecked(ours)
        self.known.setText(_known(year, known=known, ours=ours))
        locked = self._session.versions.locked
        for each in (self.work, self.off, self.restore, self.entered):
            each.setEnabled(not locked)
        self.how.setText(_LOCKED if locked else _HOW)
        self.about.setText(_about(self.view.chosen, workdays))
        place = self.view.place_of(self.view.day).center()
        self._area.ensureVisible(place.x(), place.y())
        self.view.setAccessibleDescription(self.about.text())
        self.view.update()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.known, 1)
        head.addWidget(self.back)
        head.addWidget(self.on)
        marks = QHBoxLayout()
        marks.addWidget(self.about, 1)
        for each in (self.work, self.off, self.restore):
            marks.addWidget(each)
        marks.addSpacing(GAP)
        marks.addWidget(button("关闭", self.accept, "primary"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 12, 24, 12)
        whole.setSpacing(GAP - 4)
        whole.addLayout(head)
        whole.addWidget(self.entered)
        whole.addWidget(self._area, 1)
        whole.addWidget(self.how)
        whole.addLayout(marks)


def _known(year: int, *, known: bool, ours: bool) -> str:
    if ours:
        return "按您录入的放假安排计算。"
    if known:
        return "按国务院办公厅公布的放假安排计算。"
    return f"{year}年的放假安排程序里还没有。请按国务院办公厅的通知录入，录完勾选下面这一行。"


def _about(days: list[date], workdays: Workdays) -> str:
    """The chosen day in words, or how many are chosen."""
    first, last = days[0], days[-1]
    if len(days) > 1:
        working = sum(workdays.works(day) for day in days)
        span = f"{first.month}月{first.day}日至{last.month}月{last.day}日"
        return f"{span}，共 {len(days)} 天，其中 {working} 个工作日"
    works = WORK if workdays.works(first) else OFF
    named = plain_day(first)
    why = f"（{named}）" if named and named != "调休上班" else "（调休）" if named else ""
    changed = workdays.said(first) is not None and workdays.works(first) != official(first)
    ours = "，是您改的" if changed else ""
    weekday = _WEEK[first.weekday()]
    return f"{first.month}月{first.day}日 星期{weekday}：{works}{why}{ours}"
