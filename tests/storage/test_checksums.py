import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.checksums import CHECKSUM, checked_tables, checksum, checksums, wrong_rows
from storage.edits import inverse
from storage.store import Store
from tests.builders import full_report, report
from tests.storage.test_edits import EDITS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that every kind of edit was written to and taken back from."""
    place = tmp_path / "年报.nianbao"
    with Store.create(place) as store:
        store.add_report(report(2017, published__gazette=9))
        store.add_report(full_report())
        store.write(2018, EDITS)
        store.write(2018, inverse(EDITS))
        store.write(2018, EDITS)
    return place


@pytest.fixture
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def wrong(connection: sqlite3.Connection) -> dict[str, list[int]]:
    found = {each: list(wrong_rows(connection, each)) for each in checked_tables(connection)}
    return {each: rows for each, rows in found.items() if rows}


def test_every_row_of_every_table_is_as_it_was_written(opened: sqlite3.Connection) -> None:
    tables = checked_tables(opened)
    filled = [each for each in tables if opened.execute(f"select 1 from {each}").fetchone()]
    assert {"report", "figure", "text", "unit", "requests", "unparsed", "change"} <= set(filled)
    assert wrong(opened) == {}


def test_every_table_of_the_clerks_data_has_checksums(opened: sqlite3.Connection) -> None:
    sql = "select name from sqlite_master where type = 'table' and name not like '\\_%' escape '\\'"
    tables = {name for (name,) in opened.execute(sql)}
    plain = {each for each in tables if not each.startswith("sqlite_")}
    assert plain == set(checked_tables(opened))


def test_one_changed_letter_one_lost_cell_and_two_swapped_ones_are_noticed(
    opened: sqlite3.Connection,
) -> None:
    opened.execute("update publications set title = '关于公布办事指南的通告' where id = 1")
    opened.execute("update disputes set result = null")
    opened.execute("update improvements set problem = measure, measure = problem where id = 2")
    found = wrong(opened)
    assert {each: len(rows) for each, rows in found.items()} == {
        "publications": 1,
        "disputes": 1,
        "improvements": 1,
    }


def test_a_text_that_is_no_text_any_more_is_noticed(opened: sqlite3.Connection) -> None:
    opened.execute("update publications set title = cast(x'e5ff' as text) where id = 1")
    assert list(wrong(opened)) == ["publications"]


def test_a_row_that_another_program_wrote_is_noticed(opened: sqlite3.Connection) -> None:
    opened.execute("insert into text (report_id, key, text) values (1, 'overview.body', '别的')")
    assert list(wrong(opened)) == ["text"]


def test_a_column_added_later_changes_no_checksum(opened: sqlite3.Connection) -> None:
    opened.execute("alter table requests add column added integer")
    assert wrong(opened) == {}


def test_what_a_checksum_is_made_of_never_changes() -> None:
    row: dict[str, str | int | None] = {"id": 3, "title": "通知", "normative": True, "note": None}
    assert checksum(row) == checksum({"normative": 1, "title": "通知", "id": 3}) == 0x4A3E5323


_WRITES = re.compile(
    r"insert (or \w+ )?into|table\([^)]*\)\.(insert|upsert)|update \{?\w+\}? set", re.IGNORECASE
)


def test_rows_are_written_in_one_place_only() -> None:
    # An index is a file of its own that can be made anew at any time.
    indexes = {"index_building.py", "ledger_index.py"}
    knowing = {"writing.py", "checksums.py", "migrations.py", *indexes}
    found = [
        path.name
        for path in sorted((ROOT / "storage").glob("*.py"))
        if path.name not in knowing and _WRITES.search(path.read_text("utf-8"))
    ]
    assert found == [], f"{found} write rows: use storage.writing, which stamps them ({CHECKSUM})"


def test_many_rows_are_stamped_as_each_alone() -> None:
    names = ("title", "id", "normative", "note", "fee")
    rows = [("甲=乙", 7, True, None, "12.50"), ("", -1, False, "𠮷", None)]
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    assert checksums(columns) == [checksum(dict(zip(names, row, strict=True))) for row in rows]
