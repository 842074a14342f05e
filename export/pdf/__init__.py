"""The PDF of a 文稿: a 公文 page after GB/T 9704-2012, as PDF/A, the same bytes every time."""

import hashlib
from pathlib import Path

from export.document import Document
from export.files import replacing
from export.pdf.options import PdfOptions, PdfResult
from export.pdf.roles import FontFile, Role
from export.progress import Progress, silent

__all__ = ["FontFile", "PdfOptions", "PdfResult", "Role", "write_pdf"]


def write_pdf(
    document: Document,
    path: Path,
    progress: Progress = silent,
    options: PdfOptions | None = None,
) -> PdfResult:
    """Writes ``document`` to ``path``; an older file of that name stays whole until the end.

    Raises MissingGlyphs if a character cannot be printed, ExportFailed if the file cannot be
    written, and whatever ``progress`` raises to stop.
    """
    from export.pdf.render import render

    data, pages, fonts = render(document, options or PdfOptions(), progress)
    with replacing(path) as part:
        part.write_bytes(data)
    return PdfResult(pages, fonts, hashlib.sha256(data).hexdigest())
