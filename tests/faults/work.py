"""What the program does with files, one after the other, so that each can be disturbed.

Every piece of work starts from files that `prepare` lays down, is done by `run`, and is judged by
what `lost` finds afterwards, when nothing disturbs any more.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from export import WRITERS, silent
from storage import backups, proven_copy
from storage.edits import Edit, EntryEdit, FigureEdit
from storage.migrations import MIGRATIONS
from storage.report import Entry, Report
from storage.store import Store
from tests.builders import full_report, report

__all__ = ["WORK", "Work"]

Tell = Callable[[str], None]

TYPED = "published.website"
KEPT = Decimal(528)
TIMES = 12
ROWS = 300
NOW = datetime(2018, 12, 31, 9)


@dataclass(frozen=True)
class Work:
    """One thing the program does. ``run`` tells what is certain from then on."""

    name: str
    prepare: Callable[[Path], None]
    run: Callable[[Path, Tell], None]
    lost: Callable[[Path, Sequence[str]], Iterator[str]]


def data(folder: Path) -> Path:
    return folder / "年报 2018.nianbao"


def year(folder: Path) -> None:
    """A data file with a typed figure."""
    with Store.create(data(folder)) as store:
        store.add_report(full_report())
        store.write(2018, [FigureEdit(TYPED, None, KEPT)])


def held(folder: Path) -> Report:
    """The year as the file has it now, proven whole."""
    with Store.open(data(folder)) as store:
        found = store.load(2018)
    with closing(sqlite3.connect(data(folder))) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    return found


def leftovers(folder: Path) -> Iterator[str]:
    """Files that nobody asked for and that would stay."""
    for each in folder.rglob("*"):
        if each.name.startswith(".") or each.name.endswith(("-journal", "-wal", "-shm", ".part")):
            yield f"留下了“{each.name}”"


# -- typing -------------------------------------------------------------------------------


def type_figures(folder: Path, tell: Tell) -> None:
    with Store.open(data(folder)) as store:
        before = KEPT
        for number in range(1, TIMES + 1):
            store.write(2018, [FigureEdit(TYPED, before, KEPT + number)])
            before = KEPT + number
            tell(str(number))


def typed_lost(folder: Path, told: Sequence[str]) -> Iterator[str]:
    found = held(folder).figures.get(TYPED)
    last = int(told[-1]) if told else 0
    if found not in {KEPT + last, KEPT + last + 1}:
        yield f"填到 {KEPT + last}，文件里是 {found}"


# -- taking in ----------------------------------------------------------------------------


def take_in_entries(folder: Path, tell: Tell) -> None:
    with Store.open(data(folder)) as store:
        first = store.load(2018).next_id("publications")
        edits: list[Edit] = [
            EntryEdit("publications", number, None, Entry(number, {"title": f"第{number}条"}))
            for number in range(first, first + ROWS)
        ]
        store.write(2018, edits)
        tell("done")


def entries_lost(folder: Path, told: Sequence[str]) -> Iterator[str]:
    found = held(folder)
    added = len(found.ledger("publications")) - len(full_report().ledger("publications"))
    if added not in ({ROWS} if told else {0, ROWS}):
        yield f"导入 {ROWS} 条，文件里有 {added} 条"
    if found.figures.get(TYPED) != KEPT:
        yield "导入以前填的数没有了"


def take_in_year(folder: Path, tell: Tell) -> None:
    with Store.open(data(folder)) as store:
        store.take_in(report(2019, published__website=7))
        tell("done")


def year_lost(folder: Path, told: Sequence[str]) -> Iterator[str]:
    if held(folder).figures.get(TYPED) != KEPT:
        yield "导入以前的年度变了"
    with Store.open(data(folder)) as store:
        if 2019 in store.years:
            if store.load(2019).figures.get(TYPED) != 7:
                yield "只导入了一部分"
        elif told:
            yield "说已导入，文件里没有"


# -- backups ------------------------------------------------------------------------------


def back_up(folder: Path, tell: Tell) -> None:
    with Store.open(data(folder)) as store:
        store.back_up_daily()
        tell("done")


def backup_lost(folder: Path, told: Sequence[str]) -> Iterator[str]:
    if held(folder).figures.get(TYPED) != KEPT:
        yield "备份改动了数据"
    named = backups.list_backups(data(folder))
    if told and not named:
        yield "说已备份，没有备份"
    yield from (
        f"备份“{each.path.name}”不完整" for each in named if not proven_copy.is_sound(each.path)
    )


def with_copy(folder: Path) -> None:
    year(folder)
    shutil.copy(data(folder), folder / "副本.nianbao")


def copy(folder: Path, tell: Tell) -> None:
    with Store.open(data(folder)) as store:
        store.write(2018, [FigureEdit(TYPED, KEPT, KEPT + 1)])
        store.save_copy(folder / "副本.nianbao")
        tell("done")


def copy_lost(folder: Path, told: Sequence[str]) -> Iterator[str]:
    with Store.open(folder / "副本.nianbao") as store:
        found = store.load(2018).figures.get(TYPED)
    if found not in ({KEPT + 1} if told else {KEPT, KEPT + 1}):
        yield f"副本里是 {found}"
    if held(folder).figures.get(TYPED) not in ({KEPT + 1} if told else {KEPT, KEPT + 1}):
        yield "原文件变了"


# -- an older file ------------------------------------------------------------------------


def old_year(folder: Path) -> None:
    """A file as the first version made it."""
    from sqlite_utils import Database

    with closing(sqlite3.connect(data(folder))) as connection:
        db = Database(connection, execute_plugins=False)
        db.execute("pragma application_id = " + str(_application_id()))
        MIGRATIONS.apply(db, stop_before="m0002_carried")
        db.execute("insert into report values (1, 2018, '2018', '2018-12-31T09:00:00+08:00')")
        db.execute("insert into figure values (1, ?, ?)", [TYPED, str(KEPT)])
        db.conn.commit()


def _application_id() -> int:
    from storage.file_kind import APPLICATION_ID

    return APPLICATION_ID


def migrate(folder: Path, tell: Tell) -> None:
    with Store.open(data(folder)) as store:
        store.load(2018)
        tell("done")


def old_lost(folder: Path, _told: Sequence[str]) -> Iterator[str]:
    found = held(folder).figures.get(TYPED)
    if found != KEPT:
        yield f"更新以后是 {found}"


# -- finished files -----------------------------------------------------------------------

OLD = "以前的成品".encode() * 1000


def exporting(kind: str) -> Work:
    suffix = WRITERS[kind].suffix
    target = f"成品{suffix}" if suffix.startswith(".") else f"成品 {suffix}"

    def prepare(folder: Path) -> None:
        (folder / target).write_bytes(OLD)

    def run(folder: Path, tell: Tell) -> None:
        WRITERS[kind].write(full_report(), folder / target, silent)
        tell("done")

    def lost(folder: Path, told: Sequence[str]) -> Iterator[str]:
        found = (folder / target).read_bytes()
        if found == OLD:
            if told:
                yield "说已写出，还是以前的文件"
            return
        fresh = folder / f"再写一次{Path(target).suffix}"
        WRITERS[kind].write(full_report(), fresh, silent)
        if len(fresh.read_bytes()) != len(found):
            yield "写出的文件不完整"
        fresh.unlink()

    return Work(f"导出{WRITERS[kind].name}", prepare, run, lost)


WORK: Sequence[Work] = (
    Work("填写", year, type_figures, typed_lost),
    Work("导入台账", year, take_in_entries, entries_lost),
    Work("导入年度", year, take_in_year, year_lost),
    Work("备份", year, back_up, backup_lost),
    Work("另存副本", with_copy, copy, copy_lost),
    Work("更新旧文件", old_year, migrate, old_lost),
    *(exporting(kind) for kind in ("pdf", "excel", "checklist", "json")),
)
