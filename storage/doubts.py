"""Single values worth a look: unreadable, blank, not as counted, empty texts."""

import re
from collections.abc import Callable, Iterator, Mapping

from storage.cells import parse_cell
from storage.entry_doubts import page_of_ledger
from storage.errors import BadValue
from storage.figures import Figure, Source, is_zero
from storage.findings import Finding
from storage.formats import TextPart
from storage.headings import paragraphs_of
from storage.loose_numbers import loose_numbers
from storage.report import Report
from storage.rules import Severity
from storage.values import parse_figure, show
from storage.wording import Wording, split

__all__ = [
    "blank",
    "typed_against_counted",
    "unit_missing",
    "unreadable",
    "unwritten",
]


_UNREAD = "填的内容看不懂，请改正。"


def unreadable(report: Report) -> Iterator[Finding]:
    """What was typed but is no value of its kind (错误: it counts nowhere)."""
    for place, text in report.unparsed.items():
        if field := report.format.fields.get(place):
            reason = _refusal(parse_figure, text, decimal=field.decimal, negative=field.negative)
            sentence = f"“{field.label}”：{reason}"
            yield Finding("T1", Severity.ERROR, sentence, place, field.page)
        else:
            key, entry_id, column_key = place.split("/")
            held = report.format.ledgers[key]
            column = held.column(column_key)
            number = report.ledger(key).position(int(entry_id)) + 1
            # What is in a personal ledger is said nowhere else: findings are printed (校验单).
            reason = _UNREAD if held.personal else _refusal(parse_cell, column, text, report.year)
            sentence = f"{held.name}第 {number} 条的“{column.label}”：{reason}"
            yield Finding("T2", Severity.ERROR, sentence, place, page_of_ledger(report, key))


def _refusal(read: Callable[..., object], *typed: object, **wanted: object) -> str:
    """Why what was typed is no value, as its reader says it."""
    try:
        read(*typed, **wanted)
    except BadValue as error:
        return str(error)
    return _UNREAD


def typed_against_counted(figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """A typed figure that its ledger does not bear out."""
    for figure in figures.values():
        differs = figure.counted is not None and figure.value != figure.counted
        if figure.source is Source.TYPED and differs:
            sentence = (
                f"“{figure.field.label}”手工填的是 {show(figure.value)}，"
                f"台账统计是 {show(figure.counted)}，请确认以哪个为准。"
            )
            key, page = figure.field.key, figure.field.page
            operands = f"{show(figure.value)},{show(figure.counted)}"
            yield Finding("T3", Severity.DOUBT, sentence, key, page, operands=operands)


def unit_missing(report: Report) -> Iterator[Finding]:
    """A report without a name on it."""
    if not report.unit.name:
        sentence = "还没有填写单位全称，标题里会缺少它。"
        yield Finding("U1", Severity.DOUBT, sentence, "unit:name", "unit")


def unwritten(report: Report, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """Texts that nobody wrote, and tokens that nobody knows."""
    wording = Wording(report, figures)
    for part in report.format.texts.values():
        template, place = wording.template(part), f"text:{part.key}"
        if not wording.wanted(part):
            continue
        if not template.strip() and not _left_out(part, wording):
            sentence = f"“{part.label}”还没有写。"
            yield Finding("W1", Severity.DOUBT, sentence, place, "texts")
        yield from loose_numbers(report, template, part.label, place, figures)
        yield from _claims(report, template, part.label, place, figures)
        for segment in split(template):
            if segment.token and segment.token not in wording.tokens:
                sentence = f"“{part.label}”里的 {segment.text} 不是已知的数名，会照原样印出来。"
                yield Finding("W2", Severity.DOUBT, sentence, place, "texts", operands=template)


def _left_out(part: TextPart, wording: Wording) -> bool:
    """Whether a sentence of the format was emptied in a chapter that says it in other words."""
    if paragraphs_of(part, wording) is not None or not part.template:
        return False
    section = next((each for each in wording.report.format.sections if part in each.parts), None)
    others = section.parts if section else ()
    return any(paragraphs_of(each, wording) for each in others if isinstance(each, TextPart))


def _claims(
    report: Report, template: str, label: str, place: str, figures: Mapping[str, Figure]
) -> Iterator[Finding]:
    """Words that say nothing is left, where something is."""
    for claim in report.format.claims:
        match = re.search(claim.pattern, template)
        against = [figures[key] for key in claim.zero if figures[key].value]
        left = [each for each in against if not is_zero(each.value)]
        if match and left:
            numbers = "、".join(f"{each.field.label} {show(each.value)}" for each in left)
            sentence = f"“{label}”里写了“{match[0]}”，但{numbers}。{claim.rule}。"
            operands = f"{match[0]},{numbers}"
            yield Finding(claim.id, Severity.DOUBT, sentence, place, "texts", operands=operands)


def blank(report: Report, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """Figures still 未填; what was typed there and is no value is told already."""
    for key, figure in figures.items():
        # A sum is not filled by hand: its open parts are named instead.
        if figure.source is Source.NONE and not (figure.field.computed or key in report.unparsed):
            sentence = f"“{figure.field.label}”还没有填。没有发生请填 0，不涉及请填“不适用”。"
            page = figure.field.page
            yield Finding("B0", Severity.DOUBT, sentence, key, page)
