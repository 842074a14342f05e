"""Where a table to take in comes from: a file, or what was copied in Excel or WPS."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from export.ledger_tables import read_table
from export.progress import Progress
from gui.ledger.clipboard_block import read_block
from storage.errors import ImportRefused
from storage.given_table import GivenTable
from storage.ledger_taking import Follow
from storage.values import clean_text

__all__ = ["TakingSource", "copied", "from_file"]


@dataclass(frozen=True, slots=True)
class TakingSource:
    """``read`` works in a thread and raises what read_table raises."""

    name: str
    """As it is shown to the clerk."""
    read: Callable[[Progress, Follow], GivenTable]
    bad_rows: Path
    """Proposed for the rows that cannot be taken."""


def from_file(path: Path, sheet: str) -> TakingSource:
    """A workbook, of which the sheet called ``sheet`` is wanted, or a text table."""
    return TakingSource(
        path.name,
        lambda progress, follow: read_table(path, sheet, progress, follow),
        path.with_name(f"{path.stem}-有问题的行.xlsx"),
    )


def copied(text: str, folder: Path) -> TakingSource:
    """Cells on the clipboard."""

    def read(progress: Progress, _follow: Follow) -> GivenTable:
        rows = []
        block = read_block(text)
        for number, cells in enumerate(block):
            progress(number, len(block))
            rows.append(tuple(clean_text(cell).strip() for cell in cells))
        if not any(any(row) for row in rows):
            said = "剪贴板里没有表格。请先在 Excel 或 WPS 里选中要导入的行和表头，按 Ctrl+C 复制。"
            raise ImportRefused([said])
        return GivenTable.of(rows)

    return TakingSource("复制的表格", read, folder / "复制的表格-有问题的行.xlsx")
