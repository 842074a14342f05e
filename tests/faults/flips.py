"""One random byte of a data file changed: noticed at opening, and what was in it is saved."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from storage.errors import DamagedFile
from storage.report import Cell, Entry
from storage.salvage import salvage
from storage.store import Store
from tests.builders import full_report, report
from tests.faults.trial import Trial

__all__ = ["KEPT", "Table", "flip", "trials"]

KEPT = 0.999
"""The share of all rows that must be saved."""
NOW = datetime(2018, 12, 31, 9)

Rows = dict[str, set[tuple[object, ...]]]


@dataclass
class Table:
    """What the tries came to."""

    noticed: int = 0
    harmless: int = 0
    rows: int = 0
    saved: int = 0
    wrong: int = 0


def year_of_work(path: Path) -> None:
    """A year's file of a district: some thousand rows, some of them long."""
    dice = random.Random(2018)

    def words(most: int) -> str:
        return "".join(
            dice.choices("关于公布政府信息公开工作安排的通知预算年度报告", k=dice.randint(4, most))
        )

    def day() -> date:
        return date(2018, 1, 1) + timedelta(dice.randrange(365))

    published: list[dict[str, Cell]] = [
        {"title": words(40), "published_on": day(), "quantity": dice.randint(1, 300)}
        for _ in range(600)
    ]
    asked: list[dict[str, Cell]] = [
        {"subject": words(300), "received_on": day(), "way": "网络申请"} for _ in range(200)
    ]
    ledgers = {
        key: tuple(Entry(number, cells) for number, cells in enumerate(rows, 1))
        for key, rows in (("publications", published), ("requests", asked))
    }
    texts = {"overview.body": words(9000), "other.body": words(3000)}
    with Store.create(path) as store:
        store.add_report(full_report().with_values(year=2017))
        store.add_report(report(2018, texts=texts, ledgers=ledgers, published__gazette=5))


def rows_of(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as connection:
        names = [
            name
            for (name,) in connection.execute("select name from sqlite_master where type = 'table'")
            if not name.startswith("_")
        ]
        return {each: set(connection.execute(f"select * from {each}")) for each in names}


def try_flip(path: Path, whole: Rows, table: Table) -> None:
    told: list[str] = []
    try:
        Store.open(path, told.append).close()
    except DamagedFile:
        table.noticed += 1
        damaged = path.read_bytes()
        made = salvage(path, NOW)
        assert path.read_bytes() == damaged
        found = rows_of(made.path)
        complete = all(rows <= found[name] for name, rows in whole.items())
        assert bool(made.lost or made.doubtful) is not complete, "what is missing is said"
        with Store.open(made.path) as store:
            assert [store.load(year).year for year in store.years] == [2017, 2018]
    else:
        table.noticed += len(told) == 1
        table.harmless += 1
        found = rows_of(path)
    table.rows += sum(map(len, whole.values()))
    table.saved += sum(len(rows & found[name]) for name, rows in whole.items())
    table.wrong += sum(len(found[name] - rows) for name, rows in whole.items())


def flip(folder: Path, tries: int, dice: random.Random) -> Table:
    """So many files with one byte changed each."""
    base = folder / "年报.nianbao"
    year_of_work(base)
    content, whole, table = base.read_bytes(), rows_of(base), Table()
    for turn in range(tries):
        path = folder / str(turn) / "年报.nianbao"
        path.parent.mkdir()
        changed = bytearray(content)
        changed[dice.randrange(len(changed))] ^= dice.randint(1, 255)
        path.write_bytes(changed)
        try_flip(path, whole, table)
    return table


def trials(folder: Path, tries: int) -> Iterator[Trial]:
    """For the table of all faults: what was not noticed, or too much to lose."""
    table = flip(folder, tries, random.Random(2018))
    lost = ["有文件变了却没有发现"] * (tries - table.noticed)
    if table.saved < KEPT * table.rows:
        lost.append(f"{table.rows} 行里只保住 {table.saved} 行")
    yield Trial("翻转一个字节", tries, lost, tries - table.harmless)
