"""What goes out: a frozen report becomes a file. One line in WRITERS is one kind of file.

A workbook that went out can also be read back, on trial.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from export.progress import Cancelled, Progress, silent
from export.reading import WorkbookReading, is_workbook

if TYPE_CHECKING:
    from storage.report import Report

__all__ = [
    "WRITERS",
    "Cancelled",
    "Progress",
    "WorkbookReading",
    "Writer",
    "is_workbook",
    "read_workbook",
    "silent",
]


@dataclass(frozen=True, slots=True)
class Writer:
    """A kind of file: its suffix, its name for the clerk, and what writes it.

    ``write`` raises ProgramError with a sentence, or Cancelled where ``progress`` did.
    ``personal`` marks a file that holds applicants' data: only what the office keeps for itself.
    """

    suffix: str
    name: str
    write: "Callable[[Report, Path, Progress], None]"
    personal: bool = False


# What is slow to load (reportlab, openpyxl, the checks) waits until a file is really written.


def _pdf(report: "Report", path: Path, progress: Progress) -> None:
    from export.compose import compose
    from export.pdf import write_pdf
    from storage.checks import check
    from storage.findings import has_errors

    # A report that contradicts itself is not to be taken for the finished one.
    draft = has_errors(check(report))
    write_pdf(compose(report, draft=draft), path, progress)


def _checklist(report: "Report", path: Path, progress: Progress) -> None:
    from export.checklist import compose_checklist
    from export.pdf import write_pdf

    write_pdf(compose_checklist(report), path, progress)


def _excel(report: "Report", path: Path, progress: Progress) -> None:
    from export.excel.workbook import write_excel

    write_excel(report, path, progress)


def _json(report: "Report", path: Path, progress: Progress) -> None:
    from export.interchange import write_json
    from storage.impersonal import without_personal

    write_json(without_personal(report), path, progress)


def _archive(report: "Report", path: Path, progress: Progress) -> None:
    from export.interchange import write_json

    write_json(report, path, progress, private=True)


def read_workbook(path: Path, held: "Report | None" = None) -> WorkbookReading:
    """试读 a workbook that was exported: the year as it would be, and every deviation.

    With ``held``, the year of the data file, its ledgers and texts stay and its format counts.
    Raises FileUnavailable, ImportRefused; takes bounded time and memory whatever the file.
    """
    from export.excel.reader import read_workbook as read

    return read(path, held)


WRITERS: Mapping[str, Writer] = {
    "pdf": Writer(".pdf", "PDF 文件", _pdf),
    "excel": Writer(".xlsx", "Excel 统计表", _excel),
    "checklist": Writer("校验单.pdf", "校验单", _checklist),
    "json": Writer(".json", "交换文件", _json),
    "archive": Writer("含台账.json", "存档文件", _archive, personal=True),
}
