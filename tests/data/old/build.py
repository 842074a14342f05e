"""Makes the files of this folder, each with the program of its time, from the history.

    python tests/data/old/build.py

One file for each state of the tables that a program was given out with or could have been: it is
named after its last step and never made again once it lies here. The year in it is invented.
"""

import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]

FIRST = """
import sys
from dataclasses import replace
from pathlib import Path
from storage.interchange import read_sample
from storage.report import Entry
from storage.store import Store
from storage.edits import FigureEdit, TextEdit
from decimal import Decimal
path, year = Path(sys.argv[1]), read_sample()
asked = year.ledger("requests")
with Store.create(path) as store:
    store.add_report(replace(year, year=2017, kept={}) if hasattr(year, "kept") else
                     replace(year, year=2017))
    store.add_report(year)
    store.write(2018, [FigureEdit("staff.budget", None, None, "", "约三万")])
    before, after = year.texts.get("other.body"), "没有别的。\\n第二段。"
    store.write(2018, [TextEdit("other.body", before, after)])
"""
"""A year before, the sample year, a number that cannot be read, a text of two paragraphs."""

SECOND = """
with Store.open(path) as store:
    from storage.edits import EntryEdit, KeepEdit
    from storage.report import Kept
    last = asked[-1].id + 1
    store.write(2018, [KeepEdit("some.rule", None, Kept("上年统计口径不同", "1;2"))])
    carried = Entry(last, {"subject": "上年转来的申请", "carried": True})
    store.write(2018, [EntryEdit("requests", last, None, carried)])
"""
"""Besides a 存疑 that was kept, and a request carried in from the year before."""

THIRD = """
with Store.open(path) as store:
    from datetime import date
    from storage.edits import CalendarEdit
    from storage.versions import Version
    from datetime import datetime
    store.write(2018, [CalendarEdit("2018-05-02", None, "放假")])
    timed = Entry(last + 1, {"subject": "补正过的申请", "amended_on": date(2018, 5, 4), "pages": 3})
    store.write(2018, [EntryEdit("requests", last + 1, None, timed)])
    moment = datetime.fromisoformat("2018-12-31T09:00:00+08:00")
    store.finish(2017, Version(1, "", moment, moment, "经办人", "1.0", {"staff.budget": "3"}))
"""
"""Besides a day of the work calendar, a request with its clock, a finished year."""

MADE = {
    "m0001": ("1d0bedd", FIRST),
    "m0003": ("31c93bc", FIRST + SECOND),
    "m0007": ("3d5e600", FIRST + SECOND + THIRD),
}
"""The last step, the commit whose program knew it as the last, and what it was told to do."""


def build(name: str, commit: str, deeds: str) -> None:
    """One file by the program of one commit."""
    path = HERE / f"{name}.nianbao"
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder) / "then.tar"
        parts = [commit, "storage", "resources", "export"]
        subprocess.run(["git", "archive", "-o", packed, *parts], cwd=ROOT, check=True)
        with tarfile.open(packed) as archive:
            archive.extractall(folder, filter="data")
        made = Path(folder) / path.name
        environment = {**os.environ, "PYTHONPATH": folder, "LOGNAME": "clerk"}
        subprocess.run([sys.executable, "-c", deeds, made], cwd=folder, env=environment, check=True)
        path.write_bytes(made.read_bytes())


if __name__ == "__main__":
    for each, (commit, deeds) in MADE.items():
        if not (HERE / f"{each}.nianbao").exists():
            build(each, commit, deeds)
