"""The live formulas of the workbook against the rules' own examples, calculated by LibreOffice."""

import shutil
import subprocess
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from export.excel.balance import balance_of
from export.excel.places import Place, ranges
from storage.checks import holds
from storage.figures import Figure, Source
from storage.format_reader import load_formats
from storage.formats import Format
from storage.rules import Check
from storage.values import NOT_APPLICABLE, Value, show

OFFICE = shutil.which("soffice")
SHEET = "例"


def figures(made: Format, values: Mapping[str, Value | None]) -> dict[str, Figure]:
    return {
        key: Figure(made.fields[key], value, Source.TYPED if value is not None else Source.NONE)
        for key, value in values.items()
    }


def examples() -> list[tuple[Format, Check, Mapping[str, Value | None]]]:
    """Each rule with its good and its bad example, once with a blank, once with 不适用."""
    found: list[tuple[Format, Check, Mapping[str, Value | None]]] = []
    for made in load_formats():
        for rule in made.checks:
            found += [(made, rule, rule.passes), (made, rule, rule.fails)]
            found.append((made, rule, {**rule.fails, rule.right[0]: None}))
            found.append((made, rule, {**rule.fails, rule.right[-1]: NOT_APPLICABLE}))
    return found


def laid_out(number: int, values: Mapping[str, Value | None]) -> dict[str, Place]:
    """The operands of one example in a row of their own, every third column left free."""
    columns = [column for column in range(4, 200) if column % 3]
    return {key: Place(SHEET, number, columns[at]) for at, key in enumerate(values)}


def test_the_verdict_is_that_of_the_checks() -> None:
    for made, rule, values in examples():
        balance = balance_of(rule, laid_out(1, values), figures(made, values), SHEET)
        if None in values.values():
            assert balance.said == "未填"
        else:
            assert (balance.said == "平") == holds(rule, values)
            apart = abs(balance.left_value - balance.right_value)
            assert balance.said in ("平", f"差 {apart}")


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice here to calculate the formulas")
def test_another_program_comes_to_the_same_verdicts(tmp_path: Path) -> None:
    assert OFFICE is not None
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    expected = []
    for number, (made, rule, values) in enumerate(examples(), 1):
        places = laid_out(number, values)
        balance = balance_of(rule, places, figures(made, values), SHEET)
        for key, place in places.items():
            value = values[key]
            sheet[place.cell] = value if isinstance(value, Decimal) else show(value) or None
        formulas = (balance.left, balance.right, balance.verdict)
        for column, formula in enumerate(formulas, 1):
            sheet.cell(number, column).value = f"={formula}"
        expected.append((balance.left_value, balance.right_value, balance.said))
    source = tmp_path / "rules.xlsx"
    book.save(source)
    command = [OFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "again")]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=100)
    calculated = load_workbook(tmp_path / "again" / "rules.xlsx", data_only=True)[SHEET]
    rows = [tuple(cell.value for cell in row) for row in calculated.iter_rows(max_col=3)]
    assert rows == expected
    assert {verdict[0] for _, _, verdict in expected} == {"平", "差", "未"}


def test_cells_in_a_row_or_column_become_one_range() -> None:
    def places(*cells: tuple[int, int]) -> list[Place]:
        return [Place("甲", row, column) for row, column in cells]

    assert ranges(places((6, 4), (7, 4), (29, 4)), "甲") == ["D6:D7", "D29"]
    assert ranges(places((6, 9), (6, 4), (6, 5)), "甲") == ["D6:E6", "I6"]
    assert ranges(places((1, 1), (2, 2)), "甲") == ["A1", "B2"]
    assert ranges(places((1, 1), (1, 2)), "乙") == ["'甲'!A1:B1"]
