"""年报格式: what a report of some years looks like, as it is declared in ``resources/formats``.

Only the shape is here; reading and proving a TOML file is ``format_reader``'s work.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from storage.grids import Grid
from storage.ledgers import Ledger
from storage.rules import Chain, Check, Claim, Mention, Watch

__all__ = [
    "NOTE",
    "TITLE",
    "Count",
    "Enumeration",
    "Field",
    "Format",
    "Page",
    "Part",
    "Phrase",
    "Section",
    "TablePart",
    "TableRow",
    "TextPart",
    "Variant",
]


@dataclass(frozen=True, slots=True)
class Count:
    """How a figure is counted from a ledger: the sum of one column over the fitting entries.

    ``where`` gives the accepted terms by column; ``divide`` turns 元 into 万元.
    """

    ledger: str
    where: Mapping[str, tuple[str, ...]]
    sum: str = "quantity"
    divide: int = 1


@dataclass(frozen=True, slots=True)
class Field:
    """填报项 that holds a number (数). ``token`` is its name inside texts."""

    key: str
    label: str
    token: str
    unit: str
    page: str
    number: str = ""
    level: int = 1
    remark: str = ""
    decimal: bool = False
    negative: bool = False
    sum_of: tuple[str, ...] = ()
    count: Count | None = None
    term: str = ""
    """Its name inside a formula, where the label is too long."""
    computed: bool = False
    """Always the sum of its parts: shown, never typed at the window (合计栏)."""

    @property
    def name(self) -> str:
        """What a formula calls it."""
        return self.term or self.label

    @property
    def printed_label(self) -> str:
        """The label as the statutory table prints it, with its number."""
        return self.number + self.label


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a declared table: a heading line, or a field's."""

    heading: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table of indicators; ``columns`` is its printed head, empty for none."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """Another wording of a text, used while its condition holds.

    ``zero``: all these figures are 0 or 不适用; ``equal``: all these figures are the same number;
    ``empty``: this ledger has no entry.
    """

    key: str
    name: str
    template: str
    zero: tuple[str, ...] = ()
    equal: tuple[str, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class TextPart:
    """A text of the report. ``lead`` is its sub-heading, run in unless ``lead_alone``."""

    key: str
    label: str
    template: str
    lead: str = ""
    lead_alone: bool = False
    hint: str = ""
    only: str = ""
    """The 报告类别 that needs it; blank for all."""
    variants: tuple[Variant, ...] = ()


Part = TextPart | str
"""A text, or the key of a table or a grid."""

NOTE = "note:"
"""Before a figure's key: what is printed behind it in its cell. Before a grid's: below it."""


TITLE = "title"
"""The key of the report's title, which an office may word in its own way."""


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter (章) with its heading; the preamble has none."""

    key: str
    title: str
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        """The chapter's name without its number."""
        return self.title.partition("、")[2] or self.title


@dataclass(frozen=True, slots=True)
class Phrase:
    """A token made of pieces, one for each figure that is not zero."""

    token: str
    join: str
    items: tuple[tuple[str, str], ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A token that lists a ledger's entries: 一是…；二是…"""

    token: str
    ledger: str
    template: str
    join: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the window: the fields that name it, a ledger, and the texts they feed."""

    key: str
    title: str
    icon: str
    ledger: str = ""
    texts: tuple[str, ...] = ()
    grids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Format:
    """A whole format. ``years`` are the first and last report year it is made for."""

    id: str
    name: str
    basis: str
    years: tuple[int, int]
    title: str
    deadlines: tuple[tuple[int, int, str], ...]
    """Month and day of the next year, and what is due then."""
    highlights: tuple[str, ...]
    """The figures shown first on 概览."""
    fields: Mapping[str, Field]
    pages: tuple[Page, ...]
    tables: Mapping[str, TablePart]
    grids: Mapping[str, Grid]
    ledgers: Mapping[str, Ledger]
    """The ledgers with the choices this format uses."""
    sections: tuple[Section, ...]
    phrases: tuple[Phrase, ...]
    enumerations: tuple[Enumeration, ...]
    checks: tuple[Check, ...]
    chains: tuple[Chain, ...]
    watch: Watch
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    same: Mapping[str, str]
    """Fields that an older format has under another key, with that key."""

    @cached_property
    def texts(self) -> Mapping[str, TextPart]:
        """Every text part by key, in printed order, the title first."""
        parts = [each for section in self.sections for each in section.parts]
        texts = [each for each in parts if isinstance(each, TextPart)]
        return {part.key: part for part in (TextPart(TITLE, "标题", self.title), *texts)}

    @cached_property
    def templates(self) -> Mapping[str, str]:
        """The format's own wording by text key; a variant's key is ``text:variant``."""
        found: dict[str, str] = {}
        for part in self.texts.values():
            found[part.key] = part.template
            for variant in part.variants:
                found[f"{part.key}:{variant.key}"] = variant.template
        return found

    def fields_of(self, page: str) -> tuple[Field, ...]:
        """The fields that are filled in on one page."""
        return tuple(each for each in self.fields.values() if each.page == page)

    def made_for(self, year: int) -> bool:
        """Whether this is the format prescribed for that report year."""
        return self.years[0] <= year <= self.years[1]
