"""Whatever a document holds, it is printed whole or refused with a sentence."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from export.document import (
    Align,
    Block,
    Cell,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    Tone,
)
from export.pdf import PdfOptions, write_pdf
from tests.export.pdf.reading import plumber_text, source
from tests.export.pdf.samples import Row, document

WORDS = st.text(
    alphabet="政府信息公开年报喆䶮，。、；：（）《》“”…—·0123456789.,%/@-aZ 年月日件\u3000",
    max_size=60,
)
LONG = st.builds(lambda text, times: text * times, WORDS, st.integers(1, 40))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables of up to 40 rows, some first cells spanning two rows."""
    columns, count = draw(st.integers(1, 6)), draw(st.integers(0, 40))
    rows: list[Row] = []
    covered = False
    for number in range(count):
        cells: list[Cell | None] = [
            Cell(draw(WORDS), align=draw(st.sampled_from(Align))) for _ in range(columns)
        ]
        if covered:
            cells[0], covered = None, False
        elif number + 1 < count and draw(st.booleans()):
            cells[0], covered = Cell(draw(WORDS), rows=2, head=True), True
        rows.append(tuple(cells))
    return Table(
        tuple(rows), (1.0,) * columns, draw(WORDS), notes=tuple(draw(st.lists(WORDS, max_size=2)))
    )


BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, WORDS, st.integers(1, 4)),
    st.builds(
        lambda runs: Paragraph(tuple(runs)),
        st.lists(st.builds(Run, LONG, st.sampled_from(Tone)), max_size=3),
    ),
    tables(),
    st.builds(Signature, WORDS, WORDS),
    st.just(PageBreak()),
)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(BLOCKS, max_size=6), WORDS)
def test_any_document_is_printed_whole(blocks: list[Block], title: str) -> None:
    written = document(blocks, title)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.pdf"
        result = write_pdf(written, path, options=PdfOptions(installed=False, page_numbers=False))
        assert result.pages >= 1
        assert sorted(plumber_text(path).replace("（续）", "")) == sorted(
            source(written).replace("（续）", "")
        )
