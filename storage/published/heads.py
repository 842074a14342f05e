"""The opening and the closing lines of a published report: title, year, organ and date."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

__all__ = ["Closing", "Head", "closing_of", "head_of"]

_YEAR = r"(?P<year>\d{4}|[二〇○零一三四五六七八九]{4})年?度?"
_WORDS = r"(?:政府|政务)?(?:信息|政务)公开(?:工作)?的?(?:情况)?的?(?:年度)?(?:工作)?(?:报告|年报)"
_TITLES = (
    re.compile(rf"(?P<unit>[^\d]*?)(?:关于)?{_YEAR}(?P<later>[^\d]*?){_WORDS}.{{0,8}}"),
    re.compile(rf"(?P<unit>[^\d]*?)(?:关于)?(?P<year>)(?P<later>){_WORDS}.{{0,8}}"),
)
_PERIOD = re.compile(r"(\d{4})年1月1日")
_CHROME = re.compile(
    "来源|发布时间|发布日期|发文日期|浏览|点击|阅读次数|字号|字体|打印|分享|索引|视力保护|作者|扫一扫|关闭窗口"
)
_DATE = re.compile(
    r"(?:\d{4}|[二〇○零一三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
_CHINESE = {each: str(number) for number, each in enumerate("〇一二三四五六七八九")}
_LONGEST_TITLE, _LONGEST_NAME, _DEEPEST = 60, 30, 400
_SIGN = 2
"""Fewer characters than this are a mark or a bullet of a page."""
_NEAR_END, _TITLE_LINES = 60, 2
_FOOT = re.compile(
    "主办单位|承办单位|备案|网站标识码|版权所有|扫一扫|打印本页|关闭窗口|上一篇|下一篇|返回顶部"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What a report calls itself; ``rest`` are the lines behind its title."""

    title: str
    unit: str
    year: int | None
    rest: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """落款, and the lines before it; what a web page put behind it is left out."""

    unit: str
    date: str
    rest: tuple[str, ...]
    left_out: tuple[str, ...]


def head_of(lines: Sequence[str]) -> Head | None:
    """The head of a report; None where no line reads like the title of one.

    A page names it more than once; a title with organ and year is taken first.
    """
    heads = list(_heads(lines))
    whole = (each for each in heads if each.unit and each.year)
    return next(whole, heads[0] if heads else None)


def _heads(lines: Sequence[str]) -> Iterator[Head]:
    above: list[str] = []
    for number, line in enumerate(lines[:_DEEPEST]):
        bare = _bare(line)
        if not bare:
            continue
        # A long title stands on several lines.
        for taken in range(min(len(above), _TITLE_LINES) + 1):
            told = "".join([*above[len(above) - taken :], bare])
            if found := _titled(told):
                left = above[: len(above) - taken]
                yield _head(told, *found, left, lines[number + 1 :])
        above.append(bare)


def _head(
    told: str, year: int | None, unit: str, above: Sequence[str], below: Sequence[str]
) -> Head:
    left = list(above)
    if not unit and left and _is_name(left[-1]):
        unit = left.pop()
        told = unit + told
    rest, chrome = _without_chrome(below, told)
    # A cover says it once more.
    rest = [each for each in rest if _bare(each) != told]
    known = year or _year_of("".join(map(_bare, rest)))
    return Head(told, unit, known, tuple(rest), (*left, *chrome))


def _is_name(line: str) -> bool:
    return 1 < len(line) <= _LONGEST_NAME and not re.search(r"[。；：:;>|\d]", line)


def _titled(line: str) -> tuple[int | None, str] | None:
    """Year and organ of a title, which may come in either order; None for another line."""
    if len(line) > _LONGEST_TITLE or re.search("[。>|:]", line):
        return None
    for title in _TITLES:
        if match := title.fullmatch(line):
            said = "".join(_CHINESE.get(each, each) for each in match["year"].replace("○", "〇"))
            unit = (match["unit"] or match["later"]).strip("《》“”()（）")
            return (int(said.replace("零", "0")) if said else None), unit
    return None


def _year_of(text: str) -> int | None:
    match = _PERIOD.search(text)
    return int(match[1]) if match else None


def _without_chrome(lines: Sequence[str], title: str) -> tuple[list[str], list[str]]:
    """Lines without what a web page prints below a title: the title again, where from, when."""
    at = 0
    left: list[str] = []
    for number, line in enumerate(lines):
        bare = _bare(line)
        if bare and bare != title and len(bare) > _SIGN:
            if len(line) > _LONGEST_TITLE or not _CHROME.search(line):
                break
            left.append(line.strip())
            at = number + 1
        elif bare:
            at = number + 1
    return list(lines[at:]), left


def closing_of(lines: Sequence[str]) -> Closing:
    """The organ and the day at the end of a report, where they stand."""
    foot = next((at for at, each in enumerate(lines) if _is_foot(each)), len(lines))
    closing = _signed(lines[:foot])
    left = tuple(each.strip() for each in lines[foot:] if each.strip())
    return replace(closing, left_out=(*closing.left_out, *left))


def _is_foot(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and "。" not in line and bool(_FOOT.search(line))


def _signed(lines: Sequence[str]) -> Closing:
    filled = [number for number, line in enumerate(lines) if line.strip()]
    for place in reversed(filled[-_NEAR_END:]):
        if not _DATE.fullmatch(_bare(lines[place])):
            continue
        above = [number for number in filled if number < place]
        name = _bare(lines[above[-1]]) if above else ""
        is_name = _is_name(name)
        last = above[-1] if is_name else place
        after = [each.strip() for each in lines[place + 1 :] if each.strip()]
        kept = [each for each in after if len(each) > _LONGEST_NAME or each.startswith("附")]
        left = tuple(each for each in after if each not in kept)
        return Closing(name if is_name else "", _bare(lines[place]), (*lines[:last], *kept), left)
    return Closing("", "", tuple(lines), ())


def _bare(line: str) -> str:
    return "".join(unicodedata.normalize("NFKC", line).split())
