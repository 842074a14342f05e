"""What one export does: which files it writes, under which names, one after the other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from export import Progress, Writer
from storage.errors import ProgramError
from storage.report import Report

__all__ = ["Outcome", "Target", "file_stem", "write_all"]

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
"""In a file name on Windows."""
_LONGEST = 60
"""Of a unit's name within a file name, in characters: names end at 255 bytes on Linux."""
_STEPS = 1000
"""Of progress within one file."""


@dataclass(frozen=True, slots=True)
class Target:
    """A file to be written and what writes it."""

    path: Path
    writer: Writer


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file that was written, or the sentence that says why not."""

    path: Path
    refusal: str = ""


def file_stem(report: Report, version: int = 1) -> str:
    """工农区人民政府2018年度报告, without the characters that a system forbids; a later version
    does not take the place of the first one's files."""
    name = _FORBIDDEN.sub("_", report.unit.name).strip(" .")[:_LONGEST]
    return f"{name}{report.year}年度报告" + (f"第{version}版" if version > 1 else "")


def write_all(
    report: Report, targets: Sequence[Target], outcomes: list[Outcome], progress: Progress
) -> None:
    """Write the files in order, adding an outcome for each; one refused does not stop the rest.

    ``outcomes`` is the caller's, so that what is written is known even where Cancelled is raised.
    """
    for number, target in enumerate(targets):

        def step(done: int, total: int, number: int = number) -> None:
            share = done * _STEPS // total if total else 0
            progress(number * _STEPS + share, len(targets) * _STEPS)

        step(0, 1)
        try:
            target.writer.write(report, target.path, step)
        except ProgramError as error:
            outcomes.append(Outcome(target.path, str(error)))
        else:
            outcomes.append(Outcome(target.path))
