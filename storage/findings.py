"""检查结果: one thing that is wrong or doubtful, said in a sentence with its numbers."""

from dataclasses import dataclass

from storage.rules import Severity

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
    operands: str = ""
    """The values it was found from; a reason kept for it expires when they change."""
    reason: str = ""
    """Why the clerk keeps it, for a 存疑 that was explained."""

    @property
    def key(self) -> str:
        """Under what a kept reason is remembered."""
        return f"{self.rule}@{self.place}"

    @property
    def open(self) -> bool:
        """Whether somebody still has to look at it."""
        return not self.reason


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Whether any of them is an 错误."""
    return any(each.severity is Severity.ERROR for each in findings)
