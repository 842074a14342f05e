import pytest

from storage.format_reader import load_format
from storage.grids import draw_grid


def test_a_table_is_drawn_as_it_looks() -> None:
    grid = draw_grid("t", [["头", ">", "右"], ["^", ">", "=a"], ["左", "=b", ">"]], [1, 1, 1])
    head = grid.rows[0][0]
    assert head is not None and (head.text, head.rows, head.columns) == ("头", 2, 2)
    assert grid.rows[1][:2] == (None, None)
    assert list(grid.figures()) == [(1, 2, "a"), (2, 1, "b")]
    assert list(grid.words()) == ["头", "右", "左"]
    assert grid.place_of("b") == (2, 1) and grid.place_of("c") is None


@pytest.mark.parametrize(
    ("drawn", "fault"),
    [
        ([["甲", ">"], ["乙"]], "列数"),
        ([[">", "甲"]], "接续"),
        ([["甲", ">"], ["^", "乙"]], "长方形"),
    ],
)
def test_a_table_that_cannot_be_is_refused(drawn: list[list[str]], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        draw_grid("t", drawn, [1, 1])


def test_table_three_has_the_places_of_the_national_form() -> None:
    grid = load_format("2021").grids["requests"]
    assert (len(grid.rows), len(grid.widths), grid.head_rows) == (28, 10, 3)
    assert len(list(grid.figures())) == 175
    assert grid.place_of("requests.received.natural") == (3, 3)
    assert grid.place_of("requests.carried_out.total") == (27, 9)
    results = grid.rows[5][0]
    assert results is not None and (results.text, results.rows) == ("三、本年度办理结果", 22)
    refused = grid.rows[7][1]
    assert refused is not None and (refused.text, refused.rows) == ("（三）不予公开", 8)


def test_tables_two_and_four_have_their_number_of_cells() -> None:
    grids = load_format("2021").grids
    assert len(list(grids["publications"].figures())) == 10
    assert len(list(grids["disputes"].figures())) == 15
    assert len(list(load_format("2019").grids["requests"].figures())) == 161
