"""A long list taken into a ledger, from the file on the disk to the end of the transaction.

    python -m tests.bench.taking [rounds] [rows]

The workbook is written as Excel does it (words in a list of their own, days as numbers). The floor
is the same workbook read by the same library and put into an empty table by one executemany, with
nothing checked. Each run is a process of its own. The goal is 1.6 times the floor. Of what was
taken, entries are made only where the ledger is shown, which is no part of this.
"""

import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

GOAL = 1.6
HEAD = ("标题", "文号", "公开日期", "公开渠道", "栏目", "规范性文件", "网址", "条数")
COLUMNS = "title, number, published_on, channels, topic, normative, link, quantity"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FILES = "http://schemas.openxmlformats.org/package/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PARTS = {
    "_rels/.rels": f'{_XML}<Relationships xmlns="{_FILES}">'
    f'<Relationship Id="rId1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
    '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_FILES}">'
    + "".join(
        f'<Relationship Id="rId{number}" Type="{_LINKS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            (
                ("worksheet", "worksheets/sheet1.xml"),
                ("sharedStrings", "sharedStrings.xml"),
                ("styles", "styles.xml"),
            ),
            1,
        )
    )
    + "</Relationships>",
    "xl/styles.xml": f'{_XML}<styleSheet xmlns="{_MAIN}"><cellXfs count="2">'
    '<xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
}


def write_list(path: Path, rows: int) -> None:
    """A year of publications as an office exports it."""
    known: dict[str, int] = {}

    def cell(place: str, value: str | int) -> str:
        if isinstance(value, str):
            return f'<c r="{place}" t="s"><v>{known.setdefault(value, len(known))}</v></c>'
        style = ' s="1"' if place[0] == "C" else ""
        return f'<c r="{place}"{style}><v>{value}</v></c>'

    listed = []
    for number, row in enumerate((HEAD, *_rows(rows)), 1):
        cells = "".join(
            cell(f"{letter}{number}", value) for letter, value in zip("ABCDEFGH", row, strict=True)
        )
        listed.append(f'<row r="{number}" spans="1:8">{cells}</row>')
    words = "".join(f"<si><t>{escape(word)}</t></si>" for word in known)
    with ZipFile(path, "w", ZIP_DEFLATED) as made:
        for name, text in _PARTS.items():
            made.writestr(name, text)
        made.writestr("xl/sharedStrings.xml", f'{_XML}<sst xmlns="{_MAIN}">{words}</sst>')
        sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(listed)}</sheetData></worksheet>'
        made.writestr("xl/worksheets/sheet1.xml", _XML + sheet)


def _rows(count: int) -> Iterator[tuple[str | int, ...]]:
    chance = random.Random(1)
    words = ("关于", "公布", "办事", "指南", "通知", "环境", "保护", "安全", "生产", "年度", "计划")
    for number in range(count):
        yield (
            "".join(chance.choices(words, k=9)) + str(number),
            f"工农政发〔2018〕{number}号",
            43_101 + number % 365,
            chance.choice(("政府网站", "政务微信", "政府网站、政务微信")),
            chance.choice(("通知公告", "政策文件", "人事信息")),
            chance.choice(("是", "否")),
            f"http://www.example.gov.cn/{number}.html",
            1 + number % 3,
        )


def floor(path: Path, folder: Path) -> list[float]:
    """Read and insert, nothing else; when it began and when it was done."""
    from python_calamine import CalamineWorkbook

    db = sqlite3.connect(folder / "floor.db")
    db.execute("pragma journal_mode = wal")
    db.execute(f"create table p (id integer primary key, {COLUMNS})")
    laps = [time.perf_counter()]
    rows: Iterator[list[Any]] = iter(
        CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows()
    )
    next(rows)
    with db:
        sql = f"insert into p ({COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?)"
        db.executemany(sql, ([*row[:2], row[2].isoformat(), *row[3:]] for row in rows))
    laps.append(time.perf_counter())
    db.close()
    return laps


def ours(path: Path, folder: Path) -> list[float]:
    """All that happens between choosing the file and 已保存, in a program that is running; when
    each part of it was done."""
    from export.ledger_tables import read_table
    from storage.edits import apply
    from storage.format_reader import load_format
    from storage.ledger_taking import read_and_try, taking_edits
    from storage.ledgers import PUBLICATIONS
    from storage.report import Report
    from storage.store import Store

    report = Report(load_format("2018"), 2018)
    with Store.create(folder / "ours.nianbao") as store:
        store.add_report(report)
        laps = [time.perf_counter()]
        _, _, trial = read_and_try(
            lambda follow: read_table(path, follow=follow), PUBLICATIONS, report
        )
        laps.append(time.perf_counter())
        edits = taking_edits(report, PUBLICATIONS.key, trial.good)
        report = apply(report, edits)
        laps.append(time.perf_counter())
        store.write(2018, edits)
        laps.append(time.perf_counter())
        assert not trial.bad and not trial.doubtful
        assert (
            store.load(2018).ledger(PUBLICATIONS.key).quantity
            == report.ledger(PUBLICATIONS.key).quantity
        )
    return laps


def run_one(way: str, path: Path) -> None:
    """Tell the seconds of each part, and the peak memory in MB of this process and of those it
    started."""
    with tempfile.TemporaryDirectory() as folder:
        laps = {"floor": floor, "ours": ours}[way](path, Path(folder))
    peaks = [
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    print(*peaks, *(b - a for a, b in pairwise(laps)))


def _measure(way: str, path: Path) -> list[float]:
    words = [sys.executable, "-m", "tests.bench.taking", way, str(path)]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return [float(each) for each in told.split()]


def main(rounds: int, rows: int) -> int:
    """Measure both in turn."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "登记表.xlsx"
        write_list(path, rows)
        print(f"{rows} 行，{path.stat().st_size / 2**20:.1f} MB")
        pairs = [(_measure("floor", path), _measure("ours", path)) for _ in range(rounds)]
    plain = statistics.median(sum(a[2:]) for a, _ in pairs)
    whole = statistics.median(sum(b[2:]) for _, b in pairs)
    ratio = statistics.median(sum(b[2:]) / sum(a[2:]) for a, b in pairs)
    laps = [statistics.median(each) for each in zip(*(b[2:] for _, b in pairs), strict=True)]
    said = "读和试 {:.2f}，入内存 {:.2f}，写 {:.2f}".format(*laps)
    peaks = [max(b[place] for _, b in pairs) for place in (0, 1)]
    print(f"不检查 {plain:.2f} s，全程 {whole:.2f} s（{said}），比 {ratio:.2f}（目标 {GOAL}）")
    print(f"内存最多 {peaks[0]:.0f} MB，读表的进程 {peaks[1]:.0f} MB")
    return int(ratio > GOAL)


if __name__ == "__main__":
    if sys.argv[1:2] in (["floor"], ["ours"]):
        run_one(sys.argv[1], Path(sys.argv[2]))
    else:
        numbers = [int(each) for each in sys.argv[1:]]
        sys.exit(main(*[*numbers, *(5, 100_000)[len(numbers) :]]))
