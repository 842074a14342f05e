"""Taking a workbook back by command: nothing without the clerk's word."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from export.excel.workbook import write_excel
from main import main
from storage.figures import figures_of
from storage.format_reader import load_format
from storage.report import Report, Unit
from storage.store import Store
from tests.test_main import refusal


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "年报.nianbao"


def test_a_workbook_that_went_out_comes_back(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other, sheet = tmp_path / "乙.nianbao", tmp_path / "统计表.xlsx"
    main(["sample", str(data)])
    main(["export", str(data), "--year", "2018", "--excel", str(sheet)])
    main(["new", str(other), "--unit", "别处", "--year", "2018"])
    capsys.readouterr()
    assert main(["import", str(other), str(sheet)]) == 0
    assert "已把 2018 年度导入" in capsys.readouterr().out
    with Store.open(data) as first, Store.open(other) as second:
        before, after = first.load(2018), second.load(2018)
    assert after.unit == before.unit
    values = [
        {key: figure.value for key, figure in figures_of(each).items()} for each in (before, after)
    ]
    assert values[0] == values[1]


def test_a_changed_workbook_is_taken_only_after_it_was_looked_at(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "统计表.xlsx"
    write_excel(Report(load_format("2021"), 2023, Unit(name="示例区")), sheet)
    book = load_workbook(sheet)
    row = next(row for row in book["数据"].iter_rows() if row[0].value == "rules.issued")
    row[2].value = "=1+1"
    row[1].value = "规章"
    book.save(sheet)
    main(["new", str(data), "--unit", "别处", "--year", "2023"])
    said = refusal(capsys, "import", data, sheet)
    assert f"“数据”第 {row[0].row} 行 B 列：标签应是“规章，本年制发件数”，现在是“规章”。" in said
    assert f"“数据”第 {row[0].row} 行 C 列：“规章，本年制发件数”是公式" in said
    assert "--yes" in said
    with Store.open(data) as store:
        assert store.load(2023).unit.name == "别处"
    assert main(["import", str(data), str(sheet), "--yes"]) == 0
    output = capsys.readouterr()
    assert "标签应是“规章，本年制发件数”" in output.err
    assert "已把 2023 年度导入" in output.out
    with Store.open(data) as store:
        assert store.load(2023).unit.name == "示例区"
        assert store.load(2023).figures == {}


def test_a_workbook_of_another_format_is_refused_for_a_year_that_is_there(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "统计表.xlsx"
    write_excel(Report(load_format("2019"), 2021, Unit(name="示例区")), sheet)
    main(["new", str(data), "--unit", "别处", "--year", "2021"])
    assert "2021 年度应使用" in refusal(capsys, "import", data, sheet)
    assert "年报格式不同" in refusal(capsys, "import", data, sheet, "--yes")
    sheet.write_bytes(sheet.read_bytes()[:2000])
    assert "不完整" in refusal(capsys, "import", data, sheet, "--yes")
