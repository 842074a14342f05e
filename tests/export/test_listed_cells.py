"""Lists in all kinds of workbooks: what is read of their cells, and what is refused."""

import random
from datetime import date, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from export.excel.list_process import _LONG
from export.ledger_tables import read_table
from storage.errors import ImportRefused
from tests.export.lists import PART, with_sheet, workbook
from tests.export.old_workbooks import old_workbook
from tests.export.test_guard import HEAD, SHEET, rows, with_part


def test_an_old_workbook_is_read(tmp_path: Path) -> None:
    path = tmp_path / "旧.xls"
    path.write_bytes(old_workbook([["标题", "日期"], ["=甲", 43164], [None, 1.5]]))
    assert read_table(path).rows() == (("标题", "日期"), ("=甲", "43164"), ("", "1.5"))


def test_rows_and_columns_before_the_list_keep_their_numbers(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", {"C3": "标题", "D5": "甲", "B5": "=1+1"})
    table = read_table(path)
    assert table.rows() == ((), (), ("", "", "标题"), (), ("", "", "", "甲"))
    assert table.faults == {(4, 1): "公式"}


def test_a_cell_is_no_longer_than_excel_allows(tmp_path: Path) -> None:
    """Whoever writes a longer one into the file shall not fill the memory."""
    words = b'<row r="1"><c r="A1" t="str"><v>' + b"x" * 3_000_000 + b"</v></c></row>"
    (row,) = read_table(with_sheet(tmp_path / "x.xlsx", rows(words))).rows()
    assert row == ("x" * 40_000,)


def test_cells_are_freed_of_what_no_page_can_show(tmp_path: Path) -> None:
    texts = {"A1": " 甲 ", "B1": "乙\u200b\n丙", "A2": "丁\ufffc", "B2": "戊\u3000", "A3": "己 庚"}
    table = read_table(workbook(tmp_path / "x.xlsx", texts))
    assert table.rows() == (("甲", "乙\n丙"), ("丁", "戊"), ("己 庚",))


def test_nothing_is_expected_after_a_thousand_empty_rows(tmp_path: Path) -> None:
    near, far = {"A1": "甲", "A1001": "乙"}, {"A1": "甲", "A1003": "乙"}
    assert len(read_table(workbook(tmp_path / "x.xlsx", {**near})).rows()) == 1001
    assert len(read_table(workbook(tmp_path / "x.xlsx", {**far})).rows()) == 1


def test_a_time_is_a_fault_and_numbers_keep_the_decimals_they_are_shown_with(
    tmp_path: Path,
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([timedelta(hours=30), 12.5, 0.1 + 0.2, 1e20, 1234, 5])
    sheet["B1"].number_format, sheet["E1"].number_format = "0.00", "#,##0.00"
    sheet["F1"].number_format = "#,##0.000_);(#,##0.000)"
    book.save(tmp_path / "x.xlsx")
    table = read_table(tmp_path / "x.xlsx")
    assert table.rows()[0] == ("", "12.50", "0.3", "100000000000000000000", "1234.00", "5.000")
    assert table.faults == {(0, 0): "时刻"}


@pytest.mark.parametrize("first_day", [WINDOWS_EPOCH, MAC_EPOCH], ids=["1900", "1904"])
def test_days_are_the_same_whenever_their_count_begins(first_day: datetime, tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = first_day
    book.worksheets[0].append([date(2018, 3, 5), datetime(2018, 3, 5, 9, 30)])
    book.save(tmp_path / "x.xlsx")
    assert read_table(tmp_path / "x.xlsx").rows() == (("2018-03-05", "2018-03-05"),)


WITHOUT_PLACES = (
    b'<row><c t="str"><v>a</v></c><c><f>1+1</f><v>2</v></c><c t="e"><v>#N/A</v></c></row>'
)


@pytest.mark.parametrize(
    "sheet",
    [
        rows(b"<row/>", WITHOUT_PLACES),
        rows(b"<row/>", WITHOUT_PLACES)
        .replace(b"<", b"<x:")
        .replace(b"<x:/", b"</x:")
        .replace(b"<x:?", b"<?")
        .replace(b"xmlns", b"xmlns:x"),
        HEAD + b"<!-- a note -->" + rows(b"<row/>", WITHOUT_PLACES)[len(HEAD) :],
        rows(
            b'<row r="2"><c r="A2" t="str"><v>a</v></c><c r="B2"><f>1+1</f><v>2</v></c>'
            b'<c r="C2" t="e"><v>#N/A</v></c></row>'
        ),
    ],
    ids=["without places", "with prefixes", "with a comment", "as Excel writes"],
)
def test_formulas_and_errors_are_found_however_they_are_written(
    sheet: bytes, tmp_path: Path
) -> None:
    table = read_table(with_sheet(tmp_path / "x.xlsx", sheet))
    assert table.rows() == ((), ("a",))
    assert table.faults == {(1, 1): "公式", (1, 2): "出错的结果"}


def varied_list(path: Path, last: bytes) -> Path:
    """So long that it is parsed while it is still being looked through."""
    chance = random.Random(1)
    cells = (
        b'<row r="%d"><c r="A%d" t="str"><v>%x</v></c></row>' % (row, row, chance.getrandbits(512))
        for row in range(1, 12_000)
    )
    with_sheet(path, rows(*cells, last))
    assert path.stat().st_size > _LONG
    return path


def test_a_long_list_is_looked_through_all_the_same(tmp_path: Path) -> None:
    formula = b'<row r="12000"><c r="A12000"><f>1+1</f><v>2</v></c></row>'
    table = read_table(varied_list(tmp_path / "x.xlsx", formula))
    assert len(table.rows()) == 12_000 and table.rows()[-1] == ()
    assert table.faults == {(11_999, 0): "公式"}


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (b'<row r="12000"><c r="ZZ12000"><v>2</v></c></row>', "可以有 512 列"),
        (b'<row r="300000"><c r="A300000"><v>2</v></c></row>', "第 300000 行"),
        (b'<row r="12000"><c r="A12000"><v>2</v></row>', "损坏"),
    ],
    ids=["too wide", "too long", "torn"],
)
def test_a_long_list_is_refused_for_what_it_looks_like(
    last: bytes, said: str, tmp_path: Path
) -> None:
    with pytest.raises(ImportRefused, match=said):
        read_table(varied_list(tmp_path / "x.xlsx", last))


def test_rows_are_told_while_they_are_read(tmp_path: Path) -> None:
    told: list[int] = []
    path = varied_list(tmp_path / "x.xlsx", b"")
    table = read_table(path, follow=lambda so_far: told.append(len(so_far.rows())))
    assert told == [2_000, 4_000, 6_000, 8_000, 10_000, 11_999]
    assert len(table.rows()) == 11_999


def test_a_wide_list_is_read_and_one_that_is_mostly_gap_is_not(tmp_path: Path) -> None:
    wide = b'<row r="1"><c r="A1"><v>1</v></c><c r="AF1"><v>2</v></c></row>'
    assert read_table(with_sheet(tmp_path / "x.xlsx", rows(wide))).width == 32
    far = b'<row r="99999"><c r="SR99999"><v>2</v></c></row>'
    with pytest.raises(ImportRefused, match="大片是空的"):
        read_table(with_sheet(tmp_path / "x.xlsx", rows(wide, far)))


def test_a_tag_cut_between_two_pieces_is_looked_at_as_a_whole(tmp_path: Path) -> None:
    """A megabyte is looked at at a time; the row that is not allowed lies across its end."""
    for shift in range(0, 40, 3):
        start = HEAD + SHEET + b'<row r="1"><c r="A1" t="str"><v>'
        fill = b"x" * (2**20 - len(start) - len(b"</v></c></row>") - shift)
        late = b'</v></c></row><row r="999999"><c r="A999999"><v>1</v></c></row>'
        sheet = start + fill + late + b"</sheetData></worksheet>"
        with pytest.raises(ImportRefused, match="第 999999 行"):
            read_table(with_sheet(tmp_path / "x.xlsx", sheet))


@pytest.mark.parametrize("target", [b"/xl/worksheets/sheet1.xml", b"./../xl/worksheets/sheet1.xml"])
def test_formulas_are_found_wherever_the_sheet_is_said_to_be(target: bytes, tmp_path: Path) -> None:
    path, made = workbook(tmp_path / "x.xlsx", {"A1": "=1+1", "B1": "甲"}), tmp_path / "y.xlsx"
    with ZipFile(path) as parts:
        links = parts.read("xl/_rels/workbook.xml.rels")
    links = links.replace(b"/xl/worksheets/sheet1.xml", target)
    assert target in links
    made.write_bytes(with_part(path.read_bytes(), "xl/_rels/workbook.xml.rels", links))
    try:
        table = read_table(made)
    except ImportRefused as refusal:
        assert "写法少见" in str(refusal) or "已损坏" in str(refusal)
    else:
        assert table.rows() == (("", "甲"),) and table.faults == {(0, 0): "公式"}


def test_a_workbook_put_together_in_an_unknown_way_is_refused(tmp_path: Path) -> None:
    path, made = workbook(tmp_path / "x.xlsx", {"A1": "=1+1"}), tmp_path / "y.xlsx"
    with ZipFile(path) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b"xl/workbook.xml", b"xl/book.xml")
            new.writestr(name.replace("xl/workbook.xml", "xl/book.xml"), content)
    with pytest.raises(ImportRefused, match="写法少见"):
        read_table(made)


