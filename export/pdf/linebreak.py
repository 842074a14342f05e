"""Breaks a paragraph into lines: 避头尾, whole words and numbers, and a flush right edge.

Works in cells and knows nothing of fonts or pages. Of all legal divisions the one with the
least squeezing and stretching over the whole paragraph is taken.
"""

from bisect import bisect_right
from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import accumulate, chain, compress, count
from math import inf
from operator import add
from typing import NamedTuple

from export.pdf.atoms import Atoms, atoms_of, kept

STRETCH, UTMOST = 0.2, 0.5
"""How much a gap may grow without harm, and at the very most, in cells."""

NEARLY = 0.75
"""A last line that lacks less than this, in cells, is made flush like the others."""

EXACT, RAGGED, LONELY, BROKEN = 0.0, 60.0, 25.0, 10_000.0
TRIMMED = 0.5
AROUND = 3
"""How many ends of a line are tried on either side of the one that fits best."""

TOLERANCE = 1e-6


class Line(NamedTuple):
    """One line: which characters of the text it shows and where each begins, in cells.

    ``width`` is where the ink may end: the empty half of a last mark is not counted.
    """

    characters: tuple[int, ...]
    places: tuple[float, ...]
    width: float


def break_lines(
    text: str, widths: Sequence[float], line: float, indent: float = 0.0, justify: bool = True
) -> list[Line]:
    """The lines of a text in ``line`` cells, the first beginning at ``indent``.

    ``widths`` holds one width per character, in cells. Without ``justify`` lines keep their
    natural width. No line is wider than ``line`` but one that holds a single wider character.
    """
    places = kept(text)
    shown, room = text, widths
    if len(places) < len(text):
        shown = "".join([text[place] for place in places])
        room = [widths[place] for place in places]
    atoms = atoms_of(shown, room, line - indent)
    if not atoms:
        return []
    breaker = _Breaker(atoms, line, indent, justify)
    return [breaker.line(start, end, places, room) for start, end in breaker.divide()]


