"""How far each page of the year is, in a few words."""

from dataclasses import dataclass

from gui.places import page_of
from storage.findings import Finding
from storage.report import Report
from storage.rules import Severity

__all__ = ["BLANKS_SAID", "State", "has_blanks", "state_of"]

_BLANK = {"B0", "W1", "W6", "U1"}
"""The rules that find something not written yet."""
BLANKS_SAID = "还没有填写的地方会空着，或者印成“〔未填〕”。"


@dataclass(frozen=True, slots=True)
class State:
    """What is open on a page. ``tone`` is error, doubt, muted or good."""

    text: str
    tone: str


def state_of(report: Report, findings: tuple[Finding, ...], page: str) -> State:
    """The worst of what is open on this page, or 完成."""
    here = [each for each in findings if each.open and page_of(report, each.place) == page]
    errors = sum(each.severity is Severity.ERROR for each in here)
    blank = sum(each.rule in _BLANK for each in here)
    doubts = sum(each.severity is Severity.DOUBT for each in here) - blank
    if errors:
        return State(f"{errors} 处错误", "error")
    if blank:
        return State(f"未填 {blank}", "muted")
    if doubts:
        return State(f"存疑 {doubts}", "doubt")
    return State("完成", "good")


def has_blanks(findings: tuple[Finding, ...]) -> bool:
    """Whether something is not written yet, and nobody said that it stays so."""
    return any(each.open and each.rule in _BLANK for each in findings)
