"""Backups of real files, read back; folders and disks that refuse."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from storage import backups, database, proven_copy
from storage.edits import FigureEdit
from storage.errors import BackupFailed, FileUnavailable
from storage.pages import PAGE_BYTES
from storage.report import Entry
from storage.store import Store
from storage.values import parse_figure
from tests.builders import full_report, report

NOW = datetime(2018, 12, 31, 14, 3, 22)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "示例区.nianbao"
    with Store.create(place) as store:
        store.add_report(full_report())
        store.add_report(report(2017, published__gazette=9))
    return place


@pytest.fixture
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    db = database.open_file(path)
    yield db.conn
    database.close(db)


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def hidden(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if each.name.startswith(".")]


def test_a_backup_holds_everything_and_is_named_after_file_and_minute(
    path: Path, opened: sqlite3.Connection
) -> None:
    made = backups.back_up(opened, path, NOW)
    assert made.path == path.parent / "示例区 备份" / "示例区_20181231_1403.nianbao"
    assert made.made_at == datetime(2018, 12, 31, 14, 3)
    assert made.size == made.path.stat().st_size > 0
    assert dump(made.path) == dump(path)
    assert [each.name for each in made.path.parent.iterdir()] == [made.path.name]


def test_a_backup_is_one_whole_file_that_opens_as_a_data_file(
    path: Path, opened: sqlite3.Connection
) -> None:
    made = backups.back_up(opened, path, NOW)
    assert made.path.read_bytes()[18:20] == b"\x01\x01", "WAL would need a second file"
    with Store.open(made.path) as store:
        assert store.years == (2017, 2018)
        assert store.load(2018).figures == full_report().figures
        assert store.load(2018).entries == full_report().entries


@pytest.mark.skipif(os.name != "posix", reason="权限位只在 POSIX 系统上有")
def test_only_the_owner_can_read_backups(path: Path, opened: sqlite3.Connection) -> None:
    before = os.umask(0)
    try:
        made = backups.back_up(opened, path, NOW)
    finally:
        os.umask(before)
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert made.path.parent.stat().st_mode & 0o777 == 0o700


def test_what_is_committed_is_in_the_backup_and_what_is_not_is_not(path: Path) -> None:
    with Store.open(path) as store, closing(sqlite3.connect(path)) as other:
        value = parse_figure("528", decimal=False, negative=False)
        store.write(2017, [FigureEdit("published.website", None, value, "", "")])
        other.execute("begin immediate")
        other.execute("update report set year = 1999 where year = 2017")
        made = backups.back_up(store._db.conn, path, NOW)
        other.rollback()
    assert [each.year for each in backups.contents(made.path)] == [2017, 2018]
    with Store.open(made.path) as copy:
        assert copy.load(2017).figures["published.website"] == 528


def test_a_file_locked_by_another_program_is_said_and_not_waited_for(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, closing(sqlite3.connect(path)) as mine:
        mine.execute("pragma busy_timeout = 100")
        other.execute("begin exclusive")
        with pytest.raises(BackupFailed, match="正被另一个程序使用"):
            backups.back_up(mine, path, NOW)
        other.rollback()
    assert hidden(backups.backup_folder(path)) == []


def test_two_backups_within_a_minute_are_both_kept(path: Path, opened: sqlite3.Connection) -> None:
    first = backups.back_up(opened, path, NOW)
    second = backups.back_up(opened, path, NOW)
    assert second.path.name == "示例区_20181231_1403_2.nianbao"
    assert backups.list_backups(path) == (second, first)


def test_the_first_opening_of_a_day_backs_up_and_old_ones_go(
    path: Path, opened: sqlite3.Connection
) -> None:
    for days in range(30):
        now = NOW - timedelta(29 - days)
        assert backups.back_up_daily(opened, path, now) is not None
        assert backups.back_up_daily(opened, path, now + timedelta(minutes=5)) is None
    listed = backups.list_backups(path)
    assert [f"{each.made_at:%m%d}" for each in listed] == [
        *("1231", "1230", "1229", "1228", "1227", "1226", "1225"),
        *("1223", "1216"),
    ]
    assert len(list(backups.backup_folder(path).iterdir())) == len(listed)


def test_only_own_backups_are_listed_and_thinned(path: Path, opened: sqlite3.Connection) -> None:
    folder = backups.backup_folder(path)
    folder.mkdir()
    strangers = ["说明.txt", "别区_20100101_0800.nianbao", "示例区_20101399_0800.nianbao"]
    for name in strangers:
        (folder / name).write_text("甲", "utf-8")
    (folder / "示例区_20100101_0800.nianbao").write_text("甲", "utf-8")
    made = backups.back_up(opened, path, NOW)
    assert backups.list_backups(path) == (made,)
    assert sorted(each.name for each in folder.iterdir()) == sorted([*strangers, made.path.name])


def test_a_backup_tells_how_much_of_each_year_it_holds(
    path: Path, opened: sqlite3.Connection
) -> None:
    made = backups.back_up(opened, path, NOW)
    assert backups.contents(made.path) == (
        backups.YearContent(2017, figures=1, entries=0),
        backups.YearContent(2018, figures=3, entries=6),
    )


def test_what_a_power_cut_left_half_written_goes(path: Path, opened: sqlite3.Connection) -> None:
    folder = backups.backup_folder(path)
    folder.mkdir()
    for name in (".0123456789ab.nianbao", ".0123456789ab.nianbao-journal"):
        (folder / name).write_bytes(b"half")
    (folder / ".keep").write_bytes(b"")
    made = backups.back_up(opened, path, NOW)
    assert sorted(each.name for each in folder.iterdir()) == [".keep", made.path.name]


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + bytes(2000)])
def test_a_broken_backup_is_said(path: Path, content: bytes) -> None:
    broken = path.with_name("坏.nianbao")
    broken.write_bytes(content)
    with pytest.raises(BackupFailed, match="请换一份备份"):
        backups.contents(broken)
    with pytest.raises(BackupFailed, match="请换一份备份"):
        backups.restore(broken, path)
    assert sorted(each.name for each in path.parent.iterdir()) == sorted([path.name, broken.name])


@pytest.mark.parametrize("byte", [b"\0", b"\xff"])
def test_a_backup_whose_tables_lost_their_names_is_said(
    path: Path, opened: sqlite3.Connection, byte: bytes
) -> None:
    made = backups.back_up(opened, path, NOW).path
    whole = made.read_bytes()
    assert whole.count(b"CREATE TABLE") > 1
    made.write_bytes(whole.replace(b"CREATE TABLE", b"CREATE TAB" + byte + b"E"))
    with pytest.raises(BackupFailed, match=r"文件已经损坏.*请换一份备份"):
        backups.contents(made)
    with pytest.raises(BackupFailed, match=r"文件已经损坏.*请换一份备份"):
        backups.restore(made, path)
    assert not proven_copy.is_sound(made)


def test_a_restored_backup_is_a_new_file_and_the_open_one_stays(path: Path) -> None:
    with Store.open(path) as store:
        made = backups.back_up(store._db.conn, path, NOW)
        at_backup = dump(made.path)
        value = parse_figure("77", decimal=False, negative=False)
        store.write(2017, [FigureEdit("published.website", None, value, "", "")])
        since = dump(path)
        first = backups.restore(made.path, path)
        second = backups.restore(made.path, path)
        assert first.name == "示例区_恢复_20181231_1403.nianbao"
        assert second.name == "示例区_恢复_20181231_1403_2.nianbao"
        assert dump(first) == dump(second) == at_backup
        assert dump(path) == since != at_backup
    with Store.open(first) as restored:
        assert "published.website" not in restored.load(2017).figures


def test_a_copy_takes_the_place_of_an_older_one(path: Path, opened: sqlite3.Connection) -> None:
    target = path.parent / "U盘" / "副本.nianbao"
    target.parent.mkdir()
    target.write_text("旧", "utf-8")
    proven_copy.save_copy(opened, target)
    assert dump(target) == dump(path)
    assert [each.name for each in target.parent.iterdir()] == [target.name]


def test_a_copy_never_goes_over_a_file_in_use(
    path: Path, opened: sqlite3.Connection, tmp_path: Path
) -> None:
    before = dump(path)
    with pytest.raises(BackupFailed, match="正在使用"):
        proven_copy.save_copy(opened, path)
    elsewhere = tmp_path / "乙.nianbao"
    with Store.create(elsewhere) as other, pytest.raises(BackupFailed, match="正在使用"):
        assert other.years == ()
        proven_copy.save_copy(opened, elsewhere)
    assert dump(path) == before
    with pytest.raises(FileUnavailable, match="找不到文件夹"):
        proven_copy.save_copy(opened, tmp_path / "拔掉的U盘" / "副本.nianbao")


@contextmanager
def nearly_full_disk(size: int) -> Iterator[None]:
    """No file can grow beyond ``size`` bytes."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)


