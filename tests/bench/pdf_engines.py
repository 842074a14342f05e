"""Our PDF against other engines on the same words, all in one run.

    python -m tests.bench.pdf_engines [pages ...]        (10 and 500 unless told)

Each engine runs in a process of its own, in turn; the medians of five and the peak memory are
printed with their ratio to stock reportlab. Engines that are not installed are left out.
"""

import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from html import escape
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

ROUNDS = 5
CHARACTERS_A_PAGE = 560
FONT = ROOT / "resources" / "fonts" / "FandolFang-Regular.otf"
GB2312_LEVEL_1 = [
    bytes((row, cell)).decode("gb2312")
    for row in range(0xB0, 0xD8)
    for cell in range(0xA1, 0xFF if row < 0xD7 else 0xFA)
]


def words(pages: int) -> list[str]:
    """Paragraphs of sentences for about so many pages, the same every time."""
    generator = random.Random(3)
    phrases = [
        "".join(generator.choices(GB2312_LEVEL_1, k=generator.randint(5, 16))) for _ in range(600)
    ]
    texts: list[str] = []
    while sum(map(len, texts)) < pages * CHARACTERS_A_PAGE:
        ends = (generator.choice("，，，。；、") for _ in range(14))
        sentence = "".join(generator.choice(phrases) + end for end in ends)
        texts.append(f"{sentence}共办理{generator.randint(1, 9999)}件（见《条例》）。")
    return texts


def ours(texts: list[str], out: Path) -> None:
    """This program."""
    from export.document import Document, Paragraph, Run
    from export.pdf import PdfOptions, write_pdf

    blocks = tuple(Paragraph((Run(text),)) for text in texts)
    document = Document("某区政府信息公开工作年度报告", "某区", 2023, blocks, "2024-01-20")
    write_pdf(document, out, options=PdfOptions(installed=False))


def reportlab(texts: list[str], out: Path) -> None:
    """Stock reportlab with the same font as TrueType: it cannot embed the CFF one."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    registerFont(TTFont("Fang", os.environ["BENCH_TTF"]))
    style = ParagraphStyle(
        "body", fontName="Fang", fontSize=16, leading=29.6, firstLineIndent=32, wordWrap="CJK"
    )
    SimpleDocTemplate(str(out)).build([Paragraph(escape(text), style) for text in texts])


def typst(texts: list[str], out: Path) -> None:
    """typst, by its wheel."""
    engine = import_module("typst")
    head = '#set text(font: "FandolFang R", size: 16pt, lang: "zh")\n#set par(justify: true)\n'
    source = out.with_suffix(".typ")
    source.write_text(head + "\n\n".join(texts), encoding="utf-8")
    engine.compile(str(source), output=str(out), font_paths=[str(FONT.parent)])


def weasyprint(texts: list[str], out: Path) -> None:
    """WeasyPrint."""
    engine = import_module("weasyprint")
    style = f"@font-face{{font-family:Fang;src:url({FONT.as_uri()})}}body{{font:16pt Fang}}"
    body = "".join(f"<p>{escape(text)}</p>" for text in texts)
    engine.HTML(string=f"<style>{style}</style>{body}").write_pdf(str(out))


def libreoffice(texts: list[str], out: Path) -> None:
    """LibreOffice, from a plain web page."""
    source = out.with_suffix(".html")
    body = "".join(f"<p>{escape(text)}</p>" for text in texts)
    source.write_text(f"<meta charset=utf-8><body>{body}", encoding="utf-8")
    profile = f"-env:UserInstallation=file://{out.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf:writer_web_pdf_Export"]
    subprocess.run(
        [*command, "--outdir", str(out.parent), str(source)], check=True, capture_output=True
    )


ENGINES: dict[str, Callable[[list[str], Path], None]] = {
    each.__name__: each for each in (reportlab, ours, typst, weasyprint, libreoffice)
}


def measured(engine: str, source: Path, out: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of one engine in its own process; raises if it fails."""
    start = time.perf_counter()
    module = [sys.executable, "-m", "tests.bench.pdf_engines"]
    command = [*module, "--one", engine, str(source), str(out)]
    child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if child.returncode or not out.exists():
        raise RuntimeError(child.stderr)
    return seconds, float(child.stdout.split()[-1])


def peak() -> float:
    """The most memory this process, or a child of it, has held, in megabytes (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    own = int(status.split("VmHWM:")[1].split()[0])
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def true_type(path: Path) -> Path:
    """The body font as TrueType, for engines that know nothing else."""
    from tests.export.pdf.fakes import true_type as convert

    marks = "，。；、（）《》：0123456789"
    return convert(path, "".join(GB2312_LEVEL_1) + marks, "Fang", FONT)


def compare(pages: int, folder: Path) -> None:
    """Runs all engines in turn and prints their medians."""
    source = folder / "words.json"
    source.write_text(json.dumps(words(pages)), encoding="utf-8")
    names = [name for name in ENGINES if name != "libreoffice" or shutil.which("soffice")]
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for _ in range(ROUNDS):
        for name in list(found):
            try:
                found[name].append(measured(name, source, folder / f"{name}.pdf"))
            except RuntimeError:
                found.pop(name)
                print(f"  {name}: not installed, or failed")
    base = statistics.median(seconds for seconds, _ in found["reportlab"])
    print(f"{pages} pages, medians of {ROUNDS}")
    for name, runs in found.items():
        seconds = statistics.median(run[0] for run in runs)
        memory = max(run[1] for run in runs)
        print(f"  {name:12} {seconds:7.2f} s  x{seconds / base:5.2f}  {memory:6.0f} MB")


def main() -> None:
    """Compares, or runs one engine where asked to by itself."""
    if sys.argv[1:2] == ["--one"]:
        engine, source, out = sys.argv[2:]
        ENGINES[engine](json.loads(Path(source).read_text(encoding="utf-8")), Path(out))
        print(peak())
        return
    with tempfile.TemporaryDirectory() as name:
        os.environ["BENCH_TTF"] = str(true_type(Path(name) / "fang.ttf"))
        for pages in [int(each) for each in sys.argv[1:]] or [10, 500]:
            compare(pages, Path(name))


if __name__ == "__main__":
    main()
