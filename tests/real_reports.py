"""Published reports as our interchange form: their tables found by label, cell by cell."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from storage.figures import figures_of
from storage.format_reader import load_format
from storage.formats import Format
from storage.grids import Grid, GridCell
from storage.interchange import parse_interchange
from storage.report import Report
from storage.values import show
from tests.conftest import REPORTS

__all__ = ["Published", "printed", "published", "source", "taken"]

_OTHER_WORDS = {"规范性文件 (label as printed)": "行政规范性文件"}
_YUAN = 10_000


@dataclass(frozen=True)
class Published:
    """A report as printed: ``cells`` by our keys, what is no number in ``unreadable``.

    A cell printed blank holds None; one that was not seen in the source has no entry.
    """

    format: Format
    year: int
    unit: str
    cells: Mapping[str, str | None]
    unreadable: Mapping[str, str]

    @property
    def json(self) -> bytes:
        """The interchange file that a clerk would import."""
        figures = {key: cell for key, cell in self.cells.items() if cell is not None}
        made = {"format": self.format.id, "year": self.year, "unit": self.unit, "figures": figures}
        if self.unreadable:
            made["unparsed"] = self.unreadable
        return json.dumps(made, ensure_ascii=False).encode()


def published(path: Path) -> Published:
    """The report of one file in the folder of real reports."""
    raw = json.loads(path.read_text("utf-8"))
    made = load_format(raw["format"])
    written: dict[str, object] = {}
    for name, table in raw["tables"].items():
        reading = {"2": _publications, "3": _requests, "4": _disputes}[name[len("table")]]
        written.update(reading(made, table))
    cells: dict[str, str | None] = {}
    unreadable: dict[str, str] = {}
    for key, value in written.items():
        text = None if value is None else _number(str(value))
        try:
            float(text or 0)
        except ValueError:
            unreadable[key] = str(value)
        else:
            cells[key] = text
    return Published(made, raw["year"], raw["organisation"], cells, unreadable)


def _number(text: str) -> str:
    """What a clerk would type for it: the unit left out, 元 as 万元, no plus sign."""
    if text.endswith("万元"):
        return text.removesuffix("万元")
    if text.endswith("元"):
        return str(int(text.removesuffix("元")) / _YUAN)
    return text.removeprefix("+")


def _publications(made: Format, table: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    for group, lines in table.items():
        for label, value in lines.items():
            if label == "columns":
                continue
            row, _, column = label.partition("/")
            values = value if isinstance(value, list) else [value]
            columns = [column] if column else lines["columns"]
            for name, each in zip(columns, values, strict=True):
                yield _below(made.grids["publications"], group, row, name), each


def _below(grid: Grid, group: str, label: str, column: str) -> str:
    """The figure in the row of this label, in this column, under the head of its group."""
    label, column = _OTHER_WORDS.get(label, label), column.split("(")[0]
    head: list[GridCell | None] = []
    inside = False
    for cells in grid.rows:
        first = cells[0]
        assert first is not None
        if first.columns == len(cells):
            inside = first.text == group
        elif first.text == "信息内容":
            head = list(cells)
        elif inside and first.text == label:
            at = next(i for i, cell in enumerate(head) if cell and cell.text == column)
            found = cells[at]
            assert found is not None
            return found.figure
    raise AssertionError(f"no cell for {group} {label} {column}")


def _requests(made: Format, table: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    grid = made.grids["requests"]
    rows = dict(_labelled(grid))
    for label, values in table["rows"].items():
        yield from zip(rows[label], values, strict=False)


def _labelled(grid: Grid) -> Iterator[tuple[str, list[str]]]:
    """The figures of each row, by its labels joined from the outermost inwards."""
    above: list[str] = [""] * grid.head_columns
    for cells in grid.rows[grid.head_rows :]:
        for depth in range(grid.head_columns):
            cell = cells[depth]
            if cell is not None:
                covered = range(depth, depth + cell.columns)
                above = [
                    cell.text if at == depth else above[at] if at < depth else ""
                    for at in range(grid.head_columns)
                ]
                assert covered.stop <= grid.head_columns
        figures = [cell.figure for cell in cells if cell is not None and cell.figure]
        yield "/".join(text for text in above if text), figures


def _disputes(made: Format, table: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    keys = [key for _, _, key in made.grids["disputes"].figures()]
    for number, label in enumerate(
        ("行政复议", "行政诉讼/未经复议直接起诉", "行政诉讼/复议后起诉")
    ):
        yield from zip(keys[5 * number : 5 * number + 5], table["rows"][label], strict=True)


@cache
def source(name: str) -> Published:
    """A report of the folder as it was published."""
    return published(REPORTS / f"{name}.json")


@cache
def taken(name: str) -> Report:
    """The same, imported."""
    return parse_interchange(source(name).json)


def printed(report: Report) -> dict[str, str]:
    """Every cell of the tables as the program says it."""
    figures = figures_of(report)
    grids = report.format.grids.values()
    return {key: show(figures[key].value) for grid in grids for _, _, key in grid.figures()}
