"""What openpyxl leaves open in a saved workbook: the values of formulas, and fixed dates."""

import io
import re
from collections.abc import Mapping
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

__all__ = ["settled"]

_FORMULA = re.compile(r'(<c r="(\w+)"[^>]*><f>[^<]*</f>)<v\s*(?:/>|></v>)')
_MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def settled(workbook: bytes, day: datetime, results: Mapping[str, str]) -> bytes:
    """The same workbook (of one sheet) with ``results`` beside its formulas, all dated ``day``."""
    finished = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as old, ZipFile(finished, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                text = _FORMULA.sub(lambda found: _valued(found, results), content.decode())
                content = text.encode()
            elif name == "docProps/core.xml":
                stamp = rf"\g<1>{day:%Y-%m-%dT%H:%M:%SZ}\g<2>"
                content = _MODIFIED.sub(stamp, content.decode()).encode()
            entry = ZipInfo(name, day.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, content)
    return finished.getvalue()


def _valued(found: re.Match[str], results: Mapping[str, str]) -> str:
    return f"{found[1]}<v>{results[found[2]]}</v>"
