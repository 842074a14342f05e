"""Words that a text asks for and nobody gave: 〔未填〕 would be printed in their place.

A figure that is 未填 is told by itself (``storage.doubts.blank``).
"""

from collections.abc import Iterator, Mapping

from storage.figures import Figure
from storage.findings import Finding
from storage.labels import label_of
from storage.report import Report
from storage.rules import Severity
from storage.wording import MISSING, Wording, split

__all__ = ["unsaid"]

_UNIT_TOKENS = {"上级主管部门": "upper_office", "门户网站": "website"}
"""Those of the unit's fields that nothing stands in for."""


def unsaid(report: Report, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """One finding for each place where the words are to be written, with the texts that wait."""
    wording = Wording(report, figures)
    sources = {token: f"unit:{key}" for token, key in _UNIT_TOKENS.items()}
    sources |= {each.token: each.ledger for each in report.format.enumerations}
    waiting: dict[str, dict[str, None]] = {}
    for part in filter(wording.wanted, report.format.texts.values()):
        for segment in split(wording.template(part)):
            place = sources.get(segment.token)
            if place and wording.tokens[segment.token] == MISSING:
                waiting.setdefault(place, {})[part.label] = None
    for place, labels in waiting.items():
        texts = "、".join(f"“{each}”" for each in labels)
        told, page = _where(report, place)
        sentence = f"{told}，{texts}里会印成“{MISSING}”。"
        yield Finding("W6", Severity.DOUBT, sentence, place, page)


def _where(report: Report, place: str) -> tuple[str, str]:
    """What is missing, and the page to write it on."""
    if place.startswith("unit:"):
        return f"还没有填写“{label_of(report, place)}”", "unit"
    page = next(each for each in report.format.pages if each.ledger == place)
    written = "写全" if report.ledger(place) else "写"
    return f"“{page.title}”里还没有{written}", page.key
