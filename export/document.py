"""文稿: the composed report as a list of blocks, the one thing every page writer reads."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum


class Tone(Enum):
    """How a stretch of a paragraph is set (GB/T 9704-2012 §7.3.3 levels, and inline emphasis)."""

    BODY = "正文"
    LEAD = "接排小标题"
    STRONG = "强调"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one tone."""

    text: str
    tone: Tone = Tone.BODY


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of its own line; level 1 is 一、, 2 is （一）, 3 is 1."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph whose first line is indented by two characters."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The words without their tones."""
        return "".join(run.text for run in self.runs)


class Align(Enum):
    """Where a cell's text stands."""

    LEFT = "左"
    CENTER = "中"
    RIGHT = "右"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, anchored at its top left place and spanning ``rows`` × ``columns``."""

    text: str
    rows: int = 1
    columns: int = 1
    align: Align = Align.CENTER
    head: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a full grid: each row has as many places as ``widths``.

    A place covered by another cell's span holds None. ``widths`` are relative. The first
    ``head_rows`` rows are repeated on each page; the first ``head_columns`` columns are labels.
    """

    rows: tuple[tuple[Cell | None, ...], ...]
    widths: tuple[float, ...]
    title: str = ""
    head_rows: int = 0
    head_columns: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """落款: the issuing organ and the date (成文日期); either may be empty."""

    unit: str
    date: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Table | Signature | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report ready for a writer.

    ``title_lines`` is the clerk's own division of the title, empty where the writer decides.
    ``draft`` marks a report whose 错误 are not yet cleared. ``dated`` is the day written into
    the file's metadata as ISO text, so that the same report gives the same bytes.
    """

    title: str
    unit: str
    year: int
    blocks: tuple[Block, ...]
    dated: str
    title_lines: tuple[str, ...] = ()
    draft: bool = False
    generator: str = field(default="公开年报")

    def texts(self) -> Iterator[str]:
        """Every piece of text that will be printed, in order."""
        yield self.title
        for block in self.blocks:
            yield from texts_of(block)


def texts_of(block: Block) -> Iterator[str]:
    """The pieces of text of one block, in reading order."""
    match block:
        case Heading(text=text):
            yield text
        case Paragraph():
            yield block.text
        case Table():
            yield from (text for text in (block.title,) if text)
            for row in block.rows:
                yield from (cell.text for cell in row if cell is not None)
            yield from block.notes
        case Signature(unit=unit, date=date):
            yield from (text for text in (unit, date) if text)
        case PageBreak():
            return
