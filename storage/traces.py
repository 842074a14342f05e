"""来历: which entries or parts a figure comes from, and which figures an entry goes into."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from storage.figures import Figure, Source, counted_entries
from storage.formats import Count, Format
from storage.report import Entry, Report

__all__ = ["Trace", "counted_into", "is_counted", "share_of", "trace"]

_FROM_ENTRIES = {Source.COUNTED, Source.SUMMED}


@dataclass(frozen=True, slots=True)
class Trace:
    """All that a figure could come from; ``figure.source`` tells what it does come from.

    ``entries`` are the ones it is counted from, ``parts`` the figures it is the sum of.
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


def is_counted(made: Format, ledger_key: str) -> bool:
    """Whether any figure of the format is counted from this ledger."""
    counts = (field.count for field in made.fields.values())
    return any(count is not None and count.ledger == ledger_key for count in counts)


def trace(report: Report, figures: Mapping[str, Figure], key: str) -> Trace:
    """Where a figure comes from. Raises KeyError."""
    figure = figures[key]
    count = figure.field.count
    entries = counted_entries(report, count) if count else ()
    return Trace(
        figure,
        tuple(each for each in entries if count and _adds(each, count)),
        tuple(figures[part] for part in figure.field.sum_of),
    )


def share_of(entry: Entry, count: Count) -> Decimal:
    """What a fitting entry adds to a figure, before any division."""
    if count.sum == "quantity":
        return Decimal(entry.quantity)
    amount = entry.cells.get(count.sum)
    return amount if isinstance(amount, Decimal) else Decimal(0)


def counted_into(
    report: Report, figures: Mapping[str, Figure], ledger_key: str, entry: Entry
) -> tuple[Figure, ...]:
    """The figures that an entry is counted into and the sums above them, in the format's order.

    Also those where a typed number stands in the place of the counted one, but none above these.
    """
    alone = report.with_values(entries={ledger_key: (entry,)})
    found = {
        key
        for key, figure in figures.items()
        if (count := figure.field.count)
        and count.ledger == ledger_key
        and _adds(entry, count)
        and counted_entries(alone, count)
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


def _adds(entry: Entry, count: Count) -> bool:
    """An entry without a fee goes into no figure of fees, though it fits."""
    return count.sum == "quantity" or isinstance(entry.cells.get(count.sum), Decimal)
