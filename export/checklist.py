"""校验单: all findings of a year with the reasons for those that were kept, for the reviewer."""

from collections.abc import Sequence

from export.compose import dated_of
from export.document import Align, Block, Cell, Document, Heading, Paragraph, Run, Table
from storage.checks import check
from storage.findings import Finding
from storage.personal_numbers import mask
from storage.report import Report
from storage.rules import Severity

__all__ = ["compose_checklist"]

_WIDTHS = (1.3, 7.5, 4.0, 4.0)
_HEAD = ("序号", "检查结果", "依据", "保留理由")
_BLANK = "B0"


def compose_checklist(report: Report) -> Document:
    """Every finding, grouped by severity, each with its rule's ground and its reason if any."""
    findings = check(report)
    blocks: list[Block] = [_paragraph(_summary(report, findings))]
    for severity in Severity:
        here = [each for each in findings if each.severity is severity and each.rule != _BLANK]
        if here:
            blocks += [Heading(f"{severity.value}（{len(here)} 处）"), _table(here)]
    if blanks := [each for each in findings if each.rule == _BLANK]:
        blocks.append(Heading(f"还没有填（{len(blanks)} 项）"))
        blocks.append(_paragraph("；".join(_label(report, each) for each in blanks) + "。"))
    return Document(
        title=f"{report.unit.name}{report.year}年政府信息公开工作年度报告校验单",
        unit=report.unit.name,
        year=report.year,
        blocks=tuple(blocks),
        dated=dated_of(report),
    )


def _summary(report: Report, findings: Sequence[Finding]) -> str:
    rules = len(report.format.checks) + len(report.format.chains)
    explained = sum(not each.open for each in findings)
    said = [f"按“{report.format.name}”的 {rules} 条勾稽关系和各项填报要求检查"]
    said.append(f"发现 {len(findings)} 处" if findings else "没有发现问题")
    if explained:
        said.append(f"其中 {explained} 处已说明保留理由")
    return "，".join(said) + "。"


def _table(findings: Sequence[Finding]) -> Table:
    head = tuple(Cell(text, head=True) for text in _HEAD)
    rows = [
        (
            Cell(str(number)),
            Cell(mask(each.sentence), align=Align.LEFT),
            Cell(each.basis, align=Align.LEFT),
            Cell(mask(each.reason), align=Align.LEFT),
        )
        for number, each in enumerate(findings, 1)
    ]
    return Table(rows=(head, *rows), widths=_WIDTHS, head_rows=1, head_columns=1)


def _label(report: Report, finding: Finding) -> str:
    return report.format.fields[finding.place].label


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))
