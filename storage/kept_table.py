"""A big ledger as its rows lie in the data file: every question to it is asked in SQL."""

import json
from bisect import bisect_right, insort
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, repeat

from storage.entries import Cell, Entry, TallyKey
from storage.index_building import build_index
from storage.ledger_index import LedgerIndex, index_path
from storage.ledgers import Kind, Ledger
from storage.query import Among, Condition, Later, Outside, Query, searched
from storage.rows import SEPARATOR, cell_from_sql, row_to_entry
from storage.snapshot import Reader, Snapshot
from storage.spelling import SPELLED
from storage.tally import BLANK, MONTH, Group, Tally

__all__ = ["FIRST", "INDEX_FROM", "KeptTable", "Row"]

Row = tuple[int, int, str | float | None]
"""Of an entry: its id, its 件数/条数, and the cell by which it is ordered."""

FIRST = 256
"""So many are told first when something is looked for."""
INDEX_FROM = 50_000
"""From so many entries on an index is worth its making; below, looking through takes no time."""

_STRETCH, _PAGE, _REMEMBERED = 50_000, 256, 2_048
_FEW, _SOME = 300, 5_000
"""So many candidates of the index are tried one by one, first and then."""
_NUMERALS = set("0123456789.-")
_WORDED = {Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE, Kind.CHOICES}


