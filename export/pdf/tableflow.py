"""Brings tables onto pages: whole where they fit, else cut, and the text back on the grid."""

from typing import TYPE_CHECKING

from export.document import Table
from export.pdf.page import LEFT, SIZE_3, SIZE_4, WIDTH, Element
from export.pdf.roles import Role
from export.pdf.table import Layout, TableSetter
from export.pdf.tablecut import Cutter
from export.pdf.tabledraw import TableTags, draw
from export.pdf.typeset import Measure, SetLine, Style

if TYPE_CHECKING:
    from export.pdf.flow import Flow

CAPTION = Style(Role.HEI, SIZE_4)
NOTE = Style(Role.BODY, 10.5)
NOTE_LEADING = 1.4
"""Line height of the notes under a table, in em."""

GAP = 9.0
"""White below a table before the next line of text, in points at least."""


class TableFlow:
    """Places the tables of one report."""

    def __init__(self, flow: "Flow") -> None:
        self._flow = flow
        self._setter = TableSetter(flow.typesetter)
        self._layouts: dict[tuple[int, float], Layout] = {}

    def place(self, table: Table, above: float) -> None:
        """Puts a table where the page stands; ``above`` is the height of its headings."""
        flow = self._flow
        layout = self._fitted(table, above, flow.room)
        if flow.y > 0 and self._height(table, layout, above) > flow.room + 0.01:
            flow.new_page()
        tags = TableTags(flow.root, table)
        self._caption(table, tags.element)
        room = self._limit(flow.y)
        for number, piece in enumerate(self._cutter(table, layout, above).pieces(room)):
            if number:
                flow.new_page()
            draw(flow.page, piece, flow.top, flow.typesetter, tags)
            flow.y += piece.height
        self._notes(table, tags.element)
        flow.y = flow.grid.up(flow.y + GAP)

    def opening(self, table: Table, above: float, room: float) -> float:
        """The height with which a table may begin where ``room`` is left."""
        return self._height(table, self._fitted(table, above, room), above)

    def _fitted(self, table: Table, above: float, room: float) -> Layout:
        """The table as large as a page lets it be, or a little smaller to fit ``room``."""
        layout = self._layout(table, above)
        height = self._height(table, layout, above)
        if height <= room + 0.01 or not self._is_whole(table, layout, above):
            return layout
        around = height - layout.height
        return self._setter.squeezed(layout, room - around) or layout

    def _is_whole(self, table: Table, layout: Layout, above: float) -> bool:
        """Whether a table stands on one page."""
        return layout.height <= self._whole(table, above) + 0.01

    def _height(self, table: Table, layout: Layout, above: float) -> float:
        """The whole height if a page can hold it, else the title, the head and two rows."""
        around = len(self._caption_lines(table)) * self._flow.grid.pitch
        if self._is_whole(table, layout, above):
            below = self._notes_height(table)
            white = self._flow.grid.pitch - SIZE_3
            return min(around + layout.height + below + white, self._flow.grid.depth - above)
        return around + self._cutter(table, layout, above).least()

    def _cutter(self, table: Table, layout: Layout, above: float) -> Cutter:
        begun = self._whole(table, above) + self._notes_height(table)
        return Cutter(self._setter, layout, self._limit(0.0), begun)

    def _layout(self, table: Table, above: float) -> Layout:
        key = (id(table), above)
        if key not in self._layouts:
            self._layouts.clear()
            self._layouts[key] = self._setter.fit(table, self._whole(table, above))
        return self._layouts[key]

    def _whole(self, table: Table, above: float) -> float:
        """The height a table's rows may have on a page of their own."""
        caption = len(self._caption_lines(table)) * self._flow.grid.pitch
        return self._limit(above + caption) - self._notes_height(table)

    def _limit(self, y: float) -> float:
        """The room below ``y`` down to the lower edge of the last line's characters."""
        grid = self._flow.grid
        return grid.depth - (grid.pitch - SIZE_3) - y

    def _caption_lines(self, table: Table) -> list[SetLine]:
        measure = Measure(WIDTH, SIZE_4, justify=False)
        return self._flow.typesetter.lines([(table.title, CAPTION)], measure)

    def _caption(self, table: Table, element: Element) -> None:
        """The table's title in the middle above it."""
        lines = self._caption_lines(table)
        if not lines:
            return
        flow = self._flow
        caption = element.add("Caption")
        for line in lines:
            left = LEFT + (WIDTH - line.width) / 2
            middle = flow.top + SIZE_3 / 2
            flow.page.put(caption, *flow.typesetter.place(line, left, middle))
            flow.y += flow.grid.pitch

    def _note_lines(self, table: Table) -> list[SetLine]:
        measure = Measure(WIDTH, NOTE.size)
        return [
            line
            for note in table.notes
            for line in self._flow.typesetter.lines([(note, NOTE)], measure)
        ]

    def _notes_height(self, table: Table) -> float:
        return len(self._note_lines(table)) * NOTE.size * NOTE_LEADING

    def _notes(self, table: Table, element: Element) -> None:
        """The notes directly under the table."""
        flow = self._flow
        height = NOTE.size * NOTE_LEADING
        for note in table.notes:
            inside = flow.root.add("P")
            for line in flow.typesetter.lines([(note, NOTE)], Measure(WIDTH, NOTE.size)):
                if self._limit(flow.y) + 0.01 < height:
                    flow.new_page()
                middle = flow.top + height / 2 + 1.0
                flow.page.put(inside, *flow.typesetter.place(line, LEFT, middle))
                flow.y += height
