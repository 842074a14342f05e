"""Reads a written PDF back: its text as extractors see it, its fonts, and PDF/A's rules."""

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pypdf
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen
from fontTools.ttLib import TTFont

from export.document import Document

PAGE_NUMBER = re.compile(r"—\d+—")
STREAM = re.compile(rb"/Length (\d+)[^>]*>>\s*stream\n")


def bare(text: str) -> str:
    """A text without white space and page numbers."""
    return PAGE_NUMBER.sub("", "".join(text.split()))


def source(document: Document) -> str:
    return bare("".join(document.texts()))


def pypdf_text(path: Path) -> str:
    return bare("\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages))


def plumber_text(path: Path) -> str:
    """The text in the order of the content, as pdfplumber's characters."""
    with pdfplumber.open(path) as pdf:
        return bare("\n".join("".join(c["text"] for c in page.chars) for page in pdf.pages))


def plumber_layout(path: Path) -> str:
    """The text as pdfplumber sorts it by its place on the page."""
    with pdfplumber.open(path) as pdf:
        return bare("\n".join(page.extract_text() or "" for page in pdf.pages))


def fonts_of(pdf: pikepdf.Pdf) -> dict[str, Any]:
    return {name: font for page in pdf.pages for name, font in page.Resources.Font.items()}


def operations(page: pikepdf.Page) -> list[tuple[Any, Any]]:
    """The operators of a page with their operands."""
    steps: list[Any] = list(pikepdf.parse_content_stream(page))
    return [(step.operands, step.operator) for step in steps]


def shown_codes(pdf: pikepdf.Pdf) -> dict[str, set[int]]:
    """Every code shown, by font resource."""
    used: dict[str, set[int]] = defaultdict(set)
    for page in pdf.pages:
        font = ""
        for operands, operator in operations(page):
            if str(operator) == "Tf":
                font = str(operands[0])
            elif str(operator) in ("Tj", "TJ"):
                for piece in operands[0] if str(operator) == "TJ" else operands:
                    if isinstance(piece, pikepdf.String):
                        data = bytes(piece)
                        used[font] |= {
                            int.from_bytes(data[at : at + 2], "big")
                            for at in range(0, len(data), 2)
                        }
    return used


def to_unicode(font: Any) -> dict[int, str]:
    data = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", data)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def program_widths(font: Any) -> dict[int, float]:
    """The advance of every glyph that the embedded font program really has."""
    descendant = font.DescendantFonts[0]
    descriptor = descendant.FontDescriptor
    if "/FontFile2" in descriptor:
        program = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
        unit = 1000 / program["head"].unitsPerEm
        order = program.getGlyphOrder()
        return {at: program["hmtx"][name][0] * unit for at, name in enumerate(order)}
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(descriptor.FontFile3.read_bytes()), None)
    top = fonts.topDictIndex[0]
    widths: dict[int, float] = {}
    for number, name in enumerate(top.charset):
        glyph = top.CharStrings[name]
        glyph.draw(NullPen())
        widths[int(name[3:]) if name.startswith("cid") else number] = glyph.width
    return widths


def declared_widths(font: Any) -> dict[int, float]:
    entries = list(font.DescendantFonts[0].W)
    return {int(entries[at]): float(entries[at + 1][0]) for at in range(0, len(entries), 2)}


def font_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What is wrong with the fonts and the characters shown with them."""
    fonts = fonts_of(pdf)
    for name, codes in shown_codes(pdf).items():
        font = fonts[name]
        if font.Subtype != "/Type0" or font.Encoding != "/Identity-H":
            yield f"{name} is not an Identity-H Type0 font"
        texts, have, said = to_unicode(font), program_widths(font), declared_widths(font)
        for code in sorted(codes):
            if code == 0:
                yield f"{name} shows .notdef"
            if code not in texts:
                yield f"{name} has no Unicode for {code}"
            if abs(said.get(code, 1000) - have[code]) > 1:
                yield f"{name} says a wrong width for {code}"
    for name in set(fonts) - set(shown_codes(pdf)):
        yield f"{name} is never used"


def stream_faults(data: bytes) -> Iterator[str]:
    """Streams whose length is wrong or which lack the line end before endstream."""
    for found in STREAM.finditer(data):
        end = found.end() + int(found[1])
        if data[end : end + 11] != b"\nendstream\n":
            yield f"stream at {found.start()}"


def metadata(pdf: pikepdf.Pdf) -> dict[str, str]:
    """The XMP facts by their local names."""
    text = pdf.Root.Metadata.read_bytes().decode("utf-8")
    flat = re.sub(r"<rdf:(Alt|Seq|Bag)>\s*<rdf:li[^>]*>(.*?)</rdf:li>\s*</rdf:\1>", r"\2", text)
    return {key: value.strip() for key, value in re.findall(r"<\w+:(\w+)>([^<]*)</", flat)}


def elements(node: Any, kind: str) -> Iterator[Any]:
    """All structure elements of a kind under a node, in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if str(kid.S) == f"/{kind}":
                yield kid
            yield from elements(kid, kind)
