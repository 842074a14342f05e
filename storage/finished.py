"""定稿: the versions of a year. A finished one is kept with what it printed and its files' SHA-256.

A year begins as a draft without a version. Finishing it makes version 1 and locks it; a reason
opens the next version (更正), which is locked again when it is finished.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from storage.errors import YearFinished
from storage.history import user_name
from storage.versions import FinishedFile, Version
from storage.writing import put, put_many

__all__ = ["finish", "refuse_if_finished", "reopen", "versions_of"]


def versions_of(db: Database, report_id: int) -> tuple[Version, ...]:
    """The versions of a year, the first one first."""
    rows = db.execute(
        "select number, reason, opened_at, finished_at, who, program, printed from version"
        " where report_id = ? order by number",
        [report_id],
    )
    return tuple(
        Version(
            number,
            reason,
            datetime.fromisoformat(opened),
            datetime.fromisoformat(finished) if finished else None,
            who,
            program,
            _printed(printed),
            _files(db, report_id, number),
        )
        for number, reason, opened, finished, who, program, printed in rows.fetchall()
    )


def finish(db: Database, report_id: int, version: Version) -> None:
    """Keep a finished version, with who did it. Raises YearFinished where the year already is."""
    refuse_if_finished(db, report_id)
    _put(db, report_id, replace(version, who=version.who or user_name()))
    key = {"report_id": report_id, "number": version.number}
    put_many(
        db,
        "finished_file",
        (
            {**key, "kind": each.kind, "name": each.name, "sha256": each.sha256}
            for each in version.files
        ),
    )


def reopen(db: Database, report_id: int, reason: str, at: datetime) -> None:
    """Open the next version of a finished year for a reason."""
    held = versions_of(db, report_id)
    if held and held[-1].finished_at is not None:
        _put(db, report_id, Version(held[-1].number + 1, reason, at))


def refuse_if_finished(db: Database, report_id: int) -> None:
    """Raises YearFinished where the latest version of a year is finished."""
    row = db.execute(
        "select number, finished_at from version where report_id = ? order by number desc limit 1",
        [report_id],
    ).fetchone()
    if row is not None and row[1] is not None:
        raise YearFinished(row[0])


def _put(db: Database, report_id: int, version: Version) -> None:
    finished = version.finished_at
    put(
        db,
        "version",
        {
            "report_id": report_id,
            "number": version.number,
            "reason": version.reason,
            "opened_at": version.opened_at.isoformat(timespec="seconds"),
            "finished_at": finished.isoformat(timespec="seconds") if finished else None,
            "who": version.who,
            "program": version.program,
            "printed": json.dumps(version.printed or {}, ensure_ascii=False),
        },
    )


def _files(db: Database, report_id: int, number: int) -> tuple[FinishedFile, ...]:
    sql = (
        "select kind, name, sha256 from finished_file where report_id = ? and number = ?"
        " order by rowid"
    )
    return tuple(FinishedFile(*row) for row in db.execute(sql, [report_id, number]))


def _printed(text: str) -> Mapping[str, str]:
    """What a version printed. Raises ValueError for a damaged row."""
    held = json.loads(text)
    if not isinstance(held, dict):
        raise ValueError(text[:20])
    return {str(place): str(words) for place, words in held.items()}
