"""What was read from a workbook, before anybody agreed to take it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.report import Report

__all__ = ["WorkbookReading", "is_workbook"]

_SUFFIXES = {".xlsx", ".xlsm", ".xls", ".et", ".ett"}


@dataclass(frozen=True, slots=True)
class WorkbookReading:
    """试读: the year as it would be, and everything in the workbook that is not as exported.

    ``deviations`` are sentences with sheet, row and column; where there are any, nothing is taken
    over before the clerk has agreed to them.
    """

    report: "Report"
    deviations: tuple[str, ...]


def is_workbook(path: Path) -> bool:
    """Whether a file to import is meant as a workbook, not as an interchange file."""
    return path.suffix.lower() in _SUFFIXES
