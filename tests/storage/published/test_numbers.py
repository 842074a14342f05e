"""The numbers of a published report's tables."""

from decimal import Decimal

from storage.format_reader import load_format
from storage.published.chapters import Chapter
from storage.published.numbers import Numbers
from tests.storage.published.texts import requests_cells, table_lines

MADE = load_format("2021")
REQUESTS = MADE.grids["requests"]


def numbers(made: str = "2021") -> Numbers:
    return Numbers(load_format(made), [])


def test_a_table_is_taken_out_of_its_chapter_and_its_text_stays() -> None:
    lines = ["按时办理，全部答复。", *table_lines(REQUESTS, requests_cells())]
    chapter = Chapter("", None, lines)
    taken = numbers()
    assert taken.take_grid(REQUESTS, chapter)
    assert taken.figures["requests.received.natural"] == 12
    assert chapter.lines == ["按时办理，全部答复。"]
    assert taken.deviations == [] and list(taken.titles) == [REQUESTS.title]


def test_a_chapter_without_its_table_keeps_all_its_lines() -> None:
    chapter = Chapter("", None, ["见附表"])
    assert not numbers().take_grid(REQUESTS, chapter)
    assert chapter.lines == ["见附表"]


def test_a_table_in_another_chapter_is_found_there() -> None:
    lines = ["附表", *table_lines(REQUESTS, requests_cells())]
    chapter, taken = Chapter("", None, list(lines)), numbers()
    taken.take_elsewhere(REQUESTS, [chapter], [lines])
    assert taken.figures["requests.received.total"] == 15
    assert chapter.lines == ["附表"]
    taken.take_elsewhere(MADE.grids["disputes"], [chapter], [lines])
    assert "没有读到" in taken.deviations[-1]


def test_indicators_are_read_with_those_who_signed_them() -> None:
    taken = numbers("2018")
    fields = load_format("2018").fields
    rows = load_format("2018").tables["channels"].rows
    table = [f"{fields[row.figure].printed_label} 条 7" for row in rows if row.figure]
    rest = taken.take_tables(["甲。", "主动公开信息情况", *table, "审核人：某某", "乙。"])
    assert rest == ["甲。", "乙。"]
    assert taken.figures["published.gazette"] == Decimal(7)
    assert taken.signers == {"reviewer": "某某"}


def test_an_amount_in_yuan_with_two_signs_is_kept_as_it_was_written() -> None:
    grid = MADE.grids["publications"]
    for written, amount, kept in (("12345元", Decimal("1.2345"), None), ("--5元", None, "--5元")):
        chapter = Chapter("", None, table_lines(grid, {"charges.amount": written}, "\t"))
        taken = numbers()
        assert taken.take_grid(grid, chapter)
        assert taken.figures.get("charges.amount") == amount
        assert taken.unparsed.get("charges.amount") == kept
