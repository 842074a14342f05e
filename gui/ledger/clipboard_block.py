"""Blocks of cells on the clipboard, as Excel and WPS write them: tabs, lines, quotes."""

import re
from collections.abc import Sequence

__all__ = ["placed", "read_block", "write_block"]

_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\t|\n|\Z)')
_PLAIN = re.compile(r"[^\t\n]*")


def read_block(text: str) -> list[list[str]]:
    """The rows of cells in a copied text. Quotes are a cell's own unless they hold lines or tabs,
    for only then do the office programs add them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: list[list[str]] = [[]]
    position = 0
    while True:
        quoted = _QUOTED.match(text, position)
        if quoted and ("\n" in quoted[1] or "\t" in quoted[1]):
            rows[-1].append(quoted[1].replace('""', '"'))
            position = quoted.end()
        else:
            plain = _PLAIN.match(text, position)
            assert plain is not None, "an empty cell matches too"
            rows[-1].append(plain[0])
            position = plain.end()
        if position >= len(text):
            return rows
        if text[position] == "\n":
            rows.append([])
        position += 1


def placed(
    block: Sequence[Sequence[str]], top: int, left: int, width: int
) -> dict[tuple[int, int], str]:
    """The cells of a block by row and column, put down from a cell on; each line at most so many
    cells wide."""
    return {
        (top + down, left + right): text
        for down, line in enumerate(block)
        for right, text in enumerate(line[:width])
    }


def write_block(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as a text that Excel and WPS take apart again."""
    return "\n".join("\t".join(_quoted(cell) for cell in row) for row in rows)


def _quoted(cell: str) -> str:
    if "\n" not in cell and "\t" not in cell:
        return cell
    return '"' + cell.replace('"', '""') + '"'
