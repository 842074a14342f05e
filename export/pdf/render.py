"""From a 文稿 to the bytes of a PDF."""

from datetime import date
from itertools import accumulate

from export.document import Document
from export.pdf.canvas import PageCanvas
from export.pdf.flow import Flow
from export.pdf.fonts import FontSet
from export.pdf.missing import refuse_missing
from export.pdf.options import PdfOptions
from export.pdf.page import BOTTOM, GRIDS, LEFT, MM, RIGHT, SIZE_4, Page, Text
from export.pdf.paint import paint
from export.pdf.pdfa import Facts
from export.pdf.roles import Role
from export.pdf.sysfonts import installed_fonts
from export.pdf.tags import write_tree
from export.pdf.typeset import Typesetter
from export.pdf.watermark import watermark
from export.progress import Progress

STEPS = 1000
"""Progress is told in thousandths: half for the layout, half for the drawing."""

NUMBER_DROP = 7 * MM
"""一字线上距版心下边缘 7 mm (GB/T 9704-2012 §7.5)."""


def render(
    document: Document, options: PdfOptions, progress: Progress
) -> tuple[bytes, int, tuple[str, ...]]:
    """The file's bytes, its number of pages and the names of its fonts."""
    chosen = installed_fonts() if options.installed else {}
    fonts = FontSet({**chosen, **options.fonts})
    refuse_missing(document, fonts)
    flow = Flow(document, Typesetter(fonts), GRIDS[options.grid])
    blocks = max(1, len(document.blocks))
    flow.run(lambda done: progress(STEPS * done // (2 * blocks), STEPS))
    _decorate(flow.pages, document, options, fonts)
    canvas = PageCanvas(_facts(document), options.pdfa)
    pages = len(flow.pages)
    paint(
        canvas,
        flow.pages,
        flow.bookmarks,
        options.tagged,
        lambda done: progress(STEPS // 2 + STEPS * done // (2 * pages), STEPS),
    )
    if options.tagged:
        write_tree(canvas, flow.root, pages)
    return canvas.finish(), pages, canvas.font_names


def _facts(document: Document) -> Facts:
    return Facts(
        title=document.title,
        author=document.unit,
        subject=f"{document.year}年度政府信息公开工作年度报告",
        creator=document.generator,
        day=date.fromisoformat(document.dated[:10]),
    )


def _decorate(pages: list[Page], document: Document, options: PdfOptions, fonts: FontSet) -> None:
    """What stands on every page beside the text."""
    pale = watermark(fonts, options.watermark) if document.draft and options.watermark else None
    for page in pages:
        if pale:
            page.content.insert(0, (None, [pale]))
        if options.page_numbers:
            page.put(None, page_number(page.number + 1, fonts))


def page_number(number: int, fonts: FontSet) -> Text:
    """— 1 — in 4号半角宋体: odd pages right, even pages left, one character in (§7.5)."""
    dash = fonts.glyph(Role.LATIN, "—")
    signs = [("—", 0.25), *((digit, 0.0) for digit in str(number)), ("—", 0.0)]
    signs[-2] = (signs[-2][0], 0.25)
    glyphs = tuple(fonts.glyph(Role.LATIN, sign) for sign, _ in signs)
    steps = (glyph.width + after for glyph, (_, after) in zip(glyphs, signs, strict=True))
    *offsets, width = (step * SIZE_4 for step in accumulate(steps, initial=0.0))
    left = RIGHT - SIZE_4 - width if number % 2 else LEFT + SIZE_4
    y = BOTTOM + NUMBER_DROP + dash.face.top(dash.number) * SIZE_4
    return Text(left, y, SIZE_4, glyphs, tuple(offsets))
