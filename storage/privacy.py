"""个人信息: what of a report that is printed or given away holds numbers of persons.

个人信息保护法第二十五条. Applicants' data stays in the ledgers marked ``personal``;
only counts reach a report from there. Words written by hand are looked through.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import partial

from storage.edits import Edit, EntryEdit, FigureEdit, TextEdit, UnitEdit, apply
from storage.figures import Figure
from storage.findings import Finding
from storage.formats import NOTE, Format
from storage.labels import label_of
from storage.personal_numbers import Kind, Personal, personal_in
from storage.report import Entry, Report, entry_place, unit_labels
from storage.rules import Severity
from storage.wording import Wording, split

__all__ = ["PRIVACY", "listed_columns", "masking_edits", "personal_findings"]

PRIVACY = "P1"
"""The rule that finds numbers of persons in what will be printed."""

_BASIS = "《个人信息保护法》第二十五条"
"""What is handled is not made public without the person's own consent."""
_REACHED_BY = {Kind.MOBILE, Kind.MAIL}
"""What 联系人 and 联系电话 of the unit may hold: it is there to be printed."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """Words that will be printed, the place they are written at, and how they are replaced."""

    place: str
    page: str
    text: str
    edit: Callable[[str], Edit]


def personal_findings(report: Report, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """A 存疑 for each place with numbers of persons that are not how the office is reached."""
    for here in _printed(report, figures):
        if found := _foreign(report, here):
            kinds = "、".join(dict.fromkeys(each.kind.value for each in found))
            masked = "、".join(each.masked for each in found)
            sentence = (
                f"“{label_of(report, here.place)}”里像是有{kinds}（{masked}），会印出来。"
                "个人信息一般要隐去。"
            )
            place, page = here.place, here.page
            yield Finding(PRIVACY, Severity.DOUBT, sentence, place, page, _BASIS, (), masked)


def masking_edits(
    report: Report, figures: Mapping[str, Figure], places: Iterable[str]
) -> tuple[Edit, ...]:
    """按常规隐去: what hides the numbers of persons at places that findings named."""
    edits: list[Edit] = []
    for place in places:
        # Two cells of one entry are two edits, the second of the entry as the first left it.
        now = apply(report, edits)
        edits += (
            here.edit(_without(here.text, found))
            for here in _printed(now, figures)
            if here.place == place and (found := _foreign(now, here))
        )
    return tuple(edits)


def _foreign(report: Report, here: _Printed) -> tuple[Personal, ...]:
    """The numbers at a place, but not those that tell how the office itself is reached."""
    own = report.unit.phone, report.unit.contact
    contact = here.place in ("unit:phone", "unit:contact")
    return tuple(
        each
        for each in personal_in(here.text)
        if each.kind not in _REACHED_BY
        or not (
            contact
            or any(here.text[each.start : each.end] in text for text in own)
            or _offers_contact(here.text, each)
        )
    )


def _offers_contact(text: str, number: Personal) -> bool:
    """Whether a sentence tells how readers reach the office: by post or fax as well."""
    start = max(text.rfind(mark, 0, number.start) for mark in "。\n") + 1
    ends = [at for mark in "。\n" if (at := text.find(mark, number.end)) >= 0]
    sentence = text[start : min(ends, default=len(text))]
    return "联系" in sentence and any(each in sentence for each in ("邮编", "邮政编码", "传真"))


def _without(text: str, found: tuple[Personal, ...]) -> str:
    for each in reversed(found):
        text = text[: each.start] + each.masked + text[each.end :]
    return text


def _printed(report: Report, figures: Mapping[str, Figure]) -> Iterator[_Printed]:
    yield from _texts(report, figures)
    yield from _notes(report)
    for key in unit_labels():
        text = getattr(report.unit, key)
        yield _Printed(f"unit:{key}", "unit", text, partial(UnitEdit, key, text))
    for key, text in report.unparsed.items():
        if field := report.format.fields.get(key):
            edit = partial(_unparsed, key, text)
            yield _Printed(key, field.page, text, edit)
    yield from _listed(report)


def _texts(report: Report, figures: Mapping[str, Figure]) -> Iterator[_Printed]:
    wording = Wording(report, figures)
    for part in report.format.texts.values():
        key = wording.text_key(part)
        if key in report.texts and wording.wanted(part):
            text = report.texts[key]
            yield _Printed(f"text:{part.key}", "texts", text, partial(TextEdit, key, text))


def _notes(report: Report) -> Iterator[_Printed]:
    for key, text in report.texts.items():
        noted = key.removeprefix(NOTE)
        held = report.format.fields.get(noted) or report.format.grids.get(noted)
        if noted != key and held:
            yield _Printed(f"text:{key}", held.page, text, partial(TextEdit, key, text))


def listed_columns(report_format: Format) -> Set[tuple[str, str]]:
    """Ledger and column of the cells that a text lists one by one (一是…；二是…)."""
    return {
        (each.ledger, segment.token)
        for each in report_format.enumerations
        for segment in split(each.template)
        if segment.token
    }


def _listed(report: Report) -> Iterator[_Printed]:
    for ledger, column in sorted(listed_columns(report.format)):
        page = next((each.key for each in report.format.pages if each.ledger == ledger), "overview")
        for entry in report.ledger(ledger):
            if text := str(entry.cells.get(column) or ""):
                place = entry_place(ledger, entry.id, column)
                yield _Printed(place, page, text, partial(_cell, report, ledger, entry, column))


def _unparsed(key: str, before: str, after: str) -> Edit:
    return FigureEdit(key, None, None, before, after)


def _cell(report: Report, ledger: str, entry: Entry, column: str, after: str) -> Edit:
    prefix = entry_place(ledger, entry.id, "")
    typed = {
        place.removeprefix(prefix): text
        for place, text in report.unparsed.items()
        if place.startswith(prefix)
    }
    changed = Entry(entry.id, {**entry.cells, column: after})
    return EntryEdit(ledger, entry.id, entry, changed, typed, typed)
