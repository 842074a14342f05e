"""What is wrong or doubtful in a statutory table, by cell, and what is said about a cell."""

from collections.abc import Iterator
from dataclasses import dataclass

from gui.grid.shape import GridShape, Place
from gui.session import Session
from storage.figures import Figure, Source
from storage.formats import NOTE
from storage.last_year import change_of
from storage.rules import Severity
from storage.values import show

__all__ = ["Mark", "Marks", "facts_of", "marks_of"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a cell is marked."""

    severity: Severity
    sentence: str


@dataclass(frozen=True, slots=True)
class Marks:
    """The first mark of each figure, and the labels whose figures do not balance."""

    figures: dict[str, Mark]
    labels: frozenset[Place]


def marks_of(session: Session, shape: GridShape) -> Marks:
    """Every mark of a table. What is only 未填, or was explained by the clerk, is not marked."""
    found: dict[str, Mark] = {}
    labels: set[Place] = set()
    for key in shape.places:
        if sentence := _against_sum(session.figures[key]):
            found[key] = Mark(Severity.ERROR, sentence)
    for finding in session.findings:
        if finding.rule == "B0" or not finding.open:
            continue
        keys = (finding.place, *finding.also)
        for key in keys:
            if key in shape.places:
                found.setdefault(key, Mark(finding.severity, finding.sentence))
        if finding.severity is Severity.ERROR and (label := shape.naming(keys)):
            labels.add(label)
    return Marks(found, frozenset(labels))


def facts_of(session: Session, key: str) -> list[str]:
    """What is known about a figure, in a few words each: its value, where it comes from."""
    return list(_facts(session.figures[key], session))


def _facts(figure: Figure, session: Session) -> Iterator[str]:
    field, unread = figure.field, session.report.unparsed.get(figure.field.key, "")
    note = session.report.texts.get(NOTE + field.key, "")
    if unread:
        yield f"填的是“{unread}”"
    elif figure.value is not None:
        unit = field.unit if show(figure.value)[-1:].isdigit() else ""
        yield f"{show(figure.value)} {unit}{note}".strip()
    match figure.source:
        case Source.TYPED:
            yield figure.source.value
        case Source.SUMMED:
            yield figure.source.value
        case Source.NONE if not unread:
            yield "各项还没有填齐，填齐后自动相加" if field.computed else "还没有填"
    if figure.counted is not None:
        yield f"{Source.COUNTED.value} {show(figure.counted)}"
    if field.computed and figure.source is Source.TYPED and figure.summed is not None:
        yield f"{Source.SUMMED.value} {show(figure.summed)}"
    if change := change_of(session.report, field.key, figure.value):
        yield change.words


def _against_sum(figure: Figure) -> str:
    """A total that was taken over but is not the sum of its parts."""
    typed = figure.field.computed and figure.source is Source.TYPED
    if not typed or figure.summed is None or figure.summed == figure.value:
        return ""
    return (
        f"这一格填的是 {show(figure.value)}，各项相加是 {show(figure.summed)}。"
        "请核对各项；按 Delete 删去填的数，就改用各项之和。"
    )
