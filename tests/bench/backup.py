"""A proven backup of an office's year, against a plain copy of the same file.

python -m tests.bench.backup [rounds]
"""

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from storage import backups, database
from storage.report import Entry
from storage.store import Store
from tests.builders import report

ENTRIES = 2000


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main(rounds: int) -> None:
    """Measure both in turn."""
    entries = tuple(
        Entry(n, {"title": f"关于公布办事指南的通知{n}"}) for n in range(1, ENTRIES + 1)
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "年报.nianbao"
        with Store.create(path) as store:
            store.add_report(report(ledgers={"publications": entries}))
        with closing(database.open_file(path).conn) as opened:
            now = datetime(2018, 12, 31, 8)
            pairs = []
            for minute in range(rounds):
                at = now + timedelta(minutes=minute)
                plain = seconds(lambda: shutil.copy(path, path.with_suffix(".copy")))
                pairs.append((plain, seconds(partial(backups.back_up, opened, path, at))))
    plain, ours = (statistics.median(each) for each in zip(*pairs, strict=True))
    ratio = statistics.median(b / a for a, b in pairs)
    print(f"复制文件 {plain * 1000:.1f} ms，核对过的备份 {ours * 1000:.1f} ms，比 {ratio:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