@pytest.mark.skipif(os.name != "posix", reason="只有 POSIX 系统能限制文件大小")
@pytest.mark.parametrize("size", [1, 4096, 20_000, 50_000])
def test_a_full_disk_is_said_and_leaves_the_older_copy(
    path: Path, opened: sqlite3.Connection, size: int
) -> None:
    backup = backups.back_up(opened, path, NOW)
    older = backup.path.read_bytes()
    assert len(older) > 50_000
    with nearly_full_disk(size), pytest.raises(BackupFailed, match="没能写出"):
        proven_copy.save_copy(opened, backup.path)
    assert backup.path.read_bytes() == older
    assert [each.name for each in backup.path.parent.iterdir()] == [backup.path.name]
    assert opened.execute("pragma integrity_check").fetchone()[0] == "ok"
    proven_copy.save_copy(opened, backup.path)


def test_a_backup_folder_that_cannot_be_made_is_said(
    path: Path, opened: sqlite3.Connection
) -> None:
    backups.backup_folder(path).write_text("不是文件夹", "utf-8")
    with pytest.raises(BackupFailed, match="示例区 备份"):
        backups.back_up_daily(opened, path, NOW)


@contextmanager
def plain_user() -> Iterator[None]:
    """An administrator is bound by no permissions; for a while be somebody who is."""
    administrator = os.geteuid() == 0
    if administrator:
        os.seteuid(65534)
    try:
        yield
    finally:
        if administrator:
            os.seteuid(0)


