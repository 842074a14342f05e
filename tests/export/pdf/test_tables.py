from dataclasses import replace
from itertools import pairwise

import pytest

from export.document import Align, Block, Cell, Heading, Table
from export.pdf.page import BOTTOM, LEFT, RIGHT, Page, Rule, Text
from export.pdf.table import SIZES, TableSetter
from export.pdf.tablecut import Cutter
from export.pdf.typeset import Typesetter
from tests.export.pdf.laid import FONTS, lay_out, lines_of, text_of
from tests.export.pdf.samples import (
    Row,
    channel_table,
    disclosure_table,
    dispute_table,
    document,
    head,
    label,
    numbers,
    paragraph,
    request_table,
)

SETTER = TableSetter(Typesetter(FONTS))
VALUES = [[row * 7 + column for column in range(7)] for row in range(25)]


def long_table(rows: int, group: int = 6) -> Table:
    """Labels in groups, a head of two rows, two number columns."""
    body: list[Row] = []
    for row in range(rows):
        first = label(f"第{row // group}组", min(group, rows - row)) if row % group == 0 else None
        body.append((first, label(f"{row}号事项"), *numbers((row, row * 3))))
    top: list[Row] = [
        (head("事项", 2, 2), None, head("数量", 1, 2), None),
        (None, None, head("本年"), head("上年")),
    ]
    return Table((*top, *body), (2, 3, 1, 1), "情况表", head_rows=2, head_columns=2)


def frames(page: Page) -> tuple[float, float, float, float]:
    """The rectangle of a page's table rules."""
    rules = [mark for mark in page.marks() if isinstance(mark, Rule)]
    return (
        min(rule.x0 for rule in rules),
        min(rule.y0 for rule in rules),
        max(rule.x1 for rule in rules),
        max(rule.y1 for rule in rules),
    )


@pytest.mark.parametrize(
    "table",
    [
        request_table(VALUES),
        dispute_table(range(15)),
        disclosure_table((1, 2, 3), (4, 5, 6), ("1808595", "2822652", "20163", "59237.2449")),
        channel_table(),
    ],
)
def test_each_national_table_stands_whole_on_one_page_inside_the_text_block(table: Table) -> None:
    blocks: list[Block] = [paragraph("政" * 400), Heading("三、收到和处理"), table]
    flow = lay_out(document(blocks))
    pages = [page for page in flow.pages if any(isinstance(m, Rule) for m in page.marks())]
    assert len(pages) == 1
    left, _, right, bottom = frames(pages[0])
    assert (left, right) == pytest.approx((LEFT, RIGHT), abs=0.01)
    assert bottom <= BOTTOM + 0.5
    assert "三、收到和处理" in text_of(pages[0])


def test_no_number_is_ever_broken_in_its_cell() -> None:
    table = dispute_table([1_234_567] * 15)
    layout = SETTER.fit(table, 600)
    assert all(len(box.lines) == 1 for box in layout.boxes if box.cell.text == "1234567")
    assert layout.size < SIZES[0]


def test_words_stay_inside_their_cells() -> None:
    layout = SETTER.fit(request_table(VALUES), 600)
    for box in layout.boxes:
        room = layout.edges[box.column + box.columns] - layout.edges[box.column]
        assert all(line.width <= room for line in box.lines)
        high = sum(layout.heights[box.row : box.row + box.rows])
        assert high >= len(box.lines) * layout.size


def test_numbers_end_where_their_cells_end() -> None:
    page = lay_out(document([long_table(5)])).pages[0]
    ends = {
        round(text.x + text.letters[-1].x + text.size / 2, 1)
        for text in page.marks()
        if isinstance(text, Text)
        and text.size in SIZES
        and text.letters[-1].glyph.character.isdigit()
    }
    assert len(ends) == 2


