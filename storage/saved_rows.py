"""What was found of a damaged file, and in words what was not."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import InvalidOperation
from functools import cached_property

from storage.checksums import CHECKSUM
from storage.errors import FormatBroken
from storage.format_reader import load_format
from storage.ledgers import LEDGERS
from storage.raw_rows import FoundRow, Lost, Table
from storage.report import Report
from storage.row_places import words_for
from storage.rows import row_to_entry, text_to_figure

__all__ = ["SavedRows"]

Row = dict[str, str | int | None]
Key = tuple[str | int | None, ...]

_LEDGERS = {each.key: each for each in LEDGERS}
_KEYED = ("figure", "text", "unit", "kept", "unparsed")
"""Tables whose rows are known by the place that the log names."""


class SavedRows:
    """Rows by table and key; of two with the same key the one found first is the surer."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._keys = {each.name: each.key for each in tables}
        self._sure: dict[str, dict[Key, Row]] = {each.name: {} for each in tables}
        self._doubtful: dict[str, dict[Key, Row]] = {each.name: {} for each in tables}
        self._lost: list[Lost] = []

    def take(self, found: FoundRow | Lost) -> None:
        """Keep a row, or that one is lost."""
        if isinstance(found, Lost):
            self._lost.append(found)
            return
        row = _decoded(found.cells)
        if not found.sure and not _readable(found.table, row):
            self._lost.append(Lost(found.table, None))
            return
        held = self._sure if found.sure else self._doubtful
        key = tuple(row[name] for name in self._keys[found.table])
        held[found.table].setdefault(key, row)

    def rows(self, table: str) -> Sequence[Row]:
        """The rows of a table, doubtful ones last."""
        sure = self._sure[table]
        more = (row for key, row in self._doubtful[table].items() if key not in sure)
        return [*sure.values(), *more]

    def doubtful(self) -> Iterator[str]:
        """The places of rows that were kept although something in them is wrong."""
        for table, held in self._doubtful.items():
            for key, row in held.items():
                if key not in self._sure[table]:
                    yield self.words(table, row)

    def lost(self) -> Iterator[str]:
        """The places that should be there and are not, as their pages and the log tell."""
        for each in self._lost:
            row = _decoded(each.before or {})
            before = row.get("id")
            if isinstance(before, int):
                row["id"] = before + 1
            # The log tells of these, and a row may have been found in another way.
            if each.table not in _KEYED and not self._found(each.table, row):
                yield self.words(each.table, row)
        for table, row in self._missing:
            yield self.words(table, row)

    def words(self, table: str, row: Row) -> str:
        """Where a row is seen."""
        year = row if table == "report" else self._year(row.get("report_id"))
        return words_for(table, row, _report(year), self._number(table, row))

    @cached_property
    def _missing(self) -> Sequence[tuple[str, Row]]:
        """What the log says was written and never taken out again, and is nowhere."""
        last: dict[tuple[int, str], bool] = {}
        changes = self._sure["change"].values()
        for row in sorted(changes, key=lambda each: int(each["id"] or 0)):
            last[int(row["report_id"] or 0), str(row["place"])] = bool(row["after"])
        missing: list[tuple[str, Row]] = []
        for (report_id, place), written in last.items():
            table, _, number = place.partition("/")
            if not written or self._year(report_id) is None:
                continue
            if table in _LEDGERS and number.isdecimal():
                if not self._holds(table, (report_id, int(number))):
                    missing.append((table, {"report_id": report_id, "id": int(number)}))
            elif not any(self._holds(each, (report_id, place)) for each in _KEYED):
                missing.append(("figure", {"report_id": report_id, "key": place}))
        return missing

    def _found(self, table: str, row: Row) -> bool:
        return self._holds(table, tuple(row.get(name) for name in self._keys[table]))

    def _holds(self, table: str, key: Key) -> bool:
        return key in self._sure[table] or key in self._doubtful[table]

    def _year(self, report_id: object) -> Row | None:
        return self._sure["report"].get((report_id,)) if isinstance(report_id, int) else None

    def _number(self, table: str, row: Row) -> int:
        """Which of its ledger's entries a row is, counted from 1; 0 where that is not known."""
        mine = row.get("id")
        if table not in _LEDGERS or not isinstance(mine, int):
            return 0
        missing = [each for name, each in self._missing if name == table]
        same = [*self.rows(table), *missing]
        ids = {each["id"] for each in same if each["report_id"] == row.get("report_id")}
        return 1 + sum(isinstance(each, int) and each < mine for each in ids)


def _report(row: Row | None) -> Report | None:
    if row is None:
        return None
    try:
        return Report(load_format(str(row.get("format"))), int(row.get("year") or 0))
    except (FormatBroken, ValueError):
        # The very row that is damaged.
        return None


def _decoded(cells: Mapping[str, bytes | int | None]) -> Row:
    return {
        name: cell.decode("utf-8", "replace") if isinstance(cell, bytes) else cell
        for name, cell in cells.items()
        if name != CHECKSUM
    }


def _readable(table: str, row: Row) -> bool:
    """Whether a doubtful row can be shown at all."""
    try:
        if table in _LEDGERS:
            row_to_entry(_LEDGERS[table], row)
        elif table == "figure":
            text_to_figure(str(row["value"]))
        elif table == "report":
            load_format(str(row["format"]))
        return table not in ("version", "finished_file")
    except (ValueError, TypeError, KeyError, InvalidOperation, FormatBroken):
        return False
