"""Interchange files made to flood the memory: refused within 2 s and 200 MB of data."""

from pathlib import Path

import pytest

from tests.faults.bounded import LINUX_ONLY, run_bounded

PROGRAM = """
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


@LINUX_ONLY
@pytest.mark.parametrize("name", HOSTILE)
def test_a_flooding_file_is_refused_soon(name: str, tmp_path: Path) -> None:
    before, piece, after = HOSTILE[name]
    path = tmp_path / "x.json"
    path.write_bytes(before + piece * (MEGABYTES // len(piece)) + after)
    (said,) = run_bounded(PROGRAM, path)
    assert said.startswith("refused 没有导入任何内容"), said
