"""信息处理费: what may be charged for a request, by item or by volume, with the steps.

《政府信息公开信息处理费管理办法》(国办函〔2020〕109号), for requests received from 2021-01-01 on.
One of the two is chosen for a request, never both (第三条). Amounts are whole 元.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

__all__ = ["CHARGED_SINCE", "Fee", "fee_by_item", "fee_by_volume"]

CHARGED_SINCE = date(2021, 1, 1)

_FREE_ITEMS = 10
_ITEM_STEP = 100
_PAGES: Sequence[tuple[int, int | None, int]] = ((31, 100, 10), (101, 200, 20), (201, None, 40))
"""第五条: from page, to page, 元 a page."""


@dataclass(frozen=True, slots=True)
class Fee:
    """What may be charged in 元, and each part of it as a sentence."""

    amount: int
    steps: tuple[str, ...]


def fee_by_item(before: int, quantity: int = 1) -> Fee:
    """按件计收 (第四条): ``before`` 件 of the same applicant came earlier in the same month.

    11 to 30 cost 100 元 each; from 31 on every ten cost 100 元 more each.
    """
    amount, steps = 0, list[str]()
    for first, last, price in _item_bands(before + quantity):
        start, end = max(first, before + 1), min(last, before + quantity)
        if start <= end:
            amount += price * (end - start + 1)
            steps.append(_step("件", start, end, price))
    return Fee(amount, tuple(steps))


def fee_by_volume(pages: int) -> Fee:
    """按量计收 (第五条): the pages given for one request; 30 are free."""
    amount, steps = 0, list[str]()
    for first, last, price in ((1, _PAGES[0][0] - 1, 0), *_PAGES):
        end = pages if last is None else min(last, pages)
        if first <= end:
            amount += price * (end - first + 1)
            steps.append(_step("页", first, end, price))
    return Fee(amount, tuple(steps))


def _item_bands(last: int) -> Sequence[tuple[int, int, int]]:
    """From item, to item, 元 an item, as far as the ``last``."""
    bands = [(1, _FREE_ITEMS, 0), (_FREE_ITEMS + 1, 30, _ITEM_STEP)]
    while bands[-1][1] < last:
        _, end, price = bands[-1]
        bands.append((end + 1, end + 10, price + _ITEM_STEP))
    return bands


def _step(unit: str, first: int, last: int, price: int) -> str:
    span = f"第{first}{unit}" if first == last else f"第{first}—{last}{unit}"
    number = last - first + 1
    if not price:
        return f"{span}：不收费"
    return f"{span}：{number}{unit}×{price}元＝{number * price}元"
