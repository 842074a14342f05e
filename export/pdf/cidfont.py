"""A font program inside the file: one Type0 font per face, Identity-H, with true ToUnicode."""

from collections.abc import Iterable, Iterator
from typing import Any

from export.pdf.face import Face
from export.pdf.objects import Entry, Listing, Stream, Value

_SYMBOLIC = "4"
_STEM = "80"
_CMAP_BLOCK = 100


class CidFont:
    """What of a face is used in a file, and its objects.

    The code of a glyph is its number in the font. Where two characters share one glyph, the
    second is written with a further Type0 font over the same program, so that both can be
    copied out of the file as what they are.
    """

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self._name = name
        self._layers: list[dict[int, str]] = []

    def use(self, glyph: int, character: str) -> str:
        """Marks a glyph as used for a character; returns the font resource's name."""
        for number, layer in enumerate(self._layers):
            if layer.setdefault(glyph, character) == character:
                return self._resource(number)
        self._layers.append({glyph: character})
        return self._resource(len(self._layers) - 1)

    def _resource(self, layer: int) -> str:
        return f"{self._name}.{layer}" if layer else self._name

    def add_to(self, document: Any, cid_set: bool = False) -> None:
        """Puts the font's objects and resource names into a document.

        PDF/A-1 wants a CIDSet (ISO 19005-1, 6.3.5); later parts are better without.
        """
        if not self._layers:
            return
        glyphs = sorted({glyph for layer in self._layers for glyph in layer})
        base = f"{_prefix(self._layers)}+{self.face.name}"
        descendant = self._descendant(base, glyphs, cid_set)
        resources = document.idToObject["BasicFonts"].dict
        for number, layer in enumerate(self._layers):
            font = Entry(
                {
                    "Type": "/Font",
                    "Subtype": "/Type0",
                    "BaseFont": f"/{base}" + ("-Identity-H" if self.face.is_cff else ""),
                    "Encoding": "/Identity-H",
                    "DescendantFonts": Listing(descendant),
                    "ToUnicode": Stream(to_unicode(layer), {}),
                }
            )
            resources[self._resource(number)] = document.Reference(font)

    def _descendant(self, base: str, glyphs: list[int], cid_set: bool) -> Entry:
        """The CIDFont with its widths and its program."""
        entries: dict[str, Value] = {
            "Type": "/Font",
            "Subtype": "/CIDFontType0" if self.face.is_cff else "/CIDFontType2",
            "BaseFont": f"/{base}",
            "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
            "DW": "1000",
            "W": f"[{' '.join(_widths(self.face, glyphs))}]",
            "FontDescriptor": self._descriptor(base, glyphs, cid_set),
        }
        if not self.face.is_cff:
            entries["CIDToGIDMap"] = "/Identity"
        return Entry(entries)

    def _descriptor(self, base: str, glyphs: list[int], cid_set: bool) -> Entry:
        program = self.face.subset(glyphs)
        middle = round(self.face.centre * 1000) or 380
        entries: dict[str, Value] = {
            "Type": "/FontDescriptor",
            "FontName": f"/{base}",
            "Flags": _SYMBOLIC,
            "FontBBox": f"[{' '.join(map(str, self.face.box))}]",
            "ItalicAngle": "0",
            "Ascent": str(middle + 500),
            "Descent": str(middle - 500),
            "CapHeight": "700",
            "StemV": _STEM,
        }
        if self.face.is_cff:
            entries["FontFile3"] = Stream(program, {"Subtype": "/CIDFontType0C"})
        else:
            entries["FontFile2"] = Stream(program, {"Length1": str(len(program))})
        if cid_set:
            entries["CIDSet"] = Stream(_bits([0, *glyphs]), {})
        return Entry(entries)


def _bits(numbers: list[int]) -> bytes:
    """One bit per number, the first in the highest bit of the first byte."""
    bits = bytearray(max(numbers) // 8 + 1)
    for number in numbers:
        bits[number // 8] |= 0x80 >> number % 8
    return bytes(bits)


def _prefix(layers: Iterable[dict[int, str]]) -> str:
    """The six letters that mark a subset, the same for the same characters."""
    value = sum(glyph * (place + 1) for layer in layers for place, glyph in enumerate(layer))
    letters = ""
    for _ in range(6):
        value, rest = divmod(value, 26)
        letters += chr(ord("A") + rest)
    return letters


def _widths(face: Face, glyphs: Iterable[int]) -> Iterator[str]:
    """Entries of /W for glyphs that are not one em wide."""
    for glyph in glyphs:
        width = face.advance(glyph) * 1000
        if abs(width - 1000) > 0.01:
            yield f"{glyph} [{width:.6g}]"


def to_unicode(layer: dict[int, str]) -> bytes:
    """The CMap from codes to characters, also beyond the Basic Multilingual Plane."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    codes = sorted(layer.items())
    for start in range(0, len(codes), _CMAP_BLOCK):
        part = codes[start : start + _CMAP_BLOCK]
        lines.append(f"{len(part)} beginbfchar")
        lines += (
            f"<{glyph:04X}> <{text.encode('utf-16-be').hex().upper()}>" for glyph, text in part
        )
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
    return "\n".join(lines).encode("ascii")
