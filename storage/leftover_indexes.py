"""Indexes of big ledgers that nothing needs any more: found by their name beside a data file.

They hold the words of a ledger and may be large, so they must not outlive it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from storage.file_kind import SUFFIX
from storage.kept_table import INDEX_FROM
from storage.ledger_index import PART
from storage.ledgers import LEDGERS

__all__ = ["orphans", "remove", "unneeded"]

Holds = Callable[[str, int, int], bool]
"""Whether a ledger (its key) of a year (its id) has at least so many entries."""

_LEDGERS = "|".join(each.key for each in LEDGERS)
_NAME = re.compile(
    rf"\.(.+{re.escape(SUFFIX)})\.([1-9][0-9]{{0,8}})\.({_LEDGERS})\.index({re.escape(PART)})?",
    re.DOTALL,
)
"""As ``index_path`` builds it, whole or half made."""


@dataclass(frozen=True, slots=True)
class _Index:
    path: Path
    data_file: Path
    report_id: int
    ledger: str
    part: bool


def orphans(folder: Path) -> Mapping[Path, list[Path]]:
    """Indexes whose data file is not there any more, by that data file.

    Somebody may have it open all the same: it may have been moved just now. Raises OSError.
    """
    found: defaultdict[Path, list[Path]] = defaultdict(list)
    for each in _indexes(folder):
        if not each.data_file.exists():
            found[each.data_file].append(each.path)
    return found


def unneeded(data_file: Path, holds: Holds) -> list[Path]:
    """Indexes of an open data file that are half made, or of ledgers that are small or gone.

    Only for one who alone has it open: half made is also one that somebody is making.
    Raises OSError.
    """
    mine = [each for each in _indexes(data_file.parent) if each.data_file == data_file]
    return [
        each.path
        for each in mine
        if each.part or not holds(each.ledger, each.report_id, INDEX_FROM)
    ]


def remove(indexes: Iterable[Path]) -> None:
    """Take them away, as far as it can be done: what stays does no harm, and is tried again."""
    for each in indexes:
        with suppress(OSError):
            each.unlink(missing_ok=True)


def _indexes(folder: Path) -> Iterator[_Index]:
    for path in folder.iterdir():
        match = _NAME.fullmatch(path.name)
        if match and path.is_file() and not path.is_symlink():
            name, report_id, ledger, part = match.groups()
            yield _Index(path, folder / name, int(report_id), ledger, bool(part))
