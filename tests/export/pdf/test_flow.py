from dataclasses import replace

import pytest

from export.document import Block, Heading, PageBreak, Paragraph, Run, Signature, Tone
from export.pdf.page import BOTTOM, CELL, GRIDS, LEFT, RIGHT, TOP, Element, Page, Text
from tests.export.pdf.laid import lay_out, lines_of, text_of
from tests.export.pdf.samples import document, paragraph, random_document, request_table

GRID = GRIDS["standard"]
LINE = "政府信息公开工作年度报告"


def filled(lines: int) -> list[Block]:
    """A paragraph of so many full lines."""
    return [paragraph("政" * (28 * lines - 2))]


def letters(page: Page, size: float = 16.0) -> list[Text]:
    return [mark for mark in page.marks() if isinstance(mark, Text) and mark.size == size]


def test_a_page_holds_22_lines_of_28_characters() -> None:
    flow = lay_out(document([*filled(45)], title=""))
    assert [len(lines_of(page)) for page in flow.pages] == [22, 22, 1]
    assert {len(text) for text in lines_of(flow.pages[1]).values()} == {28}


def test_the_lines_fill_the_text_block_from_edge_to_edge() -> None:
    page = lay_out(document(filled(22), title="")).pages[0]
    middles = sorted(lines_of(page))
    assert middles[0] - 8 == pytest.approx(TOP, abs=1)
    assert middles[-1] + 8 == pytest.approx(BOTTOM, abs=1)
    ends = [text.x + text.letters[-1].x + 16 for text in letters(page)]
    assert max(ends) == pytest.approx(RIGHT, abs=0.3)
    starts = [text.x + text.letters[0].x for text in letters(page)]
    assert starts[0] == pytest.approx(LEFT + 2 * CELL, abs=0.3)
    assert starts[1] == pytest.approx(LEFT, abs=0.3)


def test_words_grid_keeps_its_pitch() -> None:
    page = lay_out(document(filled(22), title=""), "word").pages[0]
    middles = sorted(lines_of(page))
    assert len(middles) == 22
    assert (middles[-1] - middles[0]) / 21 == pytest.approx(28.95, abs=0.1)


def test_the_title_stands_in_the_middle_with_a_blank_line_below() -> None:
    flow = lay_out(document(filled(1)))
    title = letters(flow.pages[0], 22.0)
    assert len(title) == 1 or len(title) == 2
    for text in title:
        left, right = text.x + text.letters[0].x, text.x + text.letters[-1].x + 22
        assert left + right == pytest.approx(LEFT + RIGHT, abs=12)
    first = min(lines_of(flow.pages[0]))
    assert first - 8 == pytest.approx(GRID.top + (len(title) + 1) * GRID.pitch, abs=1)


def test_the_clerks_own_title_lines_are_kept() -> None:
    wished = replace(document([]), title_lines=("某区人民政府", "2023年政府信息公开工作年度报告"))
    title = letters(lay_out(wished).pages[0], 22.0)
    assert ["".join(each.glyph.character for each in text.letters) for text in title] == list(
        wished.title_lines
    )


@pytest.mark.parametrize("lines", range(14, 26))
def test_a_heading_is_never_the_last_line_of_a_page(lines: int) -> None:
    blocks: list[Block] = [
        *filled(lines),
        Heading("一、甲"),
        Heading("（一）乙", 2),
        paragraph(LINE * 3),
    ]
    for page in lay_out(document(blocks, title="")).pages[:-1]:
        last = list(lines_of(page).values())[-1]
        assert not last.startswith(("一、", "（一）"))


@pytest.mark.parametrize("lines", range(16, 24))
def test_the_signature_is_never_alone_on_a_page(lines: int) -> None:
    blocks: list[Block] = [*filled(lines), Signature("某区人民政府", "2024年1月20日")]
    last = lay_out(document(blocks, title="")).pages[-1]
    assert "政政政" in text_of(last)
    assert text_of(last).endswith("2024年1月20日")