def test_a_long_table_is_cut_with_its_head_and_labels_again() -> None:
    flow = lay_out(document([long_table(90)]))
    assert len(flow.pages) >= 3
    for page in flow.pages[1:]:
        assert text_of(page).startswith("事项数量本年上年")
    everything = "".join(text_of(page) for page in flow.pages)
    for row in range(90):
        assert f"{row}号事项" in everything
    for page in flow.pages:
        assert frames(page)[3] <= BOTTOM + 0.5


def test_a_cut_does_not_leave_one_row_of_a_group_alone() -> None:
    table = long_table(90)
    layout = SETTER.fit(table, 600)
    pieces = list(Cutter(SETTER, layout, 600, 600).pieces(317))
    for before, after in pairwise(pieces):
        last = [box.rows for box in before.boxes if box.column == 0][-1]
        first = next(box for box in after.boxes if box.column == 0 and box.row == 2)
        assert (last, first.rows) != (1, 5)
        assert (last, first.rows) != (5, 1)
        assert before.height <= 600


def test_a_label_through_the_cut_goes_on_with_a_mark() -> None:
    flow = lay_out(document([long_table(80, group=80)]))
    assert all("第0组（续）" in text_of(page) for page in flow.pages[1:])
    assert "（续）" not in text_of(flow.pages[0])


def test_a_cell_longer_than_a_page_goes_on_over_pages() -> None:
    words = "政府信息公开申请办理情况说明，" * 260
    table = Table(((Cell("说明", head=True), Cell(words, align=Align.LEFT)),), (1, 5))
    flow = lay_out(document([Heading("一"), table]))
    assert len(flow.pages) >= 3
    printed = "".join(text_of(page) for page in flow.pages)
    assert printed.count("情况说明") + printed.count("情") >= 260
    assert all(frames(page)[3] <= BOTTOM + 0.5 for page in flow.pages[1:])


def test_text_after_a_table_is_back_on_the_grid() -> None:
    flow = lay_out(document([channel_table(), paragraph("表后的文字")]))
    grid = flow.grid
    (middle,) = (at for at, text in lines_of(flow.pages[0]).items() if text == "表后的文字")
    slot = (middle - 8 - grid.top) / grid.pitch
    assert abs(slot - round(slot)) < 0.1
    assert middle - 8 > frames(flow.pages[0])[3]


def test_a_table_moves_up_a_little_smaller_rather_than_leave_its_text_alone() -> None:
    table = request_table(VALUES)
    natural = SETTER.fit(table, 600).size
    flow = lay_out(document([paragraph("政" * 30), table], title=""))
    assert len(flow.pages) == 1
    sizes = {mark.size for mark in flow.pages[0].marks() if isinstance(mark, Text)}
    assert natural - 1 <= min(sizes) <= natural


def test_a_table_with_missing_cells_has_its_frame_all_the_same() -> None:
    rows: tuple[Row, ...] = ((Cell("一"), Cell("二")), (Cell("三"),))
    page = lay_out(document([Table(rows, (1, 1))])).pages[0]
    left, top, right, bottom = frames(page)
    corners = {(left, top, right, top), (left, bottom, right, bottom), (right, top, right, bottom)}
    drawn = {mark[:4] for mark in page.marks() if isinstance(mark, Rule)}
    assert corners <= drawn


def test_notes_stand_below_the_table() -> None:
    table = replace(channel_table(), notes=("注：不同渠道公开相同信息计1条。", "另注。"))
    page = lay_out(document([table])).pages[0]
    assert text_of(page).endswith("注：不同渠道公开相同信息计1条。另注。")
    notes = [m for m in page.marks() if isinstance(m, Text)][-1]
    assert notes.y > frames(page)[3]


def test_a_small_table_moves_to_the_next_page_rather_than_being_cut() -> None:
    flow = lay_out(document([paragraph("政" * 28 * 17), channel_table()], title=""))
    assert len(flow.pages) == 2
    assert not any(isinstance(mark, Rule) for mark in flow.pages[0].marks())
    assert text_of(flow.pages[1]).startswith("主动公开信息情况")
