"""What is written into the workbook, and one figure of it at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from export.compose import cell_note
from export.excel.pen import Pen, lines_of
from export.excel.places import Place, places_of, ranges
from storage.figures import Figure
from storage.report import Report
from storage.values import show
from storage.wording import Wording

__all__ = ["Content"]


@dataclass(frozen=True)
class Content:
    """A report with what its texts say and the cell of each of its figures."""

    wording: Wording
    places: Mapping[str, Place]

    @classmethod
    def of(cls, report: Report) -> "Content":
        """The content of a report."""
        return cls(Wording(report), places_of(report.format))

    @property
    def report(self) -> Report:
        """The report itself."""
        return self.wording.report

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Its figures by key."""
        return self.wording.figures

    def write(self, pen: Pen, key: str, align: str, width: float) -> str:
        """Writes a figure at its place, ``width`` characters wide.

        Returns its note where that does not fit beside the number, to be written below the table.
        """
        figure, place = self.figures[key], self.places[key]
        note = cell_note(self.wording, key)
        value = figure.value
        if not isinstance(value, Decimal):
            pen.text(place.cell, show(value) + note, align=align)
            return ""
        # A number too wide for its column is shown as ####, never in two lines.
        fits = lines_of(show(value) + note, width) == 1
        behind = note if fits else ""
        if formula := self._sum(key):
            pen.formula(place.cell, formula, value, align=align, behind=behind)
        else:
            pen.number(place.cell, value, behind=behind, align=align)
        return "" if fits or not note else f"{figure.field.printed_label}：{show(value)}{note}"

    def _sum(self, key: str) -> str:
        """The live sum of a figure whose parts stand on its sheet and make up its value."""
        figure, sheet = self.figures[key], self.places[key].sheet
        parts = [self.places[part] for part in figure.field.sum_of]
        here = parts and all(part.sheet == sheet for part in parts)
        if not here or figure.summed != figure.value:
            return ""
        # SUM skips 不适用.
        return f"SUM({','.join(ranges(parts, sheet))})"
