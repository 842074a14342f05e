"""应答复日期: until when a request must be answered, and the steps by which that was reckoned.

《政府信息公开条例》: 令492, in force from 2008-05-01, 第二十四条 (15 working days, 延长 15 more,
征求第三方意见 not counted); 令711, in force from 2019-05-15, 第三十条 to 第三十三条 (20, 20 more;
补正 starts it anew; 征求意见 not counted); 国办函〔2020〕109号 (缴费 starts it anew). Which of the
two holds is decided by the day from which it runs, which itself never counts (民法典第二百零一条).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from storage.report import Cell
from storage.workdays import UnknownYear, Workdays

__all__ = ["CLOCK_DAYS", "Deadline", "deadline_of"]

CLOCK_DAYS = (
    "amend_asked_on",
    "amended_on",
    "consulted_on",
    "opinions_on",
    "charged_on",
    "paid_on",
)
"""The columns that stop the clock or start it anew; they may lie in the year after."""

_AMEND_WITHIN = 7
"""Working days to ask for 补正 in (2019 条例第三十条)."""

_RECEIVED = {
    "当面申请": "提交",
    "信函申请": "签收",
    "传真申请": "双方确认",
    "网络申请": "双方确认",
}
"""Which day is that of receipt, by 申请方式 (2019 条例第三十一条)."""


@dataclass(frozen=True, slots=True)
class _Regulation:
    since: date
    days: int
    """Working days to answer in, and as many more with 延期."""
    name: str
    asking: str = ""
    """Until when those asked for their opinion must answer."""


_NEW = _Regulation(
    date(2019, 5, 15), 20, "2019年《条例》第三十三条", "第三方应在收到后15个工作日内答复，"
)
_OLD = _Regulation(date(2008, 5, 1), 15, "2008年《条例》第二十四条")


@dataclass(frozen=True, slots=True)
class Deadline:
    """应答复日期 with the steps it was reckoned by, each a sentence.

    Without a day ``waiting`` says what the clock waits for, or ``unknown_year`` whose days nobody
    knows yet.
    """

    due: date | None
    steps: tuple[str, ...]
    waiting: str = ""
    unknown_year: int | None = None

    @property
    def unknown(self) -> str:
        """Why the day is not known, as a sentence; nothing where it is."""
        return "" if self.unknown_year is None else str(UnknownYear(self.unknown_year))


def deadline_of(cells: Mapping[str, Cell], workdays: Workdays) -> Deadline | None:
    """Until when a request must be answered; None while its day of receipt is not known."""
    received = cells.get("received_on")
    if not isinstance(received, date):
        return None
    reckoning = _Reckoning(cells, workdays, received)
    try:
        return reckoning.deadline()
    except UnknownYear as error:
        return Deadline(None, tuple(reckoning.steps), unknown_year=error.year)


class _Reckoning:
    """One request reckoned step by step."""

    def __init__(self, cells: Mapping[str, Cell], workdays: Workdays, received: date) -> None:
        self._cells, self._workdays, self._received = cells, workdays, received
        self.steps: list[str] = []

    def deadline(self) -> Deadline:
        """The last day to answer. Raises UnknownYear."""
        start, paused = self._received, ""
        rule = _rule_on(start)
        if rule is None:
            return Deadline(None, ("《条例》自2008年5月1日起施行，以前收到的申请没有答复期限。",))
        self.steps.append(f"{self._said(start)}收到{self._how(rule)}，{self._from(start, rule)}。")
        for asked, come, word in self._restarts():
            if come is None:
                paused = f"等待{word}"
                self.steps.append(f"{self._asked(asked, word)}还没有{word}，收到后重新计算。")
            elif come >= start:
                start, rule = come, _rule_on(come) or rule
                ran = self._from(start, rule)
                self.steps.append(
                    f"{self._asked(asked, word)}{self._said(come)}{word}，重新计算，{ran}。"
                )
        self._say_late_asking()
        if paused:
            return Deadline(None, tuple(self.steps), paused)
        return self._consulted(start, rule, self._extended(rule))

    def _consulted(self, start: date, rule: _Regulation, days: int) -> Deadline:
        """What is left once the days of 征求意见 are taken out."""
        due = self._workdays.after(start, days)
        asked, come = self._day("consulted_on"), self._day("opinions_on")
        if asked is not None and asked > due:
            self.steps.append("征求意见时期限已过，不再扣除。")
        elif asked is not None and come is None:
            left = self._workdays.between(max(asked, start), due)
            self.steps.append(
                f"{self._said(asked)}征求意见，{rule.asking}这段时间不计算；"
                f"收到意见后还有{left}个工作日。"
            )
            return Deadline(None, tuple(self.steps), "征求意见中")
        elif asked is not None and come is not None and come > max(asked, start):
            spent = self._workdays.between(max(asked, start), come)
            due = max(self._workdays.after(start, days + spent), self._worked(come))
            self.steps.append(
                f"{self._said(asked)}征求意见，{self._said(come)}收到意见，"
                f"其间{spent}个工作日不计算。"
            )
        self.steps.append(f"应在{self._said(due)}以前答复（含当天）。")
        return Deadline(due, tuple(self.steps))

    def _extended(self, rule: _Regulation) -> int:
        if not self._cells.get("extended"):
            return rule.days
        self.steps.append(f"办了延期答复，再加{rule.days}个工作日，共{2 * rule.days}个工作日。")
        return 2 * rule.days

    def _restarts(self) -> Iterator[tuple[date | None, date | None, str]]:
        """补正 and 缴费: asked for when, come when (None: not yet), and the word for it."""
        asked, come = self._day("amend_asked_on"), self._day("amended_on")
        if asked or come or self._cells.get("state") == "待补正":
            yield asked, come, "补正"
        asked, come = self._day("charged_on"), self._day("paid_on")
        if asked or come:
            yield asked, come, "缴费"

    def _say_late_asking(self) -> None:
        asked = self._day("amend_asked_on")
        if asked is None or self._received < _NEW.since:
            return
        last = self._workdays.after(self._received, _AMEND_WITHIN)
        if asked > last:
            self.steps.append(f"告知补正应在{_AMEND_WITHIN}个工作日内，即{self._said(last)}以前。")

    def _from(self, start: date, rule: _Regulation) -> str:
        first = self._workdays.after(start, 1)
        return f"从{self._said(first)}起算{rule.days}个工作日（{rule.name}）"

    def _how(self, rule: _Regulation) -> str:
        act = _RECEIVED.get(str(self._cells.get("way") or ""))
        return f"（以{act}之日为准）" if act and rule is _NEW else ""

    def _asked(self, asked: date | None, word: str) -> str:
        return f"{self._said(asked)}通知{word}，" if asked else ""

    def _day(self, key: str) -> date | None:
        day = self._cells.get(key)
        return day if isinstance(day, date) else None

    def _worked(self, day: date) -> date:
        return day if self._workdays.works(day) else self._workdays.after(day, 1)

    def _said(self, day: date) -> str:
        year = f"{day.year}年" if day.year != self._received.year else ""
        return f"{year}{day.month}月{day.day}日"


def _rule_on(day: date) -> _Regulation | None:
    return next((each for each in (_NEW, _OLD) if day >= each.since), None)
