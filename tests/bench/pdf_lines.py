"""The line breaker alone: every rule over many lines, and its time against reportlab's.

    python -m tests.bench.pdf_lines

Breaks the published reports from every start offset at widths 10 to 40 (skipped where the folder
of reports is not at hand), counts what breaks a rule, then times the same lines in turn with
reportlab's own CJK wrap. Exits with 1 if any rule was broken.
"""

import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from export.pdf.atoms import CLOSING, OPENING, atoms_of, kept
from export.pdf.linebreak import break_lines

REPORTS = Path(__file__).resolve().parents[3] / "shared" / "reports"
WIDTHS = range(10, 41, 6)
ROUNDS = 5


def widths_of(text: str) -> list[float]:
    """One cell for Chinese characters and their marks, half of one for all others."""
    return [1.0 if each >= "\u2e80" or each in "“”‘’…—·" else 0.5 for each in text]


def texts(value: Any) -> Iterator[str]:
    """Every text inside a JSON value."""
    match value:
        case str():
            yield value
        case dict():
            for key, each in value.items():
                yield key
                yield from texts(each)
        case list():
            for each in value:
                yield from texts(each)


def reports() -> list[str]:
    """All texts of the published reports, longest first, none twice."""
    found = (REPORTS / "gongnong-2018.txt").read_text(encoding="utf-8").splitlines()
    for path in sorted(REPORTS.glob("*.json")):
        found += texts(json.loads(path.read_text(encoding="utf-8")))
    return sorted(set(filter(None, found)), key=len, reverse=True)


def check(text: str, width: int, counts: Counter[str]) -> None:
    """Breaks one text and counts what is wrong with its lines."""
    widths = widths_of(text)
    lines = break_lines(text, widths, width, 2)
    places = kept(text)
    atoms = atoms_of(
        "".join(text[place] for place in places), [widths[place] for place in places], width - 2
    )
    inner = {places[each] for atom in atoms for each in range(atom.start + 1, atom.end)}
    counts["lines"] += len(lines)
    for number, line in enumerate(lines):
        last = number + 1 == len(lines)
        counts["forbidden starts"] += bool(number) and text[line.characters[0]] in CLOSING
        counts["forbidden ends"] += not last and text[line.characters[-1]] in OPENING
        counts["broken words"] += line.characters[0] in inner
        counts["over the width"] += line.width > width + 1e-6
        counts["ragged"] += not last and abs(line.width - width) > 1e-6
        counts["one character left"] += last and number > 0 and len(line.characters) == 1


def rules() -> bool:
    """Counts over all texts, offsets and widths; whether no rule was broken."""
    counts: Counter[str] = Counter()
    for text in reports():
        for start in range(len(text)):
            for width in WIDTHS:
                check(text[start:], width, counts)
    for name, count in counts.items():
        print(f"  {count:8} {name}")
    wrong = ("forbidden starts", "forbidden ends", "broken words", "over the width")
    return not any(counts[name] for name in wrong)


def speed() -> None:
    """Milliseconds a line, ours and reportlab's, on the same paragraphs in turn."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.platypus import Paragraph

    registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("body", fontName="STSong-Light", fontSize=16, wordWrap="CJK")
    paragraphs = (REPORTS / "gongnong-2018.txt").read_text(encoding="utf-8").split()
    widths = [widths_of(text) for text in paragraphs]
    ratios: list[float] = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ours = sum(
            len(break_lines(text, width, 28, 2))
            for text, width in zip(paragraphs, widths, strict=True)
        )
        middle = time.perf_counter()
        theirs = 0
        for text in paragraphs:
            flow: Any = Paragraph(text.replace("&", "&amp;").replace("<", "&lt;"), style)
            flow.wrap(28 * 16, 10_000)
            theirs += len(flow.blPara.lines)
        end = time.perf_counter()
        ratios.append((middle - start) / ours / ((end - middle) / theirs))
        mine, stock = (middle - start) / ours * 1e3, (end - middle) / theirs * 1e3
        print(f"  ours {mine:.3f} ms a line, reportlab {stock:.3f} ms a line")
    print(f"  ratio, median of {ROUNDS}: {statistics.median(ratios):.2f}")


def main() -> None:
    """Rules first, then speed."""
    if not REPORTS.is_dir():
        sys.exit("the folder of published reports is not here")
    clean = rules()
    speed()
    sys.exit(not clean)


if __name__ == "__main__":
    main()
