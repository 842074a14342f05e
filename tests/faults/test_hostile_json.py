"""Interchange files made to flood the memory: refused within 2 s and 200 MB of data."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (2, 2))
resource.setrlimit(resource.RLIMIT_DATA, (200 * 2**20, 200 * 2**20))
from storage.errors import ProgramError
from storage.interchange import read_interchange
try:
    print("read", read_interchange(Path(sys.argv[1])).year)
except ProgramError as error:
    print("refused", str(error).replace("\\n", " "))
"""

MEGABYTES = 49 * 2**20
HOSTILE = {
    "空的条目": (b'{"entries":{"requests":[', b"{},", b"{}]}}"),
    "空的方括号": (b"[", b"[],", b"1]"),
    "许多数": (b"[", b"1,", b"1]"),
    "套得很深": (b"", b"[", b""),
    "同名的内容": (b'{"figures":{', b'"a":1,', b'"a":1}}'),
    "很长的一段": (b'{"year":2018,"texts":{"overview.body":"', b"x", b'"}}'),
    "很长的一个数": (b'{"year":', b"9", b"}"),
}
"""What stands before, what is repeated up to 49 MB, and what comes after."""


@pytest.mark.skipif(sys.platform != "linux", reason="只有 Linux 能这样限定内存")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_flooding_file_is_refused_soon(name: str, tmp_path: Path) -> None:
    before, piece, after = HOSTILE[name]
    path = tmp_path / "x.json"
    path.write_bytes(before + piece * (MEGABYTES // len(piece)) + after)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, f"{done.returncode}: {done.stderr[-600:]}"
    assert done.stdout.startswith("refused 没有导入任何内容"), done.stdout
