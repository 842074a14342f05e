"""交换文件: a whole year as JSON, for other programs and for moving a year between data files.

``storage.interchange`` takes it back without loss; the form is described there.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path

from export.files import replacing
from export.progress import Progress, silent
from storage.formats import NOTE, Format
from storage.ledgers import LEDGERS, Ledger
from storage.report import Cell, Entry, Report, entry_place
from storage.values import Special

__all__ = ["to_json", "write_json"]

Json = str | int | bool | list[str]


def write_json(
    report: Report, path: Path, progress: Progress = silent, *, private: bool = False
) -> None:
    """The interchange file at ``path``; a ``private`` one only its owner can read.

    Raises ExportFailed.
    """
    progress(0, 1)
    with replacing(path) as part:
        if private:
            part.touch(0o600)
        part.write_text(to_json(report), encoding="utf-8", newline="\n")
        progress(1, 1)


def to_json(report: Report) -> str:
    """The report in the interchange form, keys in the order of the format."""
    made: dict[str, object] = {
        "format": report.format.id,
        "year": report.year,
        "unit": {key: text for key, text in asdict(report.unit).items() if text},
        "figures": {
            key: _json_cell(report.figures[key])
            for key in report.format.fields
            if key in report.figures
        },
        "texts": {
            key: report.texts[key] for key in _text_keys(report.format) if key in report.texts
        },
        "entries": {
            ledger.key: [_json_entry(ledger, entry) for entry in report.ledger(ledger.key)]
            for ledger in LEDGERS
            if report.ledger(ledger.key)
        },
    }
    if report.unparsed:
        made["unparsed"] = _unparsed(report)
    if report.kept:
        made["kept"] = {key: asdict(report.kept[key]) for key in sorted(report.kept)}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _text_keys(report_format: Format) -> Iterator[str]:
    """Every key under which a text may be kept, notes last."""
    yield from report_format.templates
    yield from (NOTE + key for key in (*report_format.fields, *report_format.grids))


def _json_entry(ledger: Ledger, entry: Entry) -> dict[str, Json]:
    return {
        column.key: _json_cell(cell)
        for column in ledger.columns
        if (cell := entry.cells.get(column.key)) is not None
    }


def _json_cell(cell: Cell | Special) -> Json:
    match cell:
        case Decimal():
            whole = int(cell.as_tuple().exponent) >= 0
            return int(cell) if whole else format(cell, "f")
        case Special():
            return cell.value
        case date():
            return cell.isoformat()
        case tuple():
            return list(cell)
        case _:
            assert cell is not None
            return cell


def _unparsed(report: Report) -> Mapping[str, str]:
    """Entries have no ids in the file: their places name them by number, from 1."""
    places = {key: key for key in report.format.fields}
    named = [place.split("/") for place in report.unparsed if place not in places]
    for ledger in LEDGERS:
        for entry_id in sorted({int(parts[1]) for parts in named if parts[0] == ledger.key}):
            number = report.ledger(ledger.key).position(entry_id) + 1
            for column in ledger.columns:
                place = entry_place(ledger.key, entry_id, column.key)
                places[place] = entry_place(ledger.key, number, column.key)
    return {
        numbered: report.unparsed[place]
        for place, numbered in places.items()
        if place in report.unparsed
    }
