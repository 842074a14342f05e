"""Where a row of the data file is seen: 2018 年度依申请公开台账第 12 条."""

import sqlite3
from collections.abc import Mapping

from storage.errors import FormatBroken
from storage.format_reader import load_format
from storage.labels import label_of
from storage.ledgers import LEDGERS
from storage.report import Report

__all__ = ["place_of", "words_for"]

_NAMES = {
    "change": "修改历史中的一条",
    "kept": "一处存疑的保留理由",
    "calendar": "工作日历中的一天",
    "version": "定稿的记录",
    "finished_file": "定稿的记录",
    "report": "这一年的年报本身",
}

_PREFIX = {"figure": "", "unparsed": "", "text": "text:", "unit": "unit:"}
"""What stands before a key in the name of a place."""

_KEYS = {"figure": "key", "unparsed": "place", "text": "key", "unit": "field"}


def place_of(connection: sqlite3.Connection, table: str, rowid: int) -> str:
    """The place of a row that can still be found, in words."""
    cursor = connection.execute(f"select * from {table} where rowid = ?", [rowid])
    names = [each[0] for each in cursor.description]
    columns = ", ".join(f"cast({name} as blob)" for name in names)
    held = connection.execute(f"select {columns} from {table} where rowid = ?", [rowid]).fetchone()
    if held is None:
        # The tree that leads to the row is damaged too.
        return words_for(table, {}, None, 0)
    row = {
        name: None if cell is None else cell.decode("utf-8", "replace")
        for name, cell in zip(names, held, strict=True)
    }
    report = _report(connection, row["id"] if table == "report" else row.get("report_id"))
    number = 0
    if any(each.key == table for each in LEDGERS):
        sql = f"select count(*) from {table} where report_id = ? and id <= ?"
        number = connection.execute(sql, [row["report_id"], row["id"]]).fetchone()[0]
    return words_for(table, row, report, number)


def words_for(
    table: str, row: Mapping[str, str | int | None], report: Report | None, number: int
) -> str:
    """A row's place; ``number`` counts its ledger's entries, ``report`` is its year if known."""
    year = f"{report.year} 年度" if report else ""
    ledger = next((each for each in LEDGERS if each.key == table), None)
    if ledger is not None:
        return f"{year}{ledger.name}" + (f"第 {number} 条" if number else "中的一条")
    key = str(row.get(_KEYS.get(table, "")))
    if table in _KEYS and report is not None and "/" not in key:
        return f"{year}的“{label_of(report, _PREFIX[table] + key)}”"
    return f"{year}{_NAMES.get(table, '填写的一处')}"


def _report(connection: sqlite3.Connection, report_id: object) -> Report | None:
    row = connection.execute(
        "select year, format from report where id = ? and typeof(format) = 'text'", [report_id]
    ).fetchone()
    try:
        return Report(load_format(row[1]), row[0]) if row else None
    except FormatBroken:
        # The name of the format is what was damaged.
        return None
