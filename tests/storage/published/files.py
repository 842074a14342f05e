"""An invented report as a Word document and as a web page, its tables with merged cells."""

import io
from collections.abc import Callable
from html import escape
from zipfile import ZipFile

from storage.format_reader import load_format
from storage.grids import Grid
from tests.storage.published.texts import CHAPTERS, requests_cells

__all__ = ["as_page", "as_word", "document"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CELLS = {
    "publications": {"normative.in_force": "22"},
    "requests": requests_cells(),
    "disputes": {"reviews.upheld": "1", "reviews.total": "1"},
}


def as_word(text: str) -> bytes:
    """The report as .docx; its first chapters' tables are tables."""
    return document(_with_tables(text, _word_table, lambda line: f"<w:p>{_run(line)}</w:p>"))


def document(body: str) -> bytes:
    """A Word document with this body."""
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_W}"><w:body>{body}'
    held = io.BytesIO()
    with ZipFile(held, "w") as parts:
        parts.writestr("word/document.xml", f"{xml}</w:body></w:document>")
    return held.getvalue()


def as_page(text: str) -> str:
    """The report as a web page, with what a page prints around it."""
    body = _with_tables(text, _page_table, lambda line: f"<p>&nbsp;&nbsp;{escape(line)}</p>\n")
    return (
        "<!DOCTYPE html><html><head><title>别的</title><script>var a='<p>乙</p>';</script></head>"
        f"<body><ul><li>首页</li><li>年报</li></ul><table><tr><td>{body}</td></tr></table>"
        "<div>主办单位：示例区</div></body></html>"
    )


def _with_tables(text: str, table: Callable[[Grid], str], line: Callable[[str], str]) -> str:
    grids = load_format("2021").grids
    said, inside = [], False
    for each in text.split("\n"):
        if each in CHAPTERS:
            inside = False
        if not inside:
            said.append(line(each))
        if each in CHAPTERS[1:4]:
            said.append(table(grids[list(_CELLS)[CHAPTERS.index(each) - 1]]))
            inside = True
    return "".join(said)


def _run(words: str) -> str:
    """Words as Word writes them: in pieces."""
    pieces = (words[:3], words[3:])
    return "".join(f"<w:r><w:t>{escape(each)}</w:t></w:r>" for each in pieces)


def _word_table(grid: Grid) -> str:
    above: dict[int, tuple[int, int]] = {}
    rows = []
    for row in grid.rows:
        cells = []
        at = 0
        while at < len(row):
            cell = row[at]
            if cell is None:
                left, columns = above[at]
                merged, words, high = "<w:vMerge/>", "", left
            else:
                columns, high = cell.columns, cell.rows
                merged = '<w:vMerge w:val="restart"/>' if high > 1 else ""
                words = cell.text or _CELLS[grid.key].get(cell.figure, "0")
            above[at] = (high - 1, columns)
            cells.append(
                f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/>{merged}</w:tcPr>'
                f"<w:p>{_run(words)}</w:p></w:tc>"
            )
            at += columns
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def _page_table(grid: Grid) -> str:
    rows = []
    for row in grid.rows:
        cells = [
            f'<td colspan="{each.columns}" rowspan="{each.rows}"><p align=center>'
            f"{escape(each.text or _CELLS[grid.key].get(each.figure, '0'))}</p></td>"
            for each in row
            if each is not None
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>\n")
    return f"<table border=1><tbody>{''.join(rows)}</tbody></table>"
