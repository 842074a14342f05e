"""The words of a web page: its paragraphs and tables as lines."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from storage.published.spread import Spanning, span_said, spread_rows

__all__ = ["is_page", "text_of_page"]

_LINES = {"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "hr"}
_SILENT = {"script", "style", "noscript", "select", "textarea", "title", "template"}
_DEEPEST = 50


@dataclass
class _Table:
    """A table being read: finished rows, the row and the cell at hand."""

    rows: list[list[Spanning]] = field(default_factory=list)
    cell: list[str] | None = None
    columns: int = 1
    high: int = 1


def is_page(text: str) -> bool:
    """Whether a text is the source of a web page."""
    start = text[:2000].lower()
    return text.lstrip().startswith("<") and any(
        f"<{each}" in start for each in ("html", "!doctype", "head", "body", "div", "table", "p")
    )


def text_of_page(source: str) -> str:
    """The text of a page as lines, table rows with tabs."""
    reader = _Page()
    reader.feed(source)
    reader.close()
    return reader.text()


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._said: list[str] = []
        self._tables: list[_Table] = []
        self._silent: list[str] = []

    def text(self) -> str:
        """All lines; blanks within them as one."""
        while self._tables:
            self._end_table()
        lines = "".join(self._said).split("\n")
        return "\n".join("\t".join(" ".join(p.split()) for p in x.split("\t")) for x in lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A line, a table, a row or a cell begins."""
        if self._silent:
            self._silent += [tag] if tag == self._silent[-1] else []
        elif tag in _SILENT:
            self._silent.append(tag)
        elif tag == "table" and len(self._tables) < _DEEPEST:
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._end_cell()
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            self._end_cell()
            said = dict(attrs)
            table = self._tables[-1]
            table.cell = []
            table.columns, table.high = (
                span_said(said.get(each)) for each in ("colspan", "rowspan")
            )
        elif tag in _LINES:
            self._say("\n")

    def handle_endtag(self, tag: str) -> None:
        """A line, a table, a row or a cell ends."""
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        elif tag == "table" and self._tables:
            self._end_table()
        elif tag in ("td", "th", "tr") and self._tables:
            self._end_cell()
        elif tag in _LINES:
            self._say("\n")

    def handle_data(self, data: str) -> None:
        """Words; line breaks of the source are none."""
        if not self._silent:
            self._say(data.replace("\n", " ").replace("\r", " ").replace("\t", " "))

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Passed over up to its end, as browsers do, where the library knows no such section."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            # So it says that <![ is followed by no word it knows.
            return self.parse_bogus_comment(i)

    def _say(self, words: str) -> None:
        cell = self._tables[-1].cell if self._tables else self._said
        if cell is not None:
            cell.append(words)

    def _end_cell(self) -> None:
        table = self._tables[-1]
        if table.cell is not None:
            if not table.rows:
                table.rows.append([])
            words = "".join(table.cell).strip("\n ")
            table.rows[-1].append(Spanning(words, table.columns, table.high))
            table.cell = None

    def _end_table(self) -> None:
        self._end_cell()
        table = self._tables.pop()
        # A cell with a table or paragraphs in it lays out the page.
        if any("\t" in each.text or "。\n" in each.text for row in table.rows for each in row):
            lines = [each.text for row in table.rows for each in row]
        else:
            lines = spread_rows(table.rows)
        self._say("\n" + "\n".join(lines) + "\n")
