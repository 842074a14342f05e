"""The words of a Word document (.docx, ECMA-376): its paragraphs and tables as lines."""

import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from storage.errors import ImportRefused
from storage.published.spread import Spanning, span_said, spread_rows

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["text_of_word"]

MAX_XML = 40 * 2**20
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}
_HOLDERS = {f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag")}
"""What stands around paragraphs without being one."""


def text_of_word(content: bytes) -> str:
    """The text of a document as lines, table rows with tabs. Raises ImportRefused."""
    from xml.etree.ElementTree import ParseError, fromstring

    try:
        with ZipFile(io.BytesIO(content)) as parts, parts.open("word/document.xml") as part:
            xml = part.read(MAX_XML + 1)
    except (BadZipFile, KeyError, OSError, EOFError, RuntimeError, ValueError, zlib.error) as error:
        raise ImportRefused(["这不是 Word 文档，或者文件已经损坏、有密码，没有打开。"]) from error
    if len(xml) > MAX_XML:
        raise ImportRefused(["文档里的内容太多，不像一份年报，没有打开。"])
    if b"<!" in xml or b"\0" in xml[:100]:
        raise ImportRefused(["文档里有 Word 不会写的内容，没有打开。请在 Word 里另存一份再导入。"])
    try:
        body = fromstring(xml).find(f"{_W}body")
        return "\n".join(_lines(body)) if body is not None else ""
    except (ParseError, RecursionError) as error:
        raise ImportRefused(["文档的内容已经损坏，没有打开。"]) from error


def _lines(holder: "Element") -> Iterator[str]:
    for element in holder:
        if element.tag == f"{_W}p":
            yield from _words(element).split("\n")
        elif element.tag == f"{_W}tbl":
            yield from spread_rows(_row(each) for each in element.iter(f"{_W}tr"))
        elif element.tag in _HOLDERS:
            yield from _lines(element)


def _row(row: "Element") -> list[Spanning]:
    return [_cell(each) for each in row.iter(f"{_W}tc")]


def _cell(cell: "Element") -> Spanning:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    columns = span_said(span.get(f"{_W}val")) if span is not None else 1
    goes_on = merged is not None and merged.get(f"{_W}val", "continue") == "continue"
    words = "".join(_words(each).replace("\n", "") for each in cell.iter(f"{_W}p"))
    return Spanning(words, columns, goes_on=goes_on)


def _words(paragraph: "Element") -> str:
    """The words of a paragraph; a picture's replacement says them twice."""
    twice = {id(each) for other in paragraph.iter(_FALLBACK) for each in other.iter()}
    said = []
    for element in paragraph.iter():
        if id(element) not in twice:
            text = element.text if element.tag == f"{_W}t" else _BREAKS.get(element.tag)
            said.append(text or "")
    return "".join(said)
