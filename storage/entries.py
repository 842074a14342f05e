"""条目: the entries of one ledger in one year, frozen, however many there are.

What counts, checks and writers ask of a ledger is asked here, so that a ledger of a million entries
may stay in its file. Each change gives new Entries; what was counted is adjusted, not recounted.
"""

from abc import abstractmethod
from bisect import bisect_left
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Protocol, overload

from storage.collector import without_collector
from storage.entry import Cell, Entry
from storage.entry_batch import EntryBatch
from storage.ledgers import Ledger
from storage.query import Condition, Found, Query
from storage.tally import Tally

__all__ = [
    "NO_ENTRIES",
    "Cell",
    "Changes",
    "Entries",
    "Entry",
    "HeldEntries",
    "Rule",
    "TallyKey",
    "Typed",
    "as_entries",
]

Changes = Mapping[int, Entry | None]
"""Entries as they are now by id, None for those taken out."""

Typed = Mapping[int, Mapping[str, str]]
"""What was typed but is no value, by entry id and column."""

TallyKey = tuple[tuple[str, ...], tuple[str, ...]]
"""The columns of a tally, and its amounts."""


class Rule(Protocol):
    """Something to look for in single entries; equal rules find the same.

    Without ``likely`` it may hold anywhere.
    """

    @property
    def likely(self) -> Sequence[Condition]:
        """One of these is met wherever the rule holds."""

    def __call__(self, entry: Entry, /) -> bool:
        """Whether it holds for an entry."""

    def __hash__(self) -> int: ...


