"""Rows written by the hundred with one statement are the rows that were given."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage.checksums import wrong_rows
from storage.store import Store
from storage.writing import next_id, put, put_columns, put_many, roomy
from tests.builders import report


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "年报.nianbao"
    with Store.create(path) as store:
        store.add_report(report(2018))
    made = Database(path)
    with closing(made.conn):
        yield made


def rows(count: int, title: str = "通知") -> dict[str, list[str | int | None]]:
    numbers = range(1, count + 1)
    return {
        "report_id": [1] * count,
        "id": [*numbers],
        "title": [f"{title}{number}" for number in numbers],
        "link": [f"'{number}" if number % 2 else None for number in numbers],
        "quantity": [number % 3 or None for number in numbers],
    }


def held(db: Database) -> list[tuple[object, ...]]:
    sql = "select report_id, id, title, link, quantity from publications order by id"
    return list(db.execute(sql))


@pytest.mark.parametrize("count", [0, 1, 82, 166, 167, 499, 1_001])
def test_any_number_of_rows_is_kept_as_given(db: Database, count: int) -> None:
    columns = rows(count)
    with db.atomic():
        put_columns(db, "publications", columns)
    assert held(db) == list(zip(*columns.values(), strict=True))
    assert list(wrong_rows(db.conn, "publications")) == []


def test_a_row_takes_the_place_of_the_one_with_the_same_key(db: Database) -> None:
    with db.atomic():
        put_columns(db, "publications", rows(400))
        put_columns(db, "publications", rows(250, "公告"))
        put(db, "publications", {"report_id": 1, "id": 400, "title": "末条"})
    titles = [row[2] for row in held(db)]
    assert titles == [
        *(f"公告{number}" for number in range(1, 251)),
        *(f"通知{number}" for number in range(251, 400)),
        "末条",
    ]
    assert list(wrong_rows(db.conn, "publications")) == []
    assert next_id(db, "publications") == 401


def test_rows_come_from_a_source_that_is_read_once(db: Database) -> None:
    columns = rows(12_345)
    whole = (
        dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)
    )
    with db.atomic():
        put_many(db, "publications", whole)
    assert held(db) == list(zip(*columns.values(), strict=True))


def test_room_is_made_for_a_transaction_only(db: Database) -> None:
    def pages() -> object:
        return db.execute("pragma cache_size").fetchone()

    before = pages()
    with pytest.raises(ZeroDivisionError), roomy(db), db.atomic():
        assert pages() == (-64_000,)
        raise ZeroDivisionError
    assert pages() == before
