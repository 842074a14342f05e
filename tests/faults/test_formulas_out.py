"""A year full of words that look like formulas: none becomes one in any workbook that goes out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from export.excel.workbook import write_excel
from export.ledger_tables import read_table, write_ledger, write_rows
from export.progress import silent
from storage.format_reader import load_formats
from storage.formats import NOTE, Format
from storage.ledgers import LEDGERS, Kind, Ledger
from storage.report import Cell, Entry, Report, Unit, entry_place

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '=HYPERLINK("http://127.0.0.1:9/?"&A1,"点这里")',
    '=WEBSERVICE("http://127.0.0.1:9/")',
    "{=1+1}",
    "#N/A",
    "'=1+1",
    "</t></is><f>1+1</f><is><t>",
)
_FORMULA = re.compile(r'<c r="([A-Z]+\d+)"[^>]*><f>([^<]*)</f>')
_ANY = re.compile(r"<(?:\w+:)?f[ />]")


def words(place: int, before: str) -> str:
    return before + HOSTILE[place % len(HOSTILE)]


def cell_of(kind: Kind, choices: tuple[str, ...], text: str) -> Cell:
    match kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            return text
        case Kind.CHOICE:
            return choices[0]
        case Kind.CHOICES:
            return choices[:2]
        case Kind.DATE:
            return date(2018, 3, 5)
        case Kind.COUNT:
            return 3
        case Kind.AMOUNT:
            return Decimal("1.50")
        case Kind.FLAG:
            return True


def entries(held: Ledger, before: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            number,
            {
                column.key: cell_of(column.kind, column.choices, words(number + at, before))
                for at, column in enumerate(held.columns)
            },
        )
        for number in range(1, len(HOSTILE) + 1)
    )


def year(made: Format, before: str = "") -> Report:
    """Every text that a clerk can write; ``before`` makes them harmless."""
    texts = {key: words(at, before) for at, key in enumerate(made.templates)}
    notes = {NOTE + key: words(at, before) for at, key in enumerate(made.fields)}
    typed = {key: words(at, before) for at, key in enumerate(made.fields) if at % 3 == 0}
    typed |= {
        entry_place(key, 1, held.columns[-1].key): words(at, before)
        for at, (key, held) in enumerate(made.ledgers.items())
    }
    unit = {each.name: words(at, before) for at, each in enumerate(fields(Unit))}
    return Report(
        made,
        2018 if made.made_for(2018) else 2020 if made.made_for(2020) else 2023,
        replace(Unit(), **unit),
        figures={key: Decimal(at) for at, key in enumerate(made.fields) if at % 3 == 1},
        texts={**texts, **notes},
        entries={key: entries(held, before) for key, held in made.ledgers.items()},
        unparsed=typed,
    )


def formulas(path: Path) -> Iterator[tuple[str, str, str]]:
    """Every formula in a workbook, by sheet and cell; none is overlooked."""
    with ZipFile(path) as parts:
        for name in parts.namelist():
            text = parts.read(name).decode("utf-8", "replace")
            found = [] if "styles" in name else _FORMULA.findall(text)
            if name.startswith("xl/worksheets/"):
                assert len(found) == len(_ANY.findall(text))
            yield from ((name, cell, formula) for cell, formula in found)
            assert "externalLink" not in name and "connections" not in name


@pytest.mark.parametrize("made", load_formats(), ids=lambda each: each.id)
def test_the_workbook_of_a_year_has_only_our_own_formulas(made: Format, tmp_path: Path) -> None:
    hostile, harmless = tmp_path / "x.xlsx", tmp_path / "y.xlsx"
    write_excel(year(made), hostile, silent)
    write_excel(year(made, "甲"), harmless, silent)
    # Longer notes move what stands below them, so the cells may differ.
    ours, theirs = (
        sorted((sheet, formula) for sheet, _, formula in formulas(path))
        for path in (harmless, hostile)
    )
    assert ours and theirs == ours
    shown = {
        str(cell.value)
        for sheet in load_workbook(hostile).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "s"
    }
    assert {text for text in HOSTILE if any(text in each for each in shown)} == set(HOSTILE)


@pytest.mark.parametrize("held", LEDGERS, ids=lambda each: each.key)
def test_a_ledger_given_out_has_no_formula_and_comes_back_as_it_was(
    held: Ledger, tmp_path: Path
) -> None:
    path = tmp_path / "x.xlsx"
    made = entries(held, "")
    write_ledger(held, made, path)
    assert not list(formulas(path))
    back = read_table(path, held.name)
    assert not back.faults
    for place, column in enumerate(held.columns):
        if column.kind in (Kind.TEXT, Kind.LONG_TEXT):
            assert [row[place] for row in back.rows()[1:]] == [
                each.cells[column.key] for each in made
            ]
    write_ledger(held, (), path)
    assert not list(formulas(path))


def test_the_sheet_of_wrong_rows_has_no_formula_even_in_its_head(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write_rows([*HOSTILE, "原因"], [[*HOSTILE, "原因"]] * 3, path)
    assert not list(formulas(path))
    assert read_table(path).rows() == ((*HOSTILE, "原因"),) * 4


def test_a_formula_written_on_purpose_would_be_found(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write_rows(["甲"], [["乙"]], path)
    book = load_workbook(path)
    book.worksheets[0]["A2"] = "=1+1"
    book.save(path)
    assert [cell for _, cell, _ in formulas(path)] == ["A2"]


def test_no_other_kind_of_table_goes_out() -> None:
    """Whoever writes text tables must think of words that look like formulas."""
    root = Path(__file__).parents[2]
    texts: Mapping[Path, str] = {
        path: path.read_text("utf-8")
        for folder in ("export", "gui", "storage")
        for path in (root / folder).rglob("*.py")
    }
    assert not [path for path, text in texts.items() if re.search(r"csv\.(Dict)?[wW]riter", text)]
