"""A year on one sheet: twelve months, each day worked or not; moved through like a table."""

from calendar import Calendar, monthrange
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Colour
from gui.widgets.cell_delegate import draw_focus
from storage.workdays import Workdays, official, plain_day

__all__ = ["YearView"]

_ACROSS, _DOWN = 4, 3
_WEEK = "一二三四五六日"
_ROWS = 6
_GAP = 18
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


class YearView(QWidget):
    """``moved`` tells that other days are chosen; ``asked`` what is to become of them: ``turn``
    or ``restore``. Days of another year are out of reach."""

    moved = Signal()
    asked = Signal(str)

    def __init__(self, year: int, workdays: Callable[[], Workdays]) -> None:
        super().__init__()
        self._workdays = workdays
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_year(year)

    def show_year(self, year: int) -> None:
        """Show a year, its first day chosen."""
        self.year = year
        self._day = self._anchor = date(year, 1, 1)
        self.setAccessibleName(f"{year}年工作日历")
        self._tell()

    @property
    def day(self) -> date:
        """The day the keyboard is on."""
        return self._day

    @property
    def chosen(self) -> list[date]:
        """The chosen days in their order."""
        first, last = sorted((self._anchor, self._day))
        return [first + timedelta(place) for place in range((last - first).days + 1)]

    def go(self, day: date, *, extend: bool = False) -> None:
        """Choose a day, or all from the one chosen first up to it; kept within the year."""
        self._day = min(max(day, date(self.year, 1, 1)), date(self.year, 12, 31))
        if not extend:
            self._anchor = self._day
        self._tell()

    def _tell(self) -> None:
        self.update()
        self.moved.emit()

    # -- keys and mouse ------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home, End and Page keys move, with Shift they choose more."""
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        day, last = self._day, monthrange(self.year, self._day.month)[1]
        match event.key():
            case key if key in _STEPS:
                self.go(day + timedelta(_STEPS[Qt.Key(key)]), extend=extend)
            case Qt.Key.Key_Home:
                self.go(day.replace(day=1), extend=extend)
            case Qt.Key.Key_End:
                self.go(day.replace(day=last), extend=extend)
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown as key:
                self.go(self._months_on(1 if key == Qt.Key.Key_PageDown else -1), extend=extend)
            case Qt.Key.Key_Space:
                self.asked.emit("turn")
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.asked.emit("restore")
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day under the mouse, with Shift all up to it."""
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if day := self.day_at(event.position().toPoint()):
            self.go(day, extend=extend)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose the days drawn over."""
        if day := self.day_at(event.position().toPoint()):
            self.go(day, extend=True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Turn the day."""
        if self.day_at(event.position().toPoint()):
            self.asked.emit("turn")

    def _months_on(self, months: int) -> date:
        month = min(max(self._day.month + months, 1), 12)
        return date(self.year, month, min(self._day.day, monthrange(self.year, month)[1]))

    # -- places --------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Room for twelve months."""
        width, height = self._month_size()
        return QSize(
            _ACROSS * width + (_ACROSS - 1) * _GAP + 4, _DOWN * height + (_DOWN - 1) * 8 + 4
        )

    def place_of(self, day: date) -> QRect:
        """Where a day is drawn."""
        (width, height), cell = self._month_size(), self._cell()
        left = (day.month - 1) % _ACROSS * (width + _GAP) + 2
        top = (day.month - 1) // _ACROSS * (height + 8) + 2
        place = date(day.year, day.month, 1).weekday() + day.day - 1
        row, column = divmod(place, 7)
        return QRect(QPoint(left + column * cell.width(), top + (row + 2) * cell.height()), cell)

    def day_at(self, point: QPoint) -> date | None:
        """The day drawn there, if any."""
        days = (date(self.year, 1, 1) + timedelta(place) for place in range(366))
        return next(
            (
                each
                for each in days
                if each.year == self.year and self.place_of(each).contains(point)
            ),
            None,
        )

    def _cell(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("00") + 17, metrics.height() + 1)

    def _month_size(self) -> tuple[int, int]:
        cell = self._cell()
        return 7 * cell.width(), (_ROWS + 2) * cell.height()

    # -- painting ------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """All months; the chosen days marked."""
        painter = QPainter(self)
        workdays, chosen = self._workdays(), set(self.chosen)
        for month in range(1, 13):
            self._paint_heads(painter, month)
            for day in Calendar().itermonthdates(self.year, month):
                if (day.year, day.month) == (self.year, month):
                    self._paint_day(painter, day, workdays, chosen)
        if self.hasFocus():
            draw_focus(painter, self.place_of(self._day))
        painter.end()

    def _paint_heads(self, painter: QPainter, month: int) -> None:
        cell, first = self._cell(), self.place_of(date(self.year, month, 1))
        left = first.left() - date(self.year, month, 1).weekday() * cell.width()
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(Colour.TEXT.colour)
        title = QRect(left, first.top() - 2 * cell.height(), 7 * cell.width(), cell.height())
        painter.drawText(title, Qt.AlignmentFlag.AlignCenter, f"{month}月")
        painter.setFont(self.font())
        painter.setPen(Colour.FAINT.colour)
        for place, name in enumerate(_WEEK):
            head = QRect(QPoint(left + place * cell.width(), first.top() - cell.height()), cell)
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_day(
        self, painter: QPainter, day: date, workdays: Workdays, chosen: set[date]
    ) -> None:
        place, works = self.place_of(day), workdays.works(day)
        ours = workdays.said(day) is not None and works != official(day)
        mark = _mark(day, works)
        ground = Colour.DOUBT_PALE if mark == "班" else Colour.GROUND if mark else None
        if day in chosen:
            ground = Colour.ACCENT_PALE
        if ground is not None:
            painter.fillRect(place.adjusted(1, 1, -1, -1), ground.colour)
        painter.setFont(self.font())
        painter.setPen((Colour.TEXT if works else Colour.GOOD if mark else Colour.FAINT).colour)
        number = place.adjusted(0, 0, -10 if mark else 0, 0)
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if mark:
            self._paint_mark(painter, place, mark)
        if ours:
            line = place.adjusted(5, place.height() - 3, -5, -1)
            painter.fillRect(line, Colour.ACCENT.colour)

    def _paint_mark(self, painter: QPainter, place: QRect, mark: str) -> None:
        small = QFont(self.font())
        small.setPointSizeF(self.font().pointSizeF() * 0.72)
        painter.setFont(small)
        painter.setPen((Colour.DOUBT if mark == "班" else Colour.GOOD).colour)
        corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        painter.drawText(place.adjusted(0, 1, -2, 0), corner, mark)


def _mark(day: date, works: bool) -> str:
    """休 on a day off that is more than a weekend, 班 on a weekend that is worked."""
    if works:
        return "班" if day.weekday() >= 5 else ""
    return "" if plain_day(day) in ("周末", "调休上班") else "休"
