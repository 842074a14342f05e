"""检查结果: one thing that is wrong or doubtful, said in a sentence with its numbers."""

from dataclasses import dataclass

from storage.formats import Severity

__all__ = ["Finding", "has_errors"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding. ``place`` is where to go: a figure's key, ``text:KEY``, ``unit:FIELD``,
    ``ledger`` or ``ledger/entry id/column key``; ``page`` is the page that shows it.
    """

    rule: str
    severity: Severity
    sentence: str
    place: str
    page: str
    basis: str = ""
    also: tuple[str, ...] = ()


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Whether any of them is an 错误."""
    return any(each.severity is Severity.ERROR for each in findings)
