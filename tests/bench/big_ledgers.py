"""A data file with as many publications and requests as are asked for, always the same."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from storage import database
from storage.format_reader import load_format
from storage.report import Entry, Report
from storage.rows import entry_to_row
from storage.store import Store
from storage.writing import put_many

__all__ = ["RARE", "YEAR", "make_file"]

YEAR = 2023
RARE = "塔什库尔干"
"""Stands in one title of a hundred thousand."""
_PLACES = (
    "东城",
    "西城",
    "南山",
    "北仑",
    "工农",
    "向阳",
    "胜利",
    "和平",
    "红旗",
    "前进",
    "新华",
    "解放",
)
_DOES = ("关于印发", "关于做好", "关于公布", "关于调整", "转发", "关于废止", "关于同意", "关于下达")
_WHAT = (
    "政府信息公开工作要点",
    "重大行政决策事项目录",
    "财政预算决算",
    "征地补偿安置方案",
    "行政执法公示清单",
    "安全生产检查结果",
    "义务教育招生范围",
    "食品抽检情况",
    "环境影响评价文件",
    "公共资源交易目录",
    "住房保障名单",
    "防汛应急预案",
    "老旧小区改造计划",
    "社会救助标准",
    "道路交通管制",
    "人事任免",
)
_KINDS = ("的通知", "的公告", "的意见", "的批复", "的决定", "的通告")


def make_file(path: Path, publications: int, requests: int) -> None:
    """A year with two ledgers of such a size, written without the log of changes."""
    made = load_format("2021")
    with Store.create(path) as store:
        store.add_report(Report(made, YEAR))
    db = database.open_file(path)
    try:
        with db.atomic():
            put_many(db, "publications", _rows("publications", _publications(publications)))
            put_many(db, "requests", _rows("requests", _requests(requests)))
    finally:
        database.close(db)


def _rows(key: str, entries: Iterator[Entry]) -> Iterator[dict[str, str | int | None]]:
    ledger = load_format("2021").ledgers[key]
    for entry in entries:
        yield {"report_id": 1, **entry_to_row(ledger, entry)}


def _publications(count: int) -> Iterator[Entry]:
    drawn = random.Random(1816)
    channels = load_format("2021").ledgers["publications"].column("channels").choices
    for number in range(1, count + 1):
        what = RARE + "乡规划" if number % 100_000 == 77 else drawn.choice(_WHAT)
        title = f"{drawn.choice(_PLACES)}区{drawn.choice(_DOES)}{what}{drawn.choice(_KINDS)}"
        yield Entry(
            number,
            {
                "title": title,
                "number": f"{drawn.choice(_PLACES)}政发〔{YEAR}〕{number}号",
                "published_on": date(YEAR, 1, 1) + timedelta(drawn.randrange(365)),
                "channels": (channels[drawn.randrange(len(channels))],),
                "topic": drawn.choice(_WHAT[:12]),
                "normative": drawn.random() < 0.02,
            },
        )


def _requests(count: int) -> Iterator[Entry]:
    drawn = random.Random(1819)
    columns = load_format("2021").ledgers["requests"]
    applicants, outcomes = columns.column("applicant").choices, columns.column("outcome").choices
    for number in range(1, count + 1):
        received = date(YEAR, 1, 1) + timedelta(drawn.randrange(350))
        yield Entry(
            number,
            {
                "number": f"{YEAR}-{number:07}",
                "received_on": received,
                "applicant": drawn.choice(applicants),
                "subject": f"{drawn.choice(_PLACES)}区{drawn.choice(_WHAT)}",
                "state": "已答复",
                "outcome": drawn.choice(outcomes),
                "answered_on": min(received + timedelta(14), date(YEAR, 12, 31)),
            },
        )
