"""A published report, as text, read as a year: its unit, chapters, tables and closing lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from storage.errors import ImportRefused
from storage.format_reader import format_for_year, load_formats
from storage.formats import TITLE, Format, TextPart
from storage.given_file import read_given_file, text_of
from storage.json_values import YEARS
from storage.published.chapters import Chapter, chapters_of
from storage.published.contents import without_contents
from storage.published.filling import Filling
from storage.published.heads import closing_of, head_of
from storage.published.lines import lines_of, squeezed, wrap_of
from storage.published.web import is_page, text_of_page
from storage.published.word import text_of_word
from storage.report import GOVERNMENT, Report, Unit
from storage.wording import Wording

__all__ = ["Published", "is_published", "parse_published", "read_published"]

MAX_BYTES = 20 * 2**20
_NO_TEXT = "这个文件不是文字文件，请把年报另存为“纯文本（*.txt）”再导入。"
MAX_TEXT = 1_000_000
"""Characters; the longest reports have some fifty thousand."""
_SUFFIXES = {".txt", ".md", ".docx", ".html", ".htm", ".doc", ".wps", ".pdf", ".mht", ".mhtml"}
_OTHERS = {
    b"%PDF": "PDF 里的表格读不准，请打开原来的 Word 文档，或者把网页上的年报存成 .html 再导入。",
    b"\xd0\xcf\x11\xe0": "这是旧的 .doc 或 .wps 格式，请在 Word 或 WPS 里另存为 .docx 再导入。",
    b"MIME-Version": "这是单个文件的网页，请在浏览器里另存为“网页，仅 HTML”再导入。",
}
"""What is no text, by its first bytes, and what to do instead."""
_NAMED, _BRIEF = 3, 30
_MOST, _MORE = 0.6, 0.05
"""The share of a format's labels that a report with its tables has, and has more than another."""


@dataclass(frozen=True, slots=True)
class Published:
    """试读: the year as it would be, and everything that was not taken as it was printed."""

    report: Report
    deviations: tuple[str, ...]


def is_published(path: Path) -> bool:
    """Whether a file to import is meant as a published report: a text, a document, a page."""
    return path.suffix.lower() in _SUFFIXES


def read_published(path: Path) -> Published:
    """The year in the text, Word document or web page at ``path``. Raises FileUnavailable,
    ImportRefused."""
    content = read_given_file(path, MAX_BYTES, "文件超过 20 MB，不像一份年报。")
    return parse_published(_text_of(content))


def _text_of(content: bytes) -> str:
    for start, said in _OTHERS.items():
        if content.startswith(start):
            raise ImportRefused([said])
    if content.startswith(b"PK"):
        return text_of_word(content)
    text = text_of(content, _NO_TEXT)
    if not is_page(text) and "<table" in text and "</td>" in text:
        # A text whose tables alone are written as in a page, as converters do.
        return text_of_page(text.replace("\n", "<br>\n"))
    return text_of_page(text) if is_page(text) else text


def parse_published(text: str) -> Published:
    """The year that the text of a report tells. Raises ImportRefused."""
    if len(text) > MAX_TEXT:
        raise ImportRefused(["里面的文字太多，不像一份年报，没有打开。"])
    lines = lines_of(text)
    head = head_of(lines)
    if head is None:
        raise ImportRefused(["没有找到年报的标题，标题里要有“政府信息公开工作年度报告”几个字。"])
    if head.year is None or head.year not in YEARS:
        raise ImportRefused(["标题里没有年度，请写成“某某单位2023年政府信息公开工作年度报告”。"])
    made = _format_of(head.year, lines)
    unit = Unit(name=head.unit, scope=GOVERNMENT if head.unit.endswith("人民政府") else "")
    filling = Filling(Report(made, head.year, unit), wrap_of(lines))
    chapters = chapters_of(filling.numbers.take_tables(without_contents(head.rest)), made)
    if len(chapters) == 1:
        raise ImportRefused(["没有认出年报的各章标题，标题要各占一行，例如“一、总体情况”。"])
    closing = closing_of(chapters[-1].lines)
    chapters[-1].lines = list(closing.rest)
    filling.take(chapters)
    signed = replace(
        unit, signature=closing.unit, signed_on=closing.date, **filling.numbers.signers
    )
    report = _titled(filling.report().with_values(unit=signed), head.title)
    said = [*_opening(report, chapters), *filling.deviations]
    said += _left_out("标题前后", head.left_out) + _left_out("报告后面", closing.left_out)
    return Published(report, tuple(said))


def _format_of(year: int, lines: Sequence[str]) -> Format:
    """The format of the year, or another one whose tables the report plainly has instead."""
    whole = squeezed("".join(lines))

    def share(made: Format) -> float:
        texts = {squeezed(each) for grid in made.grids.values() for each in grid.words()}
        return sum(1 for each in texts if each in whole) / max(len(texts), 1)

    usual, best = format_for_year(year), max(load_formats(), key=share)
    plainly = share(best) > max(_MOST, share(usual) + _MORE)
    return best if plainly else usual


def _left_out(where: str, lines: Sequence[str]) -> list[str]:
    """What a web page printed around the report, in a sentence."""
    if not lines:
        return []
    named = "、".join(f"“{each[:_BRIEF]}”" for each in lines[:_NAMED])
    more = f"等 {len(lines)} 行" if len(lines) > _NAMED else ""
    return [f"{where}的{named}{more}没有放进去。"]


def _titled(report: Report, title: str) -> Report:
    """The report with its own title, where it is worded otherwise than in the form."""
    if squeezed(title) == squeezed(Wording(report).say(report.format.title)):
        return report
    return report.with_values(texts={**report.texts, TITLE: title.strip("《》")})


def _opening(report: Report, chapters: Sequence[Chapter]) -> list[str]:
    """What is not as the form has it: the tables' year, headings of chapters."""
    said = []
    made = report.format
    if not made.made_for(report.year):
        said.append(f"{report.year} 年度的年报用的是“{made.name}”的表格，照原样用这种格式。")
    for chapter in chapters:
        section = chapter.section
        tables = section and not any(isinstance(each, TextPart) for each in section.parts)
        if section and tables and squeezed(chapter.title) != squeezed(section.title):
            said.append(f"“{chapter.title}”这一章按格式印作“{section.title}”。")
        said += [f"格式里没有“{each}”这一章，接在前一章的文字后面。" for each in chapter.strange]
    return said
