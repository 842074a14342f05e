"""Ledgers of 100,000 and 1,000,000 publications, and as many requests: searched, counted, scrolled.

    python -m tests.bench.ledger [publications …]

Tables and window of each size run in processes of their own; the window's peak memory is told.
Every line stands beside its floor in the same run: the plain SQL behind it, or the same window
over a ledger of 1,816 entries. Every search is compared with LIKE. The files are kept in the
folder named by BENCH_FOLDER.
"""

import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from storage.entries import Entries
from storage.figures import figures_of
from storage.ledger_index import LedgerIndex, index_path
from storage.query import Query, searched
from storage.report import Report
from storage.snapshot import Reader
from storage.store import Store
from tests.bench.big_ledgers import YEAR, make_file
from tests.bench.ledger_window import window_lines

KEY = "publications"
SMALL = 1_816
SEARCHES = {
    1: "政 府 塔 招 雪 的 号 财",
    2: "政府 塔什 招生 雪山 公开 财政 环境 名单",
    3: "信息公 塔什库 招生范 雪山上 的通知 财政预 环境影 东城区",
    6: "政府信息公开 塔什库尔干乡 义务教育招生 雪山上的天空 工作要点的通 财政预算决算 东城区关于印",
    5: "87654 99999 12345 00001",
}
"""Words of so many characters, common, rare and absent; those of five are numbers."""
GOALS = {"search": 10.0, "figures": 300.0, "small figures": 5.0}


@contextmanager
def timed(found: list[float]) -> Iterator[None]:
    """Adds how many milliseconds it took."""
    begun = time.perf_counter()
    yield
    found.append((time.perf_counter() - begun) * 1000)