class KeptTable:
    """The entries of one ledger and year in a snapshot of the file."""

    def __init__(self, snapshot: Snapshot, report_id: int, ledger: Ledger) -> None:
        self.snapshot, self.report_id, self.ledger = snapshot, report_id, ledger
        self._names = ", ".join(["id", *(each.key for each in ledger.columns)])
        self._quantity = "coalesce(quantity, 1)" if ledger.counted else "1"
        self._pages: OrderedDict[int, Entry | None] = OrderedDict()
        sql = f"select count(*), coalesce(max(id), 0) from {ledger.key} where report_id = ?"
        self.count: int
        self.last_id: int
        self.count, self.last_id = snapshot.entries.rows(sql, [report_id])[0]
        self._known: list[tuple[int, int]] = [(0, 0)]
        self.index: LedgerIndex | None = None
        if self.count >= INDEX_FROM:
            path = index_path(snapshot.path, report_id, ledger.key)
            self.index = LedgerIndex.open(path, snapshot.counts, report_id, ledger, self.count)
        self._tallies = self.index

    def get(self, entry_id: int) -> Entry | None:
        """An entry by its id; those asked for last are remembered."""
        if entry_id in self._pages:
            self._pages.move_to_end(entry_id)
            return self._pages[entry_id]
        found = self._read("and id = ?", [entry_id])
        entry = found[0] if found else None
        self._pages[entry_id] = entry
        if len(self._pages) > _REMEMBERED:
            self._pages.popitem(last=False)
        return entry

    def entries(self) -> Iterator[Entry]:
        """All of them by id, a page at a time, so that other questions come in between."""
        last = -1
        while page := self._read(f"and id > ? order by id limit {_PAGE}", [last]):
            yield from page
            last = page[-1].id

    def before(self, entry_id: int) -> int:
        """The greatest id below this one, 0 where there is none."""
        sql = f"select coalesce(max(id), 0) from {self.ledger.key} where report_id = ? and id < ?"
        return int(self.snapshot.entries.rows(sql, [self.report_id, entry_id])[0][0])

    def position(self, entry_id: int) -> int:
        """How many ids are below this one, counted on from the nearest that is known."""
        known, number = self._known[bisect_right(self._known, (entry_id, self.count)) - 1]
        if known != entry_id:
            sql = (
                f"select count(*) from {self.ledger.key} where report_id = ? and id >= ? and id < ?"
            )
            rows = self.snapshot.entries.rows(sql, [self.report_id, known, entry_id])
            number += rows[0][0]
            insort(self._known, (entry_id, number))
        return number

    def tally(self, columns: Sequence[str], amounts: Sequence[str]) -> Tally:
        """Grouped by the file itself; amounts are added up exactly, not as SQL would."""
        if self._tallies and (kept := self._tallies.tally(columns, amounts)) is not None:
            return kept.changed((None, self.get(each)) for each in self._tallies.changed)
        keys = ", ".join([_grouping(each) for each in columns] or ["''"])
        asked = f"from {self.ledger.key} where report_id = ?"
        sql = f"select count(*), sum({self._quantity}), {keys} {asked} group by {keys}"
        groups: dict[tuple[Cell, ...], Group] = {}
        blank = (Decimal(0),) * len(amounts)
        for entries, quantity, *cells in self.snapshot.counts.rows(sql, [self.report_id]):
            groups[self._cells(columns, cells)] = Group(entries, quantity, blank)
        for place, amount in enumerate(amounts):
            sql = (
                f"select count(*), {amount}, {keys} {asked} and {amount} is not null "
                f"group by {keys}, {amount}"
            )
            for times, said, *cells in self.snapshot.counts.rows(sql, [self.report_id]):
                key = self._cells(columns, cells)
                held = list(groups[key].amounts)
                held[place] += times * Decimal(said)
                groups[key] = Group(groups[key].entries, groups[key].quantity, tuple(held))
        return Tally(columns, amounts, groups)

    def prepare(self, keys: Sequence[TallyKey], progress: Callable[[int, int], None]) -> None:
        """Make the index, from the file as it is now, and use it."""
        path = build_index(self.snapshot.path, self.report_id, self.ledger, keys, progress)
        reader = Reader(self.snapshot.path)
        try:
            made = LedgerIndex(path, reader, self.report_id, self.ledger)
        finally:
            reader.close()
        # What was changed since this snapshot was taken lies over it in memory, so searches are
        # right; a tally would count it twice.
        self.index = made

    def likely(self, conditions: Sequence[Condition]) -> Iterator[Entry]:
        """The entries that meet one of the conditions; all of them where there are none."""
        if not conditions:
            yield from self.entries()
            return
        said = [_condition(each, self.ledger) for each in conditions]
        where = " or ".join(f"({sql})" for sql, _ in said)
        values = [value for _, each in said for value in each]
        last = -1
        while page := self._read(
            f"and id > ? and ({where}) order by id limit {_PAGE}", [last, *values]
        ):
            yield from page
            last = page[-1].id

    def find(self, query: Query) -> Iterator[list[Row]]:
        """What is wanted in its order, the first rows at once and the others in long stretches.

        With an index, a text that stands in few entries is looked for only in those; one that
        stands in many is found soon by going through the ledger, but for the first rows.
        """
        index = self.index
        question = index.question(query.text) if index and query.text else ""
        if index is None or not question:
            yield from self._ask(query)
            return
        after, down = 0, query.descending and not query.order
        steps = (_FEW, _SOME) if not query.order else (_FEW + _SOME,)
        for most in steps:
            ids = index.candidates(question, most, after, descending=down)
            whole = len(ids) < most
            if whole or not query.order:
                yield from self._ask(query, among=json.dumps(ids))
            if whole:
                return
            after = 0 if query.order else ids[-1]
        yield from self._ask(query, after=after)

    def _ask(self, query: Query, among: str | None = None, after: int = 0) -> Iterator[list[Row]]:
        """``among`` narrows it to some ids, as a JSON list; ``after`` goes on behind an id."""
        sql, values = self._question(query)
        if among is not None:
            sql, values = f"{sql} and id in (select value from json_each(?))", [*values, among]
        if after:
            sql, values = f"{sql} and id {'<' if query.descending else '>'} ?", [*values, after]
        way = "desc" if query.descending else ""
        ask = self.snapshot.questions.stretches
        if not query.order:
            sizes = chain([FIRST], repeat(_STRETCH))
            yield from ask(f"{sql} order by id {way}", values, sizes)
            return
        order = self._ordering(query.order)
        sql = f"{sql} order by {query.order} is null, {order} {way}, id"
        # Putting everything in order takes long; the first rows alone are found by looking once.
        if (yield from ask(f"{sql} limit {FIRST}", values, [FIRST])):
            yield from ask(f"{sql} limit -1 offset {FIRST}", values, repeat(_STRETCH))

    def _question(self, query: Query) -> tuple[str, list[object]]:
        shown = self._comparable(query.order) if query.order else "null"
        sql = f"select id, {self._quantity}, {shown} from {self.ledger.key} where report_id = ?"
        values: list[object] = [self.report_id]
        for column, terms in query.where.items():
            more, said = _condition(Among(column, terms), self.ledger)
            sql, values = f"{sql} and ({more})", [*values, *said]
        if query.text:
            more, said = self._holding(query.text)
            sql, values = f"{sql} and ({more})", [*values, *said]
        return sql, values

    def _holding(self, text: str) -> tuple[str, list[object]]:
        """That a text stands in any column. ``instr`` is quicker but knows A from a."""
        kinds = {Kind.DATE, Kind.COUNT, Kind.AMOUNT}
        numeral = set(text) <= _NUMERALS
        columns = [each.key for each in searched(self.ledger) if numeral or each.kind not in kinds]
        if any(char.isascii() and char.isalpha() for char in text):
            like = text
            for special in ("\\", "%", "_"):
                like = like.replace(special, f"\\{special}")
            said = " or ".join(f"{column} like ? escape '\\'" for column in columns)
            return said, [f"%{like}%"] * len(columns)
        said = " or ".join(f"instr({column}, ?)" for column in columns)
        return said, [text] * len(columns)

    def _comparable(self, column: str) -> str:
        amount = self.ledger.column(column).kind is Kind.AMOUNT
        return f"cast({column} as real)" if amount else column

    def _ordering(self, column: str) -> str:
        """As ``Query.sortable`` has it."""
        worded = self.ledger.column(column).kind in _WORDED
        return f"{SPELLED}({column})" if worded else self._comparable(column)

    def _read(self, sql: str, values: Sequence[object]) -> list[Entry]:
        sql = f"select {self._names} from {self.ledger.key} where report_id = ? {sql}"
        keys = ["id", *(each.key for each in self.ledger.columns)]
        rows = self.snapshot.entries.rows(sql, [self.report_id, *values])
        return [row_to_entry(self.ledger, dict(zip(keys, row, strict=True))) for row in rows]

    def _cells(
        self, columns: Sequence[str], stored: Sequence[str | int | None]
    ) -> tuple[Cell, ...]:
        return tuple(
            said
            if said is None or name.endswith(MONTH)
            else cell_from_sql(self.ledger.column(name), said)
            for name, said in zip(columns, stored, strict=False)
        )


