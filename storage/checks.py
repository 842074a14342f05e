"""检查: everything that is wrong or doubtful in a report, found afresh each time.

错误 is said only where figures contradict each other or cannot be read; what may be right but
should be looked at is 存疑.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from storage.figures import Figure, Source, figures_of
from storage.findings import Finding
from storage.formats import Check, Severity
from storage.ledgers import LEDGERS, Kind, Ledger
from storage.report import Report, entry_place
from storage.values import NOT_APPLICABLE, Value, show
from storage.wording import Wording, split

__all__ = ["check", "check_relation", "holds"]

_NAMED = 3
"""So many operands are named in a formula; of more only the numbers are said."""
_LONG = 8
_COMPARE = {"=": "应等于", "<=": "不应大于", ">=": "不应小于"}


def check(report: Report, figures: Mapping[str, Figure] | None = None) -> tuple[Finding, ...]:
    """All findings, 错误 first, then by the order of the form."""
    known = figures_of(report) if figures is None else figures
    found = [
        *_unreadable(report),
        *(each for rule in report.format.checks for each in check_relation(rule, known)),
        *_typed_against_counted(known),
        *_unit(report),
        *_texts(report, known),
        *_entries(report),
        *_blank(known),
    ]
    order = list(Severity)
    return tuple(sorted(found, key=lambda each: order.index(each.severity)))


def holds(rule: Check, values: Mapping[str, Value | None]) -> bool:
    """Whether a relation holds; one with an operand 未填 is not judged and holds."""
    numbers = [values.get(key) for key in (*rule.left, *rule.right)]
    if any(number is None for number in numbers):
        return True
    left = sum((_number(values[key]) for key in rule.left), Decimal(0))
    right = _folded(rule, values)
    return {"=": left == right, "<=": left <= right, ">=": left >= right}[rule.compare]


def check_relation(rule: Check, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """The finding of one 勾稽关系, with its formula, numbers and difference."""
    values = {key: figures[key].value for key in (*rule.left, *rule.right)}
    if holds(rule, values):
        return
    left = sum((_number(values[key]) for key in rule.left), Decimal(0))
    right = _folded(rule, values)
    wanted = _COMPARE[rule.compare] if rule.severity is Severity.ERROR else "对照的数是"
    sentence = (
        f"{rule.where}{'：' if rule.where else ''}{_side(rule.left, left, figures)}，"
        f"{wanted} {_formula(rule, right, figures)}，"
        f"相差 {format(abs(left - right), 'f')}。{rule.rule}。"
    )
    field = figures[rule.left[0]].field
    also = (*rule.left[1:], *rule.right)
    yield Finding(rule.id, rule.severity, sentence, field.key, field.page, rule.basis, also)


def _formula(rule: Check, total: Decimal, figures: Mapping[str, Figure]) -> str:
    if rule.fold == "max" and len(rule.right) > 1:
        return f"各项中最大的 {format(total, 'f')}"
    if len(rule.right) <= _NAMED:
        return _side(rule.right, total, figures)
    numbers = [_number(figures[key].value) for key in rule.right]
    # Of a long column only what is not 0 is worth reading.
    told = [number for number in numbers if number] if len(numbers) > _LONG else numbers
    return " + ".join(format(each, "f") for each in told or [total]) + f" = {format(total, 'f')}"


def _side(keys: tuple[str, ...], total: Decimal, figures: Mapping[str, Figure]) -> str:
    said = " + ".join(f"{figures[key].field.name} {show(figures[key].value)}" for key in keys)
    return said if len(keys) == 1 else f"{said} = {format(total, 'f')}"


def _folded(rule: Check, values: Mapping[str, Value | None]) -> Decimal:
    numbers = [_number(values[key]) for key in rule.right]
    return max(numbers) if rule.fold == "max" else sum(numbers, Decimal(0))


def _number(value: Value | None) -> Decimal:
    return Decimal(0) if value is NOT_APPLICABLE or not isinstance(value, Decimal) else value


def _unreadable(report: Report) -> Iterator[Finding]:
    for place, text in report.unparsed.items():
        shown = text if len(text) <= 30 else text[:30] + "…"
        if field := report.format.fields.get(place):
            sentence = f"“{field.label}”填的“{shown}”不是可用的数，请改成数字。"
            yield Finding("T1", Severity.ERROR, sentence, place, field.page)
        else:
            key, entry_id, column_key = place.split("/")
            held = next(each for each in LEDGERS if each.key == key)
            label = held.column(column_key).label
            sentence = f"{held.name}第 {entry_id} 条的“{label}”填的“{shown}”看不懂，请改正。"
            yield Finding("T2", Severity.ERROR, sentence, place, _ledger_page(report, key))


def _typed_against_counted(figures: Mapping[str, Figure]) -> Iterator[Finding]:
    for figure in figures.values():
        differs = figure.counted is not None and figure.value != figure.counted
        if figure.source is Source.TYPED and differs:
            sentence = (
                f"“{figure.field.label}”手工填的是 {show(figure.value)}，"
                f"台账统计是 {show(figure.counted)}，请确认以哪个为准。"
            )
            key, page = figure.field.key, figure.field.page
            yield Finding("T3", Severity.DOUBT, sentence, key, page)


def _unit(report: Report) -> Iterator[Finding]:
    if not report.unit.name:
        sentence = "还没有填写单位全称，标题里会缺少它。"
        yield Finding("U1", Severity.DOUBT, sentence, "unit:name", "unit")


def _texts(report: Report, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    wording = Wording(report, figures)
    for part in report.format.texts.values():
        template, place = wording.template(part), f"text:{part.key}"
        if not template.strip():
            sentence = f"“{part.label}”还没有写，报告里这一处会是空的。"
            yield Finding("W1", Severity.DOUBT, sentence, place, "texts")
        for segment in split(template):
            if segment.token and segment.token not in wording.tokens:
                sentence = f"“{part.label}”里的 {segment.text} 不是已知的数名，会照原样印出来。"
                yield Finding("W2", Severity.DOUBT, sentence, place, "texts")


def _entries(report: Report) -> Iterator[Finding]:
    for ledger in LEDGERS:
        page = _ledger_page(report, ledger.key)
        for entry in report.ledger(ledger.key):
            for key, sentence in _entry_doubts(report, ledger, entry.cells):
                place = entry_place(ledger.key, entry.id, key)
                whole = f"{ledger.name}第 {entry.id} 条{_named(entry.cells)}：{sentence}"
                yield Finding("E1", Severity.DOUBT, whole, place, page)


def _named(cells: Mapping[str, object]) -> str:
    name = str(cells.get("title") or cells.get("problem") or cells.get("number") or "")
    return f"“{name[:20]}”" if name else ""


def _entry_doubts(
    report: Report, ledger: Ledger, cells: Mapping[str, object]
) -> Iterator[tuple[str, str]]:
    for column in ledger.columns:
        day = cells.get(column.key)
        in_year = column.kind is Kind.DATE and column.key != "due_on"
        if in_year and isinstance(day, date) and day.year != report.year:
            yield column.key, f"{column.label} {day.isoformat()} 不在 {report.year} 年内。"
    if ledger.key == "publications" and not cells.get("channels"):
        yield "channels", "没有选公开渠道，不会计入任何一个渠道的数。"
    if ledger.key == "requests":
        answered = cells.get("state") in {"已答复", "已结案"}
        if answered and not cells.get("outcome"):
            yield "outcome", "已经答复，但没有选答复结果。"
        received, replied = cells.get("received_on"), cells.get("answered_on")
        if isinstance(received, date) and isinstance(replied, date) and replied < received:
            yield "answered_on", "答复日期早于收到日期。"


def _blank(figures: Mapping[str, Figure]) -> Iterator[Finding]:
    for figure in figures.values():
        if figure.value is None and figure.source is Source.NONE:
            sentence = f"“{figure.field.label}”还没有填。没有发生请填 0，不涉及请填“不适用”。"
            key, page = figure.field.key, figure.field.page
            yield Finding("B0", Severity.DOUBT, sentence, key, page)


def _ledger_page(report: Report, key: str) -> str:
    return next((page.key for page in report.format.pages if page.ledger == key), "overview")
