"""Ledgers as tables: taken in from what an office has in Excel, WPS or as text, and given out.

What is slow to load waits until a file is really read or written.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from export.progress import Progress, silent

if TYPE_CHECKING:
    from storage.given_table import GivenTable
    from storage.ledger_taking import Follow
    from storage.ledgers import Ledger
    from storage.report import Entry

__all__ = ["read_table", "write_ledger", "write_rows"]

_TEXT = {".csv", ".txt", ".tsv"}
_ZIP, _OLD_OFFICE = b"PK", b"\xd0\xcf\x11\xe0"


def read_table(
    path: Path,
    title: str = "",
    progress: Progress = silent,
    follow: "Follow" = lambda so_far: None,
) -> "GivenTable":
    """The cells of a workbook's sheet called ``title``, else of its first, or of a text table.

    ``follow`` is called while a workbook is being read. Raises FileUnavailable, ImportRefused, and
    what ``progress`` and ``follow`` raise; takes bounded time and memory whatever the file.
    """
    if path.suffix.lower() in _TEXT and not _is_office(path):
        from export.text_table import read_text_table

        return read_text_table(path)
    from export.excel.ledger_reader import read_sheet

    return read_sheet(path, title, progress, follow)


def write_ledger(
    held: "Ledger", entries: Sequence["Entry"], path: Path, progress: Progress = silent
) -> None:
    """A ledger as a workbook; without entries the 空白模板. Raises ExportFailed."""
    from export.excel.ledger_writer import write_ledger as write

    write(held, entries, path, progress)


def write_rows(
    names: Sequence[str], rows: Sequence[Sequence[str]], path: Path, progress: Progress = silent
) -> None:
    """Rows of words under a head as a workbook. Raises ExportFailed."""
    from export.excel.ledger_writer import write_rows as write

    write(names, rows, path, progress)


def _is_office(path: Path) -> bool:
    """Whether a file called .csv is a workbook in truth."""
    try:
        with path.open("rb") as file:
            return file.read(4).startswith((_ZIP, _OLD_OFFICE))
    except OSError:
        # Whoever reads it says why it cannot be read.
        return False
