"""删除过的条目: what was taken out of a ledger can be found again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.edits import Edit, EntryEdit, inverse
from storage.report import Entry
from storage.store import Store
from tests.builders import report

FIRST, SECOND = Entry(1, {"subject": "预算", "carried": True}), Entry(2, {"subject": "规划"})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "年报.nianbao") as made:
        made.add_report(report(ledgers={"requests": (FIRST, SECOND)}))
        yield made


def removal(entry: Entry) -> list[Edit]:
    return [EntryEdit("requests", entry.id, entry, None)]


def told(store: Store) -> list[tuple[int, dict[str, str]]]:
    return [(each.id, dict(each.words)) for each in store.removed(2018, "requests")]


def test_what_was_removed_is_found_with_its_words_the_last_first(store: Store) -> None:
    assert told(store) == []
    store.write(2018, removal(FIRST))
    store.write(2018, removal(SECOND))
    assert told(store) == [(2, {"subject": "规划"}), (1, {"subject": "预算", "carried": "是"})]
    assert store.removed(2018, "disputes") == ()


def test_what_came_back_is_not_removed(store: Store) -> None:
    store.write(2018, removal(FIRST))
    store.write(2018, inverse(removal(FIRST)))
    assert told(store) == []
    store.write(2018, removal(FIRST))
    assert [each for each, _ in told(store)] == [1]


def test_a_new_entry_at_its_place_does_not_hide_it(store: Store) -> None:
    store.write(2018, removal(SECOND))
    store.write(2018, [EntryEdit("requests", 2, None, Entry(2, {"subject": "新的"}))])
    assert told(store) == [(2, {"subject": "规划"})]
