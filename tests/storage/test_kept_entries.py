"""Of a ledger that stays in its file only the first entries are told for which a rule holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import kept_entries
from storage.edits import EntryEdit
from storage.entries import Changes, Entries, Entry, HeldEntries
from storage.kept_entries import KeptEntries
from storage.query import Among, Condition
from storage.store import Store
from tests.builders import report

MOST = 3
COUNT = 12


@dataclass(frozen=True)
class Open:
    """A rule as the checks have them."""

    @property
    def likely(self) -> Sequence[Condition]:
        return [Among("state", ("办理中",))]

    def __call__(self, entry: Entry) -> bool:
        return entry.cells.get("state") == "办理中"


def entry(number: int, *, waits: bool = True) -> Entry:
    return Entry(number, {"subject": f"{number}", "state": "办理中" if waits else "已答复"})


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_entries, "_MOST", MOST)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Twelve requests, every other one of which waits: 2, 4, … 12."""
    with Store.create(tmp_path_factory.mktemp("台账") / "大.nianbao") as store:
        store.keep_from = 1
        rows = tuple(entry(each, waits=each % 2 == 0) for each in range(1, COUNT + 1))
        store.add_report(report(ledgers={"requests": rows}))
        yield store


def kept(whole: Store) -> Entries:
    made = whole.load(2018).ledger("requests")
    assert isinstance(made, KeptEntries)
    return made


def told(entries: Entries) -> tuple[list[int], bool]:
    return [each.id for each in entries.which(Open())], entries.has_more(Open())


def test_the_first_are_told_and_that_there_are_more(whole: Store) -> None:
    assert told(kept(whole)) == ([2, 4, 6], True)
    # Asked the other way round it is the same.
    assert kept(whole).has_more(Open())


@pytest.mark.parametrize("looked_before", [True, False])
@pytest.mark.parametrize(
    ("after", "ids", "more"),
    [
        ({2: None}, [4, 6, 8], True),
        ({2: entry(2, waits=False)}, [4, 6, 8], True),
        ({8: None}, [2, 4, 6], True),
        ({8: None, 10: None, 12: None}, [2, 4, 6], False),
        ({2: None, 4: None}, [6, 8, 10], True),
        ({2: None, 4: None, 6: None}, [8, 10, 12], False),
        (dict.fromkeys(range(1, COUNT + 1)), [], False),
        ({1: entry(1)}, [1, 2, 4], True),
        ({13: entry(13)}, [2, 4, 6], True),
    ],
)
def test_after_a_change_the_first_of_those_left_are_told(
    whole: Store, after: Changes, ids: list[int], more: bool, looked_before: bool
) -> None:
    entries = kept(whole)
    if looked_before:
        assert told(entries) == ([2, 4, 6], True)
    assert told(entries.changed(after)) == (ids, more)
    assert told(entries) == ([2, 4, 6], True), "what was before stays as it was"


def test_a_rest_that_was_told_whole_grows_and_shrinks_rightly(whole: Store) -> None:
    entries = kept(whole).changed(dict.fromkeys((2, 4, 6, 8)))
    assert told(entries) == ([10, 12], False)
    entries = entries.changed({13: entry(13)})
    assert told(entries) == ([10, 12, 13], False)
    entries = entries.changed({14: entry(14), 15: entry(15)})
    assert told(entries) == ([10, 12, 13], True)
    entries = entries.changed({10: None})
    assert told(entries) == ([12, 13, 14], True)
    entries = entries.changed({12: None})
    assert told(entries) == ([13, 14, 15], False)
    entries = entries.changed({2: entry(2)})
    assert told(entries) == ([2, 13, 14], True)


@given(
    st.lists(
        st.dictionaries(st.integers(1, COUNT + 4), st.sampled_from(["waits", "rests", "gone"])),
        max_size=6,
    )
)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_after_any_changes_it_tells_what_the_plain_list_tells(
    whole: Store, drawn: list[dict[int, str]]
) -> None:
    entries = kept(whole)
    plain: Entries = HeldEntries(tuple(entries))
    for each in drawn:
        entries.which(Open())
        after = {
            number: None if fate == "gone" else entry(number, waits=fate == "waits")
            for number, fate in each.items()
        }
        entries, plain = entries.changed(after), plain.changed(after)
        ids = [one.id for one in plain.which(Open())]
        assert told(entries) == (ids[:MOST], len(ids) > MOST)
    assert not plain.has_more(Open()), "in memory all are told"


def test_once_saved_and_read_again_it_tells_the_same(tmp_path: Path) -> None:
    with Store.create(tmp_path / "大.nianbao") as store:
        store.keep_from = 1
        rows = tuple(entry(each) for each in range(1, MOST + 2))
        store.add_report(report(ledgers={"requests": rows}))
        assert told(kept(store)) == ([1, 2, 3], True)
        done = entry(1, waits=False)
        changed = kept(store).changed({1: done})
        store.write(2018, [EntryEdit("requests", 1, rows[0], done)])
        assert told(changed) == told(kept(store)) == ([2, 3, 4], False)
