"""重复: by what two entries of a ledger are the same, while typing and on import alike."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import repeat

from storage.cells import show_cell
from storage.edits import Edit, EntryEdit, TakingEdit
from storage.entry_batch import column_of
from storage.report import Cell, Entry

__all__ = ["Mark", "Twin", "Twins", "marks", "marks_of_many"]

_SAME: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "publications": (("同文号", ("number",)), ("同标题同日", ("title", "published_on"))),
    "requests": (
        ("同一编号", ("number",)),
        ("同一申请人同日同事项", ("applicant_name", "received_on", "subject")),
    ),
    "disputes": (("同类别同日同事由", ("kind", "opened_on", "subject")),),
    "improvements": (("同一问题", ("problem", "measure")),),
}
"""By what two entries are taken for the same: the reason, and the columns that agree."""
_OPENING, _CLOSING = "[({【﹝", "])}】﹞"

Mark = tuple[str, ...]
"""The reason, and what the columns hold."""


def marks(ledger_key: str, cells: Mapping[str, Cell], column: str = "") -> Iterator[Mark]:
    """What an entry with these cells would share with its twin; with ``column`` only where that
    column has a part in it."""
    for reason, keys in _SAME.get(ledger_key, ()):
        if not column or column in keys:
            held = _plain([cells[key] for key in keys if key in cells])
            if len(held) == len(keys):
                yield (reason, *held)


def marks_of_many(
    ledger_key: str, column: Callable[[str], Sequence[Cell]]
) -> Iterator[list[Mark | None]]:
    """For one reason after the other the mark of each row, many times faster than row by row.

    ``column`` tells what the rows hold in the column with a key.
    """
    for reason, keys in _SAME.get(ledger_key, ()):
        columns = [column(key) for key in keys]
        made = zip(repeat(reason), *map(_plain, columns), strict=False)
        if any(None in column for column in columns):
            whole = (None not in cells for cells in zip(*columns, strict=True))
            yield [mark if held else None for mark, held in zip(made, whole, strict=True)]
        else:
            yield list(made)


def _plain(cells: Sequence[Cell]) -> list[str]:
    """Cells without what differs by the hand that typed them: blanks, widths, brackets."""
    if not cells:
        return []
    different = {*cells}
    if 2 * len(different) < len(cells):
        # Days and terms come again and again, so each is looked at once.
        known = dict(zip(different, _plain([*different]), strict=True))
        return [*map(known.__getitem__, cells)]
    texts: Sequence[str] = cells  # type: ignore[assignment]
    if {*map(type, cells)} != {str}:
        texts = [each if isinstance(each, str) else _shown(each) for each in cells]
    # All in one text, with a character between that no cell holds and that is no blank.
    wide = "".join(unicodedata.normalize("NFKC", "\0".join(texts)).split())
    for brackets, one in ((_OPENING, "〔"), (_CLOSING, "〕")):
        for each in brackets:
            wide = wide.replace(each, one)
    return wide.casefold().split("\0")


@lru_cache(1000, typed=True)
def _shown(cell: Cell) -> str:
    """A day or a term, the same few again and again, in words."""
    return show_cell(cell)


@dataclass(frozen=True, slots=True)
class Twin:
    """Another entry that is taken for the same, and why (同文号)."""

    reason: str
    entry_id: int


class Twins:
    """The marks of one ledger, so that a twin is found at once among any number of entries."""

    def __init__(self, ledger_key: str) -> None:
        self._ledger = ledger_key
        # Most marks have one entry: no container is made for those.
        self._holders: dict[Mark, int | tuple[int, ...]] = {}

    def learn(self, entries: Iterable[Entry]) -> None:
        """Know these entries too."""
        for mark, entry_id in self._marked(entries):
            held = self._of(mark)
            if entry_id not in held:
                self._keep(mark, (*held, entry_id))

    def forget(self, entries: Iterable[Entry]) -> None:
        """Entries are gone, or are no longer as they were."""
        for mark, entry_id in self._marked(entries):
            self._keep(mark, tuple(each for each in self._of(mark) if each != entry_id))

    def follow(self, edits: Iterable[Edit]) -> None:
        """What was edited in this ledger."""
        for edit in edits:
            match edit:
                case EntryEdit(ledger=self._ledger, before=before, after=after):
                    self.forget([before] if before is not None else [])
                    self.learn([after] if after is not None else [])
                case TakingEdit(ledger=self._ledger, entries=entries, back=back):
                    (self.forget if back else self.learn)(entries)

    def find(self, cells: Mapping[str, Cell], but: int, column: str = "") -> Twin | None:
        """An entry, other than the one with the id ``but``, that these cells would repeat."""
        for mark in marks(self._ledger, cells, column):
            if others := [each for each in self._of(mark) if each != but]:
                return Twin(mark[0], min(others))
        return None

    def _marked(self, entries: Iterable[Entry]) -> Iterator[tuple[Mark, int]]:
        held = entries if isinstance(entries, Sequence) else list(entries)
        for found in marks_of_many(self._ledger, partial(column_of, held)):
            for entry, mark in zip(held, found, strict=True):
                if mark is not None:
                    yield mark, entry.id

    def _of(self, mark: Mark) -> tuple[int, ...]:
        held = self._holders.get(mark, ())
        return (held,) if isinstance(held, int) else held

    def _keep(self, mark: Mark, ids: tuple[int, ...]) -> None:
        if not ids:
            self._holders.pop(mark, None)
        else:
            self._holders[mark] = ids[0] if len(ids) == 1 else ids
