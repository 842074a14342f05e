"""Statutory tables in a workbook that another program or office made, found by their labels."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from storage.published.filling import Filling
from storage.report import Report

__all__ = ["tables_in"]

T = TypeVar("T")


def tables_in(
    sheets: Sequence[Sequence[str]], held: Report
) -> tuple[Report, tuple[str, ...]] | None:
    """``held`` with the numbers of the tables in these sheets, and what is to be said of them.

    A sheet is its rows, cells parted by tabs. None where there is no such table.
    """
    filling = Filling(held.with_values(figures={}, unparsed={}, texts={}, entries={}), None)
    for sheet in sheets:
        filling.numbers.take_sheet(sheet)
    if not filling.numbers.titles:
        return None
    found = filling.figures()
    named = "、".join(f"“{each}”" for each in filling.numbers.titles)
    count = len(found.figures) + len(found.unparsed)
    said = f"这不是本程序导出的工作簿，按各行的栏目认出了{named}，共 {count} 个数。"
    report = held.with_values(
        figures={**_without(held.figures, found.unparsed), **found.figures},
        unparsed={**_without(held.unparsed, found.figures), **found.unparsed},
        texts={**held.texts, **found.texts},
    )
    return report, (said, *filling.deviations)


def _without(values: Mapping[str, T], keys: Mapping[str, object]) -> dict[str, T]:
    return {key: value for key, value in values.items() if key not in keys}
