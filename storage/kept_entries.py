"""A big ledger that stays in its file: what was there when it was loaded, and the changes since.

Only the changes are in memory, so that a report of a million entries is as frozen as a small one.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import islice
from typing import overload

from storage.entries import Changes, Entries, Entry, Rule, TallyKey, Typed
from storage.kept_table import INDEX_FROM, KeptTable, Row
from storage.ledgers import Ledger
from storage.query import Found, Query, Sortable
from storage.tally import Tally

__all__ = ["KeptEntries"]

_MOST = 1_000
"""So many entries are told of those for which a rule holds; one more is kept, to know of more."""


class KeptEntries(Entries):
    """``after`` holds the entries as they are now by id, None for those taken out."""

    def __init__(self, table: KeptTable, after: Changes | None = None) -> None:
        self._table = table
        self._after: dict[int, Entry | None] = dict(after or {})
        self._tallies: dict[TallyKey, Tally] = {}
        self._found: dict[Rule, dict[int, Entry]] = {}
        there = {each for each in self._after if self._base(each) is not None}
        now = {each for each, entry in self._after.items() if entry is not None}
        self._added, self._removed = sorted(now - there), sorted(there - now)

    def __len__(self) -> int:
        return self._table.count + len(self._added) - len(self._removed)

    def __iter__(self) -> Iterator[Entry]:
        return self._with_changes(self._table.entries())

    @overload
    def __getitem__(self, place: int) -> Entry: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Entry, ...]: ...

    def __getitem__(self, place: int | slice) -> Entry | tuple[Entry, ...]:
        if isinstance(place, slice):
            return tuple(self)[place]
        for entry in islice(self, range(len(self))[place], None):
            return entry
        raise IndexError(place)

    def get(self, entry_id: int) -> Entry | None:
        """As it is now."""
        if entry_id in self._after:
            return self._after[entry_id]
        return self._table.get(entry_id)

    def position(self, entry_id: int) -> int:
        """Counted by the file, and by the changes."""
        more = bisect_left(self._added, entry_id) - bisect_left(self._removed, entry_id)
        return self._table.position(entry_id) + more

    @property
    def last_id(self) -> int:
        """The greatest that was not taken out."""
        last = self._table.last_id
        removed = set(self._removed)
        while last in removed:
            last = self._table.before(last)
        return max(last, *self._added[-1:], 0)

    @property
    def quick(self) -> bool:
        """The file has to be asked."""
        return False

    @property
    def prepared(self) -> bool:
        """With an index, or too small to need one."""
        return self._table.index is not None or len(self) < INDEX_FROM

    def prepare(self, progress: Callable[[int, int], None]) -> None:
        """Make the index, with all that was counted so far."""
        self._table.prepare([*self._tallies], progress)

    @property
    def quantity(self) -> int:
        """From whatever was counted already."""
        return (next(iter(self._tallies.values()), None) or self.tally()).quantity

    def tally(self, columns: Sequence[str] = (), amounts: Sequence[str] = ()) -> Tally:
        """Counted by the file the first time."""
        key = tuple(columns), tuple(amounts)
        if key not in self._tallies:
            pairs = [(self._base(each), entry) for each, entry in self._after.items()]
            self._tallies[key] = self._table.tally(*key).changed(pairs)
        return self._tallies[key]

    def which(self, rule: Rule) -> tuple[Entry, ...]:
        """The first thousand of them."""
        if rule not in self._found:
            entries = self._with_changes(self._table.likely(rule.likely))
            fitting = (each for each in entries if rule(each))
            self._found[rule] = {each.id: each for each in islice(fitting, _MOST + 1)}
        found = self._found[rule]
        return tuple(found[each] for each in sorted(found)[:_MOST])

    def has_more(self, rule: Rule) -> bool:
        """Beyond the first thousand."""
        self.which(rule)
        return len(self._found[rule]) > _MOST

    def changed(self, after: Changes) -> Entries:
        """The same file with more changes; what was counted and found is adjusted."""
        made = KeptEntries(self._table, {**self._after, **after})
        pairs = [(self.get(each), entry) for each, entry in after.items()]
        made._tallies = {key: tally.changed(pairs) for key, tally in self._tallies.items()}
        for rule, found in self._found.items():
            left = {key: each for key, each in found.items() if key not in after}
            if len(found) <= _MOST or len(left) == len(found):
                more = {key: each for key, each in after.items() if each and rule(each)}
                made._found[rule] = left | more
        return made

    def differing(self, before: Entries) -> Iterable[int]:
        """By the changes alone where both are of the same moment."""
        if isinstance(before, KeptEntries) and before._table is self._table:
            ids = {**before._after, **self._after}
            return [each for each in ids if before.get(each) is not self.get(each)]
        return [each.id for each in self]

    def find(
        self, ledger: Ledger, query: Query, typed: Typed | None = None
    ) -> Generator[Found, None, None]:
        """Asked of the file; what changed or holds unreadable cells is looked at one by one."""
        said = typed or {}
        loose = {**self._after, **{each: self.get(each) for each in said}}
        if query.text and self._table.index:
            loose |= {each: self.get(each) for each in self._table.index.changed}
        wants = query.matcher(ledger)
        extra = [
            (query.place(entry), entry.quantity)
            for entry in loose.values()
            if entry is not None and wants(entry, said.get(entry.id, {}).values())
        ]
        extra.sort(key=lambda each: _Place(each[0], query))
        for rows in self._table.find(query):
            yield Found.of(self._joined(query, rows, loose, extra))
        if extra:
            yield Found.of([(place[2], quantity, None) for place, quantity in extra])

    def stop(self) -> None:
        """Break off what is being looked for."""
        self._table.snapshot.questions.stop()

    def _joined(
        self,
        query: Query,
        rows: list[Row],
        loose: Mapping[int, object],
        extra: list[tuple[Sortable, int]],
    ) -> list[Row]:
        """A stretch without what changed, with what now belongs into it; that leaves ``extra``."""
        last = rows[-1]
        if loose:
            rows = [row for row in rows if row[0] not in loose]
        if not extra:
            return rows
        whole = list(rows)
        end = _Place(query.sortable(last[2], last[0]), query)
        places = [_Place(place, query) for place, _ in extra]
        count = bisect_right(places, end)
        for place, (sortable, quantity) in reversed(list(zip(places[:count], extra, strict=False))):
            at = bisect_left(
                rows, place, key=lambda row: _Place(query.sortable(row[2], row[0]), query)
            )
            whole.insert(at, (sortable[2], quantity, None))
        del extra[:count]
        return whole

    def _base(self, entry_id: int) -> Entry | None:
        return self._table.get(entry_id) if entry_id <= self._table.last_id else None

    def _with_changes(self, entries: Iterator[Entry]) -> Iterator[Entry]:
        after = self._after
        if not after:
            return entries
        now = sorted((each for each in after.values() if each), key=_id_of)
        return merge((each for each in entries if each.id not in after), now, key=_id_of)


def _id_of(entry: Entry) -> int:
    return entry.id


class _Place:
    """Where an entry stands among the others, in the order that a query asks for."""

    __slots__ = ("_down", "_place")

    def __init__(self, place: Sortable, query: Query) -> None:
        blank, cell, entry_id = place
        self._down = query.descending
        if query.order:
            self._place = blank, cell, entry_id
        else:
            self._place = False, float(entry_id), 0

    def __lt__(self, other: "_Place") -> bool:
        blank, cell, entry_id = self._place
        others_blank, others_cell, others_id = other._place
        if blank != others_blank:
            return others_blank
        if cell != others_cell:
            less: bool = cell < others_cell  # type: ignore[operator]
            return less != self._down
        return entry_id < others_id