class _Breaker:
    """The division of one paragraph."""

    def __init__(self, atoms: Atoms, line: float, indent: float, justify: bool) -> None:
        self.atoms = atoms
        self.cells = line
        self.indent = indent
        self.justify = justify
        self.ends: list[float] = list(accumulate(map(add, atoms.gaps, atoms.widths), initial=0.0))
        self.gives = list(accumulate(atoms.gives, initial=0.0))
        self.free = [*compress(count(), atoms.free), len(atoms)]

    def room(self, start: int) -> float:
        """The width of the line that begins with atom ``start``."""
        return self.cells - self.indent if start == 0 else self.cells

    def natural(self, start: int, end: int) -> float:
        """The width of atoms ``start``–``end`` on one line, unsqueezed."""
        return self.ends[end] - self.ends[start] - self.atoms.gaps[start]

    def divide(self) -> list[tuple[int, int]]:
        """The lines as pairs of atom numbers: the least cost of all.

        The cheapest beginning is continued first (Dijkstra): most lines fit, so most other
        beginnings are never looked at. Of equal ways to a break the longest line is taken.
        """
        last = len(self.atoms)
        costs = [inf] * (last + 1)
        starts = [0] * (last + 1)
        waiting = [(0.0, 0)]
        while (cheapest := heappop(waiting))[1] < last:
            so_far, start = cheapest
            if so_far > costs[start]:
                continue
            for end, more in self.candidates(start):
                cost = so_far + more
                if cost < costs[end]:
                    costs[end], starts[end] = cost, start
                    heappush(waiting, (cost, end))
                elif cost == costs[end]:
                    starts[end] = min(starts[end], start)
        lines: list[tuple[int, int]] = []
        end = last
        while end > 0:
            lines.append((starts[end], end))
            end = starts[end]
        return lines[::-1]

    def candidates(self, start: int) -> list[tuple[int, float]]:
        """The few sensible ends of a line that begins at ``start``, each with its cost."""
        edge = self.room(start) + self.ends[start] + self.atoms.gaps[start]
        reach = bisect_right(self.ends, edge + TOLERANCE)
        middle = bisect_right(self.free, reach - 1)
        found: list[tuple[int, float]] = []
        exact = False
        for end in reversed(self.free[max(0, middle - AROUND) : middle]):
            if end <= start:
                break
            cost = self.cost(start, end, self.ends[end] - edge)
            if cost is not None:
                found.append((end, cost))
            if exact:
                break
            exact = cost == EXACT
        for end in self.free[middle : middle + AROUND]:
            cost = self.cost(start, end, self.ends[end] - edge)
            if cost is None:
                break
            found.append((end, cost))
        return found or [self.forced(start, reach - 1)]

    def forced(self, start: int, reach: int) -> tuple[int, float]:
        """Where nothing legal fits: as much as fits, and a cost that shuns it."""
        return max(start + 1, reach), BROKEN

    def cost(self, start: int, end: int, excess: float) -> float | None:
        """What a line costs that is ``excess`` wider than its room; None if it cannot be set."""
        if excess > TOLERANCE:
            give = self.gives[end] - self.gives[start + 1]
            return self._squeezed(excess, give, self.atoms.tails[end - 1])
        if end == len(self.atoms):
            return self._last_line(start, end)
        if excess >= -TOLERANCE:
            return EXACT
        stretch = -excess / (end - start - 1 or 1)
        if stretch <= UTMOST or not self.justify:
            return 1.0 + 8.0 * (stretch / STRETCH) ** 2
        return RAGGED + 10.0 * -excess

    def _squeezed(self, excess: float, give: float, tail: float) -> float | None:
        """The cost of a line that is ``excess`` too wide."""
        if abs(excess - tail) <= TOLERANCE:
            return TRIMMED
        if excess > give + tail + TOLERANCE:
            return None
        if excess < tail:
            return 1.0
        return 1.0 + 4.0 * (excess - tail) / max(give, TOLERANCE)

    def _last_line(self, start: int, end: int) -> float:
        """A last line may be short, but should not be one character."""
        pairs = zip(self.atoms.widths[start:end], self.atoms.tails[start:end], strict=True)
        alone = sum(width for width, tail in pairs if not tail) <= 1.0
        return LONELY if alone and start > 0 else EXACT

    def line(self, start: int, end: int, numbers: Sequence[int], widths: Sequence[float]) -> Line:
        """The line of atoms ``start``–``end`` with every character in its place."""
        atoms = self.atoms
        excess = self.natural(start, end) - self.room(start)
        gaps = self._gaps(start, end, excess)
        first, stop = atoms.starts[start], atoms.ends[end - 1]
        characters, cells = numbers[first:stop], widths[first:stop]
        if stop - first > end - start:
            spans = list(map(range, atoms.starts[start:end], atoms.ends[start:end]))
            gaps = [
                step
                for gap, span in zip(gaps, spans, strict=True)
                for step in (gap, *[0.0] * (len(span) - 1))
            ]
            inside = [place for span in spans for place in span]
            characters = [numbers[place] for place in inside]
            cells = [widths[place] for place in inside]
        steps = chain.from_iterable(zip(gaps, cells, strict=True))
        edges = list(accumulate(steps, initial=self.indent if start == 0 else 0.0))
        tail = atoms.tails[end - 1] if edges[-1] > self.cells + TOLERANCE else 0.0
        return Line(tuple(characters), tuple(edges[1::2]), edges[-1] - tail)

    def _gaps(self, start: int, end: int, excess: float) -> list[float]:
        """The space before each atom of a line, squeezed or stretched to the room."""
        gaps = self.atoms.gaps[start + 1 : end]
        gives = self.atoms.gives[start + 1 : end]
        tail = self.atoms.tails[end - 1]
        trimmed = excess > TOLERANCE
        if trimmed:
            excess -= tail
        if excess > TOLERANCE:
            give = sum(gives)
            share = min(1.0, excess / give) if give else 0.0
            return [0.0, *[gap - give * share for gap, give in zip(gaps, gives, strict=True)]]
        short_enough = end < len(self.atoms) or -excess < NEARLY
        flush = trimmed or (self.justify and short_enough)
        stretch = -excess / max(1, len(gaps))
        if not flush or stretch > UTMOST + TOLERANCE:
            return [0.0, *gaps]
        return [0.0, *[gap + stretch for gap in gaps]]