class Entries(Sequence[Entry]):
    """One ledger of one year in the order of the ids, which grow with each new entry."""

    @abstractmethod
    def get(self, entry_id: int) -> Entry | None:
        """An entry by its id."""

    @abstractmethod
    def position(self, entry_id: int) -> int:
        """How many entries come before this id; the ids have gaps where entries were removed."""

    @property
    @abstractmethod
    def last_id(self) -> int:
        """The greatest id, 0 where there are no entries."""

    @abstractmethod
    def tally(self, columns: Sequence[str] = (), amounts: Sequence[str] = ()) -> Tally:
        """The ledger grouped by some columns, with the sums of ``amounts``; counted once."""

    @abstractmethod
    def which(self, rule: Rule) -> tuple[Entry, ...]:
        """The entries for which a rule holds, the first of very many; looked for once."""

    def has_more(self, rule: Rule) -> bool:
        """Whether a rule holds for more entries than ``which`` tells."""
        return False

    @abstractmethod
    def changed(self, after: Changes) -> "Entries":
        """The ledger with some entries added, changed or (None) taken out."""

    def grown(self, more: Sequence[Entry]) -> "Entries":
        """The ledger with entries added after its last."""
        return self.changed({each.id: each for each in more})

    @abstractmethod
    def differing(self, before: "Entries") -> Iterable[int]:
        """The ids of the entries that were added, changed or removed since ``before``."""

    @abstractmethod
    def find(
        self, ledger: Ledger, query: Query, typed: Typed | None = None
    ) -> Generator[Found, None, None]:
        """What a query finds, in its order, in stretches; ``typed`` is looked through as well."""

    @property
    def prepared(self) -> bool:
        """Whether there is nothing more to make it quick with."""
        return True

    def prepare(self, progress: Callable[[int, int], None]) -> None:
        """Make it quick to look through, in a thread. ``progress`` may raise.

        Raises FileUnavailable where nothing can be written; then it works as before.
        """

    def stop(self) -> None:
        """Break off what is being looked for, from any thread: then it finds no more."""

    @property
    @abstractmethod
    def quick(self) -> bool:
        """Whether looking through it takes no time that anyone would notice."""

    @property
    @abstractmethod
    def quantity(self) -> int:
        """件数/条数 of all entries together."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


_Pairs = list[tuple[Entry | None, Entry | None]]
"""Entries as they were and as they are."""

_FEW = 100


class HeldEntries(Entries):
    """A ledger held in memory."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        # A batch is in order, and may never be asked for its entries.
        given = entries if isinstance(entries, EntryBatch) else tuple(sorted(entries, key=_ID))
        self._given: Sequence[Entry] = given
        self._tallies: dict[TallyKey, Tally] = {}
        self._found: dict[Rule, dict[int, Entry]] = {}

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(self._given)

    def __len__(self) -> int:
        return len(self._given)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    @overload
    def __getitem__(self, place: int) -> Entry: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Entry, ...]: ...

    def __getitem__(self, place: int | slice) -> Entry | tuple[Entry, ...]:
        return self._entries[place]

    def get(self, entry_id: int) -> Entry | None:
        """By bisection."""
        place = self.position(entry_id)
        found = self._entries[place] if place < len(self._entries) else None
        return found if found is not None and found.id == entry_id else None

    def position(self, entry_id: int) -> int:
        """By bisection."""
        return bisect_left(self._entries, entry_id, key=_ID)

    @property
    def last_id(self) -> int:
        """Of the last entry."""
        return self._entries[-1].id if self._entries else 0

    @property
    def quick(self) -> bool:
        """All of it is at hand."""
        return True

    @property
    def quantity(self) -> int:
        """From whatever was counted already."""
        return (next(iter(self._tallies.values()), None) or self.tally()).quantity

    def tally(self, columns: Sequence[str] = (), amounts: Sequence[str] = ()) -> Tally:
        """Goes through the entries the first time."""
        key = tuple(columns), tuple(amounts)
        if key not in self._tallies:
            self._tallies[key] = Tally.of(self._entries, *key)
        return self._tallies[key]

    def which(self, rule: Rule) -> tuple[Entry, ...]:
        """Goes through the entries the first time."""
        if rule not in self._found:
            self._found[rule] = {each.id: each for each in self._entries if rule(each)}
        found = self._found[rule]
        return tuple(found[each] for each in sorted(found))

    def changed(self, after: Changes) -> Entries:
        """A copy; what was counted and found is adjusted, or done anew once most has changed."""
        entries, pairs = self._merged(after) if len(after) > _FEW else self._patched(after)
        made = HeldEntries(entries)
        if len(after) > len(self._entries):
            return made
        made._tallies = {key: tally.changed(pairs) for key, tally in self._tallies.items()}
        for rule, found in self._found.items():
            made._found[rule] = {key: each for key, each in found.items() if key not in after} | {
                key: each for key, each in after.items() if each is not None and rule(each)
            }
        return made

    def grown(self, more: Sequence[Entry]) -> Entries:
        """The first are taken as they come."""
        return super().grown(more) if self else HeldEntries(more)

    def _patched(self, after: Changes) -> tuple[list[Entry], _Pairs]:
        """Each change in its place; quick for a few."""
        entries, pairs = list(self._entries), _Pairs()
        for entry_id, new in after.items():
            place = bisect_left(entries, entry_id, key=_ID)
            there = place < len(entries) and entries[place].id == entry_id
            pairs.append((entries[place] if there else None, new))
            entries[place : place + there] = [new] if new is not None else []
        return entries, pairs

    def _merged(self, after: Changes) -> tuple[list[Entry], _Pairs]:
        """All at once; quick for a whole list taken in or back."""
        held = {each.id: each for each in self._entries}
        with without_collector():
            pairs = [(held.get(entry_id), new) for entry_id, new in after.items()]
        return [each for each in {**held, **after}.values() if each is not None], pairs

    def find(
        self, ledger: Ledger, query: Query, typed: Typed | None = None
    ) -> Generator[Found, None, None]:
        """By going through the entries; all at once."""
        said, found = typed or {}, self._entries
        if query.narrows:
            wants = query.matcher(ledger)
            found = tuple(
                [each for each in found if wants(each, said.get(each.id, _NOTHING).values())]
            )
        yield Found.of([(each.id, each.quantity, None) for each in query.arranged(found)])

    def differing(self, before: Entries) -> Iterable[int]:
        """By comparing the entries themselves."""
        old = {each.id: each for each in before}
        new = {each.id: each for each in self._entries}
        return [each for each in {**old, **new} if old.get(each) is not new.get(each)]


_ID = attrgetter("id")

_NOTHING: Mapping[str, str] = {}

NO_ENTRIES: Entries = HeldEntries()
"""A ledger with nothing in it."""


def as_entries(entries: Sequence[Entry]) -> Entries:
    """Plain entries as a ledger."""
    return entries if isinstance(entries, Entries) else HeldEntries(entries)
