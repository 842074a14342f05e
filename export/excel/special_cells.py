"""What the fast reader does not tell of a workbook's cells: which are formulas or errors, and with
how many decimals a number is shown. The workbook has been looked through by the guard."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat
from zipfile import ZipFile

from export.excel.cells import decimals_of
from export.excel.guard import column_number

__all__ = ["SpecialCells", "sheet_parts", "special_cells"]

_CHUNK = 2**16
_TAG = 256
_PLACE = re.compile(r"([A-Z]+)(\d+)")
_BUILT_IN = {"2": "0.00", "4": "#,##0.00"}
"""Formats with decimals that Excel knows by number."""


@dataclass(slots=True)
class SpecialCells:
    """By row and column, counted from 0: ``faults`` says why a cell is neither words nor a number,
    after 是; ``decimals`` how many decimals a number is shown with."""

    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    decimals: dict[tuple[int, int], int] = field(default_factory=dict)


def sheet_parts(parts: ZipFile) -> Mapping[str, str]:
    """The part of each sheet by its title; without those that are linked in an unknown way."""
    try:
        book = fromstring(parts.read("xl/workbook.xml"))
        links = fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ParseError):
        # A sheet that is not found here is refused by whoever asks for it.
        return {}
    targets = {each.get("Id"): each.get("Target", "") for each in links}
    return {
        each.get("name", ""): posixpath.normpath(posixpath.join("/xl", target))[1:]
        for each in book.iter()
        if _bare(each.tag) == "sheet" and (target := targets.get(_link(each)))
    }


def special_cells(parts: ZipFile, name: str, *, marked: bool) -> SpecialCells:
    """Of the sheet in the part ``name``, where formulas or errors stand if it is ``marked``; goes
    through it only where there can be any. Raises KeyError, expat.ExpatError."""
    decimals = _styles_with_decimals(parts)
    if not marked and not (decimals and _uses(parts, name, decimals)):
        return SpecialCells()
    with parts.open(name) as file:
        return _Sheet(decimals).read(file)


def _styles_with_decimals(parts: ZipFile) -> Mapping[str, int]:
    """The styles, as cells name them, of numbers with decimals."""
    try:
        styles = fromstring(parts.read("xl/styles.xml"))
    except (KeyError, ParseError):
        # Without styles every number is shown as it is.
        return {}
    formats = dict(_BUILT_IN)
    for each in _under(styles, "numFmts"):
        formats[each.get("numFmtId", "")] = each.get("formatCode", "")
    used = [formats.get(each.get("numFmtId", ""), "") for each in _under(styles, "cellXfs")]
    return {str(place): shown for place, made in enumerate(used) if (shown := decimals_of(made))}


def _uses(parts: ZipFile, name: str, styles: Mapping[str, int]) -> bool:
    """Whether the sheet may have a cell of these styles."""
    wanted = re.compile(f' s="({"|".join(styles)})"'.encode())
    before = b""
    with parts.open(name) as file:
        while piece := file.read(_CHUNK):
            if wanted.search(before + piece):
                return True
            before = piece[-_TAG:]
    return False


def _under(root: Element, name: str) -> Iterator[Element]:
    for each in root:
        if _bare(each.tag) == name:
            yield from each


def _link(sheet: Element) -> str | None:
    return next((said for key, said in sheet.attrib.items() if key.endswith("}id")), None)


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


class _Sheet:
    """Goes through a sheet element by element."""

    def __init__(self, decimals: Mapping[str, int]) -> None:
        self._styles = decimals
        self._row, self._column = -1, -1
        self._found = SpecialCells()

    def read(self, file: IO[bytes]) -> SpecialCells:
        """All of it."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._element
        while piece := file.read(_CHUNK):
            parser.Parse(piece)
        return self._found

    def _element(self, name: str, attributes: Mapping[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
                self._column = -1
            case "c":
                self._cell(attributes)
            case "f":
                self._found.faults[self._row, self._column] = "公式"

    def _cell(self, attributes: Mapping[str, str]) -> None:
        self._column += 1
        if place := _PLACE.fullmatch(attributes.get("r", "")):
            self._row, self._column = int(place[2]) - 1, column_number(place[1]) - 1
        where = self._row, self._column
        if attributes.get("t") == "e":
            self._found.faults[where] = "出错的结果"
        elif shown := self._styles.get(attributes.get("s", "")):
            self._found.decimals[where] = shown
