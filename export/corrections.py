"""更正说明: what a new version of a finished report says otherwise, and why."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from export.document import Align, Block, Cell, Document, Paragraph, Run, Signature, Table
from export.progress import Progress, silent
from storage.phrases import said_day
from storage.printed import Correction
from storage.report import Report
from storage.versions import Version

__all__ = ["compose_corrections", "write_corrections"]

_WIDTHS = (1.2, 4.4, 5.2, 5.2)
_HEAD = ("序号", "更正的地方", "原为", "更正为")
_NOTHING = "（没有）"


def compose_corrections(
    report: Report, before: Version, now: Version, found: Sequence[Correction]
) -> Document:
    """The note to ``now``, a version that follows ``before``; both are finished."""
    blocks: list[Block] = [Paragraph((Run(_why(report, before, now)),))]
    if found:
        blocks += [Paragraph((Run(f"更正的内容共 {len(found)} 处，如下表。"),)), _table(found)]
    else:
        blocks.append(Paragraph((Run("报告印出的数字和文字没有变化。"),)))
    blocks.append(Signature(report.unit.signature or report.unit.name, _day(now.finished_at)))
    return Document(
        title=f"{report.unit.name}{report.year}年政府信息公开工作年度报告更正说明",
        unit=report.unit.name,
        year=report.year,
        blocks=tuple(blocks),
        dated=now.finished_at.date().isoformat() if now.finished_at else "",
    )


def write_corrections(
    report: Report,
    before: Version,
    now: Version,
    found: Sequence[Correction],
    path: Path,
    progress: Progress = silent,
) -> None:
    """The note as a PDF. Raises ExportFailed, MissingGlyphs."""
    from export.pdf import write_pdf

    write_pdf(compose_corrections(report, before, now, found), path, progress)


def _why(report: Report, before: Version, now: Version) -> str:
    reason = now.reason.rstrip("。；;，,.")
    return (
        f"{report.year}年度报告第{before.number}版于{_day(before.finished_at)}定稿。"
        f"因{reason}，现予更正，第{now.number}版于{_day(now.finished_at)}定稿。"
    )


def _table(found: Sequence[Correction]) -> Table:
    head = tuple(Cell(text, head=True) for text in _HEAD)
    rows = [
        (
            Cell(str(number)),
            Cell(each.label, align=Align.LEFT),
            Cell(each.before or _NOTHING, align=Align.LEFT),
            Cell(each.after or _NOTHING, align=Align.LEFT),
        )
        for number, each in enumerate(found, 1)
    ]
    return Table(rows=(head, *rows), widths=_WIDTHS, head_rows=1, head_columns=1)


def _day(at: datetime | None) -> str:
    return said_day(at) if at else ""
