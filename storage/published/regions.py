"""Where the tables of indicators stand among the lines of a report, and what belongs to them."""

import re
from collections.abc import Mapping, Sequence

from storage.formats import TablePart
from storage.headings import numbered
from storage.published.lines import bare, squeezed
from storage.published.tables import Row, is_value

__all__ = ["is_prose", "is_row", "signers_of", "stretches_of", "with_head"]

_NEAR = 8
"""So many lines may part two rows of one table, a line for each cell and a blank one."""
_SHORT_CELL = 6
_MANY, _FOREIGN = 14, 0.4
"""A line of so many characters is no label that was broken, if so much of it is not in a label."""
_PUNCTUATED = re.compile("[，；：。！？]")
_ABOVE = ("附件", "附表")
_BRACKETED = re.compile(r"[（(][^（）()]{1,30}[）)]")
_SIGNED = re.compile(
    r"(?P<label>单位负责人|审核人|填报人|填表人|联系电话)\s*[:：]\s*(?P<said>[^\s:：]*)(?=\s|$)"
)
_SIGNERS = {
    "单位负责人": "leader",
    "审核人": "reviewer",
    "填报人": "preparer",
    "填表人": "preparer",
    "联系电话": "phone",
}
"""What stands below a table of indicators, and where it is kept."""


def is_prose(line: str) -> bool:
    """Whether a line is a sentence or a note, not a row of a table."""
    words = line.strip()
    return "|" not in line and (words.endswith("。") or words.startswith(("注", "备注", "说明")))


def is_row(line: str, printed: str) -> bool:
    """Whether a line belongs to a table whose words are all in ``printed``, not to the text
    around it. A table's labels may be broken, a text's lines too."""
    words = squeezed(line)
    if "\t" in line or "|" in line or words in printed:
        return True
    cells = line.split()
    if all(is_value(each) or squeezed(each) in printed for each in cells):
        return True
    if is_prose(line):
        return False
    if len(words) >= _SHORT_CELL and set(words) <= set(printed):
        # Pieces of the head run into each other: no character that it does not have.
        return True
    if _PUNCTUATED.search(line):
        return False
    if is_value(cells[-1]):
        return True
    threes = [words[at : at + 3] for at in range(len(words) - 2)]
    foreign = sum(each not in printed for each in threes) > _FOREIGN * len(threes)
    found = numbered(line.strip())
    return not (foreign and (len(words) >= _MANY or (found is not None and found.level > 1)))


def stretches_of(lines: Sequence[str], rows: Sequence[Row]) -> list[tuple[int, int]]:
    """First and last line of each stretch that holds most of the rows of a table."""
    labels = {bare(row.label) for row in rows if row.figures}
    held = [
        (number, label)
        for number, line in enumerate(lines)
        if not is_prose(line)
        for words in (squeezed(line),)
        for label in labels
        if label in words
    ]
    found: list[list[tuple[int, str]]] = []
    for place in held:
        if not found or place[0] - found[-1][-1][0] > _NEAR:
            found.append([])
        found[-1].append(place)
    whole = [each for each in found if len({label for _, label in each}) * 2 >= len(labels)]
    return [(each[0][0], _end_of_cells(lines, each[-1][0])) for each in whole]


def _end_of_cells(lines: Sequence[str], last: int) -> int:
    """Where the cells of the last row end; its unit and number may stand on lines of their own."""
    for number in range(last + 1, len(lines)):
        said = lines[number].strip()
        if is_prose(said) or len(said) > _SHORT_CELL or _SIGNED.match(said):
            return number - 1
    return len(lines) - 1


def with_head(lines: Sequence[str], first: int, table: TablePart) -> int:
    """Where a table begins with its title, its columns and its first headings."""
    said = [*_ABOVE, table.title, "".join(table.columns), *table.columns]
    said += [row.heading for row in table.rows]
    words = tuple({squeezed(each) for each in said} - {""})
    at = first
    while at and (not lines[at - 1].strip() or _above(lines[at - 1], words)):
        at -= 1
    return at


def _above(line: str, words: tuple[str, ...]) -> bool:
    """Whether a line stands above a table: its title or columns, or a year in brackets."""
    return squeezed(line).startswith(words) or bool(_BRACKETED.fullmatch(line.strip()))


def signers_of(lines: Sequence[str], known: Mapping[str, str]) -> tuple[Mapping[str, str], int]:
    """Who signed a table, if the next line with words tells; and how many lines that took."""
    number = next((at for at, line in enumerate(lines) if line.strip()), 0)
    told = list(_SIGNED.finditer(lines[number])) if lines else []
    said = {_SIGNERS[each["label"]]: each["said"] for each in told if each["said"]}
    return {**known, **said}, number + 1 if told else 0
