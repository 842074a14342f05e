"""The words of a Word document."""

import io
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from storage.errors import ImportRefused
from storage.published.word import MAX_XML, text_of_word
from tests.storage.published.files import document

P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def test_paragraphs_breaks_and_tabs_are_lines() -> None:
    runs = "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>"
    holder = f"<w:sdt><w:sdtContent>{P.format('丁')}</w:sdtContent></w:sdt>"
    assert text_of_word(document(runs + holder)) == "甲\n乙\t丙\n丁"


def test_deleted_words_and_commands_are_not_read() -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert text_of_word(document(body)) == "新"


def test_merged_cells_leave_blank_places() -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + P.format("甲") + "</w:tc>"
    below = "<w:tc><w:tcPr><w:vMerge/></w:tcPr>" + P.format("") + "</w:tc>"
    cell = "<w:tc>" + P.format("乙") + P.format("丙") + "</w:tc>"
    body = f"<w:tbl><w:tr>{wide}{cell}</w:tr><w:tr>{below}{cell}{cell}</w:tr></w:tbl>"
    assert text_of_word(document(body)) == "甲\t\t乙丙\n\t乙丙\t乙丙"


def test_a_cell_that_says_it_is_endlessly_wide_is_one_cell() -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="{"9" * 5000}"/></w:tcPr>{P.format("甲")}</w:tc>'
    cell = f"<w:tc>{P.format('乙')}</w:tc>"
    assert text_of_word(document(f"<w:tbl><w:tr>{wide}{cell}</w:tr></w:tbl>")) == "甲\t乙"


def test_a_document_with_any_byte_wrong_is_refused_in_a_sentence_or_read() -> None:
    words = "".join(P.format(f"第{number * 7919}条") for number in range(60))
    with ZipFile(io.BytesIO(document(words))) as parts:
        whole = packed("word/document.xml", parts.read("word/document.xml"), ZIP_DEFLATED)
    assert text_of_word(whole).count("条") == 60
    refused = 0
    for place in range(0, len(whole), 7):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        try:
            text_of_word(bytes(broken))
        except ImportRefused:
            refused += 1
    assert refused > 20


def packed(name: str, content: bytes, packing: int = ZIP_STORED) -> bytes:
    held = io.BytesIO()
    with ZipFile(held, "w", packing) as parts:
        parts.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04",
        packed("xl/workbook.xml", b"<a/>"),
        packed("word/document.xml", b"<w:document"),
        packed("word/document.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        packed("word/document.xml", " <甲/>".encode("utf-16")),
        packed("word/document.xml", b" " * (MAX_XML + 1)),
    ],
)
def test_what_is_no_sound_document_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(ImportRefused):
        text_of_word(content)


def test_holders_within_holders_without_end_are_refused() -> None:
    deep = "<w:sdt>" * 5000 + P.format("甲") + "</w:sdt>" * 5000
    with pytest.raises(ImportRefused, match="损坏"):
        text_of_word(document(deep))
