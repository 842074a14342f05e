"""检查: everything wrong or doubtful in the year, each with the way to it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from gui.findings.finding_list import BLANK, FindingList
from gui.pages.page import Page
from gui.read_only import mark_field
from gui.session import Session
from gui.tracing.asking import offer_trace
from gui.widgets.field_menu import offer_history
from gui.widgets.line_edit import LineEdit
from gui.widgets.panels import Card, button, label
from storage.findings import Finding
from storage.formats import Format
from storage.privacy import PRIVACY, masking_edits
from storage.rules import Severity

__all__ = ["ChecksPage", "summary"]


def summary(findings: tuple[Finding, ...]) -> str:
    """The counts in a line, e.g. ``1 处错误，3 处存疑，12 项未填``; 没有发现问题 for none."""
    explained = sum(not each.open for each in findings)
    findings = tuple(each for each in findings if each.open)
    blanks = sum(each.rule == BLANK for each in findings)
    said = []
    for severity in Severity:
        count = sum(each.severity is severity and each.rule != BLANK for each in findings)
        if count:
            said.append(f"{count} 处{severity.value}")
    if blanks:
        said.append(f"{blanks} 项未填")
    if explained:
        said.append(f"{explained} 处已说明")
    return "，".join(said) or "没有发现问题"


class ChecksPage(Page):
    """All findings, none left out; Enter, a double click or the link leads to the place."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "检查")
        self.summary = label("", "heading")
        self.list = FindingList()
        self.list.wanted.connect(self.go_to)
        self._figure = ""
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        offer_trace(self.list, session, lambda: self._figure)
        self.empty = Card()
        self.empty.body.addWidget(label("没有发现问题", "heading"))
        self.empty.body.addWidget(label("各项数字互相对得上，也都填了，可以导出报告了。", "muted"))
        line = QHBoxLayout()
        line.addWidget(button("去导出", lambda: self.go_to.emit("page:export"), "primary"))
        line.addStretch(1)
        self.empty.body.addLayout(line)
        self.content.addWidget(self.summary)
        hint = (
            "错误要改正；存疑的请看一看，确实如此的，选中它，在下面写一句理由。"
            "按回车或双击可以去到那一处，改好以后按 F8 回到这里。"
        )
        self._hint = label(hint, "muted", wrap=True)
        self.content.addWidget(self._hint)
        self.content.addWidget(self.list, 1)
        self.reason = LineEdit("确实如此，就写一句理由；以后数字变了会再问一次")
        self.reason.setAccessibleName("保留这处存疑的理由")
        self.reason.typed.connect(self._keep)
        session.flushing.connect(self.reason.commit)
        offer_history(self.reason, session, lambda: self._chosen.key if self._chosen else "")
        self._reason_row = Card()
        self._reason_row.body.addWidget(label("这处存疑的保留理由", "muted"))
        line = QHBoxLayout()
        line.addWidget(self.reason, 1)
        self.hide_numbers = mark_field(button("按常规隐去", self._hide_numbers))
        line.addWidget(self.hide_numbers)
        self._reason_row.body.addLayout(line)
        self.content.addWidget(self._reason_row)
        self._chosen: Finding | None = None
        self.list.chosen.connect(self._choose)
        self.content.addWidget(self.empty)
        self.content.addStretch(0)
        self.refresh()

    def refresh(self) -> None:
        """Show what is found now."""
        findings = self.session.findings
        self.summary.setText(summary(findings))
        self.list.show_findings(findings, _page_titles(self.session.report.format))
        for part in (self.summary, self._hint, self.list):
            part.setVisible(bool(findings))
        self.empty.setVisible(not findings)

    def _choose(self, finding: Finding | None) -> None:
        self.reason.commit()
        place = finding.place if finding is not None else ""
        self._figure = place if place in self.session.report.format.fields else ""
        self._chosen = finding if finding is not None and _can_be_kept(finding) else None
        self._reason_row.setVisible(self._chosen is not None)
        self.hide_numbers.setVisible(self._chosen is not None and self._chosen.rule == PRIVACY)
        self.reason.show_text(self._chosen.reason if self._chosen else "")

    def _keep(self, words: str) -> None:
        if self._chosen is not None:
            self.session.keep(self._chosen, words)

    def _hide_numbers(self) -> None:
        """按常规隐去 at the place of the finding, as one step that can be undone."""
        session = self.session
        session.flush()
        if self._chosen is not None:
            places = [self._chosen.place]
            edits = masking_edits(session.report, session.figures, places)
            session.edit("按常规隐去", edits)

    def show_place(self, place: str) -> None:
        """The list."""
        self.list.setFocus()


def _can_be_kept(finding: Finding) -> bool:
    return finding.severity is Severity.DOUBT and finding.rule != BLANK


def _page_titles(made: Format) -> Mapping[str, str]:
    titles = {"unit": "单位信息", "texts": "报告正文", "overview": "概览"}
    return titles | {page.key: page.title for page in made.pages}
