"""Each hostile workbook, through both ways in: little time, little memory, a Chinese sentence or
good rows, and the program still reads a good one afterwards. The system itself sets the bounds."""

import io
import re
from pathlib import Path

import pytest
from openpyxl import Workbook

from export.excel.workbook import workbook
from tests.export.test_statutory import national
from tests.faults.bounded import LINUX_ONLY, run_bounded
from tests.faults.hostile_workbooks import HOSTILE, Good

PROGRAM = """
from export import read_workbook
from export.ledger_tables import read_table
from storage.errors import ProgramError
way, *paths = sys.argv[1:]
for path in map(Path, paths):
    try:
        if way == "list":
            print("read", len(read_table(path).rows()))
        else:
            print("read", read_workbook(path).report.year)
    except ProgramError as error:
        print("refused", str(error).replace("\\n", " "))
"""


def come_of(way: str, path: Path, good: Path) -> tuple[str, str]:
    """What comes of a hostile workbook, and of a good one in the same process."""
    first, second = run_bounded(PROGRAM, way, path, good)
    return first, second


@pytest.fixture(scope="module")
def lists() -> Good:
    made, book = io.BytesIO(), Workbook()
    book.worksheets[0].append(["标题", "公开日期"])
    book.worksheets[0].append(["甲", "2018.3.5"])
    book.save(made)
    return Good(made.getvalue(), "xl/worksheets/sheet1.xml")


@pytest.fixture(scope="module")
def ours() -> Good:
    return Good(workbook(national()), "xl/worksheets/sheet5.xml")


def saved(folder: Path, content: bytes, name: str = "x.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@LINUX_ONLY
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_list_ends_soon_with_a_sentence_or_rows(
    name: str, lists: Good, tmp_path: Path
) -> None:
    hostile = HOSTILE[name]
    good = saved(tmp_path, lists.content, "good.xlsx")
    said, after = come_of("list", saved(tmp_path, hostile.make(lists)), good)
    assert after == "read 2"
    if isinstance(hostile.as_list, int):
        assert said == f"read {hostile.as_list}"
    else:
        assert re.search(hostile.as_list, said), said


@LINUX_ONLY
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_of_figures_ends_soon_with_a_sentence(
    name: str, ours: Good, tmp_path: Path
) -> None:
    good = saved(tmp_path, ours.content, "good.xlsx")
    said, after = come_of("figures", saved(tmp_path, HOSTILE[name].make(ours)), good)
    assert after == f"read {national().year}"
    assert re.match("refused 没有导入任何内容，因为：.*[\u4e00-\u9fff]。$", said), said


def test_there_are_as_many_kinds_as_were_known_to_do_harm() -> None:
    assert len(HOSTILE) >= 26
