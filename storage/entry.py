"""条目: one line of a ledger, and what its cells hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

__all__ = ["Cell", "Entry"]

Cell = str | int | Decimal | bool | date | tuple[str, ...] | None
"""What a ledger cell holds by its kind; None where blank."""


@dataclass(frozen=True, slots=True)
class Entry:
    """条目: one line of a ledger; ``cells`` by column key, blank ones left out."""

    id: int
    cells: Mapping[str, Cell]

    @property
    def quantity(self) -> int:
        """件数/条数, 1 where the clerk left it blank."""
        quantity = self.cells.get("quantity")
        return quantity if isinstance(quantity, int) else 1
