"""A national format of another year: one TOML file more, and nothing else.

The program stands in a folder of its own, its code as it is, with the invented file among the
formats, and is run as a clerk's colleague would: by command.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pdfplumber
import pytest
from openpyxl import load_workbook

from resources import resource_path

ROOT = Path(__file__).parents[1]

ROW = (
    '  { key = "carried_out", label = "四、结转下年度继续办理"',
    """  { key = "withdrawn", label = "附：申请人主动撤回", token = "主动撤回数" },
""",
)
"""The invented row stands before this one."""
RULE = """
[[check]]
id = "K30"
severity = "错误"
rule = "主动撤回数不应大于其他处理中的其他"
basis = "虚构的新规定"
left = ["requests.withdrawn.*"]
compare = "<="
right = ["requests.other_rest.*"]
passes = { "requests.withdrawn.*" = 1, "requests.other_rest.*" = 2 }
fails = { "requests.withdrawn.*" = 3, "requests.other_rest.*" = 2 }
"""


def invented() -> str:
    """The format of 2030, out of that of 2021."""
    text = resource_path("formats/2021.toml").read_text("utf-8")
    before, added = ROW
    changes = {
        'id = "2021"\n': 'id = "2030"\n',
        "years = [2021, 2999]": "years = [2030, 2999]",
        before: added + before,
    }
    for old, new in changes.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text + RULE


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with one format more."""
    folder = tmp_path_factory.mktemp("program")
    shutil.copy(ROOT / "main.py", folder)
    for name in ("storage", "export"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "resources").mkdir()
    for each in (ROOT / "resources").iterdir():
        if each.name == "__init__.py":
            # A module finds its neighbours beside the file it really is.
            shutil.copy(each, folder / "resources")
        elif each.name not in ("formats", "__pycache__"):
            (folder / "resources" / each.name).symlink_to(each)
    formats = folder / "resources" / "formats"
    shutil.copytree(ROOT / "resources" / "formats", formats)
    # The older one ends where the new one begins, as 2018 and 2019 do.
    older = formats / "2021.toml"
    text = older.read_text("utf-8").replace("years = [2021, 2999]", "years = [2021, 2029]")
    older.write_text(text, "utf-8")
    (formats / "2030.toml").write_text(invented(), "utf-8")
    return folder


def run(program: Path, *words: object, code: int = 0) -> str:
    ended = subprocess.run(
        [sys.executable, str(program / "main.py"), *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert (ended.returncode, "Traceback" in ended.stderr) == (code, False), ended.stderr
    return ended.stdout


def figures(withdrawn: int) -> dict[str, int]:
    """A year of one request, which was withdrawn so many times."""
    return {
        "requests.received.natural": 1,
        "requests.other_rest.natural": 1,
        "requests.withdrawn.natural": withdrawn,
    }


def taken(program: Path, folder: Path, withdrawn: int) -> Path:
    """A data file with that year, chosen by the year alone."""
    source, data = folder / "年报.json", folder / "年报.nianbao"
    made = {"year": 2031, "unit": "示例区人民政府", "figures": figures(withdrawn)}
    source.write_text(json.dumps(made), "utf-8")
    run(program, "new", data, "--unit", "示例区人民政府", "--year", 2031)
    run(program, "import", data, source)
    return data


def test_the_program_lists_its_new_row(program: Path) -> None:
    lines = run(program, "fields", "--format", "2030").splitlines()
    assert "requests.withdrawn.total\t附：申请人主动撤回，总计\t件\t{主动撤回数}" in lines
    assert len([line for line in lines if line.startswith("requests.withdrawn.")]) == 7


def test_its_new_row_is_printed_and_its_new_rule_checked(program: Path, tmp_path: Path) -> None:
    data = taken(program, tmp_path, withdrawn=3)
    found = json.loads(run(program, "check", data, "--year", 2031, "--json", code=1))
    errors = [each for each in found if each["severity"] == "错误"]
    assert [(each["rule"], each["place"]) for each in errors] == [
        ("K30", "requests.withdrawn.natural")
    ]
    assert "相差 2。主动撤回数不应大于其他处理中的其他。" in errors[0]["sentence"]
    pdf, sheet, again = (tmp_path / f"年报.{suffix}" for suffix in ("pdf", "xlsx", "又.json"))
    words = ["--pdf", pdf, "--excel", sheet, "--json", again]
    run(program, "export", data, "--year", 2031, *words)

    with pdfplumber.open(pdf) as pages:
        rows = [row for page in pages.pages for table in page.extract_tables() for row in table]
    (printed,) = [row for row in rows if row[0] == "附：申请人主动撤回"]
    assert [cell for cell in printed if cell is not None][1] == "3"

    book = load_workbook(sheet, data_only=True)
    third = book["表三"]
    (row,) = [row for row in third.iter_rows() if row[0].value == "附：申请人主动撤回"]
    assert row[3].value == 3
    verdicts = [row for row in third.iter_rows() if str(row[0].value).startswith("校验 K30")]
    assert [row[3].value for row in verdicts] == ["差 2"]
    rules = [row for row in book["校验"].iter_rows(values_only=True) if row[0] == "K30"]
    assert [row[6] for row in rules[:7]] == ["差 2", *["未填"] * 6]

    made = json.loads(again.read_text("utf-8"))
    assert (made["format"], made["year"]) == ("2030", 2031)
    assert made["figures"] == figures(3)


def test_its_workbook_is_taken_back(program: Path, tmp_path: Path) -> None:
    data, sheet = taken(program, tmp_path, withdrawn=1), tmp_path / "年报.xlsx"
    run(program, "export", data, "--year", 2031, "--excel", sheet)
    other, made = tmp_path / "乙.nianbao", tmp_path / "乙.json"
    run(program, "new", other, "--unit", "别处", "--year", 2031)
    run(program, "import", other, sheet)
    run(program, "export", other, "--year", 2031, "--json", made)
    assert json.loads(made.read_text("utf-8"))["figures"] == figures(1)
    run(program, "check", other, "--year", 2031)
