import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from export import WRITERS
from main import main
from storage.checks import check
from storage.format_reader import load_format
from storage.interchange import read_sample
from storage.rules import Severity
from storage.store import Store

ROOT = Path(__file__).parents[1]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "年报.nianbao"


def run(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as a process of its own, in the poorest of environments."""
    plain = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, words)],
        env={**plain, "LC_ALL": "C", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def refusal(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """The sentence on stderr of a command that cannot be done."""
    capsys.readouterr()
    assert main([str(word) for word in words]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert "Traceback" not in output.err
    return output.err


def misspelt(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """What is said about a command line that argparse itself refuses."""
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    assert end.value.code == 2
    return capsys.readouterr().err


def test_the_sample_year_is_whole_and_has_no_errors(data: Path) -> None:
    assert main(["sample", str(data)]) == 0
    with Store.open(data) as store:
        report = store.load(2018)
    assert report == read_sample()
    assert len(report.ledger("publications")) >= 30
    assert {len(report.ledger(key)) for key in ("requests", "disputes", "improvements")} == {
        14,
        3,
        4,
    }
    findings = check(report)
    assert not [each for each in findings if each.severity is Severity.ERROR]
    assert [each.rule for each in findings] == ["A3"]


def test_every_kind_of_file_is_exported_and_named(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["sample", str(data)])
    targets = {name: tmp_path / f"成品{writer.suffix}" for name, writer in WRITERS.items()}
    words = [word for name, path in targets.items() for word in (f"--{name}", str(path))]
    capsys.readouterr()
    assert main(["export", str(data), "--year", "2018", *words]) == 0
    printed = capsys.readouterr().out
    assert all(str(path) in printed for path in targets.values())
    starts = {name: path.read_bytes()[:4] for name, path in targets.items()}
    pdf, json = b"%PDF", b"{\n  "
    assert starts.pop("excel") == b"PK\x03\x04"
    assert starts == {"pdf": pdf, "checklist": pdf, "json": json, "archive": json}


def test_one_file_refused_does_not_stop_the_others(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new", str(data), "--unit", "示例😀区", "--year", "2018"])
    pdf, excel = tmp_path / "年报.pdf", tmp_path / "年报.xlsx"
    words = ["export", str(data), "--year", "2018", "--pdf", str(pdf), "--excel", str(excel)]
    capsys.readouterr()
    assert main(words) == 2
    output = capsys.readouterr()
    assert "😀" in output.err
    assert str(excel) in output.out
    assert (pdf.exists(), excel.exists()) == (False, True)


@pytest.mark.parametrize("prepared", [[], ["new", "--unit", "别处", "--year", "2018"]])
def test_a_year_goes_through_another_file_byte_for_byte(
    data: Path, tmp_path: Path, prepared: list[str]
) -> None:
    other, first, second = (tmp_path / name for name in ("乙.nianbao", "甲.json", "乙.json"))
    main(["sample", str(data)])
    main(["export", str(data), "--year", "2018", "--json", str(first)])
    main(["new", str(other), "--unit", "别处", "--year", "2017"])
    if prepared:
        main([prepared[0], str(other), *prepared[1:]])
    assert main(["import", str(other), str(first)]) == 0
    assert main(["export", str(other), "--year", "2018", "--json", str(second)]) == 0
    assert second.read_bytes() == first.read_bytes()


def test_a_refused_import_changes_nothing(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new", str(data), "--unit", "示例区", "--year", "2018"])
    bad = tmp_path / "坏.json"
    bad.write_text('{"year": 2018, "figures": {"fees.charged": 1, "published.webiste": 2}}')
    assert "“published.website”" in refusal(capsys, "import", data, bad)
    with Store.open(data) as store:
        assert store.load(2018).figures == {}


def test_a_year_that_is_filled_in_is_not_imported_over(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["sample", str(data)])
    other = tmp_path / "又.json"
    other.write_text('{"year": 2018}')
    assert "已经有 2018 年度" in refusal(capsys, "import", data, other)
    with Store.open(data) as store:
        assert store.load(2018) == read_sample()


def test_a_file_takes_further_years_but_none_twice(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for year in ("2017", "2018"):
        assert main(["new", str(data), "--unit", "示例区", "--year", year, "--format", "2018"]) == 0
    assert "已经有 2018 年度" in refusal(capsys, "new", data, "--unit", "示例区", "--year", "2018")
    with Store.open(data) as store:
        assert store.years == (2017, 2018)
        assert store.load(2017).unit.name == "示例区"


def test_check_says_what_is_wrong_and_exits_with_1(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new", str(data), "--unit", "示例区", "--year", "2018"])
    wrong = tmp_path / "错.json"
    figures = {"staff.total": 9, "staff.full_time": 1, "staff.part_time": 2}
    wrong.write_text(json.dumps({"year": 2018, "figures": figures}))
    main(["import", str(data), str(wrong)])
    capsys.readouterr()
    assert main(["check", str(data), "--year", "2018"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("错误  ")
    assert "共 1 处错误" in said
    assert main(["check", str(data), "--year", "2018", "--json"]) == 1
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["rule"], first["severity"], first["place"]) == ("D1", "错误", "staff.total")
    out = tmp_path / "错.xlsx"
    assert main(["export", str(data), "--year", "2018", "--excel", str(out)]) == 0
    assert "还有错误" in capsys.readouterr().err


def test_check_of_a_sound_year_exits_with_0(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["sample", str(data)])
    assert main(["check", str(data), "--year", "2018"]) == 0
    assert "共 0 处错误、1 处存疑" in capsys.readouterr().out


def test_fields_lists_every_key_with_label_unit_and_token(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["fields", "--format", "2018"]) == 0
    lines = capsys.readouterr().out.splitlines()
    known = load_format("2018")
    assert "published.website\t2.政府网站公开政府信息数\t条\t{政府网站公开数}" in lines
    named = {line.split("\t")[0] for line in lines}
    assert named >= {*known.fields, *known.templates}


def test_what_cannot_be_done_is_said_in_one_sentence(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["sample", str(data)])
    alien = tmp_path / "别的.nianbao"
    alien.write_text("不是我们的")
    year = ("--year", "2018")
    pdf = ("--pdf", tmp_path / "没有这个文件夹" / "年报.pdf")
    assert "已经存在" in refusal(capsys, "sample", data)
    assert "找不到文件" in refusal(capsys, "check", tmp_path / "无.nianbao", *year)
    assert "不是公开年报的数据文件" in refusal(capsys, "check", alien, *year)
    assert "没有 2020 年度" in refusal(capsys, "check", data, "--year", "2020")
    assert "请至少写一种" in refusal(capsys, "export", data, *year)
    assert "找不到文件夹" in refusal(capsys, "export", data, *year, *pdf)
    assert "是文件夹" in refusal(capsys, "export", data, *year, "--json", ".")
    assert "名称、位置" in refusal(capsys, "import", data, "长" * 300)
    assert "年报格式" in refusal(capsys, "fields", "--format", "x" * 3000)
    assert "不能互相重名" in refusal(capsys, "export", data, *year, "--json", data)
    assert "没有名为“1999”的年报格式" in refusal(capsys, "fields", "--format", "1999")
    assert "找不到要导入的文件" in refusal(capsys, "import", data, tmp_path / "无.json")
    assert data.read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["导出"], "没有“导出”这个命令。"),
        (["check"], "还缺少：数据文件, --year。"),
        (["check", "a", "--year"], "--year 后面要写上内容。"),
        (["check", "a", "--year", "二〇一八"], "--year 写得不对：请填 1990 到 2100 之间的年度。"),
        (["new", "a", "--year", "2018", "--unit", " "], "--unit 写得不对：单位全称不能是空的。"),
        (["sample", "a", "b"], "多出了不认识的内容：b。"),
        (["check", "a", "--year", "2018", "--json=1"], "--json 后面不要再写内容。"),
        (["--version"], "还缺少：命令。"),
    ],
)
def test_a_misspelt_command_is_explained_in_chinese(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    explained = misspelt(capsys, *words)
    assert explained.startswith(said)
    assert "usage" not in explained


@pytest.mark.parametrize(
    "command", [[], ["sample"], ["new"], ["import"], ["export"], ["check"], ["fields"]]
)
def test_help_is_chinese_throughout(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([*command, "--help"])
    assert end.value.code == 0
    shown = capsys.readouterr().out
    assert shown.startswith("用法：")
    for word in ("usage", "options", "positional", "arguments", "show this", "optional"):
        assert word not in shown


def test_without_a_display_there_is_one_sentence_and_no_abort(tmp_path: Path) -> None:
    for words in ((), (tmp_path / "年报.nianbao",)):
        ended = run(*words)
        assert ended.returncode == 2
        assert ended.stdout == ""
        assert ended.stderr == (
            "这里没有图形界面，打不开窗口。不用窗口的办法见：python main.py --help\n"
        )


def test_chinese_is_printed_in_a_terminal_that_knows_none(tmp_path: Path) -> None:
    ended = run("sample", tmp_path / "plain.nianbao", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "示例区人民政府 2018 年度的示例" in ended.stdout


def test_a_reader_that_stops_early_is_no_error() -> None:
    command = f'"{sys.executable}" "{ROOT / "main.py"}" fields | head -n 1'
    ended = subprocess.run(["sh", "-c", command], capture_output=True, encoding="utf-8", timeout=60)
    assert ended.stderr == ""
    assert ended.stdout.startswith("# ")


def test_commands_do_without_the_window_and_load_heavy_libraries_late() -> None:
    heavy = "{'PySide6', 'sqlite_utils', 'openpyxl', 'reportlab'}"
    code = f"import sys, main, export; sys.exit(bool({heavy} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60).returncode == 0


def test_personal_data_in_what_is_exported_is_told(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "给.json"
    unit = {"name": "示例区人民政府", "signature": "示例区 13812341234"}
    given.write_text(json.dumps({"year": 2018, "unit": unit}, ensure_ascii=False), "utf-8")
    main(["new", str(data), "--unit", "别处", "--year", "2017"])
    assert main(["import", str(data), str(given)]) == 0
    capsys.readouterr()
    plain, whole = str(tmp_path / "甲.json"), str(tmp_path / "乙.json")
    words = ["export", str(data), "--year", "2018", "--json", plain, "--archive", whole]
    assert main(words) == 0
    told = capsys.readouterr().err
    assert "138****1234" in told and "13812341234" not in told
    assert f"“{whole}”里有申请人的个人信息" in told and f"“{plain}”" not in told