def _grouping(column: str) -> str:
    return f"substr({column.removesuffix(MONTH)}, 1, 7)" if column.endswith(MONTH) else column


def _condition(condition: Condition, ledger: Ledger) -> tuple[str, list[object]]:
    match condition:
        case Outside(column, first, last):
            return f"{column} < ? or {column} > ?", [first.isoformat(), last.isoformat()]
        case Later(column, than, 0):
            return f"{column} > {than}", []
        case Later(column, than, days):
            return f"{column} > date({than}, ?)", [f"+{days} days"]
        case Among(column, terms):
            return _among(column, terms, ledger)


def _among(column: str, terms: Sequence[str], ledger: Ledger) -> tuple[str, list[object]]:
    name = _grouping(column)
    kind = None if column.endswith(MONTH) else ledger.column(column).kind
    parts: list[str] = []
    values: list[object] = []
    for term in terms:
        if term in (BLANK, "否"):
            parts.append(f"{name} is null")
        if kind is Kind.FLAG:
            parts += [f"{name} = {yes}" for yes, said in enumerate("否是") if said == term]
        elif kind is Kind.CHOICES:
            parts.append(f"instr('{SEPARATOR}' || {name} || '{SEPARATOR}', ?)")
            values.append(f"{SEPARATOR}{term}{SEPARATOR}")
        else:
            parts.append(f"{name} = ?")
            values.append(term)
    return " or ".join(parts) or "0", values