def test_of_merged_cells_only_the_first_can_be_taken(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("标题", "日期", "备注"), ("甲", "3.5", None), ("乙",), ("丙", None, "完")):
        sheet.append(row)
    sheet.merge_cells("B2:B4")
    sheet.merge_cells("C2:C3")
    book.save(tmp_path / "x.xlsx")
    table = read_table(tmp_path / "x.xlsx")
    assert table.rows()[1:] == (("甲", "3.5"), ("乙",), ("丙", "", "完"))
    assert table.faults == {(2, 1): "合并单元格的一部分", (3, 1): "合并单元格的一部分"}


def test_too_many_merged_cells_are_refused_before_they_are_counted(tmp_path: Path) -> None:
    book = Workbook()
    for row in range(1, 3001):
        book.worksheets[0].append([row] * 26)
    book.save(tmp_path / "x.xlsx")
    content = (tmp_path / "x.xlsx").read_bytes()
    with ZipFile(tmp_path / "x.xlsx") as parts:
        sheet = parts.read(PART)
    merges = b"<mergeCells>" + b'<mergeCell ref="A1:Z3000"/>' * 60_000 + b"</mergeCells>"
    merged = sheet.replace(b"</sheetData>", b"</sheetData>" + merges)
    (tmp_path / "x.xlsx").write_bytes(with_part(content, PART, merged))
    with pytest.raises(ImportRefused, match="合并的单元格太多"):
        read_table(tmp_path / "x.xlsx")
