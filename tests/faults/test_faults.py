"""The fault harness in its short form; `python -m tests.faults` is the long one."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.faults.all_trials import SHORT, every_trial
from tests.faults.trial import table

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("gcc"),
    reason="故障试验要用 Linux 和 gcc",
)


@pytest.mark.parametrize("name", SHORT)
def test_nothing_is_lost_whatever_fails(name: str, tmp_path: Path) -> None:
    trials = list(every_trial(name, tmp_path, SHORT[name]))
    print(table(trials))
    assert [each.lost for each in trials if each.lost] == []
    assert all(each.tries for each in trials)
    if name not in ("两个程序", "时钟拨回"):
        # Some faults must have come in the midst of the work, or nothing was tried.
        assert any(each.hit for each in trials)
