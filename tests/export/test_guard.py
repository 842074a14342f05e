"""Files that would hang, flood or betray a reader: each is refused at once with a sentence."""

import io
import resource
import struct
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from export import read_workbook
from export.excel.workbook import workbook
from storage.errors import FileUnavailable, ImportRefused, ProgramError
from tests.export.test_statutory import national

Part = Callable[[bytes], bytes]
DATA_SHEET = "xl/worksheets/sheet5.xml"
HEAD = b'<?xml version="1.0"?>'
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"


@pytest.fixture(scope="module")
def good() -> bytes:
    return workbook(national())


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same workbook with one part replaced or added."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return made.getvalue()


def rows(*numbered: bytes) -> bytes:
    return HEAD + SHEET + b"".join(numbered) + END


LAUGHS = HEAD + (
    b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + SHEET
    + b'<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>'
    + END
)
CELL = b'<c r="A1"><v>1</v></c>'
HOSTILE = {
    "rows without end": rows(b'<row r="4294967295">' + CELL + b"</row>"),
    "a negative row": rows(b'<row r="-5">' + CELL + b"</row>"),
    "the last column": rows(b'<row r="1"><c r="XFD1"><v>1</v></c></row>'),
    "an endless column name": rows(b'<row r="1"><c r="' + b"A" * 50_000 + b'1"/></row>'),
    "a million cells in a row": rows(b'<row r="1">' + b"<c><v>1</v></c>" * 1_000_000 + b"</row>"),
    "a million rows": rows(b"<row><c><v>1</v></c></row>" * 1_000_000),
    "merges": HEAD + SHEET + b"</sheetData>" + b'<mergeCell ref="A1:B2"/>' * 300_000,
    "entities": LAUGHS,
    "entities in utf-16": LAUGHS.decode()
    .replace('"1.0"', '"1.0" encoding="utf-16"')
    .encode("utf-16"),
    "a long text": rows(
        b'<row r="1"><c r="A1" t="str"><v>' + b"x" * 60_000_000 + b"</v></c></row>"
    ),
    "nested": HEAD + SHEET + b"<a>" * 400_000,
}


def taken(path: Path) -> str:
    """What is said about a hostile file; one that hangs runs into the limit of the test."""
    with pytest.raises(ProgramError) as refusal:
        read_workbook(path)
    return str(refusal.value)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_sheet_is_refused_in_little_time_and_memory(
    name: str, good: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(with_part(good, DATA_SHEET, HOSTILE[name]))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    said = taken(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000
    assert said.startswith("没有导入任何内容")
    assert any(reason in said for reason in ("最多可以有", "多得不像", "不安全"))


@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/styles.xml", "customXml/item9.bin"])
def test_a_hostile_part_elsewhere_is_refused_too(name: str, good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(with_part(good, name, LAUGHS))
    assert "不安全" in taken(path)


@pytest.mark.parametrize(
    ("part", "content"),
    [
        (DATA_SHEET, rows(b'<row r="1"><c r="A1" t="s"><v>99999</v></c></row>')),
        (DATA_SHEET, rows(b'<row r="1"><c r="A1" s="99999"><v>1</v></c></row>')),
        (DATA_SHEET, rows(b'<row r="1"><c r="A1"><v>abc</v></c></row>')),
        (DATA_SHEET, rows(b'<row r="1"><c r="A1"><v>1e999</v></c></row>')),
        (DATA_SHEET, HEAD + SHEET + b'<row r="1">'),
        (DATA_SHEET, b""),
        ("xl/workbook.xml", b"<workbook/>"),
        ("[Content_Types].xml", b"<Types/>"),
    ],
)
def test_a_workbook_that_contradicts_itself_is_refused(
    part: str, content: bytes, good: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(with_part(good, part, content))
    assert "没有导入任何内容" in taken(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(with_part(good, "xl/media/image1.png", bytes(310 * 2**20)))
    assert path.stat().st_size < 2**20
    assert "多得不像" in taken(path)
    path.write_bytes(with_part(good, "xl/media/image1.png", bytes(60 * 2**20)))
    assert "多得不像" in taken(path)


def test_a_picture_or_a_macro_does_no_harm(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(
        with_part(good, "xl/media/image1.png", b"\x89PNG\r\n" + bytes(range(256)) * 99)
    )
    assert read_workbook(path).report == national()


def encrypted(content: bytes) -> bytes:
    """The flag of a password set in the list of parts."""
    at = content.index(b"PK\x01\x02") + 8
    (flags,) = struct.unpack_from("<H", content, at)
    return content[:at] + struct.pack("<H", flags | 1) + content[at + 2 :]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda good: OLE, "旧的 .xls"),
        (lambda good: OLE + "EncryptedPackage".encode("utf-16-le"), "有密码"),
        (encrypted, "有密码"),
        (lambda good: good[: len(good) // 2], "不完整"),
        (lambda good: good[:5], "不完整"),
        (lambda good: b"<html><table></table></html>", "其实是网页"),
        (lambda good: b"title,number", "这不是 Excel 工作簿"),
        (lambda good: b"", "这不是 Excel 工作簿"),
        (lambda good: b"PK" + bytes(50 * 2**20), "超过 50 MB"),
        (lambda good: good[:3000] + b"\xff" * 20 + good[3020:], "不完整"),
    ],
    ids=range(10),
)
def test_what_is_no_open_workbook_is_refused_with_its_reason(
    make: Part, said: str, good: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(make(good))
    with pytest.raises(ImportRefused, match=said):
        read_workbook(path)


def test_another_office_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with ZipFile(path, "w") as made:
        made.writestr("word/document.xml", b"<document/>")
    with pytest.raises(ImportRefused, match="这不是 Excel 工作簿"):
        read_workbook(path)


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FileUnavailable, match="找不到"):
        read_workbook(tmp_path / "没有.xlsx")
