"""What is said about where a figure comes from."""

from collections.abc import Sequence
from decimal import Decimal

from gui.tracing.found_list import Head
from storage.cells import show_cell
from storage.figures import Figure, Source
from storage.ledgers import Column, Kind, Ledger
from storage.report import Entry, Report
from storage.traces import Trace
from storage.values import show

__all__ = [
    "FIGURE_HEADS",
    "entry_cells",
    "entry_heads",
    "entry_title",
    "figure_cells",
    "origin",
    "total_line",
]

FIGURE_HEADS = (Head("数"), Head("是多少", 8, number=True), Head("怎么来的", 14))


def origin(report: Report, found: Trace) -> str:
    """How the figure comes to its value, and what else it could be."""
    figure = found.figure
    if unread := report.unparsed.get(figure.field.key):
        return f"填的是“{unread}”，不是可用的数，所以还没有算进去。"
    match figure.source:
        case Source.TYPED:
            return f"这个数是手工填的。{_against(figure)}"
        case Source.COUNTED:
            return "这个数是从台账里数出来的，就是下面这些条目；台账一改，它就跟着变。"
        case Source.SUMMED:
            return "这个数是下面各项相加得出的。"
    if figure.field.sum_of:
        return "还没有这个数：下面各项填齐以后自动相加。"
    if figure.field.count:
        return "还没有填。可以直接填，也可以在台账里记，程序会自动数。"
    return "还没有填。"


def _against(figure: Figure) -> str:
    """Where entries or parts come to something else than what was typed."""
    pairs = (("台账数出来", figure.counted, "台账的数"), ("各项相加", figure.summed, "各项之和"))
    for words, other, instead in pairs:
        if other is None:
            continue
        if other == figure.value:
            return f"{words}也是 {show(other)}，两边一致。"
        apart = ""
        if isinstance(figure.value, Decimal):
            apart = f"，相差 {show(abs(figure.value - other))}"
        typed = f"填的是 {show(figure.value)}，{words}是 {show(other)}{apart}。"
        return f"{typed}清空这一格，就改用{instead}。"
    return ""


def total_line(ledger: Ledger, found: Trace) -> str:
    """The sum of the entries as the figure takes it."""
    count = found.figure.field.count
    if count is None:
        return ""
    column = ledger.column(count.sum)
    counted = found.figure.counted or Decimal(0)
    total = found.total if found.whole else counted * count.divide
    line = f"{column.label}合计 {show(total)} {column.unit}"
    if count.divide != 1:
        line += f"，除以 {count.divide} 是 {show(counted)} {found.figure.field.unit}"
    if found.whole:
        return f"共 {len(found.entries)} 条，{line}"
    if not found.entries:
        return f"{line}，正在台账里找这些条目…"
    return f"{line}；条目很多，这里列出前 {len(found.entries)} 条"


def entry_heads(ledger: Ledger, summed: str) -> tuple[tuple[Head, ...], tuple[str, ...]]:
    """Which columns of a ledger tell one entry from another, and the one that is summed."""
    name = _naming(ledger)
    day = next((each for each in ledger.columns if each.kind is Kind.DATE), None)
    number = next((each for each in ledger.columns if each.key == "number"), None)
    heads = [(Head(name.label), name.key)]
    if number:
        heads.insert(0, (Head(number.label, 13), number.key))
    if day:
        heads.append((Head(day.label, 7), day.key))
    heads.append((Head(ledger.column(summed).label, 6, number=True), summed))
    return tuple(head for head, _ in heads), tuple(key for _, key in heads)


def entry_title(ledger: Ledger, entry: Entry) -> str:
    """What an entry is called, "" where that is blank."""
    return show_cell(entry.cells.get(_naming(ledger).key))


def _naming(ledger: Ledger) -> Column:
    texts = (each for each in ledger.columns if each.kind is Kind.TEXT)
    return max(texts, key=lambda each: each.width)


def entry_cells(entry: Entry, keys: Sequence[str]) -> tuple[str, ...]:
    """The texts of an entry; one without a quantity counts as one."""
    return tuple(
        str(entry.quantity) if key == "quantity" else show_cell(entry.cells.get(key))
        for key in keys
    )


def figure_cells(figure: Figure) -> tuple[str, str, str]:
    """A figure in a list: its name, its value, where that comes from."""
    unit = f" {figure.field.unit}" if isinstance(figure.value, Decimal) else ""
    value = "未填" if figure.value is None else show(figure.value) + unit
    how = "" if figure.source is Source.NONE else figure.source.value
    if figure.source is Source.TYPED and figure.counted is not None:
        how += f"（台账是 {show(figure.counted)}）"
    return figure.field.token, value, how
