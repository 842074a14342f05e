"""来历: which entries or parts a figure comes from, and which figures an entry goes into."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from storage.figures import Figure, Source
from storage.formats import Count, Format
from storage.query import Among, Condition
from storage.report import Entry, Report
from storage.tally import fits

__all__ = ["CountedBy", "Trace", "counted_into", "is_counted", "share_of", "trace"]

_FROM_ENTRIES = {Source.COUNTED, Source.SUMMED}


@dataclass(frozen=True, slots=True)
class Trace:
    """All that a figure could come from; ``figure.source`` tells what it does come from.

    ``entries`` are the ones it is counted from, of a very big ledger the first of them; ``parts``
    are the figures it is the sum of.
    """

    figure: Figure
    entries: tuple[Entry, ...]
    parts: tuple[Figure, ...]

    @property
    def total(self) -> Decimal:
        """What the entries come to in the ledger's own unit (元), before any division."""
        count = self.figure.field.count
        shares = [share_of(each, count) for each in self.entries] if count else []
        return sum(shares, Decimal(0))

    @property
    def whole(self) -> bool:
        """Whether these are all its entries."""
        count = self.figure.field.count
        return count is None or self.total / count.divide == (self.figure.counted or 0)


@dataclass(frozen=True, slots=True)
class CountedBy:
    """Looks for the entries that a figure of this key is counted from."""

    key: str
    count: Count = field(compare=False)

    @property
    def likely(self) -> Sequence[Condition]:
        """One of the columns that the figure asks for is enough to find few."""
        where = sorted(self.count.where.items())
        return [Among(column, terms) for column, terms in where[:1]]

    def __call__(self, entry: Entry) -> bool:
        """An entry without a fee goes into no figure of fees, though it fits."""
        plain = self.count.sum == "quantity"
        adds = plain or isinstance(entry.cells.get(self.count.sum), Decimal)
        return adds and fits(entry.cells, self.count.where)


def is_counted(made: Format, ledger_key: str) -> bool:
    """Whether any figure of the format is counted from this ledger."""
    counts = (field.count for field in made.fields.values())
    return any(count is not None and count.ledger == ledger_key for count in counts)


def trace(report: Report, figures: Mapping[str, Figure], key: str, *, listed: bool = True) -> Trace:
    """Where a figure comes from, its entries only if ``listed``. Raises KeyError."""
    figure = figures[key]
    count = figure.field.count if listed else None
    entries = report.ledger(count.ledger).which(CountedBy(key, count)) if count else ()
    return Trace(figure, entries, tuple(figures[part] for part in figure.field.sum_of))


def share_of(entry: Entry, count: Count) -> Decimal:
    """What a fitting entry adds to a figure, before any division."""
    if count.sum == "quantity":
        return Decimal(entry.quantity)
    amount = entry.cells.get(count.sum)
    return amount if isinstance(amount, Decimal) else Decimal(0)


def counted_into(
    figures: Mapping[str, Figure], ledger_key: str, entry: Entry
) -> tuple[Figure, ...]:
    """The figures that an entry is counted into and the sums above them, in the format's order.

    Also those where a typed number stands in the place of the counted one, but none above these.
    """
    found = {
        key
        for key, figure in figures.items()
        if (count := figure.field.count)
        and count.ledger == ledger_key
        and CountedBy(key, count)(entry)
    }
    reached: set[str] = set()
    while found - reached:
        reached |= found
        # What was typed hides the entries from the sums above it.
        handed_on = {key for key in reached if figures[key].source in _FROM_ENTRIES}
        found = {
            key
            for key, figure in figures.items()
            if figure.counted is None and handed_on & set(figure.field.sum_of)
        }
    return tuple(figures[key] for key in figures if key in reached)
