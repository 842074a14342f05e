"""Backs a data file up day after day until it is killed. Run as a program: ``keeper.py DATA``."""

import sys
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from storage import backups, database, proven_copy


def main(path: Path) -> None:
    """A backup, a copy and a restored file in turn, for ever; one line for each backup."""
    db = database.open_file(path)
    for number in count():
        made = backups.back_up(db.conn, path, datetime(2018, 1, 1, 9) + timedelta(number))
        sys.stdout.write(f"{made.path}\n")
        sys.stdout.flush()
        proven_copy.save_copy(db.conn, path.with_name("副本.nianbao"))
        backups.restore(made.path, path).unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
