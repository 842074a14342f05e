"""What a report prints, place by place, and how two versions of it differ (更正)."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storage.formats import NOTE
from storage.labels import label_of
from storage.report import Report, unit_labels
from storage.values import show
from storage.wording import Wording

__all__ = ["Correction", "corrections", "printed_of"]

_SENTENCE = re.compile(r"[^。；\n]*[。；\n]?")


@dataclass(frozen=True, slots=True)
class Correction:
    """One place that says something else than before: its label, and the words old and new.

    Of a text only the sentences that differ.
    """

    place: str
    label: str
    before: str
    after: str


def printed_of(report: Report) -> Mapping[str, str]:
    """The words at each place that has any; places are named as findings name them."""
    wording = Wording(report)
    said = {key: show(figure.value) for key, figure in wording.figures.items()}
    for part in report.format.texts.values():
        if wording.wanted(part):
            said[f"text:{part.key}"] = wording.say(wording.template(part)).strip()
    for key, text in report.texts.items():
        if key.startswith(NOTE):
            said[f"text:{key}"] = wording.say(text).strip()
    for key in unit_labels():
        said[f"unit:{key}"] = getattr(report.unit, key)
    return {place: words for place, words in said.items() if words}


def corrections(
    report: Report, before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[Correction, ...]:
    """What ``after`` says otherwise, in the order of the report; ``report`` gives the labels."""
    found = []
    for place in [*after, *(each for each in before if each not in after)]:
        old, new = before.get(place, ""), after.get(place, "")
        if old != new:
            if place.startswith("text:"):
                old, new = _differing(old, new)
            found.append(Correction(place, label_of(report, place), old, new))
    return tuple(found)


def _differing(old: str, new: str) -> tuple[str, str]:
    """The sentences that are not in both."""
    pieces = _SENTENCE.findall(old), _SENTENCE.findall(new)
    matcher = difflib.SequenceMatcher(None, *pieces, autojunk=False)
    changed = [each for each in matcher.get_opcodes() if each[0] != "equal"]
    return (
        _joined([pieces[0][start:end] for _, start, end, _, _ in changed]),
        _joined([pieces[1][start:end] for _, _, _, start, end in changed]),
    )


def _joined(stretches: Sequence[Sequence[str]]) -> str:
    said = ["".join(each).strip() for each in stretches]
    return "\n".join(each for each in said if each)
