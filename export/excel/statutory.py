"""表二、表三、表四: a statutory table as printed, with its checks beside and below it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils import get_column_letter

from export.compose import foot_notes, is_label
from export.excel.balance import balance_of
from export.excel.content import Content
from export.excel.pen import BODY, LINE, SMALL, STRONG, TITLE, Pen, lines_of
from export.excel.places import FIRST_ROW
from storage.grids import Grid, GridCell
from storage.rules import Check
from storage.values import show

__all__ = ["write_statutory"]

_WHOLE, _LEAST = 96.0, 6.5
"""The width of a table and the least of a column, in characters."""
_GAP, _CHECK = 2.0, 16.0
"""The widths of the white column beside a table and of the checks."""


def write_statutory(pen: Pen, content: Content, grid: Grid) -> None:
    """The whole sheet: title, unit, table, notes; outside the printed part the checks."""
    _Statutory(pen, content, grid).write()


@dataclass
class _Statutory:
    pen: Pen
    content: Content
    grid: Grid

    def write(self) -> None:
        self._top()
        below: list[str] = []
        for row, cells in enumerate(self.grid.rows):
            for column, cell in enumerate(cells):
                if cell is not None:
                    below.append(self._cell(row, column, cell))
        self._heights()
        last = FIRST_ROW + len(self.grid.rows) - 1
        notes = [*filter(None, below), *foot_notes(self.content.wording, self.grid)]
        for note in notes:
            last += 1
            height = LINE * lines_of(note, sum(self._widths))
            self.pen.line(last, self._columns, note, BODY, "left", height)
        self._print_setup(last)
        self._checks(last + 2)

    @property
    def _columns(self) -> int:
        return len(self.grid.widths)

    @cached_property
    def _widths(self) -> Sequence[float]:
        """Column widths as in the form, each wide enough for its own numbers."""
        whole = sum(self.grid.widths)
        found = [max(_LEAST, width / whole * _WHOLE) for width in self.grid.widths]
        for row, column, key in self.grid.figures():
            cell = self.grid.rows[row][column]
            if cell is not None and cell.columns == 1:
                digits = len(show(self.content.figures[key].value))
                found[column] = max(found[column], digits + 2.5)
        return found

    def _top(self) -> None:
        report = self.content.report
        section = next(each for each in report.format.sections if self.grid.key in each.parts)
        self.pen.line(1, self._columns, section.title or self.grid.title, TITLE, "center", 34)
        said = f"填报单位：{report.unit.name}　　报告年度：{report.year}"
        self.pen.line(2, self._columns, said, BODY, "left", 22)

    def _cell(self, row: int, column: int, cell: GridCell) -> str:
        self.pen.merge(row + FIRST_ROW, column + 1, cell.rows, cell.columns)
        width = sum(self._widths[column : column + cell.columns])
        if cell.figure:
            return self.content.write(self.pen, cell.figure, "center", width)
        is_head = row < self.grid.head_rows or cell.columns == self._columns
        align = "left" if is_label(self.grid, row, column) else "center"
        place = f"{get_column_letter(column + 1)}{row + FIRST_ROW}"
        self.pen.text(place, cell.text, STRONG if is_head else BODY, align)
        return ""

    def _heights(self) -> None:
        """Rows as high as their words need; Excel itself does not look into merged cells."""
        found = [LINE * 1.2] * len(self.grid.rows)
        spanning = [
            (cell.rows, row, LINE * lines_of(cell.text, self._width_of(column, cell)))
            for row, cells in enumerate(self.grid.rows)
            for column, cell in enumerate(cells)
            if cell is not None
        ]
        for rows, row, need in sorted(spanning):
            lack = need + 4 - sum(found[row : row + rows])
            for each in range(row, row + rows):
                found[each] += max(0.0, lack / rows)
        for row, height in enumerate(found):
            self.pen.sheet.row_dimensions[row + FIRST_ROW].height = round(height, 1)

    def _width_of(self, column: int, cell: GridCell) -> float:
        return sum(self._widths[column : column + cell.columns])

    def _print_setup(self, last: int) -> None:
        sheet = self.pen.sheet
        self.pen.widths([*self._widths, _GAP])
        first_body = FIRST_ROW + self.grid.head_rows
        sheet.freeze_panes = f"{get_column_letter(self.grid.head_columns + 1)}{first_body}"
        head = f"{FIRST_ROW}:{first_body - 1}" if self.grid.head_rows else ""
        self.pen.print_setup(head, across=self._columns > 12)
        sheet.print_area = f"A1:{get_column_letter(self._columns)}{last}"

    def _checks(self, first: int) -> None:
        """Relations of one row stand in a column beside it, those of one column below it."""
        beside: dict[str, list[tuple[int, Check]]] = {}
        below: dict[str, list[tuple[int, Check]]] = {}
        for rule in self._rules():
            places = [self.content.places[key] for key in (*rule.left, *rule.right)]
            rows, columns = {each.row for each in places}, {each.column for each in places}
            if len(rows) == 1 and self.grid.head_rows:
                beside.setdefault(rule.id, []).append((rows.pop(), rule))
            elif len(columns) == 1 and self.grid.head_columns:
                below.setdefault(rule.id, []).append((columns.pop(), rule))
            else:
                below.setdefault(f"{rule.id}/{rule.where}", []).append((self._columns + 2, rule))
        for column, rules in enumerate(beside.values(), self._columns + 2):
            self._column(column, rules)
        for row, rules in enumerate(below.values(), first):
            self._row(row, rules)

    def _rules(self) -> Iterator[Check]:
        here = {key for _, _, key in self.grid.figures()}
        for rule in self.content.report.format.checks:
            if here.issuperset((*rule.left, *rule.right)):
                yield rule

    def _column(self, column: int, rules: Sequence[tuple[int, Check]]) -> None:
        letter = get_column_letter(column)
        self.pen.sheet.column_dimensions[letter].width = _CHECK
        self.pen.merge(FIRST_ROW, column, self.grid.head_rows, 1)
        rule = rules[0][1]
        self.pen.text(f"{letter}{FIRST_ROW}", f"校验 {rule.id}：{rule.rule}", SMALL, "center")
        rows = [row for row, _ in rules]
        for row, each in rules:
            self._verdict(f"{letter}{row}", each)
        self.pen.redden(f"{letter}{min(rows)}:{letter}{max(rows)}")

    def _row(self, row: int, rules: Sequence[tuple[int, Check]]) -> None:
        rule = rules[0][1]
        in_column = rules[0][0] <= self._columns
        wide = self.grid.head_columns if in_column else self._columns
        said = f"校验 {rule.id}：{'' if in_column else rule.where}{rule.rule}"
        self.pen.merge(row, 1, 1, wide)
        self.pen.text(f"A{row}", said, SMALL)
        height = LINE * lines_of(said, sum(self._widths[:wide]))
        self.pen.sheet.row_dimensions[row].height = height
        columns = [column for column, _ in rules]
        for column, each in rules:
            self._verdict(f"{get_column_letter(column)}{row}", each)
        if not in_column:
            self.pen.sheet.column_dimensions[get_column_letter(columns[0])].width = _CHECK
        first, last = (get_column_letter(each) for each in (min(columns), max(columns)))
        self.pen.redden(f"{first}{row}:{last}{row}")

    def _verdict(self, place: str, rule: Check) -> None:
        content = self.content
        balance = balance_of(rule, content.places, content.figures, self.pen.sheet.title)
        self.pen.formula(place, balance.verdict, balance.said, SMALL)
