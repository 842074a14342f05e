"""What openpyxl leaves open in a saved workbook: the values of formulas, and fixed dates."""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

__all__ = ["settled"]

_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_FORMULA = re.compile(r'<c r="(\w+)"([^>]*)>(<f>[^<]*</f>)<v\s*(?:/>|></v>)')
_MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def settled(
    workbook: bytes, day: datetime, results: Sequence[Mapping[str, Decimal | str]]
) -> bytes:
    """The same workbook, all dated ``day``, with each sheet's ``results`` beside its formulas."""
    finished = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as old, ZipFile(finished, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if match := _SHEET.fullmatch(name):
                content = _valued(content.decode(), results[int(match[1]) - 1]).encode()
            elif name == "docProps/core.xml":
                stamp = rf"\g<1>{day:%Y-%m-%dT%H:%M:%SZ}\g<2>"
                content = _MODIFIED.sub(stamp, content.decode()).encode()
            entry = ZipInfo(name, day.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, content)
    return finished.getvalue()


def _valued(sheet: str, results: Mapping[str, Decimal | str]) -> str:
    def valued(found: re.Match[str]) -> str:
        place, attributes, formula = found.groups()
        result = results[place]
        if isinstance(result, Decimal):
            return f'<c r="{place}"{attributes}>{formula}<v>{format(result, "f")}</v>'
        return f'<c r="{place}"{attributes} t="str">{formula}<v>{escape(result)}</v>'

    return _FORMULA.sub(valued, sheet)
