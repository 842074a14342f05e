"""A ledger asked and changed: in memory or in its file, it answers what the plain list answers."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.edits import EntryEdit
from storage.entries import Entries, Entry, HeldEntries
from storage.ledgers import ledger
from storage.query import Among, Condition, Later, Outside, Query
from storage.report import Cell, Report
from storage.store import Store
from storage.tally import Tally
from tests.builders import report

REQUESTS = ledger("requests")
COLUMNS = ("carried", "outcome", "received_on:month", "state")
FIRST_IDS, ALL_IDS = 12, 16
TEXTS = ["同意公开", "Abc 政府", "a_c%政", "政府信息公开", "〔2018〕3号", "𠮷", "é É", "甲\n乙"]

CELLS = st.fixed_dictionaries(
    {},
    optional={
        "number": st.sampled_from(["1", "2018-03", "10"]),
        "subject": st.sampled_from(TEXTS),
        "state": st.sampled_from(["办理中", "已答复"]),
        "outcome": st.sampled_from(["同意公开", "同意部分公开"]),
        "received_on": st.dates(date(2018, 1, 1), date(2018, 4, 1)),
        "answered_on": st.dates(date(2018, 1, 1), date(2018, 4, 1)),
        "carried": st.booleans(),
        "fee": st.sampled_from([Decimal("0.10"), Decimal("0.2"), Decimal(9)]),
        "quantity": st.integers(0, 12),
    },
)
Drawn = dict[str, Cell]
CHANGES = st.lists(
    st.dictionaries(st.integers(1, ALL_IDS), st.none() | CELLS, max_size=8), max_size=4
)
QUERIES = st.builds(
    Query,
    text=st.sampled_from(["", "政府", "abc", "A", "公", "〔", "8〕3", "_", "%", "𠮷", "18-03"]),
    where=st.dictionaries(
        st.sampled_from(["state", "outcome", "carried", "received_on:month"]),
        st.sampled_from([("办理中",), ("同意公开", ""), ("是",), ("否",), ("2018-03", "2018-01")]),
        max_size=2,
    ),
    order=st.sampled_from(["", "subject", "received_on", "fee", "quantity", "carried", "state"]),
    descending=st.booleans(),
)  # fmt: skip


@dataclass(frozen=True)
class Answered:
    """A rule as the checks have them."""

    state: str
    likely: tuple[Condition, ...] = field(
        default=(
            Later("received_on", "answered_on", 3),
            Outside("received_on", date(2018, 2, 1), date(2018, 3, 1)),
            Among("outcome", ("",)),
        )
    )

    def __call__(self, entry: Entry) -> bool:
        received, answered = entry.cells.get("received_on"), entry.cells.get("answered_on")
        known = isinstance(received, date) and isinstance(answered, date)
        if known and (received - answered).days > 3:  # type: ignore[operator, union-attr]
            return True
        return "outcome" not in entry.cells and entry.cells.get("state") == self.state


def as_changes(drawn: dict[int, Drawn | None]) -> dict[int, Entry | None]:
    return {key: None if cells is None else Entry(key, cells) for key, cells in drawn.items()}


@pytest.fixture(scope="module", params=["memory", "file"])
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    with Store.create(tmp_path_factory.mktemp("台账") / "台账.nianbao") as made:
        made.keep_from = 0 if request.param == "file" else 100
        made.add_report(report())
        yield made


def refilled(store: Store, rows: dict[int, Drawn | None]) -> Entries:
    """The ledger with these rows and no others, as loaded."""
    held = store.load(2018).ledger("requests")
    gone = {each.id: None for each in held}
    edits = [
        EntryEdit("requests", key, held.get(key), entry)
        for key, entry in {**gone, **as_changes(rows)}.items()
    ]
    store.write(2018, edits)
    return store.load(2018).ledger("requests")


@given(
    st.dictionaries(st.integers(1, FIRST_IDS), st.none() | CELLS),
    CHANGES,
    st.lists(QUERIES, max_size=4),
)
@settings(max_examples=120, deadline=None)
def test_entries_after_changes_answer_like_the_plain_list(
    store: Store,
    rows: dict[int, Drawn | None],
    drawn: list[dict[int, Drawn | None]],
    queries: list[Query],
) -> None:
    held = refilled(store, rows)
    plain = {each.id: each for each in held}
    assert plain == {key: each for key, each in as_changes(rows).items() if each}
    rule = Answered("已答复")
    for each in drawn:
        held.tally(COLUMNS, ["fee"]), held.which(rule)
        changes, before = as_changes(each), held
        held = held.changed(changes)
        differing = {key for key, new in changes.items() if plain.get(key) != new}
        assert set(held.differing(before)) >= differing
        plain = {k: v for k, v in {**plain, **changes}.items() if v is not None}
    wanted = [plain[key] for key in sorted(plain)]
    assert held == wanted and len(held) == len(wanted) and list(held[1:]) == wanted[1:]
    assert held.last_id == max(plain, default=0)
    assert held.quantity == sum(entry.quantity for entry in wanted)
    for number in range(ALL_IDS + 2):
        assert held.get(number) == plain.get(number)
        assert held.position(number) == sum(key < number for key in plain)
    counted = Tally.of(wanted, COLUMNS, ["fee"])
    assert dict(held.tally(COLUMNS, ["fee"]).groups()) == dict(counted.groups())
    assert list(held.which(rule)) == [each for each in wanted if rule(each)]
    typed = {3: {"quantity": "约八〔件"}}
    for query in queries:
        found = list(held.find(REQUESTS, query, typed))
        (expected,) = HeldEntries(wanted).find(REQUESTS, query, typed)
        assert [each for part in found for each in part.ids] == list(expected.ids)
        assert sum(part.quantity for part in found) == expected.quantity


@given(
    st.lists(CELLS, min_size=1, max_size=12),
    st.sampled_from(["政", "c", "A", "%", "〔2", "é", "府"]),
)
@settings(max_examples=60, deadline=None)
def test_a_search_finds_exactly_the_rows_of_like(
    store: Store, rows: list[Drawn], text: str
) -> None:
    held = refilled(store, dict(enumerate(rows, 1)))
    columns = [each.key for each in REQUESTS.columns if each.key not in ("carried", "extended")]
    escaped = text.replace("%", "\\%")
    like = " or ".join(f"{column} like '%{escaped}%' escape '\\'" for column in columns)
    with sqlite3.connect(store.path) as plain:
        wanted = [
            row[0] for row in plain.execute(f"select id from requests where {like} order by id")
        ]
    found = held.find(REQUESTS, Query(text))
    assert [each for part in found for each in part.ids] == wanted


def test_a_report_stays_as_it_was_loaded_whatever_is_saved_later(store: Store) -> None:
    refilled(store, {1: {"subject": "甲"}, 2: {"subject": "乙"}})
    before: Report = store.load(2018)
    first = before.ledger("requests").get(1)
    store.write(2018, [EntryEdit("requests", 1, first, Entry(1, {"subject": "丙"}))])
    assert [each.cells["subject"] for each in before.ledger("requests")] == ["甲", "乙"]
    assert [each.cells["subject"] for each in store.load(2018).ledger("requests")] == ["丙", "乙"]


def test_a_closed_file_is_whole_and_what_was_loaded_can_still_be_read(tmp_path: Path) -> None:
    path = tmp_path / "台账.nianbao"
    with Store.create(path) as made:
        made.keep_from = 0
        made.add_report(report(ledgers={"requests": (Entry(1, {"subject": "甲"}),)}))
        loaded = made.load(2018)
        assert loaded.ledger("requests").tally().quantity == 1
    assert not path.with_name(f"{path.name}-wal").exists()
    assert [each.cells["subject"] for each in loaded.ledger("requests")] == ["甲"]


@pytest.mark.parametrize("count", [5, 100, 101, 900])
def test_many_changes_at_once_are_as_good_as_one_by_one(count: int) -> None:
    states = ("办理中", "已答复")
    whole = HeldEntries(Entry(each, {"state": states[each % 4 // 2]}) for each in range(1, 999, 2))
    rule = Answered("办理中")
    assert whole.tally().quantity == 499 and len(whole.which(rule)) == 250
    changes: dict[int, Entry | None] = {
        each: None if each % 3 == 0 else Entry(each, {"state": states[each % 2]})
        for each in range(200, 200 + count)
    }
    at_once = whole.changed(changes)
    one_by_one: Entries = whole
    for entry_id, entry in changes.items():
        one_by_one = one_by_one.changed({entry_id: entry})
    assert list(at_once) == list(one_by_one)
    assert at_once.tally().quantity == one_by_one.tally().quantity
    assert at_once.which(rule) == one_by_one.which(rule) == tuple(filter(rule, at_once))
