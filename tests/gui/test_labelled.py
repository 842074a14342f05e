"""A whole table copied from a report is put in by its labels, wherever it is pasted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.grid.block import paste
from gui.grid.labelled import labelled
from gui.grid.model import GridModel
from gui.ledger.clipboard_block import read_block
from gui.session import Session
from storage.format_reader import load_format
from storage.store import Store
from tests.gui.grid_hands import YEAR, report_2021
from tests.storage.published.texts import requests_cells, table_lines

MADE = load_format("2021")
GRID = MADE.grids["requests"]


@pytest.fixture
def session(qapp: QApplication, data_path: Path) -> Iterator[Session]:
    """An empty year of the 2021 format in a real file."""
    with Store.create(data_path) as store:
        store.add_report(report_2021())
        yield Session(store, store.load(YEAR))


@pytest.mark.parametrize("separator", ["\t", " ", "\n"])
def test_a_table_is_put_in_by_its_labels_in_one_step(session: Session, separator: str) -> None:
    model = GridModel(session, GRID)
    text = "\n".join(table_lines(GRID, requests_cells(), separator))
    said = paste(model, [(3, 2)], text)
    typed = {key: int(text) for key, text in requests_cells().items() if not _sum(key)}
    assert dict(session.report.figures) == typed
    assert said == f"已按表里的栏目粘贴 {len(typed)} 个数，可按 Ctrl+Z 撤销"
    session.undo_stack.undo()
    assert not session.report.figures


def test_rows_that_are_unclear_are_named_and_left(session: Session) -> None:
    lines = table_lines(GRID, requests_cells(), "\t")
    lines[3] = "一、本年新收政府信息公开申请数量\t12\t2\t15"
    said = paste(GridModel(session, GRID), [(0, 0)], "\n".join(lines))
    assert "“一、本年新收政府信息公开申请数量”分不清各是哪一格，没有粘贴" in said
    assert "requests.received.natural" not in session.report.figures
    assert session.report.figures["requests.carried_in.natural"] == 1


def test_the_table_without_row_labels_is_known_by_its_head(session: Session) -> None:
    grid = MADE.grids["disputes"]
    cells = {"reviews.upheld": "1", "reviews.total": "1", "lawsuits.after.pending": "2"}
    paste(GridModel(session, grid), [(0, 0)], "\n".join(table_lines(grid, cells, "\t")))
    assert session.report.figures["reviews.upheld"] == 1
    assert session.report.figures["lawsuits.after.pending"] == 2


@pytest.mark.parametrize("text", ["1\t2\t3\n4\t5\t6", "三十\t2", "其他", "规章\t1"])
def test_a_block_of_numbers_is_not_taken_for_a_table(text: str) -> None:
    assert labelled(GRID, read_block(text)) is None


def _sum(key: str) -> bool:
    return MADE.fields[key].computed
