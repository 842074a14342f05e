"""A data file that cannot be read any more, as when its stick was pulled out."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.kept_entries import KeptEntries
from storage.report import Entries

__all__ = ["out_of_reach"]


@contextmanager
def out_of_reach(path: Path, held: Entries) -> Iterator[None]:
    """``held`` is a ledger that stays in the file; afterwards the file is back."""
    assert isinstance(held, KeptEntries)
    # What is open remembers so small a file.
    held._table.snapshot.close()
    whole = path.read_bytes()
    os.truncate(path, 0)
    try:
        yield
    finally:
        path.write_bytes(whole)