def p95(found: list[float]) -> float:
    """The time that 19 of 20 stay below."""
    return sorted(found)[max(0, -(-len(found) * 19 // 20) - 1)]


def told(name: str, ours: list[float], floor: list[float], goal: str) -> None:
    """One line of the table."""
    print(
        f"| {name} | {statistics.median(ours):.2f} | {p95(ours):.2f} "
        f"| {statistics.median(floor):.2f} | {goal} |",
        flush=True,
    )


def newest(entries: Entries, report: Report, text: str) -> list[int]:
    """The 50 newest entries with a text."""
    ids: list[int] = []
    query = Query(text, descending=True)
    with closing(entries.find(report.format.ledgers[KEY], query)) as stretches:
        for found in stretches:
            ids += found.ids
            if len(ids) >= 50:
                break
    return ids[:50]


def search_lines(path: Path, report: Report, rounds: int = 5) -> None:
    """Each length against the bare question to the index; the rows against LIKE."""
    entries = report.ledger(KEY)
    columns = [each.key for each in searched(report.format.ledgers[KEY])]
    like = " or ".join(f"{each} like ?" for each in columns)
    plain = sqlite3.connect(path)
    bare = sqlite3.connect(index_path(path, 1, KEY))
    reader = Reader(path)
    asked = LedgerIndex(index_path(path, 1, KEY), reader, 1, report.format.ledgers[KEY])
    reader.close()
    for length, words in SEARCHES.items():
        ours: list[float] = []
        floor: list[float] = []
        scan: list[float] = []
        for text in words.split():
            with timed(scan):
                rows = plain.execute(
                    f"select id from {KEY} where report_id = 1 and ({like}) "
                    "order by id desc limit 50",
                    [f"%{text}%"] * len(columns),
                ).fetchall()
            assert newest(entries, report, text) == [row[0] for row in rows], text
            for _ in range(rounds):
                with timed(ours):
                    newest(entries, report, text)
                with timed(floor):
                    bare.execute(
                        "select rowid from found where found match ? order by rowid desc limit 50",
                        [asked.question(text)],
                    ).fetchall()
        kind = "个数字" if length == 5 else "个字"
        told(f"查找 {length} {kind}，最新 50 条（LIKE 最慢 {max(scan):.0f}）", ours, floor, "≤ 10")
    plain.close()
    bare.close()


def figure_lines(path: Path, store: Store) -> None:
    """All figures of a year just loaded, against one plain count of each ledger."""
    ours: list[float] = []
    again: list[float] = []
    floor: list[float] = []
    plain = sqlite3.connect(path)
    for _ in range(5):
        report = store.load(YEAR)
        with timed(ours):
            figures_of(report)
        with timed(again):
            figures_of(report)
        with timed(floor):
            for key in (KEY, "requests"):
                plain.execute(f"select count(*) from {key} where report_id = 1").fetchall()
    plain.close()
    told("全部统计数，刚打开", ours, floor, "≤ 300")
    told("全部统计数，改动一处以后", again, floor, "≤ 300")


def loaded(store: Store) -> list[float]:
    """How long loading the year takes, without the checks of opening a file."""
    found: list[float] = []
    for _ in range(5):
        with timed(found):
            store.load(YEAR)
    return found


def indexed(store: Store) -> None:
    """Make what the window would make behind the clerk's back."""
    report = store.load(YEAR)
    figures_of(report)
    for key in (KEY, "requests"):
        entries = report.ledger(key)
        if not entries.prepared:
            spent: list[float] = []
            with timed(spent):
                entries.prepare(lambda done, total: None)
            size = index_path(store.path, 1, key).stat().st_size / 1e6
            print(f"（{key} 的索引：{spent[0] / 1000:.0f} 秒，{size:.0f} MB）", flush=True)


def tables(path: Path, small: Path) -> None:
    """Searches and figures of one size."""
    with Store.open(path) as store:
        indexed(store)
        print("| | 中位数 ms | p95 ms | 下限 ms | 目标 |")
        print("|---|---|---|---|---|")
        search_lines(path, store.load(YEAR))
        figure_lines(path, store)
        with Store.open(small) as few:
            told("取出一年（不含打开时的校验）", loaded(store), loaded(few), "")


def window(path: Path, small: Path) -> None:
    """The window over one size, and the memory of it all."""
    with Store.open(path) as store, Store.open(small) as few:
        window_lines(store, few, told)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| 内存峰值 MB | {peak:.0f} | | | ≤ 256 |")


def small_lines(path: Path) -> None:
    """A year of 1,816: what it costs, and that nothing is built for it."""
    ours: list[float] = []
    floor: list[float] = []
    with Store.open(path) as store:
        for _ in range(20):
            report = store.load(YEAR)
            with timed(ours):
                figures_of(report)
            with timed(floor):
                for key in (KEY, "requests"):
                    sum(each.quantity for each in report.ledger(key))
        ready = report.ledger(KEY).prepared
    beside = [each.name for each in path.parent.glob(f".{path.name}.*.index")]
    told(f"{SMALL} 条：全部统计数", ours, floor, "≤ 5")
    print(f"（{SMALL} 条不建索引：{'是' if ready and not beside else '否'}）")


def main(sizes: list[int]) -> int:
    """Make the files, then measure each size."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(os.environ.get("BENCH_FOLDER", made))
        small = _file(folder, SMALL)
        small_lines(small)
        for size in sizes:
            path = _file(folder, size)
            print(f"\n## {size:,} + {size:,}", flush=True)
            for way in _WAYS:
                subprocess.run(
                    [sys.executable, "-m", "tests.bench.ledger", way, str(path), str(small)],
                    check=True,
                )
    return 0


def _file(folder: Path, size: int) -> Path:
    path = folder / f"台账{size}.nianbao"
    if not path.exists():
        make_file(path, size, size if size > SMALL else 33)
    return path


_WAYS: Mapping[str, Callable[[Path, Path], None]] = {"--tables": tables, "--window": window}

if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in _WAYS:
        _WAYS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(main([int(each) for each in sys.argv[1:]] or [100_000, 1_000_000]))
