"""The numbers of a published table, however it was copied."""

import pytest

from storage.format_reader import load_format
from storage.grids import Grid
from storage.published.tables import Shape, Taken, read_rows, rows_of_grid, rows_of_table
from tests.storage.published.texts import requests_cells, table_lines

MADE = load_format("2021")
GRID = MADE.grids["requests"]


def read(lines: list[str], grid: Grid = GRID) -> Taken:
    return read_rows(lines, rows_of_grid(grid), Shape(len(grid.widths), grid.head_columns))


@pytest.mark.parametrize("separator", [" ", "\t", " | ", "\n", "\n\n"])
def test_every_cell_is_found_however_the_table_was_copied(separator: str) -> None:
    taken = read(table_lines(GRID, requests_cells(), separator))
    assert taken.cells == requests_cells()
    assert not taken.absent and not taken.unclear


def test_labels_broken_across_lines_are_found() -> None:
    lines = []
    for line in table_lines(GRID, requests_cells()):
        label, _, numbers = line.partition(" 0 ")
        lines += [label[:9], label[9:] + " 0 " + numbers] if numbers else [line]
    assert read(lines).cells == requests_cells()


def test_a_label_goes_on_behind_its_numbers() -> None:
    lines = table_lines(GRID, requests_cells())
    at = next(at for at, line in enumerate(lines) if "要求行政机关确认" in line)
    lines[at : at + 1] = ["5.要求行政机关确认或 0 0 0 0 0 0 0", "重新出具已获取信息"]
    assert read(lines).cells == requests_cells()


def test_a_head_printed_again_and_full_width_signs_do_no_harm() -> None:
    lines = table_lines(GRID, requests_cells())
    again = [*lines[:12], "（续）", *lines[:3], *lines[12:]]
    wide = [line.translate(str.maketrans("0123456789", "０１２３４５６７８９")) for line in again]
    assert read(wide).cells == requests_cells()


def test_blank_cells_keep_their_place_between_tabs_and_bars() -> None:
    cells = {key: "" if text == "0" else text for key, text in requests_cells().items()}
    filled = {key: text for key, text in cells.items() if text}
    for separator in ("\t", " | "):
        lines = table_lines(GRID, cells, separator)
        taken = read([f"| {each} |" if "|" in each else each for each in lines])
        assert taken.cells == filled
        assert not taken.unclear


def test_where_blank_cells_left_no_trace_nothing_is_guessed() -> None:
    cells = {key: "" if text == "0" else text for key, text in requests_cells().items()}
    taken = read(table_lines(GRID, cells))
    assert taken.cells == {}
    assert "一、本年新收政府信息公开申请数量" in taken.unclear


def test_a_row_that_is_missing_is_said_and_the_others_are_read() -> None:
    lines = [line for line in table_lines(GRID, requests_cells()) if "重复申请" not in line]
    taken = read(lines)
    assert taken.absent == ["2.重复申请"]
    assert taken.cells.items() < requests_cells().items()
    assert len(taken.cells) == len(requests_cells()) - 7


def test_a_row_that_the_form_does_not_have_is_not_mixed_up_with_the_one_above() -> None:
    grid = MADE.grids["publications"]
    lines = table_lines(grid, {"normative.issued": "3", "normative.in_force": "22"})
    at = next(at for at, line in enumerate(lines) if "行政规范性文件" in line)
    lines.insert(at + 1, "其他主动公开文件 186 86 255")
    taken = read(lines, grid)
    assert taken.cells["normative.issued"] == "3"
    assert taken.cells["normative.in_force"] == "22"
    assert not taken.unclear
    assert taken.over == {"行政规范性文件": ["186", "86", "255"]}


def torn(total: str) -> list[str]:
    """The table with one label and its group's label run into each other."""
    lines = table_lines(GRID, requests_cells())
    at = next(at for at, line in enumerate(lines) if "没有现成信息" in line)
    lines[at : at + 1] = ["（四）无 2.没有现成信息需要另", f"法提供 4 1 0 0 0 0 {total}", "行制作"]
    return lines


def test_a_row_whose_label_was_torn_apart_is_found_by_its_place_and_its_total() -> None:
    taken = read("\n".join(torn("5")).replace(" ", "\n").split("\n"))
    assert taken.cells["requests.not_made.natural"] == "4"
    assert taken.cells["requests.not_made.total"] == "5"
    assert not taken.absent and not taken.over
    taken = read("\n".join(torn("6")).replace(" ", "\n").split("\n"))
    assert taken.absent == ["2.没有现成信息需要另行制作"]
    assert taken.over == {"1.本机关不掌握相关政府信息": ["4", "1", "0", "0", "0", "0", "6"]}


def test_lines_as_many_as_the_rows_are_the_rows_though_labels_are_torn() -> None:
    taken = read(torn("6"))
    assert taken.cells["requests.not_made.total"] == "6"
    assert len(taken.cells) == len(requests_cells())
    lines = torn("6")
    lines[5], lines[6] = lines[6], lines[5]
    assert "2.没有现成信息需要另行制作" in read(lines).absent


def test_a_part_of_the_table_put_before_another_is_found() -> None:
    grid = MADE.grids["publications"]
    lines = table_lines(grid, {"decisions.licences": "97", "normative.in_force": "55"})
    taken = read([*lines[4:], *lines[:4]], grid)
    assert taken.cells["decisions.licences"] == "97"
    assert taken.cells["normative.in_force"] == "55"
    assert not taken.absent


def test_the_last_row_takes_no_numbers_from_below_the_table() -> None:
    lines = table_lines(GRID, requests_cells())
    taken = read([*lines, "另附 5 6"])
    assert taken.cells == requests_cells()
    assert taken.over == {"四、结转下年度继续办理": ["5", "6"]}
    last = [*lines[:-1], "四、结转下年度继续办理 1 0", "另附 0 0 0 0 0 1"]
    taken = read(last)
    assert taken.unclear == ["四、结转下年度继续办理"]
    assert "requests.carried_out.total" not in taken.cells


def test_a_shortened_label_and_one_with_a_remark_are_known() -> None:
    grid = MADE.grids["publications"]
    said = "\n".join(table_lines(grid, {"rules.in_force": "7", "normative.issued": "3"}))
    said = said.replace("行政规范性文件", "规范性文件").replace("规章 ", "规章（设区的市填写） ")
    taken = read(said.split("\n"), grid)
    assert taken.cells["rules.in_force"] == "7"
    assert taken.cells["normative.issued"] == "3"


@pytest.mark.parametrize("separator", [" ", "\t", "|", "\n"])
def test_the_one_row_without_labels_is_found(separator: str) -> None:
    grid = MADE.grids["disputes"]
    cells = {key: str(at) for at, (_, _, key) in enumerate(grid.figures())}
    assert read(table_lines(grid, cells, separator), grid).cells == cells


def test_a_table_of_indicators_is_read_by_its_labels() -> None:
    made = load_format("2018")
    rows = rows_of_table(made, made.tables["statistics"])
    figures = [row.figures[0] for row in rows if row.figures]
    cells = {key: str(at) for at, key in enumerate(figures)}
    lines = [
        f"{row.label} 件 {cells[row.figures[0]]}" if row.figures else row.label for row in rows
    ]
    for told in (lines, "\n".join(lines).replace(" ", "\n").split("\n")):
        assert read_rows(told, rows, Shape(3, 2)).cells == cells
