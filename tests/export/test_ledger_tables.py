"""Lists of offices read from workbooks and text tables, and ledgers written as workbooks."""

import codecs
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from export.ledger_tables import read_table, write_ledger, write_rows
from export.progress import Cancelled
from storage.errors import ExportFailed, FileUnavailable, ImportRefused
from storage.ledger_heads import find_heads
from storage.ledger_taking import try_table
from storage.ledgers import LEDGERS, PUBLICATIONS, REQUESTS, Ledger
from storage.report import Cell, Entry
from tests.builders import report
from tests.export.test_guard import HOSTILE, OLE, with_part

HEAD = ("标题", "文号", "公开日期")


def workbook(path: Path, *rows: tuple[object, ...], title: str = "Sheet1") -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def test_every_kind_of_cell_is_text_and_a_formula_is_none(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "x.xlsx",
        HEAD,
        ("甲", 12, datetime(2018, 3, 5, 9, 30)),
        ("=1+1", 1.5, date(2018, 3, 6)),
        ('=cmd|"/C calc"!A0', True, 43164),
        ("#N/A", None, "2018年3月5日"),
    )
    table = read_table(path)
    assert table.rows() == (
        HEAD,
        ("甲", "12", "2018-03-05"),
        ("", "1.5", "2018-03-06"),
        ("", "是", "43164"),
        ("", "", "2018年3月5日"),
    )
    assert table.faults[2, 0] == "公式" and table.faults[3, 0] == "公式"
    assert "出错" in table.faults[4, 0]


def test_the_cached_result_of_a_formula_is_not_used(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", HEAD, ("甲", "乙", "丙"))
    sheet = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/'
        b'spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="str"><f>"a"</f><v>trusted'
        b"</v></c></row></sheetData></worksheet>"
    )
    path.write_bytes(with_part(path.read_bytes(), "xl/worksheets/sheet1.xml", sheet))
    table = read_table(path)
    assert table.rows() == ((),) and table.faults == {(0, 0): "公式"}


def test_the_sheet_of_the_ledgers_name_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", ("别的",))
    book = load_workbook(path)
    book.create_sheet(PUBLICATIONS.name).append(HEAD)
    book.create_sheet("藏").sheet_state = "hidden"
    book.save(path)
    assert read_table(path, PUBLICATIONS.name).rows() == (HEAD,)
    assert read_table(path, PUBLICATIONS.name).unread == ("Sheet1",)
    assert read_table(path).rows() == (("别的",),)


