"""Data files made to hang, flood or betray whoever opens them: marked as ours, and under a seal.

Each is a good file that was changed by somebody who knows how the program checks it: its rows carry
right checksums wherever that can be done.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage import seal
from storage.checksums import stamp_all

__all__ = ["HOSTILE", "Hostile"]

STRANGE = "里有公开年报不会写的内容"
DAMAGED = "的内容已损坏"


@dataclass(frozen=True, slots=True)
class Hostile:
    """How a good file is changed, and the sentence that refuses it."""

    change: Callable[[Path], None]
    said: str
    sealed: bool = True
    opens: bool = False
    """Refused only when its years are read: then the file was opened and closed."""

    def make(self, path: Path) -> None:
        """Change the good file at ``path``."""
        self.change(path)
        if self.sealed:
            seal.seal(path)


def _sql(*statements: str, stamp: bool = True) -> Callable[[Path], None]:
    """By SQL, as any tool can."""

    def change(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in ("begin", *statements):
                connection.execute(statement)
            if stamp:
                stamp_all(connection)
            connection.execute("commit")

    return change


def _schema(table: str, found: str, made: str, *between: str) -> Callable[[Path], None]:
    """By writing into the schema itself what SQL refuses; ``between`` is done under it."""

    def rewrite(connection: sqlite3.Connection, old: str, new: str) -> None:
        version = connection.execute("pragma schema_version").fetchone()[0]
        connection.execute("pragma writable_schema = on")
        sql = "update sqlite_master set sql = replace(sql, ?, ?) where name = ?"
        assert connection.execute(sql, [old, new, table]).rowcount == 1
        connection.execute(f"pragma schema_version = {version + 1}")
        connection.execute("pragma writable_schema = off")

    def change(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            rewrite(connection, found, made)
        if between:
            with closing(sqlite3.connect(path, isolation_level=None)) as connection:
                for statement in between:
                    connection.execute(statement)
                stamp_all(connection)
                rewrite(connection, made, found)

    return change


def _loop(path: Path) -> None:
    """A table whose tree leads back to its own root, so that reading it never ends."""
    with closing(sqlite3.connect(path)) as connection:
        sql = "select rootpage from sqlite_master where name = 'change'"
        root = connection.execute(sql).fetchone()[0]
    whole = bytearray(path.read_bytes())
    start = (root - 1) * 4096
    whole[start : start + 4096] = bytes(4096)
    whole[start : start + 14] = bytes(
        (5, 0, 0, 0, 1, 0x0F, 0xF0, 0, *root.to_bytes(4, "big"), 0x0F, 0xF0)
    )
    whole[start + 0xFF0 : start + 0xFF5] = bytes((*root.to_bytes(4, "big"), 9))
    path.write_bytes(whole)


def _far(path: Path) -> None:
    """A terabyte of nothing, which takes no room on the disk."""
    with path.open("r+b") as file:
        file.truncate(2**40)


def _log(path: Path) -> None:
    """A good file; what betrays lies in the log beside it."""
    other = path.with_name("other.nianbao")
    other.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("pragma journal_mode = wal")
        path.write_bytes(other.read_bytes())
        connection.execute(_TRIGGER)
        log = other.with_name("other.nianbao-wal").read_bytes()
        path.with_name(f"{path.name}-wal").write_bytes(log)
    other.unlink()


_ENDLESS = "with recursive n(x) as (select 1 union all select x + 1 from n) select x from n"
_TRIGGER = (
    "create trigger fires after insert on change begin"
    " update report set created_at = 'fired'; delete from figure; end"
)
_LONG = "printf('%.*c', 100000000, 'x')"

HOSTILE = {
    "没有尽头的视图": Hostile(
        _sql("drop table kept", f"create view kept as {_ENDLESS}", stamp=False), STRANGE
    ),
    "视图里的大块随机数": Hostile(
        _sql(
            "drop table calendar",
            "create view calendar as select hex(randomblob(900000000)) as key, '' as said",
            stamp=False,
        ),
        STRANGE,
    ),
    "调用函数的视图": Hostile(
        _sql("create view said as select load_extension('x') from report", stamp=False), STRANGE
    ),
    "写入时触发": Hostile(_sql(_TRIGGER), STRANGE),
    "虚拟表": Hostile(_sql("create virtual table found using fts5(text)", stamp=False), STRANGE),
    "生成列": Hostile(
        _sql(f"alter table report add column more text as ({_LONG}) virtual", stamp=False), STRANGE
    ),
    "检查约束里的运算": Hostile(
        _schema(
            "figure", "value text not null", f"value text not null check (length({_LONG}) > 1)"
        ),
        STRANGE,
    ),
    "表达式索引": Hostile(
        _sql(f"create index slow on kept (length({_LONG}))", stamp=False), STRANGE
    ),
    "记录版本的表换成视图": Hostile(
        _sql(
            "drop table _sqlite_migrations",
            "create view _sqlite_migrations as"
            f" select x as name, '' as migration_set from ({_ENDLESS})",
            stamp=False,
        ),
        STRANGE,
    ),
    "超长的文字": Hostile(
        _sql(f"insert into text (report_id, key, text) values (1, 'x', {_LONG})", stamp=False),
        DAMAGED,
        opens=True,
    ),
    "二进制的标题": Hostile(
        _schema(
            "publications",
            ") strict",
            ") /* */",
            "update publications set title = zeroblob(3), quantity = 'x' where id = 1",
        ),
        DAMAGED,
    ),
    "绕圈的页": Hostile(_loop, DAMAGED),
    "一万亿字节的空文件": Hostile(_far, "太大", sealed=False),
    "旁边的日志里有触发器": Hostile(_log, STRANGE, sealed=False),
    "十万个年度": Hostile(
        _sql(
            "insert into report (year, format, created_at) with recursive n(x) as"
            " (select 10000 union all select x + 1 from n where x < 110000)"
            " select x, '2018', '' from n"
        ),
        STRANGE,
    ),
    "年报格式指到别处": Hostile(
        _sql("update report set format = '../../../../etc/passwd'"), "没有名为", opens=True
    ),
}
"""By what it does."""
