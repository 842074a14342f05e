"""定稿: the files that belong to a finished version, and whether they would come out the same."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from export import WRITERS, Progress, Writer

if TYPE_CHECKING:
    from storage.printed import Correction
    from storage.report import Report
    from storage.versions import FinishedFile, Version

__all__ = ["Comparison", "compare", "finishing_writers", "sha256_of"]

_KINDS = ("pdf", "excel", "checklist")
"""What is made and kept at 定稿."""
_STEPS = 1000
"""Of progress within one file."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of making the files of a version again.

    ``same`` by kind; ``differing`` is what the year prints otherwise than when it was finished.
    """

    same: "Mapping[FinishedFile, bool]"
    differing: "tuple[Correction, ...]"


def finishing_writers(before: "Version | None", now: "Version") -> Mapping[str, Writer]:
    """What writes the files of ``now``, by kind; one that follows ``before`` has a 更正说明."""
    writers = {kind: WRITERS[kind] for kind in _KINDS}
    if before is not None:
        write = partial(_write_corrections, before, now)
        writers["corrections"] = Writer("更正说明.pdf", "更正说明", write)
    return writers


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file in hex, as ``certutil -hashfile`` and ``sha256sum`` say it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def compare(
    report: "Report", before: "Version | None", now: "Version", progress: Progress
) -> Comparison:
    """重新生成并比对: make the files of ``now`` again, aside, and compare them with what was kept.

    Raises ProgramError where a file cannot be made, and what ``progress`` raises.
    """
    from storage.printed import corrections, printed_of

    writers, same = finishing_writers(before, now), dict["FinishedFile", bool]()
    with TemporaryDirectory() as folder:
        for number, held in enumerate(now.files):

            def step(done: int, total: int, number: int = number) -> None:
                share = done * _STEPS // total if total else 0
                progress(number * _STEPS + share, len(now.files) * _STEPS)

            path = Path(folder) / held.name
            writers[held.kind].write(report, path, step)
            same[held] = sha256_of(path) == held.sha256
    return Comparison(same, corrections(report, now.printed or {}, printed_of(report)))


def _write_corrections(
    before: "Version", now: "Version", report: "Report", path: Path, progress: Progress
) -> None:
    from export.corrections import write_corrections
    from storage.printed import corrections, printed_of

    found = corrections(report, before.printed or {}, printed_of(report))
    write_corrections(report, before, now, found, path, progress)
