"""How wide the columns of a ledger are."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView

from storage.ledgers import Column

__all__ = ["fitted"]

_PADDING = 18
"""Room beside a cell's text, in pixels."""


def fitted(columns: Sequence[Column], header: QHeaderView, digit: int, room: int) -> list[int]:
    """As wide as their kind of words, the widest takes what is left over; in pixels."""
    widths = [
        max(column.width * digit + _PADDING, header.sectionSizeHint(place))
        for place, column in enumerate(columns)
    ]
    widest = max(range(len(columns)), key=lambda each: columns[each].width)
    widths[widest] += max(0, room - sum(widths))
    return widths
