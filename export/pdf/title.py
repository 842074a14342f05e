"""Divides a report's title into balanced lines that keep words whole (GB/T 9704-2012 §7.3.1)."""

import re
from collections.abc import Callable
from itertools import combinations, pairwise

_WORDS = (
    "政府信息公开|政务公开|信息公开|工作|年度报告|年报|报告|人民政府|办公室|办公厅|委员会|管理局|管理委员会|"
    "监督管理局|街道办事处|办事处|开发区|有限公司|财政局|教育局|公安局|民政局|司法局|审计局|统计局|信访局|"
    "卫生健康|人力资源|社会保障|住房|城乡|建设|市场|应急|生态环境|自然资源|农业农村|文化|旅游|体育|广电|"
    "科学技术|发展和改革|工业和信息化|退役军人|事务局|行政审批|服务局|综合|执法局|水务局|商务局|交通运输局"
)
_TOKEN = re.compile(rf"第?\d+\s*(?:年度|年)?|[A-Za-z0-9]+|{_WORDS}|.", re.DOTALL)

_NOT_FIRST = frozenset("的了及和与》）、，。区市县镇乡村局委办处省旗")
"""What reads badly, or is a cut word, at a line's beginning."""

MOST_LINES = 4
"""A longer title is left to the line breaker."""

_NOT_LAST = frozenset("关于的和与及《（第")


def title_lines(
    title: str, unit: str, width: Callable[[str], float], room: float
) -> tuple[str, ...]:
    """The title in as few lines as fit ``room``, as even as its words allow.

    ``width`` measures a piece of text. A line end after the issuing ``unit`` is preferred.
    """
    text = " ".join(title.split())
    if width(text) <= room or not text:
        return (text,)
    tokens = _tokens(text, unit)
    for count in range(2, min(len(tokens), MOST_LINES) + 1):
        best = _best(tokens, count, unit, width, room)
        if best:
            return best
    return (text,)


def _tokens(text: str, unit: str) -> list[str]:
    """Words in order; the unit's own name is one while it fits."""
    if unit and text.startswith(unit):
        return [unit, *_TOKEN.findall(text[len(unit) :])]
    return _TOKEN.findall(text)


def _best(
    tokens: list[str], count: int, unit: str, width: Callable[[str], float], room: float
) -> tuple[str, ...] | None:
    """The most pleasing division into ``count`` lines; None if none fits."""
    found: tuple[float, tuple[str, ...]] | None = None
    for cuts in combinations(range(1, len(tokens)), count - 1):
        edges = [0, *cuts, len(tokens)]
        lines = tuple("".join(tokens[low:high]).strip() for low, high in pairwise(edges))
        widths = [width(line) for line in lines]
        if max(widths) > room:
            continue
        cost = (max(widths) - min(widths)) / room + _badness(lines, unit)
        if found is None or cost < found[0]:
            found = (cost, lines)
    return found[1] if found else None


def _badness(lines: tuple[str, ...], unit: str) -> float:
    """How badly the lines' ends and beginnings read."""
    bad = 0.0
    for before, after in pairwise(lines):
        bad += 0.6 * (after[0] in _NOT_FIRST) + 0.6 * (before[-1] in _NOT_LAST)
        bad -= 0.15 * (before == unit)
    return bad
