"""What an office may choose about its PDF, and what it is told about the file written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from export.pdf.roles import FontFile, Role

Level = Literal["2u", "1b"]
"""PDF/A-2u is today's; PDF/A-1b is for receivers who ask for the oldest."""

GridName = Literal["standard", "word"]
"""standard: 22 lines fill the 版心. word: Word's habitual fixed pitch of 28.95 pt."""


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """How a PDF is written; the defaults follow the standard.

    ``fonts`` pins the font of a role. A role not pinned is printed with the office's own font
    where ``installed`` finds a complete one that may be embedded, else with the one that comes
    with the program. ``watermark`` is printed across the pages of a draft.
    """

    pdfa: Level = "2u"
    tagged: bool = True
    grid: GridName = "standard"
    page_numbers: bool = True
    watermark: str = "草稿"
    installed: bool = True
    fonts: Mapping[Role, FontFile] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PdfResult:
    """What was written: the number of pages, the fonts used, and the file's sha256."""

    pages: int
    fonts: tuple[str, ...]
    sha256: str
