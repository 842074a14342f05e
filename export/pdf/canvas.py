"""A reportlab canvas that writes PDF/A: own fonts only, tags, metadata, the same bytes again."""

import hashlib
from io import BytesIO
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from export.pdf.cidfont import CidFont
from export.pdf.face import Face
from export.pdf.fonts import Glyph
from export.pdf.objects import Entry, Inline, Listing, Stream, Value
from export.pdf.options import Level
from export.pdf.page import PAPER, Bookmark
from export.pdf.pdfa import Facts, output_intent


class _Catalog(pdfdoc.PDFCatalog):
    """The root with the entries PDF/A and tagging need."""

    __NoDefault__: list[str] = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]  # noqa: RUF012
    __Refs__ = __NoDefault__
    Metadata: Stream
    OutputIntents: Listing
    ViewerPreferences: Entry


class _Page(pdfdoc.PDFPage):
    """A page that knows its place in the structure tree."""

    __NoDefault__: list[str] = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]  # noqa: RUF012
    MediaBox: Listing
    StructParents: int | None = None
    Tabs: str | None = None


class _Info(Entry):
    """The information dictionary, without reportlab's own additions."""

    def digest(self, signature: object) -> None:
        """Nothing to add: the file's ID is made from its content."""


Code = tuple[str, str, float]
"""The font resource that draws a glyph, the glyph's code in it, and its advance in em."""


class Codes(dict[Glyph, Code]):
    """How each glyph is written; one that is asked for is embedded."""

    def __init__(self, canvas: "PageCanvas") -> None:
        super().__init__()
        self._canvas = canvas

    def __missing__(self, glyph: Glyph) -> Code:
        face, number = glyph.face, glyph.number
        resource = self._canvas.font(face).use(number, glyph.character)
        self[glyph] = code = (resource, f"{number:04X}", face.advance(number))
        return code


class PageCanvas(Canvas):
    """A canvas drawn on with PDF operators; the fonts it embeds are the ones it is told of."""

    _doc: Any
    _code: list[str]

    def __init__(self, facts: Facts, level: Level) -> None:
        version = (1, 7) if level == "2u" else (1, 4)
        super().__init__(
            BytesIO(),
            pagesize=PAPER,
            pageCompression=1,
            invariant=1,
            pdfVersion=version,
            lang="zh-CN",
        )
        self._level = level
        self._fonts: dict[Face, CidFont] = {}
        self.codes = Codes(self)
        self._digest = hashlib.sha256(repr(facts).encode())
        self._tagged = False
        self._bookmarks = 0
        self._marks = 0
        self._pages = 0
        self._base: Any = super()
        self._doc.info = _Info(facts.info())
        catalog = _Catalog()
        catalog.__dict__.update(self._doc.Catalog.__dict__)
        catalog.Metadata = facts.xmp(level)
        catalog.OutputIntents = Listing(output_intent())
        catalog.ViewerPreferences = Entry({"DisplayDocTitle": "true"})
        self._doc.Catalog = self._doc._catalog = catalog

    def _make_preamble(self) -> None:
        """No initial font: reportlab's own would be an unembedded Helvetica."""
        self._preamble = ""

    def font(self, face: Face) -> CidFont:
        """The font that embeds a face, numbered in the order of first use."""
        if face not in self._fonts:
            self._fonts[face] = CidFont(face, f"F{len(self._fonts) + 1}")
        return self._fonts[face]

    @property
    def font_names(self) -> tuple[str, ...]:
        """The names of all fonts used so far."""
        return tuple(sorted({face.name for face in self._fonts}))

    def page_reference(self, number: int) -> Value:
        """The reference to page ``number`` (from 0), whether drawn yet or not."""
        return pdfdoc.PDFObjectReference(f"Page{number + 1}")

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Ends the page with everything drawn since the last one."""
        content = "\n".join(self._code).encode("latin-1")
        self._digest.update(content)
        page = _Page()
        page.MediaBox = Listing("0", "0", *(f"{side:.3f}" for side in PAPER))
        page.Contents = Stream(content, {})
        page.Resources = Inline({"Font": pdfdoc.PDFObjectReference(pdfdoc.BasicFonts)})
        if self._tagged:
            page.StructParents = self._pages
            page.Tabs = "/S"
        self._doc.addPage(page)
        self._marks = 0
        self._pages += 1
        self._base._startPage()

    def next_mark(self) -> int:
        """A number for the next piece of marked content of this page."""
        self._marks += 1
        return self._marks - 1

    def tag_pages(self) -> None:
        """Says before the first page that a structure tree will follow."""
        self._tagged = True
        self._doc.Catalog.MarkInfo = Entry({"Marked": "true"})

    def set_structure(self, root: Entry) -> None:
        """Gives the file its structure tree."""
        self._doc.Catalog.StructTreeRoot = root

    def add_bookmark(self, bookmark: Bookmark) -> None:
        """An outline entry that leads to the current page."""
        key = f"heading-{self._bookmarks}"
        self._bookmarks += 1
        self.bookmarkPage(key, fit="XYZ", left=0, top=PAPER[1] - bookmark.y)
        self.addOutlineEntry(bookmark.title, key, level=bookmark.level)
        self.showOutline()

    def finish(self) -> bytes:
        """The whole file."""
        for font in self._fonts.values():
            font.add_to(self._doc, cid_set=self._level == "1b")
        digest = self._digest.hexdigest()[:32].upper()
        self._doc._ID = f"\n[<{digest}><{digest}>]\n".encode("ascii")
        return bytes(self._base.getpdfdata())
