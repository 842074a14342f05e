"""Export of a year to PDF, against reportlab writing the same characters by plain drawString.

    python -m tests.bench.export [rounds]

The floor draws the same text, 28 characters a line, in a font it does not even embed: no line
breaking, no tables, no tags, no PDF/A. Both run in this process in turn; the first round warms up.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from export.compose import compose
from export.document import Document
from export.pdf import write_pdf
from storage.interchange import read_sample

LINE, LINES, PITCH = 28, 22, 29


def floor(document: Document, path: Path) -> None:
    """The same characters, nothing else."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=A4)
    rows = [
        text[start : start + LINE]
        for text in document.texts()
        for start in range(0, len(text), LINE)
    ]
    for number, row in enumerate(rows):
        if number % LINES == 0:
            if number:
                canvas.showPage()
            canvas.setFont("STSong-Light", 16)
        canvas.drawString(80, 740 - number % LINES * PITCH, row)
    canvas.save()


def seconds(work: Callable[[Document, Path], object], document: Document, path: Path) -> float:
    """How long one writing takes."""
    begun = time.perf_counter()
    work(document, path)
    return time.perf_counter() - begun


def main(rounds: int) -> None:
    """Measure both in turn."""
    report = read_sample()
    document = compose(report)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "年报.pdf"
        pairs = [
            (seconds(floor, document, path), seconds(write_pdf, document, path))
            for _ in range(rounds + 1)
        ][1:]
    plain, ours = (statistics.median(each) for each in zip(*pairs, strict=True))
    ratio = statistics.median(b / a for a, b in pairs)
    characters = sum(len(text) for text in document.texts())
    print(
        f"{characters} 字：只画字 {plain * 1000:.0f} ms，公开年报 {ours * 1000:.0f} ms，"
        f"比 {ratio:.1f}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
