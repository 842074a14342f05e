"""A date typed in any spelling, or picked from a calendar; it can be empty."""

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QIcon, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from gui.widgets.cell_line import CellLine
from storage.errors import BadValue
from storage.values import parse_date

__all__ = ["DateEdit"]

_CHINESE = QLocale(QLocale.Language.Chinese, QLocale.Country.China)


class DateEdit(CellLine):
    """``year`` is the report's, for a month and day typed alone."""

    def __init__(self, year: int, parent: QWidget | None = None) -> None:
        super().__init__(f"如 3.15 或 {year}-3-15", parent)
        self._year = year
        self._calendar: QCalendarWidget | None = None
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
