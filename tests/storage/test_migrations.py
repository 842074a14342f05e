from datetime import date
from pathlib import Path

from sqlite_utils import Database

from storage.database import APPLICATION_ID
from storage.migrations import MIGRATIONS
from storage.report import Entry
from storage.store import Store
from tests.builders import full_report


def schema(path: Path) -> list[str]:
    return sorted(
        " ".join(row[0].split())
        for row in Database(str(path)).execute(
            "select sql from sqlite_master where sql is not null"
        )
    )


def first_file(path: Path) -> None:
    """A file as the first step left it, with one year and one request in it."""
    db = Database(str(path))
    db.execute(f"pragma application_id = {APPLICATION_ID}")
    MIGRATIONS.apply(db, stop_before="m0002_carried")
    assert "carried" not in db.table("requests").columns_dict
    db.execute(
        "insert into report (id, year, format, created_at) values (1, 2018, '2018', '2018-12-31')"
    )
    db.execute(
        "insert into requests (report_id, id, subject, received_on)"
        " values (1, 1, '预算', '2018-03-05')"
    )
    db.conn.commit()
    db.close()


def test_an_older_file_opens_with_its_values_and_all_columns(tmp_path: Path) -> None:
    path = tmp_path / "旧.nianbao"
    first_file(path)
    with Store.open(path) as store:
        (entry,) = store.load(2018).ledger("requests")
        assert entry == Entry(1, {"subject": "预算", "received_on": date(2018, 3, 5)})


def test_a_migrated_file_has_the_tables_of_a_new_one(tmp_path: Path) -> None:
    old, new = tmp_path / "旧.nianbao", tmp_path / "新.nianbao"
    first_file(old)
    Store.open(old).close()
    Store.create(new).close()
    assert schema(old) == schema(new)


def test_every_column_of_a_ledger_is_in_its_table(tmp_path: Path) -> None:
    path = tmp_path / "新.nianbao"
    with Store.create(path) as store:
        store.add_report(full_report())
    db = Database(str(path))
    for key, ledger in full_report().format.ledgers.items():
        columns = {"report_id", "id", "checksum", *(column.key for column in ledger.columns)}
        assert set(db.table(key).columns_dict) == columns
