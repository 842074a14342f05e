"""A date typed in any spelling or in short, or picked from a calendar; it can be empty."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QIcon, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from gui.widgets.cell_line import CellLine
from storage.date_words import day_meant, day_said
from storage.errors import BadValue
from storage.values import parse_date

__all__ = ["DateEdit"]

_CHINESE = QLocale(QLocale.Language.Chinese, QLocale.Country.China)


class DateEdit(CellLine):
    """``year`` is the report's, for a month and day typed alone.

    What is typed in short (d-3, 今天) is put in as the day it means once the clerk goes on.
    """

    def __init__(
        self,
        year: int,
        parent: QWidget | None = None,
        *,
        calendar: bool = True,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__("如 3.15、今天、d-3", parent)
        self._year, self._today = year, today
        self._calendar: QCalendarWidget | None = None
        if calendar:
            self._offer_calendar()

    def spelled_out(self) -> str:
        """What is typed, as the day it means where it means one."""
        try:
            day = day_meant(self.text(), self._year, self._today())
        except BadValue:
            return self.text()
        return day.isoformat() if day else ""

    def reading(self) -> str:
        """The day read out, nothing where it is none or is written out already."""
        whole = self.spelled_out()
        if whole == self.text():
            return ""
        return day_said(date.fromisoformat(whole), self._year) if whole else ""

    def settle(self) -> None:
        """Take the day that was meant."""
        self._take()

    def commit(self) -> None:
        """Tell what is typed; what stands for a day only once the clerk goes on."""
        if not self.hasFocus():
            self._take()
        if not self._in_short():
            super().commit()

    def finish(self) -> None:
        """Tell the day that was meant."""
        self.take_composed()
        self._take()
        super().finish()

    def _take(self) -> None:
        if self._in_short():
            self.setText(self.spelled_out())

    def _in_short(self) -> bool:
        """Whether it can be read, but only by knowing what day today is and the like."""
        try:
            parse_date(self.text(), self._year)
        except BadValue:
            return self.spelled_out() != self.text()
        return False

    def _offer_calendar(self) -> None:
        button = QToolButton()
        button.setText("日历")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(self._open)
        self.add_button(button)

    def _open(self) -> None:
        # A pop-up is fine here: nothing is typed in it.
        if self._calendar is None:
            self._calendar = _calendar(self)
            self._calendar.clicked.connect(self._pick)
            self._calendar.activated.connect(self._pick)
        self._calendar.setSelectedDate(self._day())
        self._calendar.adjustSize()
        self._calendar.move(self.mapToGlobal(QPoint(0, self.height() + 1)))
        self._calendar.show()

    def _day(self) -> QDate:
        try:
            day = parse_date(self.text(), self._year)
        except BadValue:
            day = None
        today = QDate.currentDate()
        inside = today if today.year() == self._year else QDate(self._year, 1, 1)
        return QDate(day.year, day.month, day.day) if day else inside

    def _pick(self, day: QDate) -> None:
        assert self._calendar is not None
        self._calendar.hide()
        self.setText(f"{day.year()}-{day.month():02}-{day.day():02}")
        self.finish()


def _calendar(parent: QWidget) -> QCalendarWidget:
    calendar = QCalendarWidget(parent)
    calendar.setWindowFlags(Qt.WindowType.Popup)
    calendar.setLocale(_CHINESE)
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
    calendar.setDateEditEnabled(False)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, QTextCharFormat())
    for name, text in (("prev", "上月"), ("next", "下月")):
        arrow = calendar.findChild(QToolButton, f"qt_calendar_{name}month")
        assert arrow is not None, "the calendar has its two arrows"
        arrow.setIcon(QIcon())
        arrow.setText(text)
    return calendar
