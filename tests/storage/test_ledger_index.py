"""The index of a big ledger: never wrong, whatever was changed since it was made."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import kept_table, ledger_index
from storage.edits import EntryEdit
from storage.entries import Entries, Entry, HeldEntries
from storage.errors import FileUnavailable
from storage.figures import figures_of
from storage.kept_entries import KeptEntries
from storage.ledger_index import index_path
from storage.query import Query
from storage.report import Cell, Report
from storage.seal import seal
from storage.store import Store
from storage.tally import columns_for
from tests.builders import report

LEDGER = "publications"
TEXTS = [
    "政府信息公开",
    "政 府",
    "Abc公开",
    "𠮷𠮷",
    "〔2018〕3号",
    "甲、乙",
    "a-b",
    'c"d',
    "é",
    "87654",
    "1876号",
]
CELLS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(TEXTS),
        "number": st.sampled_from(TEXTS),
        "channels": st.sampled_from([("政府网站",), ("政府网站", "政务微信")]),
        "normative": st.booleans(),
        "quantity": st.integers(0, 5),
    },
)
ROWS = st.dictionaries(st.integers(1, 12), CELLS, max_size=12)
CHANGES = st.dictionaries(st.integers(1, 15), st.none() | CELLS, max_size=6)
WORDS = st.sampled_from(
    [
        "政",
        "政府",
        "府信",
        "公开",
        "abc",
        "𠮷",
        "〔",
        "8〕3",
        "、",
        "a-",
        "ab",
        '"',
        "É",
        "3号",
        "876",
        "8765",
        "76",
        "018〕3",
        "6号",
    ]
)


@pytest.fixture(autouse=True)
def every_ledger_is_big(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_table, "INDEX_FROM", 0)
    monkeypatch.setattr(kept_table, "_FEW", 2)
    monkeypatch.setattr(kept_table, "_SOME", 3)


def held(rows: dict[int, dict[str, Cell]]) -> Report:
    return report(ledgers={LEDGER: tuple(Entry(key, cells) for key, cells in rows.items())})


def found(entries: Entries, made: Report, query: Query) -> list[int]:
    ledger = made.format.ledgers[LEDGER]
    return [each for part in entries.find(ledger, query) for each in part.ids]


def indexed(entries: Entries) -> bool:
    return isinstance(entries, KeptEntries) and entries._table.index is not None


def compare(made: Report, words: str) -> None:
    """Each question to the ledger against the same to its entries in memory."""
    entries, plain = made.ledger(LEDGER), HeldEntries(tuple(made.ledger(LEDGER)))
    for query in (
        Query(words),
        Query(words, descending=True),
        Query(words, order="title"),
        Query(words, {"channels": ("政务微信",)}),
    ):
        assert found(entries, made, query) == found(plain, made, query)
    keys = columns_for(made.format, LEDGER)
    assert dict(entries.tally(*keys).groups()) == dict(plain.tally(*keys).groups())
    counted = {key: each.counted for key, each in figures_of(made).items()}
    alike = figures_of(made.with_values(entries={LEDGER: plain}))
    assert counted == {key: each.counted for key, each in alike.items()}


@given(ROWS, CHANGES, CHANGES, WORDS)
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_an_index_is_right_before_and_after_changes(
    tmp_path_factory: pytest.TempPathFactory,
    rows: dict[int, dict[str, Cell]],
    first: dict[int, dict[str, Cell] | None],
    later: dict[int, dict[str, Cell] | None],
    words: str,
) -> None:
    with Store.create(tmp_path_factory.mktemp("索引") / "大.nianbao") as store:
        store.keep_from = 1
        store.add_report(held({99: {"title": "始终都在"}, **rows}))
        made = store.load(2018)
        figures_of(made)
        made = changed(store, made, first)
        made.ledger(LEDGER).prepare(lambda done, total: None)
        assert indexed(made.ledger(LEDGER))
        compare(made, words)
        changed(store, made, later)
        again = store.load(2018)
        assert indexed(again.ledger(LEDGER))
        compare(again, words)
        assert again.ledger(LEDGER) == changed_in_memory(made, later)


def changed(store: Store, made: Report, cells: dict[int, dict[str, Cell] | None]) -> Report:
    """Changed in memory and in the file, as the window does it."""
    entries = made.ledger(LEDGER)
    after = {key: None if each is None else Entry(key, each) for key, each in cells.items()}
    store.write(
        2018, [EntryEdit(LEDGER, key, entries.get(key), each) for key, each in after.items()]
    )
    return made.with_values(entries={**made.entries, LEDGER: entries.changed(after)})


def changed_in_memory(made: Report, cells: dict[int, dict[str, Cell] | None]) -> Entries:
    after = {key: None if each is None else Entry(key, each) for key, each in cells.items()}
    return made.ledger(LEDGER).changed(after)


def prepared(path: Path) -> Path:
    """A file with an index; where that lies."""
    with Store.create(path) as store:
        store.keep_from = 1
        store.add_report(held({1: {"title": "政府"}, 2: {"title": "公开"}}))
        store.load(2018).ledger(LEDGER).prepare(lambda done, total: None)
    return index_path(path, 1, LEDGER)


def opened_with_index(path: Path) -> bool:
    with Store.open(path) as store:
        store.keep_from = 1
        made = store.load(2018)
        compare(made, "政")
        return indexed(made.ledger(LEDGER))


def test_an_index_lies_beside_its_file_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "大.nianbao"
    place = prepared(path)
    assert place.parent == tmp_path and place.stat().st_mode & 0o077 == 0
    assert opened_with_index(path)


def test_a_torn_index_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "大.nianbao"
    place = prepared(path)
    place.write_bytes(place.read_bytes()[:2000])
    assert not opened_with_index(path)
    place.write_bytes(b"")
    assert not opened_with_index(path)


def test_an_index_with_one_changed_byte_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "大.nianbao"
    place = prepared(path)
    whole = bytearray(place.read_bytes())
    whole[len(whole) // 2] ^= 1
    place.write_bytes(whole)
    assert not opened_with_index(path)


def test_an_index_with_a_view_in_it_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "大.nianbao"
    place = prepared(path)
    with sqlite3.connect(place) as other:
        other.execute("alter table meta rename to other")
        other.execute("create view meta as select * from other")
    other.close()
    seal(place)
    assert not opened_with_index(path)


def test_an_index_is_made_anew_after_many_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "大.nianbao"
    prepared(path)
    with Store.open(path) as store:
        changed(store, store.load(2018), {each: {"title": "政务"} for each in (1, 2, 3)})
    assert opened_with_index(path)
    monkeypatch.setattr(ledger_index, "_MOST_CHANGED", 2)
    assert not opened_with_index(path)


def test_the_index_of_another_file_is_passed_over(tmp_path: Path) -> None:
    prepared(tmp_path / "别的.nianbao").rename(index_path(tmp_path / "大.nianbao", 1, LEDGER))
    with Store.create(tmp_path / "大.nianbao") as store:
        store.add_report(held({1: {"title": "招标"}, 2: {"title": "政务"}}))
    assert not opened_with_index(tmp_path / "大.nianbao")


def test_rows_that_another_program_took_out_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "大.nianbao"
    prepared(path)
    with sqlite3.connect(path) as other:
        other.execute("delete from publications where id = 2")
    other.close()
    assert not opened_with_index(path)


def test_a_folder_that_takes_no_files_leaves_everything_working(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.create(tmp_path / "大.nianbao") as store:
        store.keep_from = 1
        store.add_report(held({1: {"title": "政府"}, 2: {"title": "公开"}}))
        made = store.load(2018)
        index_path(store.path, 1, LEDGER).mkdir()
        with pytest.raises(FileUnavailable, match="查找会慢一些"):
            made.ledger(LEDGER).prepare(lambda done, total: None)
        compare(made, "政")
    assert not list(tmp_path.glob(".*.part"))


def test_a_broken_off_making_leaves_nothing_behind(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with Store.create(tmp_path / "大.nianbao") as store:
        store.keep_from = 1
        store.add_report(held({1: {"title": "政府"}, 2: {"title": "公开"}}))
        with pytest.raises(KeyboardInterrupt):
            store.load(2018).ledger(LEDGER).prepare(stop)
    assert [each.name for each in tmp_path.iterdir()] == ["大.nianbao"]
