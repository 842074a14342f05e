"""Statutory tables in a workbook from elsewhere."""

from decimal import Decimal

from storage.format_reader import load_format
from storage.published.sheets import tables_in
from storage.report import Report, Unit
from tests.builders import entries, report
from tests.storage.published.texts import requests_cells, table_lines

MADE = load_format("2021")
EMPTY = Report(MADE, 2023, Unit(name="示例区"))


def test_the_tables_of_several_sheets_are_put_into_the_year() -> None:
    disputes = {"reviews.upheld": "3", "reviews.total": "3"}
    sheets = [
        ["附件1", *table_lines(MADE.grids["publications"], {"normative.in_force": "22"}, "\t")],
        ["某某局填报", *table_lines(MADE.grids["requests"], requests_cells(), "\t")],
        table_lines(MADE.grids["disputes"], disputes, "\t"),
        ["别的", "1\t2\t3"],
    ]
    found = tables_in(sheets, EMPTY)
    assert found is not None
    made, said = found
    assert len(made.figures) == 200
    assert made.figures["normative.in_force"] == 22
    assert made.figures["requests.received.total"] == 15
    assert made.figures["reviews.upheld"] == 3
    assert len(said) == 1 and "共 200 个数" in said[0]


def test_what_the_year_has_besides_stays() -> None:
    held = EMPTY.with_values(
        figures={"rules.issued": Decimal(7), "requests.received.natural": Decimal(1)},
        unparsed={"requests.carried_in.natural": "三"},
        texts={"overview.body": "甲。"},
        entries={"improvements": entries({"problem": "乙"})},
    )
    cells = {**requests_cells(), "requests.granted.natural": "九"}
    found = tables_in([table_lines(MADE.grids["requests"], cells, "\t")], held)
    assert found is not None
    made, said = found
    assert made.figures["rules.issued"] == 7
    assert made.figures["requests.received.natural"] == 12
    assert made.unparsed == {}
    assert "requests.granted.natural" not in made.figures
    assert any("（一）予以公开" in each for each in said)
    assert made.texts == held.texts and made.ledger("improvements")


def test_the_statistics_of_2018_are_found_too() -> None:
    rows = load_format("2018").tables["channels"].rows
    fields = load_format("2018").fields
    lines = [
        f"{fields[row.figure].printed_label}\t条\t{number}" if row.figure else row.heading
        for number, row in enumerate(rows)
    ]
    found = tables_in([lines], report())
    assert found is not None
    assert found[0].figures["published.website"] == 2


def test_other_sheets_hold_no_table() -> None:
    assert tables_in([["标题\t文号\t日期", "甲\t1\t2018-3-5"], []], EMPTY) is None