ENDS: dict[str, list[Block]] = {
    "signed": [paragraph(LINE), Signature("某区", "2024年1月20日")],
    "signed after two lines": [paragraph(LINE * 2), Signature("某区", "2024年1月20日")],
    "two paragraphs": [paragraph(LINE * 3), paragraph(LINE[:9])],
    "two short paragraphs": [paragraph(LINE[:20]), paragraph(LINE[:9])],
    "one paragraph": [paragraph(LINE * 2)],
    "one long paragraph": [paragraph(LINE * 5)],
}


@pytest.mark.parametrize("lines", range(12, 24))
@pytest.mark.parametrize("end", ENDS)
def test_the_last_page_has_more_than_one_line_and_no_heading_stays_behind(
    end: str, lines: int
) -> None:
    blocks = [*filled(lines), Heading("六、其他需要报告的事项"), *ENDS[end]]
    pages = lay_out(document(blocks, title="")).pages
    if len(pages) > 1:
        assert len(lines_of(pages[-1])) > 1
        assert not list(lines_of(pages[-2]).values())[-1].startswith("六、")


def test_the_signature_stands_right_with_the_date_two_characters_in() -> None:
    blocks = [*filled(1), Signature("某某区政务公开领导小组办公室", "2024年1月20日")]
    organ, date = letters(lay_out(document(blocks, title="")).pages[0])[-2:]
    assert organ.x + organ.letters[-1].x + 16 == pytest.approx(RIGHT - 2 * CELL, abs=0.5)
    assert date.x - organ.x == pytest.approx(2 * CELL, abs=0.5)
    blocks = [*filled(1), Signature("某区", "2024年1月20日")]
    organ, date = letters(lay_out(document(blocks, title="")).pages[0])[-2:]
    assert date.x + date.letters[-1].x + 16 == pytest.approx(RIGHT - 2 * CELL, abs=0.5)
    assert date.x - organ.x == pytest.approx(2 * CELL, abs=0.5)


def test_headings_and_tones_have_their_fonts() -> None:
    runs = (Run("（一）甲。", Tone.LEAD), Run("乙"), Run("丙", Tone.STRONG))
    blocks: list[Block] = [Heading("一"), Heading("二", 2), Heading("三", 3), Paragraph(runs)]
    texts = letters(lay_out(document(blocks, title="")).pages[0])
    names = [text.letters[0].glyph.face.name for text in texts]
    assert names == [
        "NotoSansCJKsc-Medium",
        "FandolKai-Regular",
        "FandolFang-Regular",
        "FandolKai-Regular",
        "FandolFang-Regular",
        "FandolFang-Regular",
    ]
    assert [text.bold for text in texts] == [False] * 5 + [True]


def test_a_page_break_begins_a_page_once() -> None:
    blocks = [*filled(1), PageBreak(), PageBreak(), *filled(1)]
    assert len(lay_out(document(blocks, title="")).pages) == 2


def test_all_text_on_the_grid_over_many_pages() -> None:
    flow = lay_out(random_document(12))
    for page in flow.pages:
        for middle in lines_of(page):
            slot = (middle - 8 - GRID.top) / GRID.pitch
            assert abs(slot - round(slot)) < 0.1
            assert middle + 8 <= BOTTOM + 1


def test_outline_levels_never_jump() -> None:
    blocks = [Heading("一", 3), Heading("二", 1), Heading("三", 3), Heading("四", 2)]
    flow = lay_out(document(blocks))
    assert [mark.level for mark in flow.bookmarks] == [0, 0, 1, 1]


def test_the_tree_lists_the_blocks_in_order() -> None:
    values = [[0] * 7] * 25
    flow = lay_out(document([Heading("一"), paragraph("二"), request_table(values, "表")]))

    def kinds(element: Element) -> list[str]:
        return [child.kind for child in element.children]

    assert kinds(flow.root) == ["Title", "H1", "P", "Table"]
    assert kinds(flow.root.children[-1])[:2] == ["Caption", "TR"]
