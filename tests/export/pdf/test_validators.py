"""Programs of others read and judge a written file, where they are installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

from export.pdf import PdfOptions, write_pdf
from tests.export.pdf.reading import bare, source
from tests.export.pdf.test_write_pdf import report

PREFLIGHT = "org.apache.pdfbox.preflight.Validator_A1b"
NAMES = (
    "preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "commons-io", "bcprov",
    "bcmail", "javax.activation", "jaxb-api",
)  # fmt: skip
JARS = [Path("/usr/share/java") / f"{name}.jar" for name in NAMES]
"""PDFBox Preflight as Debian's libpdfbox2-java and what it needs lay it down."""


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(program), reason=f"{program} is not installed")


def said(*command: str | Path) -> str:
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("judged") / "a.pdf"
    write_pdf(report(), path, options=PdfOptions(installed=False))
    return path


@needs("pdftotext")
def test_pdftotext_reads_the_same_text(written: Path) -> None:
    assert bare(said("pdftotext", "-raw", written, "-")) == source(report())
    assert sorted(bare(said("pdftotext", written, "-"))) == sorted(source(report()))


@needs("pdffonts")
def test_pdffonts_finds_every_font_embedded_subset_and_with_unicode(written: Path) -> None:
    lines = said("pdffonts", written).splitlines()[2:]
    assert len(lines) == 6
    assert all(" yes yes yes " in line for line in lines)


@needs("pdfinfo")
def test_pdfinfo_reads_the_structure(written: Path) -> None:
    assert "Tagged:          yes" in said("pdfinfo", written)
    tree = said("pdfinfo", "-struct-text", written)
    assert tree.count("Table (block)") == 4
    assert tree.count("/RowSpan 22") == 1
    assert tree.index('"一、总体情况"') < tree.index('"二、主动公开政府信息情况"')


@needs("qpdf")
def test_qpdf_finds_no_fault(written: Path) -> None:
    assert "No syntax or stream encoding errors found" in said("qpdf", "--check", written)


@needs("java")
@pytest.mark.skipif(
    not all(jar.exists() for jar in JARS), reason="PDFBox Preflight is not installed"
)
def test_preflight_finds_a_valid_pdfa_1b(tmp_path: Path) -> None:
    path = tmp_path / "b.pdf"
    write_pdf(report(), path, options=PdfOptions(installed=False, pdfa="1b"))
    jars = ":".join(map(str, JARS))
    assert "is a valid PDF/A-1b file" in said("java", "-cp", jars, PREFLIGHT, path)
