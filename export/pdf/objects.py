"""The few kinds of PDF object that reportlab's document does not write as PDF/A wants them."""

import zlib
from collections.abc import Mapping
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject

Value = str | PDFObject
"""What stands in a dictionary: PDF source text, or an object that becomes a reference."""


def text_string(text: str) -> str:
    """A text string as PDF source, any Unicode."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def _source(value: Any, document: Any) -> str:
    """A value as PDF source; reportlab's own objects are untyped."""
    if isinstance(value, str):
        return value
    if getattr(value, "__RefOnly__", 0):
        value = document.Reference(value)
    return bytes(value.format(document)).decode("latin-1")


class Listing(PDFObject):
    """An array of values, written where it stands."""

    def __init__(self, *values: Value) -> None:
        self.values = list(values)

    def format(self, document: Any) -> bytes:
        """The array's source."""
        inside = " ".join(_source(value, document) for value in self.values)
        return f"[{inside}]".encode("latin-1")


class Inline(PDFObject):
    """A dictionary written where it stands; its entries may be set until it is written."""

    def __init__(self, entries: Mapping[str, Value]) -> None:
        self.entries = dict(entries)

    def format(self, document: Any) -> bytes:
        """The dictionary's source."""
        inside = " ".join(
            f"/{key} {_source(value, document)}" for key, value in self.entries.items()
        )
        return f"<< {inside} >>".encode("latin-1")


class Entry(Inline):
    """A dictionary with an object number of its own, referred to from elsewhere."""

    __RefOnly__ = 1


class Stream(Entry):
    """A stream with the line end before ``endstream`` that ISO 19005 (6.1.7) demands."""

    def __init__(self, data: bytes, entries: Mapping[str, Value], packed: bool = True) -> None:
        super().__init__(entries)
        self.data = zlib.compress(data) if packed else data
        if packed:
            self.entries["Filter"] = "/FlateDecode"
        self.entries["Length"] = str(len(self.data))

    def format(self, document: Any) -> bytes:
        """The stream's source."""
        return super().format(document) + b"\nstream\n" + self.data + b"\nendstream\n"
