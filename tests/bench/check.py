"""A full check of a big year, against one plain SQL aggregate over the same ledgers.

    python -m tests.bench.check [rounds]

20,000 publications and 5,000 requests in the 2021 format. What is measured is what happens at
the window after each edit: all figures counted anew and everything checked.
"""

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from storage.checks import check
from storage.figures import figures_of
from storage.format_reader import load_format
from storage.report import Entry, Report
from storage.store import Store

PUBLICATIONS, REQUESTS = 20_000, 5_000
SQL = """
    select applicant, outcome, state, carried, sum(coalesce(quantity, 1)), count(*)
    from requests group by 1, 2, 3, 4
    union all
    select channels, normative, substr(published_on, 1, 7), null, sum(coalesce(quantity, 1)),
    count(*) from publications group by 1, 2, 3
"""


def big_year() -> Report:
    """A year of a busy office."""
    made = load_format("2021")
    first = date(2023, 1, 1)
    columns = made.ledgers["requests"]
    applicants, outcomes = columns.column("applicant").choices, columns.column("outcome").choices
    channels = made.ledgers["publications"].column("channels").choices
    publications = tuple(
        Entry(n, {"title": f"公开信息{n}", "published_on": first + timedelta(n % 365),
                  "channels": (channels[n % 5],), "normative": n % 50 == 0})
        for n in range(1, PUBLICATIONS + 1)
    )  # fmt: skip
    requests = tuple(
        Entry(n, {"number": str(n), "received_on": first + timedelta(n % 365), "state": "已答复",
                  "applicant": applicants[n % 6], "outcome": outcomes[n % len(outcomes)]})
        for n in range(1, REQUESTS + 1)
    )  # fmt: skip
    return Report(made, 2023, entries={"publications": publications, "requests": requests})


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main(rounds: int) -> None:
    """Measure both in turn."""
    report = big_year()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "大.nianbao"
        with Store.create(path) as store:
            store.add_report(report)
        connection = sqlite3.connect(path)
        pairs = [
            (
                seconds(lambda: connection.execute(SQL).fetchall()),
                seconds(lambda: check(report, figures_of(report))),
            )
            for _ in range(rounds)
        ]
        connection.close()
    plain, ours = (statistics.median(each) for each in zip(*pairs, strict=True))
    ratio = statistics.median(b / a for a, b in pairs)
    print(f"一条汇总查询 {plain * 1000:.0f} ms，全部检查 {ours * 1000:.0f} ms，比 {ratio:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
