"""一览: what the pictures of a year show, as plain numbers; drawing them is not done here."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from storage.figures import Figure
from storage.last_year import change_of
from storage.report import Report
from storage.tally import MONTH

__all__ = ["Bar", "Series", "Shape", "glance"]

_MOST = 8
"""So many outcomes are drawn; the rarest are drawn together."""


class Shape(Enum):
    """How a series is best read."""

    COLUMNS = "columns"
    """Standing beside each other: a course of time."""
    ROWS = "rows"
    """Lying below each other: long names."""
    PAIRS = "pairs"
    """Two at a time: this year against last."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One number of a picture; ``last`` is last year's."""

    label: str
    value: Decimal
    unit: str
    last: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """One picture. ``nothing`` is said instead where there is nothing to draw; ``year`` is the
    report's, ``note`` what the picture leaves out."""

    title: str
    shape: Shape
    year: int
    bars: tuple[Bar, ...]
    nothing: str
    note: str = ""

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw: a picture of zeros says nothing."""
        return any(bar.value or bar.last for bar in self.bars)

    @property
    def words(self) -> str:
        """The whole picture in words, for those who do not see it."""
        if not self.drawn:
            return self.nothing
        said = "，".join(f"{bar.label} {bar.value:f} {bar.unit}{_last(bar)}" for bar in self.bars)
        return f"{self.title}：{said}。{self.note}"


def _last(bar: Bar) -> str:
    return "" if bar.last is None else f"（上年 {bar.last:f}）"


def glance(report: Report, figures: Mapping[str, Figure]) -> tuple[Series, ...]:
    """The pictures of a year in the order of 概览."""
    return (
        _by_month(report),
        _by_channel(report, figures),
        _by_outcome(report, figures),
        _against_last_year(report, figures),
    )


def _by_month(report: Report) -> Series:
    sums = _sums(report, "publications", f"published_on{MONTH}")
    names = [(f"{month}月", f"{report.year}-{month:02}") for month in range(1, 13)]
    bars = [Bar(label, Decimal(sums.pop(month, 0)), "条") for label, month in names]
    left = sum(sums.values())
    return Series(
        "主动公开：各月（条）",
        Shape.COLUMNS,
        report.year,
        tuple(bars),
        "在主动公开台账里记上带日期的信息，这里就会一个月一个月地画出来。",
        f"另有 {left} 条没有写日期，或者不在 {report.year} 年内，没有画。" if left else "",
    )


def _by_channel(report: Report, figures: Mapping[str, Figure]) -> Series:
    terms = report.format.ledgers["publications"].column("channels").choices
    values = _figured(figures, "publications", "channels", terms)
    if not values:
        held = report.ledger("publications").tally(("channels",)).groups()
        for (channels,), group in held:
            for term in channels if isinstance(channels, tuple) else ():
                values[term] = values.get(term, Decimal(0)) + group.quantity
    return Series(
        "主动公开：各渠道（条）",
        Shape.ROWS,
        report.year,
        tuple(Bar(term, values.get(term, Decimal(0)), "条") for term in terms),
        "填上各渠道的数，或者在主动公开台账里选上公开渠道，这里就会画出来。",
        "同一条信息可以走几个渠道，所以各渠道加起来可以比总数多。",
    )


def _by_outcome(report: Report, figures: Mapping[str, Figure]) -> Series:
    terms = report.format.ledgers["requests"].column("outcome").choices
    values = _figured(figures, "requests", "outcome", terms)
    bars = [Bar(term, values[term], "件") for term in terms if values.get(term)]
    bars.sort(key=lambda bar: -bar.value)
    if len(bars) > _MOST:
        rest = bars[_MOST - 1 :]
        together = sum((bar.value for bar in rest), Decimal(0))
        bars[_MOST - 1 :] = [Bar(f"其余 {len(rest)} 种结果", together, "件")]
    return Series(
        "依申请公开：各种答复结果（件）",
        Shape.ROWS,
        report.year,
        tuple(bars),
        "有了答复的申请，这里就会按答复结果画出来。",
    )


def _against_last_year(report: Report, figures: Mapping[str, Figure]) -> Series:
    bars: list[Bar] = []
    for key in report.format.highlights:
        figure = figures[key]
        change = change_of(report, key, figure.value)
        if change is not None:
            value = change.last + change.difference
            bars.append(
                Bar(
                    f"{figure.field.token}（{figure.field.unit}）",
                    value,
                    figure.field.unit,
                    change.last,
                )
            )
    return Series(
        "与上年相比",
        Shape.PAIRS,
        report.year,
        tuple(bars),
        f"把 {report.year - 1} 年度的年报也放进这个文件，填好今年的数，这里就会把两年画在一起。",
        "每一对各按自己的大小画，不同的对之间不比高低。",
    )


def _figured(
    figures: Mapping[str, Figure], ledger: str, column: str, terms: tuple[str, ...]
) -> dict[str, Decimal]:
    """By term, the figures that ask for just this term of the column, typed or counted."""
    found: dict[str, Decimal] = {}
    for figure in figures.values():
        count = figure.field.count
        asked = count.where.get(column, ()) if count and count.ledger == ledger else ()
        if len(asked) == 1 and asked[0] in terms and isinstance(figure.value, Decimal):
            found[asked[0]] = found.get(asked[0], Decimal(0)) + figure.value
    return found


def _sums(report: Report, ledger: str, column: str) -> dict[object, int]:
    """件数/条数 by the content of one column."""
    groups = report.ledger(ledger).tally((column,)).groups()
    return {cell: group.quantity for (cell,), group in groups}
