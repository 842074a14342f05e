"""统计表: the statutory statistics of the 2018 format, one indicator a row."""

from dataclasses import dataclass

from export.compose import STATISTICS, row_label, row_level
from export.excel.content import Content
from export.excel.pen import BODY, LINE, STRONG, TITLE, Pen, lines_of
from export.excel.places import STATISTICS_FIRST_ROW
from storage.formats import TableRow

__all__ = ["write_statistics"]

_WIDTHS = (66.0, 8.0, 14.0)
_HEAD_ROW = STATISTICS_FIRST_ROW - 1


def write_statistics(pen: Pen, content: Content) -> None:
    """The whole sheet from top to bottom."""
    _Statistics(pen, content).write()


@dataclass
class _Statistics:
    pen: Pen
    content: Content

    def write(self) -> None:
        table = self.content.report.format.tables[STATISTICS]
        self._top(table.title, table.columns)
        below = []
        for number, row in enumerate(table.rows, STATISTICS_FIRST_ROW):
            self._label(number, row)
            if row.figure:
                below.append(self.content.write(self.pen, row.figure, "right", _WIDTHS[2]))
        last = _HEAD_ROW + len(table.rows)
        for note in filter(None, below):
            last += 1
            self.pen.line(last, 3, note, BODY, "left", LINE * lines_of(note, sum(_WIDTHS)))
        self._foot(last + 1)
        self.pen.widths(_WIDTHS)
        self.pen.sheet.freeze_panes = f"A{STATISTICS_FIRST_ROW}"
        self.pen.print_setup(f"{_HEAD_ROW}:{_HEAD_ROW}")

    def _top(self, title: str, columns: tuple[str, ...]) -> None:
        report = self.content.report
        self.pen.line(1, 3, f"{report.year}年度{title}", TITLE, "center", 34)
        self.pen.line(2, 3, f"填报单位：{report.unit.name}", BODY, "left", 22)
        for column, text in zip("ABC", columns, strict=True):
            self.pen.text(f"{column}{_HEAD_ROW}", text, STRONG, "center")
        self.pen.sheet.row_dimensions[_HEAD_ROW].height = 22

    def _label(self, number: int, row: TableRow) -> None:
        report_format = self.content.report.format
        level = row_level(report_format, row)
        label = row_label(report_format, row)
        unit = report_format.fields[row.figure].unit if row.figure else "——"
        self.pen.text(f"A{number}", label, BODY if row.figure else STRONG, indent=level)
        self.pen.text(f"B{number}", unit, BODY, "center")
        self.pen.text(f"C{number}", "")
        room = _WIDTHS[0] - 2 * level
        self.pen.sheet.row_dimensions[number].height = LINE * lines_of(label, room)

    def _foot(self, number: int) -> None:
        unit = self.content.report.unit
        people = (("单位负责人", unit.leader), ("审核人", unit.reviewer), ("填报人", unit.preparer))
        contact = (("联系电话", unit.phone), ("填报日期", unit.signed_on))
        for offset, group in enumerate((people, contact)):
            said = "　　".join(f"{label}：{text or '　　　　'}" for label, text in group)
            self.pen.line(number + offset, 3, said, BODY, "left", 24)