CSV = '标题,文号,公开日期\r\n"甲,乙",〔2018〕3号,2018.3.5\r\n=1+1,"两\r\n行",\r\n\r\n'


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode(),
        codecs.BOM_UTF8 + CSV.encode(),
        CSV.encode("gb18030"),
        CSV.replace(",", "\t").replace("甲\t乙", "甲,乙").encode("utf-16"),
    ],
    ids=["utf-8", "utf-8 with mark", "gb18030", "utf-16 with tabs"],
)
def test_a_text_table_reads_the_same_in_every_encoding(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    assert read_table(path).rows() == (
        HEAD,
        ("甲,乙", "〔2018〕3号", "2018.3.5"),
        ("=1+1", "两\n行"),
    )


def test_a_workbook_called_csv_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", HEAD)
    assert read_table(path.rename(tmp_path / "x.csv")).rows() == (HEAD,)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xff\xff\xff", "不是文字表格"),
        (b"a,b\0c", "不是文字表格"),
        (b'"' + b"x" * 200_000, "内容太长"),
        (b"a\n" * 100_001, "最多可以有 100000 行"),
        (b"a," * 600, "最多可以有 512 列"),
        (b"a" * (50 * 2**20 + 1), "超过 50 MB"),
        (OLE, "已损坏"),
    ],
    ids=range(7),
)
def test_a_bad_text_table_is_refused_with_its_reason(
    content: bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(ImportRefused, match=said):
        read_table(path)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_missing_table_is_said_so(suffix: str, tmp_path: Path) -> None:
    with pytest.raises(FileUnavailable, match="找不到"):
        read_table(tmp_path / f"没有.{suffix}")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_list_is_refused(name: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", HEAD)
    path.write_bytes(with_part(path.read_bytes(), "xl/worksheets/sheet1.xml", HOSTILE[name]))
    with pytest.raises(ImportRefused, match=r"最多可以有|太多|不安全|损坏|没有内容"):
        read_table(path)


def test_a_list_longer_than_our_own_workbook_is_read(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("甲")
    for number in range(15_000):
        sheet.append([f"标题{number}", "乙", number, "丙", "丁", "戊", "己"])
    path = tmp_path / "x.xlsx"
    book.save(path)
    assert len(read_table(path).rows()) == 15_000


def test_reading_stops_when_it_is_asked_to(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_table(workbook(tmp_path / "x.xlsx", HEAD), "", stop)


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda each: str(each.key))
def test_the_empty_form_has_the_heads_and_offers_the_choices(
    ledger: Ledger, tmp_path: Path
) -> None:
    path = tmp_path / "空白.xlsx"
    write_ledger(ledger, [], path)
    table = read_table(path, ledger.name)
    assert table.rows() == (tuple(column.label for column in ledger.columns),)
    assert find_heads(table, ledger).keys == tuple(column.key for column in ledger.columns)
    book = load_workbook(path)
    listed = {rule.formula1 for rule in book.worksheets[0].data_validations.dataValidation}
    choosing = [each for each in ledger.columns if each.choices or each.kind.value == "是否"]
    assert len(listed) == len(choosing)
    if ledger is REQUESTS:
        assert book["可选内容"]["A2"].value == "当面申请"
        assert "'可选内容'!$A$2:$A$5" in listed


ENTRY: dict[str, Cell] = {
    "title": "=1+1",
    "number": "工农政发〔2018〕3号",
    "published_on": date(2018, 3, 5),
    "channels": ("政府网站", "政务微信"),
    "normative": False,
    "quantity": 12,
    "note": "+86\n@两行",
}


def test_a_ledger_given_out_comes_back_the_same_and_without_formulas(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    write_ledger(PUBLICATIONS, [Entry(1, ENTRY)], path)
    sheet = load_workbook(path).worksheets[0]
    assert not [cell for row in sheet for cell in row if cell.data_type == "f"]
    assert sheet["C2"].value == datetime(2018, 3, 5) and sheet["H2"].value == 12
    table = read_table(path, PUBLICATIONS.name)
    heads = find_heads(table, PUBLICATIONS)
    trial = try_table(table, heads.row, heads.keys, PUBLICATIONS, report(2018))
    assert not trial.bad
    assert [each.cells for each in trial.good] == [{**ENTRY, "note": "+86 @两行"}]


def test_an_amount_keeps_its_decimals(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    write_ledger(REQUESTS, [Entry(1, {"number": "1", "fee": Decimal("2.50")})], path)
    assert "2.50" in read_table(path, REQUESTS.name).rows()[1]


def test_rows_are_written_as_words_and_too_long_ones_leave_no_file(tmp_path: Path) -> None:
    path = tmp_path / "问题.xlsx"
    write_rows(("标题", "原因"), [("=cmd|x", "不行\x07。"), ("-1", "")], path)
    sheet = load_workbook(path).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet][1:] == [
        ["=cmd|x", "不行。"],
        ["-1", None],
    ]
    assert not [cell for row in sheet for cell in row if cell.data_type == "f"]
    before = path.read_bytes()
    with pytest.raises(ExportFailed, match="32767"):
        write_rows(("标题",), [("长" * 32_768,)], path)
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


def many(count: int) -> list[Entry]:
    return [Entry(number, {**ENTRY, "title": f"第{number}条"}) for number in range(1, count + 1)]


@pytest.mark.parametrize("step", [0, 7, 20, 21], ids=["first", "amidst", "last", "written"])
def test_broken_off_anywhere_it_leaves_the_older_file_and_nothing_else(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, waiting = tmp_path / "out" / "台账.xlsx", tmp_path / "waiting"
    path.parent.mkdir()
    waiting.mkdir()
    # Where rows wait to be packed.
    monkeypatch.setattr("tempfile.tempdir", str(waiting))
    write_ledger(PUBLICATIONS, many(1), path)
    older, seen = path.read_bytes(), list[int]()

    def stop(done: int, total: int) -> None:
        assert total == 21
        if done >= step:
            seen.append(len(list(waiting.iterdir())))
            raise Cancelled

    with pytest.raises(Cancelled):
        write_ledger(PUBLICATIONS, many(20), path, stop)
    assert path.read_bytes() == older and list(path.parent.iterdir()) == [path]
    assert list(waiting.iterdir()) == []
    assert bool(seen[0]) is (step < 21), "or nothing was tried"


def test_its_steps_rise_to_the_last(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = tmp_path / "台账.xlsx"
    write_ledger(PUBLICATIONS, many(5), path, lambda done, total: told.append((done, total)))
    assert told == [*((step, 6) for step in range(5)), (5, 6), (6, 6)]


def test_a_ledger_longer_than_a_sheet_is_refused_with_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from export.excel import ledger_writer

    assert ledger_writer._MAX_ENTRIES == 1_048_575
    monkeypatch.setattr(ledger_writer, "_MAX_ENTRIES", 3)
    path = tmp_path / "台账.xlsx"
    with pytest.raises(ExportFailed, match="主动公开台账有 4 条，Excel 的一张表最多放 3 条"):
        write_ledger(PUBLICATIONS, many(4), path)
    assert list(tmp_path.iterdir()) == []
    write_ledger(PUBLICATIONS, many(3), path)
    assert len(read_table(path).rows()) == 4
