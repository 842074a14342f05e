"""Where everything stands in the workbook: known to the writer and to the reader alike."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from export.compose import STATISTICS
from storage.formats import NOTE, Format
from storage.grids import Grid
from storage.report import unit_labels

__all__ = [
    "DATA",
    "DATA_HEAD",
    "FIRST_ROW",
    "RULES",
    "STATISTICS_FIRST_ROW",
    "Place",
    "data_keys",
    "data_labels",
    "places_of",
    "ranges",
    "sheet_titles",
]

DATA, RULES = "数据", "校验"
DATA_HEAD = ("名称", "标签", "内容")
FIRST_ROW = 3
"""The sheet row of a statutory table's first row; above it the title and the unit."""
STATISTICS_FIRST_ROW = 4


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A cell: its sheet, and its row and column from 1."""

    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """As Excel names it inside its sheet, e.g. D5."""
        return f"{get_column_letter(self.column)}{self.row}"


def sheet_titles(report_format: Format) -> Mapping[str, str]:
    """The sheet of each statutory table by its key: 表二, 表三, 表四; 2018's by its own name."""
    titles: dict[str, str] = {}
    if STATISTICS in report_format.tables:
        titles[STATISTICS] = report_format.tables[STATISTICS].title
    for section in report_format.sections:
        number, comma, _ = section.title.partition("、")
        grids = [part for part in section.parts if part in report_format.grids]
        for part in grids:
            assert isinstance(part, str)
            # A chapter with several tables numbers them: 表三-1, 表三-2.
            which = f"-{grids.index(part) + 1}" if len(grids) > 1 else ""
            titles[part] = f"表{number}{which}" if comma else report_format.grids[part].title
    return titles


def data_labels(report_format: Format) -> Mapping[str, str]:
    """What the data sheet can hold, in order, each key with its label."""
    labels = {"format": "年报格式", "year": "年度"}
    labels |= {f"unit:{key}": label for key, (label, _) in unit_labels().items()}
    labels |= {key: field.printed_label for key, field in report_format.fields.items()}
    labels |= {
        NOTE + key: f"{field.printed_label}的附注" for key, field in report_format.fields.items()
    }
    labels |= {NOTE + key: f"{grid.title}的表注" for key, grid in report_format.grids.items()}
    return labels


def data_keys(report_format: Format, texts: Iterable[str]) -> Sequence[str]:
    """The keys of the data sheet row by row: every figure, but only the notes that there are."""
    said = set(texts)
    return [key for key in data_labels(report_format) if not key.startswith(NOTE) or key in said]


def places_of(report_format: Format) -> Mapping[str, Place]:
    """The cell of each figure: in its table, or else in the data sheet."""
    rows = enumerate(data_keys(report_format, ()), 2)
    found = {key: Place(DATA, row, 3) for row, key in rows if key in report_format.fields}
    for key, title in sheet_titles(report_format).items():
        if key in report_format.grids:
            found |= grid_places(report_format.grids[key], title)
        else:
            table = report_format.tables[key].rows
            for number, row in enumerate(table, STATISTICS_FIRST_ROW):
                if row.figure:
                    found[row.figure] = Place(title, number, 3)
    return found


def grid_places(grid: Grid, title: str) -> Mapping[str, Place]:
    """The cell of each figure of one statutory table."""
    return {key: Place(title, row + FIRST_ROW, column + 1) for row, column, key in grid.figures()}


def ranges(places: Iterable[Place], sheet: str) -> Sequence[str]:
    """Cells as few arguments of a formula on ``sheet``: C4,C5,C6,C9 → C4:C6,C9."""
    return [
        (f"'{run[0].sheet}'!" if run[0].sheet != sheet else "")
        + (run[0].cell if len(run) == 1 else f"{run[0].cell}:{run[-1].cell}")
        for run in _runs(sorted(set(places)))
    ]


def _runs(places: Sequence[Place]) -> Iterator[list[Place]]:
    """Places cut into straight stretches, down or across."""
    run: list[Place] = []
    for place in places:
        if run and not _continues(run, place):
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _continues(run: Sequence[Place], place: Place) -> bool:
    down = Place(run[-1].sheet, run[-1].row + 1, run[-1].column)
    across = Place(run[-1].sheet, run[-1].row, run[-1].column + 1)
    if len(run) == 1:
        return place in (down, across)
    is_down = run[0].column == run[1].column
    return place == (down if is_down else across)
