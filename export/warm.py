"""预热: loading what is slow to load before it is asked for."""

from importlib import import_module

from export.progress import Progress

__all__ = ["warm_up"]

_SLOW = (
    "storage.store",
    "storage.last_year",
    "export.compose",
    "reportlab.pdfgen.canvas",
    "uharfbuzz",
    "export.pdf.render",
    "openpyxl",
    "export.excel.workbook",
)
"""In the order in which the clerk may want them: opening a file, then exporting it."""


def warm_up(progress: Progress) -> None:
    """Load them one by one; ``progress`` may raise Cancelled in between."""
    for done, name in enumerate(_SLOW):
        progress(done, len(_SLOW))
        import_module(name)
    progress(len(_SLOW), len(_SLOW))