@pytest.mark.skipif(os.name != "posix", reason="权限位只在 POSIX 系统上有")
def test_a_read_only_folder_is_said(opened: sqlite3.Connection) -> None:
    with plain_user(), TemporaryDirectory() as place:
        path = Path(place) / "年报.nianbao"
        folder = backups.backup_folder(path)
        folder.mkdir(mode=0o500)
        try:
            with pytest.raises(BackupFailed, match="不允许写入"):
                backups.back_up_daily(opened, path, NOW)
        finally:
            folder.chmod(0o700)


def test_a_backup_with_something_in_it_that_runs_is_not_even_looked_into(
    path: Path, opened: sqlite3.Connection
) -> None:
    made = backups.back_up(opened, path, NOW).path
    with closing(sqlite3.connect(made)) as other:
        other.execute("alter table figure rename to away")
        other.execute(
            "create view figure as with recursive n(report_id) as"
            " (select 1 union all select report_id + 1 from n) select report_id from n"
        )
    with pytest.raises(BackupFailed, match="不会写的内容"):
        backups.contents(made)
    assert not proven_copy.is_sound(made)


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """A file of some 6 MB: it is copied and proven in several steps."""
    place = tmp_path / "长.nianbao"
    text = "关于公布政府信息公开办事指南的通知" * 20
    entries = tuple(Entry(number, {"title": f"{number}{text}"}) for number in range(1, 6001))
    with Store.create(place) as store:
        store.add_report(report(ledgers={"publications": entries}))
    assert place.stat().st_size > 2 * proven_copy._PAGES * PAGE_BYTES
    return place


def test_what_is_saved_while_a_backup_is_made_aside_is_in_the_file_and_keeps_nothing_up(
    long: Path,
) -> None:
    before = dump(long)
    with Store.open(long) as store:
        saved: list[FigureEdit] = []

        def save() -> None:
            number = str(len(saved))
            held = saved[-1].after if saved else None
            value = parse_figure(number, decimal=False, negative=False)
            saved.append(FigureEdit("published.website", held, value, "", ""))
            store.write(2018, saved[-1:])

        assert store.years == (2018,)
        made = backups.back_up_aside(long, NOW, save)
        assert made is not None
        assert len(saved) > 5, "or nothing was tried"
        assert backups.back_up_aside(long, NOW, save) is None
    assert dump(made.path) == before and proven_copy.is_sound(made.path)
    with Store.open(long) as store:
        assert store.load(2018).figures["published.website"] == len(saved) - 1
    assert hidden(long.parent) == hidden(made.path.parent) == []


@pytest.mark.parametrize("after", [1, 2, 3, 4, 5])
def test_a_backup_that_is_broken_off_leaves_nothing(long: Path, after: int) -> None:
    class Stopped(Exception):
        pass

    steps = iter(range(after))

    def step() -> None:
        if next(steps, None) is None:
            raise Stopped

    with Store.open(long) as store:
        assert store.years == (2018,)
        with pytest.raises(Stopped):
            backups.back_up_aside(long, NOW, step)
    assert list(backups.backup_folder(long).iterdir()) == []
    assert long.read_bytes()[18:20] == b"\x01\x01", "nobody holds it any more"
