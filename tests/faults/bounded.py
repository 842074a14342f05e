"""A program run by itself, within bounds that the system sets: 2 s of processor, 200 MB of data.

They hold for each process that it starts, too.
"""

import subprocess
import sys
from pathlib import Path

import pytest

__all__ = ["LINUX_ONLY", "run_bounded"]

LINUX_ONLY = pytest.mark.skipif(sys.platform != "linux", reason="只有 Linux 能这样限定内存")

_ROOT = Path(__file__).parents[2]
_BOUNDS = """
import resource, sys
from pathlib import Path
sys.modules["numpy"] = sys.modules["pandas"] = None  # as in the bundle
resource.setrlimit(resource.RLIMIT_CPU, (2, 2))
resource.setrlimit(resource.RLIMIT_DATA, (200 * 2**20, 200 * 2**20))
"""


def run_bounded(program: str, *arguments: str | Path) -> list[str]:
    """The lines it prints; ``sys``, ``Path`` and ``resource`` are imported. It must end well."""
    done = subprocess.run(
        [sys.executable, "-c", _BOUNDS + program, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=_ROOT,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, f"{done.returncode}: {done.stderr[-600:]}"
    return done.stdout.splitlines()
