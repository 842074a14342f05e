"""修改: one change of one thing, the same for the report in memory, the data file and undo.

An edit knows what was and what will be, so it can be turned round; a list of edits is one step.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TypeVar

from storage.entries import Entries
from storage.entry_batch import ids_of
from storage.report import Entry, Kept, Report
from storage.values import Value

__all__ = [
    "CalendarEdit",
    "Edit",
    "EntryEdit",
    "FigureEdit",
    "KeepEdit",
    "TakingEdit",
    "TextEdit",
    "UnitEdit",
    "apply",
    "difference",
    "inverse",
]

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class FigureEdit:
    """A figure typed, cleared or overtyped; a text that is no number is kept beside it."""

    key: str
    before: Value | None
    after: Value | None
    unparsed_before: str = ""
    unparsed_after: str = ""


@dataclass(frozen=True, slots=True)
class TextEdit:
    """A text changed; None means the format's own wording is used."""

    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class UnitEdit:
    """A field of the unit profile changed."""

    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EntryEdit:
    """An entry added (no before), removed (no after) or changed.

    The unparsed mappings hold, by column, what was typed into this entry but is no value.
    """

    ledger: str
    id: int
    before: Entry | None
    after: Entry | None
    unparsed_before: Mapping[str, str] | None = None
    unparsed_after: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class TakingEdit:
    """导入: entries added after all others of their ledger, or (``back``) taken out again. Nothing
    is typed into them that is no value. ``entries`` are in the order of their ids, one is there."""

    ledger: str
    entries: Sequence[Entry]
    back: bool = False

    @property
    def ids(self) -> Sequence[int]:
        """Of the entries."""
        return ids_of(self.entries)

    @property
    def after(self) -> Mapping[int, Entry | None]:
        """Each entry as it then is, by its id."""
        return {each.id: None if self.back else each for each in self.entries}


@dataclass(frozen=True, slots=True)
class KeepEdit:
    """A 存疑 kept with a reason, or no longer."""

    key: str
    before: Kept | None
    after: Kept | None


@dataclass(frozen=True, slots=True)
class CalendarEdit:
    """工作日历: what the clerk says of a day (上班/放假) or a year (已录入); None for nothing."""

    key: str
    before: str | None
    after: str | None


Edit = FigureEdit | TextEdit | UnitEdit | EntryEdit | TakingEdit | KeepEdit | CalendarEdit


def inverse(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """What undoes ``edits``, last first."""
    return tuple(_turned(edit) for edit in reversed(edits))


def _turned(edit: Edit) -> Edit:
    match edit:
        case FigureEdit(key, before, after, typed_before, typed_after):
            return FigureEdit(key, after, before, typed_after, typed_before)
        case EntryEdit(key, id, old, new, typed_old, typed_new):
            return EntryEdit(key, id, new, old, typed_new, typed_old)
        case TextEdit(key, old_text, new_text):
            return TextEdit(key, new_text, old_text)
        case UnitEdit(key, old_unit, new_unit):
            return UnitEdit(key, new_unit, old_unit)
        case KeepEdit(key, kept, keep):
            return KeepEdit(key, keep, kept)
        case TakingEdit():
            return replace(edit, back=not edit.back)
        case CalendarEdit(key, said, say):
            return CalendarEdit(key, say, said)


def apply(report: Report, edits: Sequence[Edit]) -> Report:
    """The report after ``edits``."""
    figures, texts = dict(report.figures), dict(report.texts)
    unparsed, unit, kept = dict(report.unparsed), report.unit, dict(report.kept)
    calendar = report.calendar
    held: dict[str, Entries] = {}
    ledgers: dict[str, dict[int, Entry | None]] = {}
    for edit in edits:
        match edit:
            case FigureEdit(key=key, after=value):
                _put(figures, key, value)
                _put(unparsed, key, edit.unparsed_after or None)
            case TextEdit(key=key, after=text):
                _put(texts, key, text)
            case UnitEdit(key=key, after=text):
                unit = replace(unit, **{key: text})
            case KeepEdit(key=key, after=keep):
                _put(kept, key, keep)
            case CalendarEdit(key=key, after=said):
                # A new mapping only where it changes: the working days are known by it.
                calendar = dict(calendar)
                _put(calendar, key, said)
            case EntryEdit():
                ledgers.setdefault(edit.ledger, {})[edit.id] = edit.after
                _put_unparsed(unparsed, edit)
            case TakingEdit(ledger=key, back=False) if key not in ledgers:
                held[key] = held.get(key, report.ledger(key)).grown(edit.entries)
            case TakingEdit():
                ledgers.setdefault(edit.ledger, {}).update(edit.after)
    changed = {
        key: held.get(key, report.ledger(key)).changed(after) for key, after in ledgers.items()
    }
    return replace(
        report,
        figures=figures,
        texts=texts,
        unit=unit,
        entries={**report.entries, **held, **changed},
        unparsed=unparsed,
        kept=kept,
        calendar=calendar,
    )


def _put(held: dict[K, V], key: K, value: V | None) -> None:
    if value is None:
        held.pop(key, None)
    else:
        held[key] = value


def _put_unparsed(unparsed: dict[str, str], edit: EntryEdit) -> None:
    prefix = f"{edit.ledger}/{edit.id}/"
    for place in [each for each in unparsed if each.startswith(prefix)]:
        del unparsed[place]
    if edit.after is not None:
        unparsed.update({prefix + key: text for key, text in (edit.unparsed_after or {}).items()})


def difference(before: Report, after: Report) -> tuple[Edit, ...]:
    """The edits that turn ``before`` into ``after``, a report of the same year and format."""
    old_unit, new_unit = asdict(before.unit), asdict(after.unit)
    edits: list[Edit] = [
        UnitEdit(key, old_unit[key], text)
        for key, text in new_unit.items()
        if text != old_unit[key]
    ]
    for key in sorted({*_figure_keys(before), *_figure_keys(after)}):
        old = before.figures.get(key), before.unparsed.get(key, "")
        new = after.figures.get(key), after.unparsed.get(key, "")
        if old != new:
            edits.append(FigureEdit(key, old[0], new[0], old[1], new[1]))
    for key in {**before.texts, **after.texts}:
        if before.texts.get(key) != after.texts.get(key):
            edits.append(TextEdit(key, before.texts.get(key), after.texts.get(key)))
    for key in {**before.entries, **after.entries}:
        edits += _entry_edits(key, before, after)
    for key in {**before.kept, **after.kept}:
        if before.kept.get(key) != after.kept.get(key):
            edits.append(KeepEdit(key, before.kept.get(key), after.kept.get(key)))
    return tuple(edits)


def _figure_keys(report: Report) -> Iterator[str]:
    yield from report.figures
    yield from (place for place in report.unparsed if "/" not in place)


def _entry_edits(ledger: str, before: Report, after: Report) -> Iterator[EntryEdit]:
    old = {entry.id: entry for entry in before.ledger(ledger)}
    new = {entry.id: entry for entry in after.ledger(ledger)}
    old_typed, new_typed = before.typed(ledger), after.typed(ledger)
    for each in sorted({*old, *new}):
        then = old.get(each), old_typed.get(each)
        now = new.get(each), new_typed.get(each)
        if then != now:
            yield EntryEdit(ledger, each, then[0], now[0], then[1], now[1])
