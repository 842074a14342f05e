"""文字里手写的数: numbers typed into a text by hand do not follow when a figure changes (K11)."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from storage.figures import Figure
from storage.findings import Finding
from storage.formats import Field
from storage.mentions import agrees, mention_before, percent_behind, told
from storage.report import Report
from storage.rules import Mention, Severity
from storage.splits import Split, splits_of
from storage.values import Value, show
from storage.wording import split

__all__ = ["loose_numbers"]

_NEAR = 12
"""So many characters before a number tell what it counts."""
_LOOSE = re.compile(
    r"(?<![\d第〔\[.．])(\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?:余|多)?"
    r"(?:件|条|份|宗|人次|篇|万元)"
)
"""A number with the unit of a figure; years, articles and document numbers have none."""


def loose_numbers(
    report: Report, template: str, label: str, place: str, figures: Mapping[str, Figure]
) -> Iterator[Finding]:
    """What is to be said of each number that a text has in its own words."""
    known: dict[Value, list[Field]] = {}
    for figure in figures.values():
        if figure.value is not None:
            known.setdefault(figure.value, []).append(figure.field)
    for segment in split(template):
        splits = () if segment.token else tuple(splits_of(segment.text))
        yield from (_uneven(each, label, place) for each in splits if _is_uneven(each))
        parts = {at for each in splits if each.added == each.total for at in each.places}
        for match in () if segment.token else _LOOSE.finditer(segment.text):
            value = Decimal(unicodedata.normalize("NFKC", match[1]).replace(",", ""))
            before, after = segment.text[: match.start()], segment.text[match.end() :]
            mention = mention_before(report.format.mentions, before)
            agreed = agrees(mention, value, figures) if mention else None
            if mention and agreed is False:
                held = told(mention, figures)
                sentence = f"“{label}”里写了“{match[0]}”，但{held}。{mention.rule}。"
                yield _doubt(mention.id, sentence, place, f"{match[0]},{held}")
                continue
            if mention and (
                wrong := percent_behind(mention, value, after, figures, report.last_year)
            ):
                sentence = f"“{label}”里写了“{match[0]}{wrong[0]}”，但{wrong[1]}，请核对。"
                yield _doubt("W8", sentence, place, sentence)
            fields = known.get(value, [])
            # A sum that agrees and a part that adds up have no figure to be inserted.
            if value and (fields or not (agreed or match.start() in parts)):
                yield _plain(match[0], label, place, before, fields, mention)


def _is_uneven(found: Split) -> bool:
    return found.whole and found.added != found.total


def _uneven(found: Split, label: str, place: str) -> Finding:
    added = f"{show(found.added)}，相差 {show(abs(found.added - found.total))}"
    sentence = f"“{label}”里写了“{found.words}”，后面括号里各数相加是 {added}，请核对。"
    return _doubt("W9", sentence, place, f"{found.words},{added}")


def _plain(
    words: str,
    label: str,
    place: str,
    before: str,
    fields: Sequence[Field],
    mention: Mention | None,
) -> Finding:
    """That a number could follow its figure, or that it is none of the figures."""
    if not fields:
        sentence = f"“{label}”里直接写了“{words}”，和填报的各个数都不相同，请核对。"
        return _doubt("W3", sentence, place, words)
    meant = {key for keys in mention.sums for key in keys} if mention else set()
    field = max(fields, key=lambda each: (each.key in meant, _shared(each, before[-_NEAR:])))
    sentence = f"“{label}”里直接写了“{words}”，和“{field.label}”相同，改用“插入数”就会跟着它变。"
    return Finding("W3", Severity.HINT, sentence, place, "texts", operands=words)


def _doubt(rule: str, sentence: str, place: str, operands: str) -> Finding:
    return Finding(rule, Severity.DOUBT, sentence, place, "texts", operands=operands)


def _shared(field: Field, words: str) -> int:
    """How many characters of a field's names stand in the words before a number."""
    return sum(1 for each in set(field.label + field.name + field.token) if each in words)
